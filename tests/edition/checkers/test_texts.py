from bioai_desktop.domain import Language, Severity
from tests.edition.checkers.pages import FIRST, changed, kinds, only


def test_lengths_are_those_of_the_profile() -> None:
    finding = only(changed(FIRST, FIRST + "研究者接着会在人的细胞里再试一次，看看先修复后停工是不是也成立。"))
    assert (finding.kind, finding.severity) == ("too-long", Severity.LOOK)
    assert finding.detail.endswith("> 150")
    short = only(changed("把酵母图像自动切成单个细胞，做显微成像的能省半天", "自动切细胞图像"))
    assert (short.kind, short.detail) == ("too-short", "7 < 20")
    title = only(changed("[鱼能长回尾鳍，鼠差在哪一步]", "[鱼的尾鳍断了以后能够完整地再长出来，老鼠却不能，差别究竟出在哪一步]"))
    assert (title.kind, title.detail) == ("title-long", "33 > 30")


def test_markup_spaces_and_addresses_do_not_count() -> None:
    bold = changed("一直没有说清", "**一直 没有 说清**（[原文](https://example.org/a/very/long/address/of/a/paper)）")
    assert "too-long" not in kinds(bold)


def test_english_texts_have_no_length_yet() -> None:
    assert kinds(changed("Tested in yeast only.", "Tested in yeast only. " * 20, Language.EN), Language.EN) == []
