from bioai_desktop.domain import Language
from bioai_desktop.edition.checkers.leaves import Leaf, leaves
from bioai_desktop.edition.checkers.page import CheckContext, page_of
from bioai_desktop.edition.parse import parse
from tests.edition.checkers.pages import DAY, profile

TEXT = """\
---
title: x
---

# 标题
段一
接着

- 点一
  接着
- 点二
> 引一
> 引二
末
---
| 甲 | 乙 |
|---|---|
| a \\| b | c |
尾

    代码

```
围栏
```
| 没有分隔行 |
"""


def read(text: str) -> list[Leaf]:
    return list(leaves(page_of(parse(text, profile()), CheckContext(profile(), Language.ZH, DAY, {}, {})).body))


def test_each_leaf_with_its_line() -> None:
    assert [(leaf.line, leaf.text.strip()) for leaf in read(TEXT)] == [
        (5, "# 标题"),
        (6, "段一\n接着"),
        (9, "- 点一\n  接着"),
        (11, "- 点二"),
        (12, "引一\n引二"),
        (14, "末"),
        (16, "甲"),
        (16, "乙"),
        (18, "a \\| b"),
        (18, "c"),
        (19, "尾"),
        (26, "| 没有分隔行 |"),
    ]


def test_the_line_of_a_place() -> None:
    leaf = Leaf("一\n二\n三", 7)
    assert [leaf.line_at(at) for at in (0, 2, 4)] == [7, 8, 9]


def test_a_page_of_nothing() -> None:
    assert read("") == []
