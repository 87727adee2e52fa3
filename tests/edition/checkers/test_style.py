import pytest

from bioai_desktop.domain import Language, Severity
from tests.edition.checkers.pages import changed, found, kinds, line_of, only


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


@pytest.mark.parametrize(
    ("old", "new"), [("AlphaFold 3,预测", "AlphaFold 3，预测"), ("预测,AlphaFold", "预测，AlphaFold"), ("AI?因为", "AI？因为")]
)
def test_a_narrow_sign_beside_a_chinese_character(old: str, new: str) -> None:
    text = changed("一直没有说清", old)
    finding = only(text)
    assert finding.kind == "punctuation"
    assert text.replace(finding.detail, str(finding.fix)) == changed("一直没有说清", new)


def test_signs_in_the_digest_are_seen_too() -> None:
    text = changed("先修复再停工，", "先修复再停工,")
    finding = only(text)
    assert (finding.kind, finding.line) == ("punctuation", line_of(text, "先修复再停工,"))


@pytest.mark.parametrize(("old", "new"), [("only，in", "only, in"), ("only。In", "only. In"), ("only（in yeast）.", "only (in yeast) .")])
def test_a_wide_sign_between_english_words(old: str, new: str) -> None:
    text = changed("Tested in yeast only.", f"Tested {old} fact.", Language.EN)
    signs = [each for each in found(text, Language.EN) if each.kind == "punctuation"]
    assert signs
    mended = text
    for sign in signs:
        mended = mended.replace(sign.detail, str(sign.fix))
    assert not set("，。（）") & set(mended)


@pytest.mark.parametrize("alone", ["“没有说清", "没有”说清", "「没有说清", '没有说"清', "《没有说清", "”没有“说清"])
def test_a_quotation_mark_without_its_other(alone: str) -> None:
    text = changed("一直没有说清", f"一直{alone}")
    finding = only(text)
    assert (finding.kind, finding.fix, finding.line) == ("quotes", None, line_of(text, alone))


@pytest.mark.parametrize("fine", ["5' 端与 3' 端", '13" 屏幕', "30°10'12\" 处", "「『慢』就是快」", "Alzheimer's 病", "“甲”“乙”"])
def test_primes_inches_and_nested_quotations(fine: str) -> None:
    assert "quotes" not in kinds(changed("一直没有说清", fine))
