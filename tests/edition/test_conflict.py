from __future__ import annotations

import pytest

from bioai_desktop.edition.conflict import Conflict, What, held, over, reads, taken
from bioai_desktop.edition.edits import RemoveEntry, RemoveSection, SetField
from bioai_desktop.edition.merge import merge
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.render import render, section_source
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, PAGE, PROFILE, read, section

TOP, NOTES = section(SectionKind.TOP), section(SectionKind.NOTES)


def at_odds(ours: str, theirs: str) -> tuple[Edition, Conflict]:
    made = merge(EDITION, read(ours), read(theirs))
    (conflict,) = made.conflicts
    return made.edition, conflict


def decided(ours: str, theirs: str) -> str:
    """Return the page once theirs was taken."""
    return render(taken(*at_odds(ours, theirs), PROFILE))


def test_a_field_an_entry_a_section_the_front_and_the_page_read_as_there() -> None:
    for old in ("紧跟着标题的正文。", " - 稳", "它会变色。", "weight: 28", "## **🔥 重磅 TOP 3**"):
        ours, theirs = PAGE.replace(old, old.replace("。", "") + "甲"), PAGE.replace(old, old.replace("。", "") + "乙")
        assert decided(ours, theirs) == theirs


def test_all_else_that_was_changed_here_stays() -> None:
    ours = PAGE.replace("紧跟着标题的正文。", "这里的。").replace("只有标题", "另一个标题")
    assert decided(ours, PAGE.replace("紧跟着标题的正文。", "那里的。")) == ours.replace("这里的。", "那里的。")


def test_taken_away_there() -> None:
    without = render(RemoveEntry(NOTES.entries[1].id).apply(EDITION))
    assert decided(PAGE.replace(" - 稳", " - 更稳"), without) == without
    gone = render(RemoveSection(section(SectionKind.FUN).id).apply(EDITION))
    assert decided(PAGE.replace("它会变色。", "它会变形。"), gone) == gone


def test_taken_away_here_and_put_back() -> None:
    put = read(decided(render(RemoveEntry(NOTES.entries[1].id).apply(EDITION)), PAGE.replace(" - 稳", " - 更稳")))
    notes = section(SectionKind.NOTES, put).entries
    assert [entry.get(Role.LINK) for entry in notes] == [entry.get(Role.LINK) for entry in NOTES.entries]
    assert notes[1].get(Role.TEXT) == "更稳"
    changed = PAGE.replace("它会变色。", "它会变形。")
    assert decided(render(RemoveSection(section(SectionKind.FUN).id).apply(EDITION)), changed) == changed


def test_a_key_of_the_front_matter_that_is_on_one_side_only() -> None:
    ours, theirs = PAGE.replace("weight: 28\n", "weight: 27\n"), PAGE.replace("weight: 28\n", "")
    assert decided(ours, theirs) == theirs
    assert decided(theirs, ours) == ours.replace("weight: 27\n", "").replace(
        "cascade:\n  type: docs\n", "cascade:\n  type: docs\nweight: 27\n"
    )


def test_what_is_edited_in_between_gives_way_too() -> None:
    page, conflict = at_odds(PAGE.replace("紧跟着标题的正文。", "这里的。"), PAGE.replace("紧跟着标题的正文。", "那里的。"))
    page = SetField(conflict.place, Role.TEXT, "又改过。").apply(page)
    assert "又改过。" in reads(page, conflict)
    assert render(taken(page, conflict, PROFILE)) == PAGE.replace("紧跟着标题的正文。", "那里的。")


def test_the_place_is_gone_by_now() -> None:
    page, conflict = at_odds(PAGE.replace("紧跟着标题的正文。", "这里的。"), PAGE.replace("紧跟着标题的正文。", "那里的。"))
    without = RemoveEntry(conflict.place).apply(page)
    assert held(without, conflict) is None
    assert reads(without, conflict) == ""
    assert not over(without, conflict)
    assert render(taken(without, conflict, PROFILE)) == PAGE.replace("紧跟着标题的正文。", "那里的。")
    with pytest.raises(EditConflict):
        taken(RemoveSection(TOP.id).apply(page), conflict, PROFILE)


def test_another_page_under_the_same_ids_is_not_the_place() -> None:
    _, conflict = at_odds(PAGE.replace("紧跟着标题的正文。", "这里的。"), PAGE.replace("紧跟着标题的正文。", "那里的。"))
    other = read(PAGE.replace("https://fish.example/2", "https://other.example/"))
    assert held(other, conflict) is None


def test_taken_away_there_and_by_now_here_is_over() -> None:
    without = RemoveEntry(NOTES.entries[1].id).apply(EDITION)
    page, conflict = at_odds(PAGE.replace(" - 稳", " - 更稳"), render(without))
    assert not over(page, conflict)
    gone = RemoveEntry(conflict.place).apply(page)
    assert over(gone, conflict)
    assert taken(gone, conflict, PROFILE) == gone


def test_how_the_page_reads_in_each_kind_of_place() -> None:
    assert reads(EDITION, Conflict(What.PAGE, "x")) == PAGE
    assert reads(EDITION, Conflict(What.FRONT, "x", place="weight")) == "weight: 28\n"
    assert reads(EDITION, Conflict(What.FRONT, "x", place="none")) == ""
    assert PAGE.startswith(reads(EDITION, Conflict(What.FRONT, "x")))
    assert reads(EDITION, Conflict(What.SECTION, "x", section_source(TOP), TOP.id)) == section_source(TOP)
    assert reads(EDITION, Conflict(What.ENTRY, "x", "", TOP.entries[0].id)) == ""


def test_the_whole_page() -> None:
    other = "## 另一页\n\n一段。\n"
    assert render(taken(EDITION, Conflict(What.PAGE, other, PAGE), PROFILE)) == other
