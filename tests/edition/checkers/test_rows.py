import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, found, line_of

HEADER = "| # | 类型 | 标题 | 链接 |\n|---|---|---|---|\n"
LAST = "| 9 | 研究 | 末 | [链接](https://example.net/9) |"


def table(*rows: str, end: str = "\n\n字\n") -> str:
    return changed("## **📌 值得关注**", "## **📌 值得关注**") + f"\n## 编后\n\n{HEADER}" + "\n".join(rows) + end


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("| 1 | 研究 | 甲 | 乙 |", None),
        ("| 1 | 研究 | 甲 |", "cell-missing"),
        ("| 1 | 研究 |  | 乙 |", "cell-missing"),
        ("| 1 | 研究 | 甲 | 乙", "row-truncated"),
        ("| 1 | 研究 | 甲", "row-truncated"),
        ("| 1 | 研究 | 甲 | 乙 | 丙 |", "cell-extra"),
        ("| 1 | 研究 | 甲 \\| 乙 | 丙 |", None),
        ("| 1 | 研究 | `甲|乙` | 丙 |", "cell-extra"),
    ],
)
def test_a_row_beside_its_header(row: str, kind: str | None) -> None:
    text = table(row, LAST)
    said = [(each.kind, each.line, each.detail) for each in found(text) if each.kind != "emphasis-broken"]
    assert said == ([] if kind is None else [(kind, line_of(text, row), row)])


def test_the_last_line_of_a_page_with_too_few_cells_broke_off() -> None:
    assert [each.kind for each in found(table(LAST, "| 2 | 研究 |", end="\n"))] == ["row-truncated"]
    assert [each.kind for each in found(table(LAST, "| 2 | 研究 |", end=""))] == ["row-truncated"]


def test_only_the_missing_cell_may_pass() -> None:
    said = {each.kind: each.severity for each in found(table("| 1 | 研究 |", "| 2 | 研究", LAST))}
    assert said == {"cell-missing": Severity.LOOK, "row-truncated": Severity.BLOCK}


def test_a_column_that_is_mostly_blank_may_be_left_out() -> None:
    assert found(table("| 1 |  | 甲 | 乙 |", "| 2 |  | 丙 | 丁 |", LAST)) == []


def test_a_table_within_code_is_none() -> None:
    assert [each.kind for each in found(changed("## **📌", f"```\n{HEADER}| 1 |\n```\n\n## **📌"))] == []


def test_bars_without_a_header_are_text() -> None:
    assert found(changed("## **📌", "| 甲 |\n| 乙 | 丙 |\n\n## **📌")) == []
