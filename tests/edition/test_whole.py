from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.edits import MoveEntry, SetTitle
from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, RawKind, Section, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.edition.whole import replaced, sealed, settled
from bioai_desktop.errors import EditConflict
from tests.edition.drawn import any_edits, tried
from tests.edition.pages import EDITION, PAGE, PROFILE, pages, read, section


def named(edition: Edition) -> list[str]:
    return [found.id for found in edition.sections] + [child.id for found in edition.sections for child in found.children if child.id]


@given(st.sampled_from([PAGE, PAGE.replace("\n", "\r\n")]) | pages, st.data())
def test_after_any_edit_the_page_settles_as_a_parse_reads_it(text: str, data: st.DataObject):
    edition = read(text)
    for _ in range(3):
        changed = tried(data.draw(any_edits(edition)), edition)
        edition = settled(changed, PROFILE)
        assert render(edition) == render(changed)
        assert read(render(edition)) == edition
        assert len(set(named(edition))) == len(named(edition))
        assert all(child.id for found in edition.sections for child in found.blocks)
        assert settled(edition, PROFILE) is edition


def test_a_heading_with_the_words_of_another_kind_opens_a_section_of_that_kind():
    page = settled(SetTitle("s10", "值得关注").apply(EDITION), PROFILE)
    assert section(SectionKind.FUN).id == "s10"
    assert next(found for found in page.sections if found.id == "s10").kind is SectionKind.NOTES


def test_what_stays_keeps_id_story_and_state():
    kept = tuple(
        replace(child, story="s", state=EntryState.EDITED) if isinstance(child, Entry) else child
        for child in section(SectionKind.TOP).children
    )
    edition = replace(
        EDITION, sections=tuple(replace(each, children=kept) if each.kind is SectionKind.TOP else each for each in EDITION.sections)
    )
    page = settled(SetTitle("s1", "编前").apply(edition), PROFILE)
    assert page.sections[0].kind is SectionKind.TEXT
    assert [(found.id, found.story, found.state) for found in section(SectionKind.TOP, page).entries] == [
        (found.id, "s", EntryState.EDITED) for found in section(SectionKind.TOP).entries
    ]
    moved = MoveEntry("e12", "s7", 0).apply(page)
    assert settled(moved, PROFILE) is moved


def test_what_becomes_text_gets_an_id_of_its_own():
    page = settled(SetTitle("s11", "编后").apply(EDITION), PROFILE)
    free = next(found for found in page.sections if found.id == "s11")
    assert free.kind is SectionKind.TEXT
    assert free.blocks
    assert not {child.id for child in free.blocks} & {found.id for _, found in page.entries()}


def test_a_rule_may_not_close_a_front_matter_that_was_open():
    edition = read("---\ntitle: a\n\n说\n")
    preamble = edition.sections[0]
    closing = replace(preamble, children=(*preamble.children, Raw("---\n")))
    with pytest.raises(EditConflict):
        replaced(edition, closing)
    assert sealed(edition, edition) is edition


def test_new_blocks_are_named_by_the_seal():
    added = Section(SectionKind.TEXT, (), (Raw("一", RawKind.PARAGRAPH), Raw("\n\n"), Raw("二", RawKind.PARAGRAPH)), id="s9")
    page = sealed(EDITION, replace(EDITION, sections=(*EDITION.sections, added)))
    new = page.sections[-1].blocks
    assert all(child.id for child in new)
    assert len({child.id for child in new}) == 2


def test_a_section_that_appears_is_named_after_all_others():
    added = Section(SectionKind.TEXT, (), (Raw("## 值得关注\n\n**[开源]** [甲](https://a.example) - 快\n\n## 编后\n"),), id="s99")
    page = settled(replace(EDITION, sections=(*EDITION.sections[:3], added, *EDITION.sections[3:])), PROFILE)
    assert [found.id for found in page.sections][3:5] == ["s99", "s100"]
    new = page.sections[3].entries[0]
    assert new.id
    assert (new.story, new.state) == ("", EntryState.FINE)
    assert new.id not in {found.id for _, found in EDITION.entries()}


def test_the_only_section_of_a_page_is_named_too():
    page = settled(Edition((), (Section(SectionKind.TEXT, (), (Raw("前言\n## 编后\n"),)),)), PROFILE)
    assert [found.id for found in page.sections] == ["s1", "s2"]
