"""Write a site of many made-up pages, to measure what works on whole sites.

    python packaging/many_pages.py DIR [--pages 1000]

Each day's page has ten stories on top, eight notes, a table of eight rows, three forecasts and two questions, of some 6,000
characters; no two texts are alike, a tenth of the sources run again within the week, and each fifth page has one defect.
"""

from __future__ import annotations

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

from bioai_desktop.domain import Language
from bioai_desktop.paths import resource
from bioai_desktop.site.files import page_path
from bioai_desktop.site.profile import load_profile

FIRST_DAY = date(2023, 1, 1)
WHO = ("研究者", "一个国际团队", "几家医院的医生", "做计算的一组人", "三所大学", "一家研究所", "论文的作者", "开发者")
WHAT = ("酵母", "斑马鱼", "小鼠皮层", "人的肠道菌", "水稻根系", "肺癌切片", "血液里的游离核酸", "海洋微生物", "果蝇的嗅球", "肝脏类器官")
HOW = ("图神经网络", "语言模型", "扩散模型", "对比学习", "单细胞测序", "高通量成像", "主动学习", "一套开源流程", "随机森林")
DID = (
    "找到了最早动作的开关",
    "预测了哪些突变会改变折叠",
    "把标注的时间缩短了一半",
    "看清了细胞之间怎样传话",
    "重新画出了分化的路线",
    "分出了四种以前混在一起的类型",
)
LIMIT = ("只在一个品系上做过", "样本还小", "离临床还远", "没有在别的医院验证", "代码已经公开，数据还没有", "长期影响没有观察")
TAGS = ("研究", "开源", "产品", "工具")
DEFECTS = ("（见[原文](https://example.org/cut", "**半个粗体", "<b>粗</b>", "\u8bf4\uff1a**“引文”**之后", "[看](#没有的锚点)")


def sentence(dice: random.Random) -> str:
    return f"{dice.choice(WHO)}用{dice.choice(HOW)}处理了 {dice.randint(20, 9000)} 份{dice.choice(WHAT)}的数据，{dice.choice(DID)}，准确率到了 {dice.randint(61, 98)}%。"


def text(dice: random.Random) -> str:
    return f"{sentence(dice)}{sentence(dice)}{dice.choice(LIMIT)}。"


def heading(dice: random.Random) -> str:
    return f"{dice.choice(HOW)}看{dice.choice(WHAT)}：{dice.choice(DID)}"


def link(dice: random.Random, number: int) -> str:
    return f"https://journal{dice.randint(1, 40)}.example.org/articles/s{number:06}-{dice.randint(1000, 9999)}"


def page(day: date, dice: random.Random, links: list[str]) -> str:
    def source() -> str:
        again = links[-200:-20]
        links.append(dice.choice(again) if again and dice.random() < 0.1 else link(dice, len(links)))
        return links[-1]

    top = "\n\n---\n\n".join(f"### {n}. [{heading(dice)}]({source()})\n\n{text(dice)}" for n in range(1, 11))
    notes = "\n\n".join(
        f"**[{dice.choice(TAGS)}]** [{heading(dice)}]({source()}) - 想{dice.choice(DID)[:4]}的人，可以从{dice.choice(WHAT)}读起，{dice.choice(LIMIT)}"
        for _ in range(8)
    )
    rows = "\n".join(f"| {n} | {dice.choice(TAGS)} | {heading(dice)} | [链接]({source()}) |" for n in range(1, 9))
    forecasts = "\n\n".join(
        f"### {heading(dice)}\n- **预测时间**：{day.year + 1} 年 Q{dice.randint(1, 4)}\n- **预测概率**：{dice.randint(50, 80)}%\n- **预测依据**：{sentence(dice)}"
        for _ in range(3)
    )
    questions = "\n\n".join(f"### 怎样看待{heading(dice)}？\n\n{text(dice)}" for _ in range(2))
    lines = "\n".join(f"{dice.choice(WHAT)}的数据说明，{dice.choice(DID)}。" for _ in range(3))
    defect = dice.choice(DEFECTS) + "\n\n" if dice.random() < 0.2 else ""
    return f"""---
linkTitle: {day:%m-%d}-日报
title: BioAI 生命科学日报 {day.year}/{day.month}/{day.day}
weight: {32 - day.day}
breadcrumbs: false
comments: true
description: "每天几分钟，读懂 AI 与生命科学的交汇处：新论文、新工具、新数据，说清做了什么、有什么用、还差什么。"
---

## **今日摘要**

```
{lines}
```

## ⚡ 快速导航

- [🔥 重磅 TOP 10](#-重磅-top-10)
- [📌 值得关注](#-值得关注)

{defect}## **今日 AI 生命科学资讯**

### **👀 只有一句话**
{dice.choice(WHAT)}的研究今天有了新的说法。

### **🔑 3 个关键词**
#{dice.choice(HOW)} #{dice.choice(WHAT)} #生命科学

---

## **🔥 重磅 TOP 10**

{top}

---

## **📌 值得关注**

{notes}

---

## **📊 更多动态**

| # | 类型 | 标题 | 链接 |
|---|------|------|------|
{rows}

---

## **🔮 AI 生命科学趋势预测**

{forecasts}

---

## **❓ 相关问题**

{questions}
"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--pages", type=int, default=1000)
    wanted = asked.parse_args()
    profile, links = load_profile(resource("profiles", "bioai-daily")), list[str]()
    dice = random.Random(0)  # noqa: S311 - the same pages each time
    for number in range(wanted.pages):
        day = FIRST_DAY + timedelta(number)
        path = wanted.folder / page_path(profile, Language.ZH, day)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(day, dice, links), "utf-8")
    print(f"{wanted.pages} pages in {wanted.folder}")


if __name__ == "__main__":
    main()
