from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from bioai_desktop.edition.edits import MoveEntry, RemoveEntry, SetField
from bioai_desktop.edition.identity import bare, carried
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, SectionKind
from bioai_desktop.edition.render import render
from tests.edition.pages import EDITION, PAGE, pages, read, section

TOP = section(SectionKind.TOP)


def owned(edition: Edition) -> Edition:
    """Give every entry a story of its own."""
    return replace(
        edition,
        sections=tuple(
            replace(
                each,
                children=tuple(
                    replace(child, story=f"of {child.id}", state=EntryState.LOOK) if isinstance(child, Entry) else child
                    for child in each.children
                ),
            )
            for each in edition.sections
        ),
    )


def unseen(edition: Edition) -> list[tuple[str, str, str]]:
    return [(entry.id, entry.story, entry.state) for _, entry in edition.entries()]


@given(pages)
def test_the_page_read_again_is_the_same_in_all(text: str) -> None:
    page = owned(read(text))
    again = carried(read(text), page)
    assert again == page
    assert unseen(again) == unseen(page)
    assert [each.id for each in again.sections] == [each.id for each in page.sections]


@given(pages, pages)
def test_no_id_is_there_twice(one: str, other: str) -> None:
    page = carried(read(one), read(other))
    ids = [child.id for each in page.sections for child in each.blocks]
    assert len(set(ids)) == len(ids)
    assert len({each.id for each in page.sections}) == len(page.sections)
    assert render(page) == one


def test_an_entry_that_was_moved_or_reworded_is_the_same_entry() -> None:
    moved = read(render(MoveEntry(TOP.entries[2].id, section(SectionKind.NOTES).id, 0).apply(EDITION)))
    page = carried(moved, owned(EDITION))
    assert section(SectionKind.NOTES, page).entries[0].story == f"of {TOP.entries[2].id}"
    reworded = read(render(SetField(TOP.entries[0].id, Role.TITLE, "新题").apply(EDITION)))
    first, second, _ = section(SectionKind.TOP, carried(reworded, owned(EDITION))).entries
    assert (first.id, first.story, first.state) == (TOP.entries[0].id, f"of {TOP.entries[0].id}", EntryState.EDITED)
    assert second.state is EntryState.LOOK


def test_a_new_entry_has_an_id_that_the_old_page_had_not() -> None:
    without = RemoveEntry(TOP.entries[0].id).apply(EDITION)
    first = section(SectionKind.TOP, carried(read(PAGE), without)).entries[0]
    assert first.id not in {entry.id for _, entry in EDITION.entries()}
    assert (first.story, first.state) == ("", EntryState.FINE)


def test_a_number_is_not_what_an_entry_says() -> None:
    first, second, _ = TOP.entries
    assert bare(replace(first, spans=tuple(replace(span, text="9") if span.role is Role.NUMBER else span for span in first.spans))) == bare(
        first
    )
    assert bare(first) != bare(second)
