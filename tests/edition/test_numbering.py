from bioai_desktop.edition.edits import MoveEntry, RemoveEntry
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.numbering import Renumber
from tests.edition.pages import EDITION, section


def numbers(page) -> list[str]:
    return [found.get(Role.NUMBER) for found in section(SectionKind.TOP, page).entries]


def test_entries_are_numbered_in_their_order():
    page = RemoveEntry("e11").apply(EDITION)
    assert numbers(page) == ["2", "3"]
    assert numbers(Renumber("s7").apply(page)) == ["1", "2"]


def test_an_entry_without_a_number_among_numbered_ones_gets_one():
    page = MoveEntry("e23", "s7", 1).apply(EDITION)
    assert numbers(Renumber("s7").apply(page)) == ["1", "2", "3", "4"]


def test_what_is_right_or_has_no_numbers_stays():
    assert Renumber("s7").apply(EDITION) is EDITION
    assert Renumber("s10").apply(EDITION) is EDITION
