from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bioai_desktop.edition.conflict import What
from bioai_desktop.edition.edits import InsertEntry, MoveEntry, MoveSection, RemoveEntry, RemoveSection, SetField, SetTitle
from bioai_desktop.edition.merge import Merged, merge
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, SectionKind
from bioai_desktop.edition.patch import Edit
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, PAGE, pages, read, section, texts

_LINES = re.compile(r"\r\n|\r|\n")
TOP = section(SectionKind.TOP)
NOTES = section(SectionKind.NOTES)


def merged(ours: str, theirs: str, base: str = PAGE) -> tuple[str, list[What]]:
    """Merge three texts; return the page, and what is to be decided."""
    made = merge(read(base), read(ours), read(theirs))
    sound(made)
    return render(made.edition), [conflict.what for conflict in made.conflicts]


def sound(made: Merged) -> None:
    """A merged page is what a parse of its text gives, and no two places of it have one id."""
    assert read(render(made.edition)) == made.edition
    ids = [child.id for each in made.edition.sections for child in each.blocks] + [each.id for each in made.edition.sections]
    assert len(set(ids)) == len(ids)
    assert all(ids)


def changed(*pairs: tuple[str, str], text: str = PAGE) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# ---------------------------------------------------------------- laws


@given(pages, pages)
def test_who_changed_nothing_has_no_say(base: str, other: str) -> None:
    assert merged(base, other, base) == (other, [])
    assert merged(other, base, base) == (other, [])
    assert merged(other, other, base) == (other, [])


@given(pages, pages, pages)
def test_ours_stays_and_theirs_is_on_the_page_or_named(base: str, ours: str, theirs: str) -> None:
    made = merge(read(base), read(ours), read(theirs))
    text = render(made.edition) + "".join(conflict.theirs for conflict in made.conflicts)
    known = set(_LINES.split(base))
    for line in _LINES.split(theirs):
        words = line.strip().strip("#").strip()
        if line not in known and words and not any(char.isdecimal() for char in words):
            assert all(word in text for word in words.split())


def edits(kind: SectionKind) -> st.SearchStrategy[Edit]:
    """Draw a change within the section of that kind."""
    there = section(kind)
    entries = st.sampled_from(there.entries).map(lambda entry: entry.id)
    return st.one_of(
        st.builds(SetField, entries, st.sampled_from([Role.TITLE, Role.TEXT, Role.LINK]), texts),
        st.builds(RemoveEntry, entries),
        st.builds(MoveEntry, entries, st.just(there.id), st.integers(0, len(there.entries) - 1)),
        st.builds(InsertEntry, st.just(there.id), st.integers(0, len(there.entries)), st.sampled_from(there.entries)),
        st.builds(SetTitle, st.just(there.id), st.just(f"{there.title}（新）")),
    )


def applied(edition: Edition, *wanted: Edit) -> Edition:
    """Make the edits; a page that reads otherwise afterwards is no use here."""
    for edit in wanted:
        try:
            edition = edit.apply(edition)
        except EditConflict:
            assume(False)
    assume(read(render(edition)) == edition)
    return edition


@given(edits(SectionKind.TOP), edits(SectionKind.NOTES))
def test_changes_of_different_sections_both_stay_whoever_made_which(one: Edit, other: Edit) -> None:
    first, second, both = applied(EDITION, one), applied(EDITION, other), applied(EDITION, one, other)
    for made in (merge(EDITION, first, second), merge(EDITION, second, first)):
        assert render(made.edition) == render(both)
        assert made.conflicts == ()


@given(st.data())
def test_changes_of_different_entries_both_stay(data: st.DataObject) -> None:
    mine, theirs = data.draw(st.permutations(TOP.entries))[:2]
    roles = st.sampled_from([Role.TITLE, Role.LINK])
    one = SetField(mine.id, data.draw(roles), data.draw(texts))
    other = data.draw(st.builds(SetField, st.just(theirs.id), roles, texts) | st.just(RemoveEntry(theirs.id)))
    first, second, both = applied(EDITION, one), applied(EDITION, other), applied(EDITION, one, other)
    made = merge(EDITION, first, second)
    assert (render(made.edition), made.conflicts) == (render(both), ())


