import pytest

from bioai_desktop.domain import Language, Severity
from tests.edition.checkers.pages import changed, found, kinds, only


@pytest.mark.parametrize("end", ["，", "把它在小鼠伤口上打开后", "（", "：", "and the"])
def test_a_text_that_stops_in_the_middle(end: str) -> None:
    text = changed("离用在人身上还很远。", end)
    finding = next(each for each in found(text) if each.kind == "text-unfinished")
    assert finding.entry


@pytest.mark.parametrize("end", ["？", "！", "……", "”", "。**", "。）"])
def test_other_ends_of_a_sentence(end: str) -> None:
    assert "text-unfinished" not in kinds(changed("离用在人身上还很远。", f"离用在人身上还很远{end}"))


@pytest.mark.parametrize("end", ["细胞，", "单个细胞和", "因为", "（", "找到了"])
def test_a_line_is_judged_by_what_must_go_on(end: str) -> None:
    finding = only(changed("把酵母图像自动切成单个细胞，做显微成像的能省半天", f"把酵母图像自动切成单个细胞的免费小工具{end}"))
    assert (finding.kind, finding.severity) == ("text-unfinished", Severity.LOOK)


@pytest.mark.parametrize("end", ["能省半天", "的", "的新发现", "开关找到了么"])
def test_a_line_needs_no_mark_at_its_end(end: str) -> None:
    assert kinds(changed("能省半天", end)) == []


@pytest.mark.parametrize("end", ["and the", "because of", "which"])
def test_an_english_line_that_waits_for_more(end: str) -> None:
    text = changed("Heated yeast repairs first and rests later.", f"Heated yeast repairs {end}", Language.EN)
    assert "text-unfinished" in kinds(text, Language.EN)


def test_an_english_line_may_end_in_a_preposition() -> None:
    assert "text-unfinished" not in kinds(
        changed("Heated yeast repairs first and rests later.", "What repair is for", Language.EN), Language.EN
    )


@pytest.mark.parametrize("end", ["见 [论文](https://example.org/p)", "数据在 https://example.org/data", "✅", "**完。**"])
def test_a_text_may_end_in_a_link_or_a_sign(end: str) -> None:
    assert "text-unfinished" not in kinds(changed("离用在人身上还很远。", end))
