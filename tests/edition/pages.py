"""A small site of our own: a Profile, a page that holds every kind of section, and pages and texts as they should not be."""

from hypothesis import strategies as st

from bioai_desktop.domain import Language
from bioai_desktop.edition.model import Edition, Entry, Section, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile, SectionRule

KINDS = {
    SectionKind.DIGEST: ("今日摘要", "summary"),
    SectionKind.NAVIGATION: ("快速导航", "navigation"),
    SectionKind.NEWS: ("生命科学资讯",),
    SectionKind.CITABLE: ("可引用要点",),
    SectionKind.TOP: ("重磅", "top stories"),
    SectionKind.NOTES: ("值得关注", "worth watching"),
    SectionKind.TABLE: ("更多动态",),
    SectionKind.FUN: ("趣闻",),
    SectionKind.FORECASTS: ("趋势预测",),
    SectionKind.FAQ: ("相关问题",),
}


def rule(kind: SectionKind, title: str, *match: str, level: int = 2, renumber: bool = False) -> SectionRule:
    return SectionRule(kind, {Language.ZH: title}, match, level=level, renumber=renumber)


RULES = (
    *(
        rule(
            kind, "重磅 TOP {count}" if kind is SectionKind.TOP else match[0], *match, renumber=kind in (SectionKind.TOP, SectionKind.TABLE)
        )
        for kind, match in KINDS.items()
    ),
    rule(SectionKind.LEAD, "只有一句话", "只有一句话", level=3),
    rule(SectionKind.KEYWORDS, "3 个关键词", "关键词", level=3),
)

PROFILE = Profile("small", RULES, {}, {}, {}, {}, {})

PAGE = """\
---
linkTitle: 03-04-日报
title: 小站 2026/3/4
weight: 28
comments: true
description: "一个 \\"小\\" 站"
cascade:
  type: docs
---

## **今日摘要**

```
第一行说酵母。
第二行说斑马鱼。

第三行说算法。
```



## ⚡ 快速导航

- [头条](#top)

> 提示：这里是一段引语。

## **今日生命科学资讯**

### **👀 只有一句话**
酵母也会数数。

### **🔑 3 个关键词**
#酵母 #斑马鱼 #图神经网络

---

## **📎 今日可引用要点**

- **事实**：酵母在 30 度时分裂更快
- **来源**：[论文](https://lab.example/a(1)?x=y)
- **边界**：只在一个菌株上做过

- **事实**：斑马鱼会认路
- **来源**：https://lab.example/fish
- **边界**：幼鱼

---

## **🔥 重磅 TOP 3**

**说明**：今天只有三条。

### 1. [酵母的"钟"：[新] 模型](https://cell.example/S0092-8674(25)01497-7?rss=yes)

这是第一段。

这是第二段，有 [链接](https://a.example/x)。

![图](https://img.example/1.png)

---

### 2. **[斑马鱼脑图谱](https://fish.example/2)**
紧跟着标题的正文。

---

### 3. [只有标题](https://only.example/3)

---

## **📌 值得关注**

**[开源]** [工具甲](https://git.example/a) - 快

- **[研究]** [论文乙](https://lab.example/b) - 稳
- **[工具丙](https://git.example/c)** - 小
- [工具丁](https://git.example/d) - 巧
  还有一行

**[产品] [产品戊](https://shop.example/e)** - 贵

### [数据集]
- [数据己](https://data.example/f(2)) — 大

暂无更多。

---

## **📊 更多动态**

| # | 类型 | 标题 | 链接 |
|---|------|------|------|
| 1 | 研究 | 叶片的 \\| 气孔 | [链接](https://leaf.example/1) |
| 2 | 开源 | 比对器 | [链接](https://align.example/2) |

| 类型 | 标题 | 链接 |
|------|------|------|
| 资源 | 目录 | [GitHub](https://git.example/list) |

---

## **😄 趣闻**

### [章鱼做梦](https://sea.example/octopus)

它会变色。

## **🔮 AI 趋势预测**

### 单细胞工具合并
- **时间**：2026 年 Q3
- **概率**：65%
- **依据**：见 [酵母的钟](https://cell.example/S0092-8674(25)01497-7?rss=yes) 一文

### 图谱翻倍
- **时间**：2027 年
- **概率**：40%
- **依据**：趋势如此

---

## **❓ 相关问题**

### 哪里可以看到更多？

答案在这里：

**办法**：
- 看 [小站](https://small.example)
- 每天一次

---

### 如何引用？

写上日期。"""


EDITION = parse(PAGE, PROFILE)

FRAGMENTS = [
    *("", "---", "```", "~~~", "# x", "## **重磅 TOP 2**", "###", "- **[", "[a](b", "| a |", "|---|", "**", "- ", " ", "#x #y", "\ufeff"),
    *("## 今日摘要", "## 值得关注", "## 更多动态", "### 只有一句话", "  - [a](b) - c", "| 1 | a | b | [c](d", "-", "===", "\t"),
]

#: Pages put together from lines of the page and odd ones, with ends of line of every sort, or none.
pages = st.lists(
    st.tuples(
        st.sampled_from(sorted(set(PAGE.splitlines())) + FRAGMENTS) | st.text(max_size=12),
        st.sampled_from(["\n", "\n", "\n\n", "\r\n", "\r", ""]),
    ),
    max_size=30,
).map(lambda lines: "".join(line + end for line, end in lines))

#: What an editor might paste into a field.
texts = st.lists(
    st.sampled_from(
        [
            *(
                "# x",
                "## 重磅",
                "### y",
                "---",
                "```",
                "~~~",
                "- a",
                "1. b",
                "[a](b)",
                "](",
                "[",
                "]",
                "|",
                "**x**",
                "\\",
                "#",
                "`",
                "===",
                "：",
            ),
            *("甲\n乙", "甲\n\n乙", "```\nx\n```", "![a](b)", "60%", " - ", "https://x.example/ y(", " x ", "\r", "%", "**[a]** [b](c)"),
        ]
    )
    | st.text(max_size=5),
    max_size=5,
).map("".join)


def read(text: str) -> Edition:
    """Parse a page of the small site."""
    return parse(text, PROFILE)


def section(kind: SectionKind, edition: Edition = EDITION) -> Section:
    """Return the first section of that kind."""
    found = edition.section(kind)
    assert found is not None
    return found


def entry(place: str, edition: Edition) -> Entry:
    """Return the entry with that id."""
    return next(found for _, found in edition.entries() if found.id == place)


def fields(found: Entry) -> list[tuple[str, str]]:
    """Return an entry's fields in order, by role."""
    return [(str(span.role), span.text) for span in found.spans if span.role != "syntax"]
