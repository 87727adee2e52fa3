import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.edits import MoveSection, RemoveEntry, RemoveSection, SetField, SetFront, SetState
from bioai_desktop.edition.model import Edition, EntryState, Role
from bioai_desktop.edition.patch import Patch, difference, undoable
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict
from tests.edition.drawn import any_edits
from tests.edition.pages import EDITION, PAGE, entry, pages, read


def whole(edition: Edition) -> str:
    """Return all of a page; unlike ==, it sees ids, stories and states."""
    return repr(edition)


@given(st.sampled_from([PAGE, PAGE.replace("\n", "\r\n")]) | pages, st.data())
def test_any_edits_and_then_their_inverses_give_back_the_page(text: str, data: st.DataObject):
    edition = first = read(text)
    taken_back: list[Patch] = []
    for _ in range(4):
        try:
            edition, inverse = undoable(edition, data.draw(any_edits(edition)))
        except EditConflict:
            continue
        taken_back.append(inverse)
    done = edition
    for inverse in reversed(taken_back):
        edition = inverse.apply(edition)
    assert whole(edition) == whole(first)
    assert render(edition) == text
    for inverse in taken_back:
        edition = inverse.inverse.apply(edition)
    assert whole(edition) == whole(done)


def test_one_edit_is_taken_back_after_others_elsewhere():
    page, back = undoable(EDITION, RemoveEntry("e12"))
    page = SetField("e14", Role.TEXT, "别处改了").apply(page)
    page = SetFront("weight", "3").apply(MoveSection("s1", 3).apply(page))
    again = back.apply(page)
    assert entry("e12", again) == entry("e12", EDITION)
    assert entry("e14", again).get(Role.TEXT) == "别处改了"


def test_not_where_the_same_section_was_changed_since():
    page, back = undoable(EDITION, RemoveEntry("e12"))
    page = SetField("e11", Role.TEXT, "后来的话").apply(page)
    with pytest.raises(EditConflict):
        back.apply(page)


def test_a_state_is_taken_back_too():
    page, back = undoable(EDITION, SetState("e12", EntryState.EDITED))
    assert page == EDITION
    assert entry("e12", page).state is EntryState.EDITED
    assert entry("e12", back.apply(page)).state is EntryState.FINE


def test_front_matter_is_taken_back_unless_it_was_changed_since():
    page, back = undoable(EDITION, SetFront("title", "另一个"))
    assert back.apply(page) == EDITION
    with pytest.raises(EditConflict):
        back.apply(SetFront("title", "又一个").apply(page))


def test_nothing_differs_between_a_page_and_itself():
    nothing = difference(EDITION, EDITION)
    assert (nothing.before, nothing.after) == ((), ())
    assert nothing.apply(EDITION) == EDITION


def test_the_difference_is_only_what_was_touched():
    page = SetField("e14", Role.TEXT, "新").apply(EDITION)
    patch = difference(EDITION, page)
    assert [section.id for section in patch.before] == [section.id for section in patch.after] == ["s8"]
    assert patch.apply(EDITION) == page


def test_a_section_that_is_gone_is_named():
    page, back = undoable(EDITION, RemoveEntry("e12"))
    with pytest.raises(EditConflict) as conflict:
        back.apply(RemoveSection("s7").apply(page))
    assert conflict.value.place == "🔥 重磅 TOP 3"
    last = EDITION.sections[-1]
    page, back = undoable(EDITION, RemoveEntry(last.entries[-1].id))
    assert back.apply(RemoveSection("s1").apply(page)).sections[-1] == last


def test_several_sections_are_put_back_together():
    page, back = undoable(EDITION, MoveSection("s1", 3))
    assert len(back.before) > 1
    assert back.apply(RemoveSection("s12").apply(page)).sections[0].id == "s1"
    with pytest.raises(EditConflict):
        back.apply(RemoveSection("s3").apply(page))