@given(edits(SectionKind.TOP), edits(SectionKind.TOP))
def test_two_changes_of_one_section_leave_a_page_that_reads_as_it_was_meant(one: Edit, other: Edit) -> None:
    first, second = applied(EDITION, one), applied(EDITION, other)
    made = merge(EDITION, first, second)
    sound(made)
    outside = [each for each in made.edition.sections if each.kind is not SectionKind.TOP]
    assert outside == [each for each in EDITION.sections if each.kind is not SectionKind.TOP]


# ---------------------------------------------------------------- cases


def test_fields_of_one_entry() -> None:
    ours = changed(("这是第一段。", "这是改过的一段。"))
    theirs = changed(('[酵母的"钟"：[新] 模型](https://cell.example/S0092-8674(25)01497-7?rss=yes)\n', "[酵母](https://cell.example/1)\n"))
    assert merged(ours, theirs) == (changed(("这是第一段。", "这是改过的一段。"), text=theirs), [])


def test_one_field_changed_on_both_sides_is_named_with_the_rest_taken() -> None:
    ours = changed(("紧跟着标题的正文。", "这里的正文。"))
    theirs = changed(("紧跟着标题的正文。", "那里的正文。"), ("fish.example/2", "fish.example/3"))
    made = merge(read(PAGE), read(ours), read(theirs))
    assert render(made.edition) == changed(("fish.example/2", "fish.example/3"), text=ours)
    (conflict,) = made.conflicts
    assert (conflict.what, conflict.place) == (What.ENTRY, TOP.entries[1].id)
    assert "这里的正文" in conflict.ours
    assert "那里的正文" in conflict.theirs


def test_moved_here_and_reworded_there() -> None:
    ours = render(MoveEntry(TOP.entries[2].id, TOP.id, 0).apply(EDITION))
    assert merged(ours, changed(("只有标题", "另一个标题"))) == (ours.replace("只有标题", "另一个标题"), [])
    assert merged(changed(("只有标题", "另一个标题")), ours) == (ours.replace("只有标题", "另一个标题"), [])


def test_taken_away_here_and_changed_there_and_the_other_way_round() -> None:
    without, reworded = render(RemoveEntry(NOTES.entries[1].id).apply(EDITION)), changed((" - 稳", " - 更稳"))
    made = merge(EDITION, read(without), read(reworded))
    assert render(made.edition) == without
    (conflict,) = made.conflicts
    assert (conflict.what, conflict.place, conflict.section, conflict.index) == (What.ENTRY, "", NOTES.id, 1)
    assert "更稳" in conflict.theirs
    made = merge(EDITION, read(reworded), read(without))
    assert render(made.edition) == reworded
    (conflict,) = made.conflicts
    assert (conflict.place, conflict.theirs) == (NOTES.entries[1].id, "")


def test_both_put_something_at_the_end_of_a_list() -> None:
    last = "- [数据己](https://data.example/f(2)) — 大"
    ours, theirs = (
        changed((last, f"{last}\n- [甲](https://a.example/1) - 这里")),
        changed((last, f"{last}\n- [乙](https://b.example/1) - 那里")),
    )
    text, conflicts = merged(ours, theirs)
    assert conflicts == []
    assert text == changed((last, f"{last}\n- [甲](https://a.example/1) - 这里\n- [乙](https://b.example/1) - 那里"))


def test_sections_come_go_and_change_places() -> None:
    ours = render(RemoveSection(section(SectionKind.FUN).id).apply(EDITION))
    theirs = changed(("## **📊 更多动态**", "## 新的一节\n\n一段话。\n\n## **📊 更多动态**"))
    text, conflicts = merged(ours, theirs)
    assert conflicts == []
    assert [each.title for each in read(text).sections if each.kind in (SectionKind.FUN, SectionKind.TEXT)] == ["新的一节"]
    moved = MoveSection(section(SectionKind.FAQ).id, 2).apply(EDITION)
    assert merged(render(moved), changed(("它会变色。", "它会变形。")))[0] == render(moved).replace("它会变色。", "它会变形。")


def test_both_put_the_sections_in_another_order() -> None:
    ours = MoveSection(section(SectionKind.FAQ).id, 2).apply(EDITION)
    theirs = MoveSection(section(SectionKind.FAQ).id, 4).apply(EDITION)
    made = merge(EDITION, ours, theirs)
    assert render(made.edition) == render(ours)
    assert [(conflict.what, conflict.theirs) for conflict in made.conflicts] == [(What.PAGE, render(theirs))]


