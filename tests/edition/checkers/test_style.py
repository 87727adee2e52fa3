import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, kinds, line_of, only


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [(",", "，"), (";", "；"), (":", "："), ("?", "？"), ("!", "！"), (", ", "，"), (".", "。")],
)
def test_narrow_punctuation_between_chinese_characters(narrow: str, wide: str) -> None:
    text = changed("为什么停止分裂，一直没有说清", f"为什么停止分裂{narrow}一直没有说清")
    finding = only(text)
    assert (finding.kind, finding.severity, finding.line) == ("punctuation", Severity.HINT, line_of(text, "一直没有说清"))
    assert finding.fix is not None
    assert text.replace(finding.detail, finding.fix) == changed("为什么停止分裂，一直没有说清", f"为什么停止分裂{wide}一直没有说清")


@pytest.mark.parametrize(
    "fine", ["升高 3.5 倍，一直没有说清", "版本 v1.2,v1.3 一直没有说清", "比例 3:1 一直没有说清", "p<0.05，一直没有说清"]
)
def test_numbers_and_latin_text_keep_theirs(fine: str) -> None:
    assert kinds(changed("一直没有说清", fine)) == []


def test_quotation_marks_of_two_kinds() -> None:
    finding = only(changed("一直没有说清", '一直"没有”说清'))
    assert (finding.kind, finding.detail, finding.fix) == ("quotes", '"没有”', "“没有”")
    assert kinds(changed("一直没有说清", '一直"没有"说清')) == []
