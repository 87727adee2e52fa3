import pytest

from bioai_desktop.edition.model import Entry, Role, Section, SectionKind, Span
from bioai_desktop.edition.places import check_index, entry_at, section_at, with_new_id, with_new_ids, with_section
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION


def entry(name: str) -> Entry:
    return Entry((Span("甲", Role.TEXT),), id=name)


def test_places_are_found_by_id():
    assert section_at(EDITION, "s7").kind is SectionKind.TOP
    section, index = entry_at(EDITION, "e12")
    assert (section.id, index, section.entries[index].get(Role.NUMBER)) == ("s7", 1, "2")


@pytest.mark.parametrize("place", ["", "s99", "e1"])
def test_a_section_that_is_not_there(place: str):
    with pytest.raises(EditConflict) as conflict:
        section_at(EDITION, place)
    assert conflict.value.place == place


def test_an_entry_that_is_not_there():
    with pytest.raises(EditConflict):
        entry_at(EDITION, "s1")


@pytest.mark.parametrize("index", [-1, 4])
def test_an_index_outside(index: int):
    with pytest.raises(EditConflict):
        check_index("s1", index, 3)


def test_only_the_section_of_that_id_is_changed():
    changed = with_section(EDITION, Section(SectionKind.TEXT, (), id="s2"))
    assert [section.kind for section in changed.sections][:3] == [SectionKind.DIGEST, SectionKind.TEXT, SectionKind.NEWS]


@pytest.mark.parametrize(("wished", "given"), [("x", "x"), ("", "e28"), ("e3", "e28")])
def test_a_new_entry_gets_an_id_of_its_own(wished: str, given: str):
    assert with_new_id(EDITION, entry(wished)).id == given


def test_a_new_section_and_its_entries_get_ids_of_their_own():
    section = with_new_ids(EDITION, Section(SectionKind.TOP, (), (entry("e1"), entry("new"), entry("")), id="s1"))
    assert (section.id, [entry.id for entry in section.entries]) == ("s13", ["e28", "new", "e29"])