def test_front_matter_by_keys() -> None:
    ours = changed(("comments: true", "comments: false"), ("weight: 28", "weight: 27"))
    theirs = changed(("weight: 28\n", "weight: 26\ndraft: true\n"), ("linkTitle: 03-04-日报", "linkTitle: '03-04'"))
    text, conflicts = merged(ours, theirs)
    assert text == changed(("weight: 27\n", "weight: 27\ndraft: true\n"), ("linkTitle: 03-04-日报", "linkTitle: '03-04'"), text=ours)
    assert conflicts == [What.FRONT]
    assert merged(changed(("weight: 28\n", "")), changed(("comments: true\n", "")))[0] == changed(("weight: 28\ncomments: true\n", ""))


@pytest.mark.parametrize("broken", ["---\ntitle: x\n", "", "---\na: 1\na: 2\n---\n"])
def test_a_front_matter_that_cannot_be_taken_apart_is_of_one_side(broken: str) -> None:
    base, ours, theirs = broken + "## 重磅\n\n甲\n", broken + "## 重磅\n\n乙\n", "---\ntitle: y\n---\n" + "## 重磅\n\n甲\n"
    assert merged(ours, theirs, base)[1] in ([], [What.PAGE], [What.FRONT])


def test_text_between_entries_and_without_entries_by_lines() -> None:
    base = "## 一节\n\n第一段。\n\n第二段。\n\n第三段。\n"
    assert merged(base.replace("第一", "首"), base.replace("第三", "末"), base) == ("## 一节\n\n首段。\n\n第二段。\n\n末段。\n", [])
    text, conflicts = merged(base.replace("第一", "首"), base.replace("第一", "头"), base)
    assert (text, conflicts) == (base.replace("第一", "首"), [What.SECTION])
    note = "**说明**：今天只有三条。"
    assert merged(changed((note, "**说明**：今天不多。")), changed(("只有标题", "换了标题"))) == (
        changed((note, "**说明**：今天不多。"), ("只有标题", "换了标题")),
        [],
    )


def test_a_heading_that_only_counts_otherwise_has_not_changed() -> None:
    ours = changed(("重磅 TOP 3", "重磅 TOP 2"), ("紧跟着标题的正文。", "改过的正文。"))
    theirs = changed(("重磅 TOP 3", "重磅 TOP 4"), ("这是第二段", "这是末段"))
    text, conflicts = merged(ours, theirs)
    assert (conflicts, "TOP 2" in text, "改过的正文" in text, "这是末段" in text) == ([], True, True, True)
    assert merged(changed(("重磅 TOP 3", "头条")), changed(("重磅 TOP 3", "头版重磅")))[1] == [What.SECTION]


def test_ends_of_line_of_the_other_side_are_taken_as_they_are() -> None:
    theirs = PAGE.replace("\n", "\r\n")
    assert merged(PAGE, theirs) == (theirs, [])


def test_ids_stories_and_states_stay_and_what_was_reworded_there_is_somebodys_own() -> None:
    owned = replace(EDITION, sections=tuple(replace(each, children=tuple(map(_owned, each.children))) for each in EDITION.sections))
    theirs = read(
        changed(
            ("紧跟着标题的正文。", "那里的正文。"), ("### 1. [酵母", "### 1. [新来的](https://new.example/)\n\n字。\n\n---\n\n### 2. [酵母")
        )
    )
    made = merge(EDITION, owned, theirs)
    new, first, second, third = section(SectionKind.TOP, made.edition).entries
    assert (new.story, new.state, new.id in {entry.id for _, entry in EDITION.entries()}) == ("", EntryState.FINE, False)
    assert [(entry.id, entry.story) for entry in (first, second, third)] == [(entry.id, f"story-{entry.id}") for entry in TOP.entries]
    assert [entry.state for entry in (first, second, third)] == [EntryState.LOOK, EntryState.EDITED, EntryState.LOOK]


def _owned(child: object) -> object:
    return replace(child, story=f"story-{child.id}", state=EntryState.LOOK) if isinstance(child, Entry) else child
