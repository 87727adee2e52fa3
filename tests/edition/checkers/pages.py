"""A page that has nothing wrong with it, in both languages, and what a check says of a changed one."""

from datetime import date
from functools import cache

from bioai_desktop.domain import Finding, Language, Ran
from bioai_desktop.edition.checks import CheckContext, check
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile
from bioai_desktop.paths import resource
from bioai_desktop.site.journals import journals
from bioai_desktop.site.profile import load_profile

DAY = date(2026, 3, 4)
TITLES = {Language.ZH: "BioAI 生命科学日报 2026/3/4", Language.EN: "BioAI Daily 2026/3/4"}

FIRST = (
    "酵母受热时为什么停止分裂，一直没有说清。研究者在 6 种温度下逐个细胞测基因表达，发现 37 度以上有一组修复基因先被打开，"
    "分裂随后才停。他们再用深度学习模型推断，哪些开关最先动作，并在实验里关掉其中 3 个作验证。目前只在酵母里做过，能否推到人的细胞还要看后续研究。"
)
SECOND = (
    "斑马鱼断了尾鳍能再长，老鼠却不行，差别在哪里？这项研究用图神经网络比较两种动物伤口处的细胞通信，"
    "找到一条只在鱼里开着的信号通路。把它在小鼠伤口上打开后，愈合快了 4 天。样本只有 12 只，长期影响没有观察，离用在人身上还很远。"
)

ZH = f"""\
---
linkTitle: 03-04-日报
title: BioAI 生命科学日报 2026/3/4
weight: 28
breadcrumbs: false
comments: true
description: "{{description}}"
---

## **今日摘要**

```
酵母遇热先修复再停工，模型找到了最早的开关。
鱼能再生而鼠不能，差别在一条通信通路上。
做单细胞分析的读者，今天可以先看第一条。
```



## ⚡ 快速导航

- [🔥 重磅 TOP 2](#-重磅-top-2)
- [📌 值得关注](#-值得关注)



## **今日 AI 生命科学资讯**

### **👀 只有一句话**
酵母受热时先修复基因，再停止分裂。

### **🔑 3 个关键词**
#单细胞 #再生 #深度学习

---

## **🔥 重磅 TOP 2**

### 1. [酵母受热，先修复再停工](https://example.org/papers/S0092(26)00012-3)

{FIRST}

---

### 2. [鱼能长回尾鳍，鼠差在哪一步](https://example.com/fin)

{SECOND}

---

## **📌 值得关注**

- **[开源]** [YeastFlow](https://github.com/example/yeastflow) - 把酵母图像自动切成单个细胞，做显微成像的能省半天
- **[研究]** [细胞大小由谁决定](https://example.net/size) - 想弄懂细胞怎么知道自己该长多大，可以从这篇读起
"""

EN = """\
---
linkTitle: 03-04-Daily
title: BioAI Daily 2026/3/4
weight: 28
breadcrumbs: false
comments: true
description: "{description}"
---

## **Today's Summary**

```
Heated yeast repairs its genes first and stops dividing afterwards.
Fish regrow fins and mice do not: one signal makes the difference.
```

## ⚡ Quick Navigation

- [🔥 Top 1](#-top-1)

## **Today's AI Life Science News**

### **👀 In One Sentence**
Heated yeast repairs first and rests later.

### **🔑 2 Keywords**
#SingleCell #Regeneration

---

## **🔥 Top 1**

### 1. [Heated yeast repairs first (酵母)](https://example.org/yeast)

Why yeast stops dividing in the heat was unclear. The team measured gene expression cell by cell at 6 temperatures and found
that repair genes wake up first. Tested in yeast only.
"""


@cache
def profile() -> Profile:
    return load_profile(resource("profiles", "bioai-daily"))


def page(language: Language = Language.ZH) -> str:
    text = ZH if language is Language.ZH else EN
    return text.replace("{description}", profile().description[language])


def changed(old: str, new: str, language: Language = Language.ZH) -> str:
    text = page(language)
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def found(
    text: str, language: Language = Language.ZH, published: dict[str, tuple[Ran, ...]] | None = None, with_profile: Profile | None = None
) -> list[Finding]:
    used = with_profile or profile()
    return check(parse(text, used), CheckContext(used, language, DAY, published or {}, {}, title=TITLES[language], journals=journals()))


def kinds(text: str, language: Language = Language.ZH) -> list[str]:
    return [finding.kind for finding in found(text, language)]


def only(text: str, language: Language = Language.ZH) -> Finding:
    """Return the one finding that there is."""
    findings = found(text, language)
    assert len(findings) == 1, findings
    return findings[0]


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)
