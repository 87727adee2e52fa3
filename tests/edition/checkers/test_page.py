from bioai_desktop.domain import Language
from bioai_desktop.edition.checkers.page import CheckContext, blocks, page_of
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.outline import places
from bioai_desktop.edition.parse import parse
from tests.edition.checkers.pages import DAY, line_of, page, profile


def test_every_block_stands_on_the_line_that_it_says() -> None:
    for text in (page(), page().replace("\n", "\r\n"), "\ufeff" + page()):
        lines = text.split("\n")
        for block in blocks(places(parse(text, profile()))):
            assert block.text.split("\n")[0].strip("\r") in lines[block.line - 1], block


def test_paragraphs_items_and_rows_are_read_one_by_one() -> None:
    text = "## 编后\n\n一段\n两行\n\n- 一\n- 二\n  续\n> 引\n\n| a | b |\n|---|---|\n| c | d |\n---\n末"
    said = [(block.words, block.line) for block in blocks(places(parse(text, profile()))) if block.role is Role.SYNTAX]
    assert [words for words, _ in said][:4] == ["一段\n两行", "一", "二\n  续", "引"]
    assert said[-1] == ("末", 15)


def test_code_is_marked_as_such() -> None:
    text = "## 编后\n\n说\n```\nx = 1\n\ny = 2\n```\n完"
    assert [(block.words, block.code) for block in blocks(places(parse(text, profile())))][1:] == [
        ("说", False),
        ("x = 1", True),
        ("y = 2", True),
        ("完", False),
    ]


def test_the_entry_that_stands_on_a_line() -> None:
    seen = page_of(parse(page(), profile()), CheckContext(profile(), Language.ZH, DAY, {}, {}))
    held = {entry.id: section.kind for section, entry in seen.edition.entries()}
    assert held[seen.entry_at(line_of(page(), "斑马鱼"))] == "top"
    assert held[seen.entry_at(line_of(page(), "YeastFlow"))] == "notes"
    assert seen.entry_at(1) == ""


def test_code_spans_are_blanked_and_places_stay() -> None:
    text = "## 编后\n\n前 `码` 后 ``a`b`` 完"
    seen = page_of(parse(text, profile()), CheckContext(profile(), Language.ZH, DAY, {}, {}))
    assert seen.prose[3] == "前     后         完"
