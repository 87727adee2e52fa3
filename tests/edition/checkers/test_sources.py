import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, found, kinds, line_of, page

TABLE = """
## **📊 更多动态**

| # | 类型 | 标题 | 链接 |
|---|------|------|------|
| 1 | 研究 | 细菌怎样传话 | [链接](https://example.org/talk) |
| 2 | 开源 | 数菌落的小工具 | [链接](https://example.org/count) |
"""


def blocked(text: str) -> list[tuple[str, int]]:
    return [(finding.kind, finding.line) for finding in found(text) if finding.severity is Severity.BLOCK]


@pytest.mark.parametrize(
    ("whole", "cut"),
    [
        ("](https://example.com/fin)", "](https://example.com/fi"),
        ("](https://example.com/fin)", "](https://example.com/fin ale)"),
        ("](https://example.com/fin)", "](https"),
        ("](https://example.com/fin)", "](https://)"),
        ("](https://example.com/fin)", "](https://example)"),
        ("](https://example.com/fin)", "]()"),
        ("](https://example.com/fin)", "](https://example.com/fi...)"),
        ("](https://example.com/fin)", "](https://example.com/f…)"),
        ("](https://github.com/example/yeastflow) - 把酵母图像自动切成单个细胞，做显微成像的能省半天", "](htt"),
        ("[YeastFlow](https://github.com/example/yeastflow) - 把酵母图像自动切成单个细胞，做显微成像的能省半天", "[Yeast：自动切"),
    ],
)
def test_a_link_that_breaks_off_blocks(whole: str, cut: str) -> None:
    text = changed(whole, cut)
    lines = zip(text.split("\n"), page().split("\n"), strict=True)
    assert blocked(text) == [("link-truncated", number) for number, (new, old) in enumerate(lines, 1) if new != old]


def test_a_link_that_breaks_off_in_plain_text_blocks_too() -> None:
    text = page() + "\n## 编后\n\n更多见 [上周的报道](https://example.org/la\n"
    assert blocked(text) == [("link-truncated", line_of(text, "上周的报道"))]


@pytest.mark.parametrize(
    "fine",
    [
        "区间 [0, 1) 内的取值都试过。",
        '见 [附录](https://example.org/a(b)c) 和 [代码](https://example.org/c "源代码")。',
        "数组写作 `a[0](x` 即可。",
        r"方括号 \[ 不必成对。",
        "写信给 [编辑部](mailto:desk@example.org)，或看[关于](/about)。",
        "参考文献 [12] 和 [13] 说法不同（见 [14]）。",
    ],
)
def test_brackets_that_are_no_broken_link(fine: str) -> None:
    assert kinds(page() + f"\n## 编后\n\n{fine}\n") == []


def test_a_link_may_go_on_in_the_next_line() -> None:
    assert kinds(page() + "\n## 编后\n\n[一个很长的\n名字](https://example.org/long)\n") == []


@pytest.mark.parametrize(
    ("linked", "bare"),
    [
        ("[鱼能长回尾鳍，鼠差在哪一步](https://example.com/fin)", "鱼能长回尾鳍，鼠差在哪一步"),
        ("(https://example.com/fin)", "(/fin)"),
        ("(https://example.com/fin)", "(example.com/fin)"),
        ("[YeastFlow](https://github.com/example/yeastflow)", "YeastFlow"),
    ],
)
def test_an_entry_that_leads_nowhere_blocks(linked: str, bare: str) -> None:
    text = changed(linked, bare)
    assert blocked(text) == [("source-missing", line_of(text, bare))]


def test_rows_of_a_table() -> None:
    assert kinds(page() + TABLE) == []
    cut = (page() + TABLE).rstrip("\n").removesuffix("(https://example.org/count) |") + "(https"
    said = blocked(cut)
    assert ("row-truncated", line_of(cut, "数菌落")) in said
    short = page() + TABLE.replace(" | [链接](https://example.org/count) |", " |")
    assert ("row-truncated", line_of(short, "数菌落")) in blocked(short)
    sourceless = page() + TABLE.replace("[链接](https://example.org/count)", "无")
    assert blocked(sourceless) == [("source-missing", line_of(sourceless, "数菌落"))]


def test_a_table_whose_rows_have_no_bar_at_their_ends_is_a_table() -> None:
    text = page() + "\n## 编后\n\n| 名 | 数 |\n|---|---|\n| 甲 \\| 乙 | 3 |\n\n| 名 | 数\n|---|---\n| 丙 | 4\n"
    assert kinds(text) == []
