import pytest

from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.table import header_end
from tests.edition.pages import fields, read, section

FOUR = "| # | 类型 | 标题 | 链接 |\n|---|:---|---|---:|\n"
THREE = "| 类型 | 标题 | 链接 |\n|---|---|---|\n"


def rows(text: str) -> list[list[tuple[str, str]]]:
    return [fields(entry) for entry in section(SectionKind.TABLE, read("## 更多动态\n\n" + text)).entries]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (FOUR + "| 1 | 研究 | 甲 | [链接](b) |", [("number", "1"), ("tag", "研究"), ("title", "甲"), ("link", "b")]),
        (FOUR + "|  | | 甲 \\| 乙 | [链接](b(1)) |", [("number", ""), ("tag", ""), ("title", "甲 \\| 乙"), ("link", "b(1)")]),
        (FOUR + "| 1 | 研究 | 甲 | [biorxiv](https", [("number", "1"), ("tag", "研究"), ("title", "甲"), ("link", "https")]),
        (FOUR + "| 1 | 研究 | 甲", [("number", "1"), ("tag", "研究"), ("title", "甲")]),
        (FOUR + "| 1 | 研究 | 甲 | 无 |", [("number", "1"), ("tag", "研究"), ("title", "甲")]),
        (THREE + "| 研究 | 甲 | [链接](b) |", [("tag", "研究"), ("title", "甲"), ("link", "b")]),
        (THREE + "| [甲](b) | 说明 |", [("title", "甲"), ("link", "b"), ("text", "说明")]),
        ("| # | 标题 | 链接 |\n|-|-|-|\n| 1 | 甲 | [链接](b) |", [("number", "1"), ("title", "甲"), ("link", "b")]),
    ],
)
def test_columns(text: str, row: list[tuple[str, str]]):
    assert rows(text) == [row]


def test_rows_of_every_table_are_entries():
    text = FOUR + "| 1 | a | b | [c](d) |\n| 2 | e | f | [g](h) |\n\n| x |\n\n" + THREE + "| a | b | [c](d) |\n"
    assert len(rows(text)) == 3


@pytest.mark.parametrize("text", ["| a | b |\n| c | d |", "a\n|---|\n", "```\n" + FOUR + "| 1 | a | b | c |\n```", "|---|---|"])
def test_what_has_no_header_is_no_table(text: str):
    assert rows(text) == []
    assert header_end(text) is None


def test_where_the_first_row_goes():
    assert header_end("甲\n\n" + FOUR) == len("甲\n\n" + FOUR) - 1
