from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.edits import (
    InsertEntry,
    InsertSection,
    MoveEntry,
    MoveSection,
    RemoveEntry,
    RemoveSection,
    ReplaceSection,
    SetField,
    SetFront,
    SetState,
    SetTitle,
)
from bioai_desktop.edition.model import Edition, EntryState, Role, SectionKind
from bioai_desktop.edition.numbering import renumber
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.patch import Edit
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict
from tests.edition.drawn import edits, tried
from tests.edition.pages import EDITION, PAGE, PROFILE, entry, pages, read, section, texts

PLACES = [
    (found.id, role)
    for _, found in EDITION.entries()
    for role in Role
    if role is not Role.SYNTAX and any(span.role is role for span in found.spans)
]
STORIES = (SectionKind.TOP, SectionKind.NOTES, SectionKind.TABLE, SectionKind.FUN)
ENDS = {SectionKind.DIGEST, SectionKind.LEAD, SectionKind.KEYWORDS}  # an empty text is no entry there


def ids(edition: Edition) -> list[str]:
    return [found.id for _, found in edition.entries()]


@given(st.sampled_from([PAGE, PAGE + "\n", PAGE.replace("\n", "\r\n")]) | pages, st.data())
def test_after_any_edits_the_page_is_read_as_it_is_held(text: str, data: st.DataObject):
    edition = read(text)
    for _ in range(3):
        before, edit = edition, data.draw(edits(edition))
        edition = tried(edit, edition)
        assert read(render(edition)) == edition
        assert len(set(ids(edition))) == len(ids(edition))
        if isinstance(edit, MoveEntry | MoveSection | SetField | SetFront | SetState):
            assert sorted(ids(edition)) == sorted(ids(before))


@given(st.sampled_from(PLACES), texts)
def test_a_field_is_written_and_no_other_byte(place: tuple[str, Role], text: str):
    name, role = place
    old = entry(name, EDITION)
    home = next(found for found in EDITION.sections if old in found.entries)
    try:
        edition = SetField(name, role, text).apply(EDITION)
    except EditConflict:
        digits = sum(char.isdecimal() for char in normalize("NFKC", text))
        unfit = not 0 < digits <= 4 if role in (Role.NUMBER, Role.PROBABILITY) else home.kind in ENDS
        assert unfit or home.kind is SectionKind.CITABLE
        return
    start = PAGE.index(old.source)
    assert render(edition).startswith(PAGE[:start])
    assert render(edition).endswith(PAGE[start + len(old.source) :])
    new = entry(name, edition)
    assert all(new.get(other) == old.get(other) for other in Role if other not in (role, Role.SYNTAX))
    assert read(render(edition)) == edition


@pytest.mark.parametrize("place", PLACES)
def test_a_field_that_stays_changes_nothing(place: tuple[str, Role]):
    name, role = place
    text = text_of(entry(name, EDITION)) if role is Role.TEXT else entry(name, EDITION).get(role)
    assert SetField(name, role, text).apply(EDITION) is EDITION


@pytest.mark.parametrize(
    ("name", "role", "text", "source"),
    [
        ("e11", Role.TITLE, "甲] 与 [乙", r"### 1. [甲\] 与 \[乙]("),
        ("e11", Role.TITLE, "甲\n## 乙", "### 1. [甲 ## 乙]("),
        ("e11", Role.LINK, "https://a.example/(x y", "](https://a.example/%28x%20y)"),
        ("e12", Role.TEXT, "# 甲\n\n---\n乙", "**\n\\# 甲\n\n\\---\n乙"),
        ("e12", Role.TEXT, "```\n# 甲\n```", "**\n```\n# 甲\n```"),
        ("e12", Role.TEXT, "```\n甲", "**\n\\```\n甲"),
        ("e13", Role.TEXT, "新", "3)\n\n新"),
        ("e14", Role.TEXT, "甲\n乙", " - 甲 乙"),
        ("e17", Role.TAG, "工具", "- **[工具]** [工具丁]("),
        ("e20", Role.TITLE, "甲 | 乙", r"| 甲 \| 乙 |"),
        ("e1", Role.TEXT, "```", r"\`\`\`"),
        ("e6", Role.TEXT, "#单细胞 图谱", "#单细胞-图谱"),
        ("e23", Role.NUMBER, "第 1", "### 1. [章鱼做梦]"),
        ("e26", Role.TITLE, "1. 甲？", r"### 1\. 甲？"),
        ("e26", Role.TITLE, "甲", "### 甲\n\n答案"),
        ("e24", Role.WINDOW, "60%", r"- **时间**：60\%"),
    ],
)
def test_how_a_field_is_written(name: str, role: Role, text: str, source: str):
    edition = SetField(name, role, text).apply(EDITION)
    assert source in entry(name, edition).source
    assert read(render(edition)) == edition


def test_a_text_can_be_taken_away_and_given_back():
    for name in ("e11", "e12", "e14", "e23", "e24", "e27"):
        empty = SetField(name, Role.TEXT, "").apply(EDITION)
        assert text_of(entry(name, empty)) == ""
        assert read(render(empty)) == empty
        assert text_of(entry(name, SetField(name, Role.TEXT, "又有了").apply(empty))) == "又有了"


@pytest.mark.parametrize(
    ("text", "role", "value", "source"),
    [
        ("## 重磅\n### 1. 甲\n", Role.LINK, "https://a.example", "### 1. [甲](https://a.example)"),
        ("## 重磅\n### [甲", Role.LINK, "https://a.example", "### [甲](https://a.example)"),
        ("## 值得关注\n**[产品]** [甲](https://a.ex", Role.LINK, "https://a.example", "**[产品]** [甲](https://a.example)"),
        ("## 值得关注\n- [甲](b)", Role.TEXT, "快", "- [甲](b) - 快"),
        ("## 重磅\n### [甲](b)\n\n![i](j)\n", Role.TEXT, "快", "### [甲](b)\n\n快\n\n![i](j)"),
        (
            "## 更多动态\n| 类型 | 标题 | 链接 |\n|-|-|-|\n| 研 | 甲 | [x](https",
            Role.LINK,
            "https://a.example",
            "| 研 | 甲 | [x](https://a.example)",
        ),
    ],
)
def test_what_an_entry_lacks_is_added(text: str, role: Role, value: str, source: str):
    edition = SetField("e1", role, value).apply(read(text))
    assert entry("e1", edition).source == source
    assert read(render(edition)) == edition


def test_a_text_takes_the_ends_of_line_of_the_page():
    edition = SetField("e27", Role.TEXT, "甲\n乙").apply(read(PAGE.replace("\n", "\r\n")))
    assert render(edition).endswith("\r\n\r\n甲\r\n乙")


@pytest.mark.parametrize("text", ["", " \n"])
def test_nothing_is_added_for_a_field_that_stays_empty(text: str):
    for role in (Role.TEXT, Role.TAG, Role.WINDOW):
        assert SetField("e13", role, text).apply(EDITION) == EDITION


@pytest.mark.parametrize("kind", STORIES)
@pytest.mark.parametrize("target", STORIES)
def test_a_story_takes_the_form_of_the_list_it_moves_to(kind: SectionKind, target: SectionKind):
    old = section(kind).entries[0]
    edition = MoveEntry(old.id, section(target).id, 0).apply(EDITION)
    new = section(target, edition).entries[0]
    assert (new.id, new.get(Role.TITLE), new.get(Role.LINK)) == (old.id, old.get(Role.TITLE), old.get(Role.LINK))
    assert read(render(edition)) == edition
    assert sorted(ids(edition)) == sorted(ids(EDITION))


@pytest.mark.parametrize("found", EDITION.sections, ids=lambda found: str(found.kind))
def test_within_a_section_an_entry_moves_and_what_stands_between_stays(found):
    if found.kind in (SectionKind.NOTES, SectionKind.TABLE) or len(found.entries) < 2:
        return  # of mixed shape on this page
    last = len(found.entries) - 1
    edition = MoveEntry(found.entries[0].id, found.id, last).apply(EDITION)
    assert ids(edition) != ids(EDITION)
    assert MoveEntry(found.entries[0].id, found.id, 0).apply(edition) == EDITION
    texts_between = [child for child in found.children if child not in found.entries]
    moved = next(other for other in edition.sections if other.id == found.id)
    assert [child for child in moved.children if child not in moved.entries] == texts_between


def test_a_point_and_a_paragraph_do_not_take_each_others_places():
    edition = MoveEntry("e14", "s8", 2).apply(EDITION)
    assert "- **[研究]** [论文乙](https://lab.example/b) - 稳\n- **[工具丙](https://git.example/c)** - 小\n- **[开源]** [工具甲]" in render(
        edition
    )


def test_entries_of_other_kinds_keep_to_their_kind():
    with pytest.raises(EditConflict):
        MoveEntry("e26", "s7", 0).apply(EDITION)


@pytest.mark.parametrize("found", [found for _, found in EDITION.entries()], ids=lambda found: found.id)
def test_what_is_inserted_and_removed_leaves_the_page_as_it_was(found):
    home = next(other for other in EDITION.sections if found in other.entries)
    if home.kind is SectionKind.LEAD:
        return
    for index in range(len(home.entries) + 1):
        edition = InsertEntry(home.id, index, found).apply(EDITION)
        assert read(render(edition)) == edition
        assert RemoveEntry("e28").apply(edition) == EDITION


def test_an_inserted_entry_is_parted_as_its_siblings_are():
    edition = InsertEntry("s7", 3, replace(entry("e23", EDITION), id="new", story="story")).apply(EDITION)
    assert "3)\n\n---\n\n### 4. [章鱼做梦](https://sea.example/octopus)\n\n它会变色。\n\n---\n\n## **📌" in render(edition)
    assert entry("new", edition).story == "story"


def test_the_last_entry_removed_and_put_back():
    for kind in (SectionKind.FUN, SectionKind.LEAD):
        found = section(kind)
        edition = RemoveEntry(found.entries[0].id).apply(EDITION)
        assert section(kind, edition).entries == ()
        assert InsertEntry(found.id, 0, found.entries[0]).apply(edition) == EDITION


@pytest.mark.parametrize("found", EDITION.sections, ids=lambda found: str(found.kind))
def test_a_section_moves_and_moves_back(found):
    place = EDITION.sections.index(found)
    for index in range(len(EDITION.sections)):
        edition = MoveSection(found.id, index).apply(EDITION)
        assert edition.sections[index].id == found.id
        assert read(render(edition)) == edition
        assert MoveSection(found.id, place).apply(edition) == EDITION


@pytest.mark.parametrize("found", EDITION.sections, ids=lambda found: str(found.kind))
def test_a_section_removed_takes_its_entries_along(found):
    edition = RemoveSection(found.id).apply(EDITION)
    assert set(ids(EDITION)) - set(ids(edition)) == {child.id for child in found.entries}
    assert read(render(edition)) == edition


@pytest.mark.parametrize("found", [found for found in EDITION.sections if found.level <= 2 and found.heading], ids=lambda found: found.id)
def test_a_section_replaced_by_itself_leaves_the_page(found):
    assert render(ReplaceSection(found.id, found).apply(EDITION)) == PAGE


def test_a_section_in_the_place_of_another_keeps_what_parts_the_page():
    first, second = (found for found in EDITION.sections if found.kind in (SectionKind.TOP, SectionKind.NOTES))
    edition = ReplaceSection(second.id, first).apply(EDITION)
    ids = [held.id for _, held in edition.entries()]
    assert len(ids) == len(set(ids))
    assert [held.id for held in edition.sections] == [held.id for held in EDITION.sections]
    assert render(read(render(edition))) == render(edition)
    with pytest.raises(EditConflict):
        ReplaceSection("nowhere", first).apply(EDITION)


def test_an_inserted_section_gets_ids_of_its_own():
    edition = InsertSection(12, section(SectionKind.FUN)).apply(EDITION)
    assert (edition.sections[-1].id, edition.sections[-1].entries[0].id) == ("s13", "e28")
    assert render(edition).endswith("写上日期。\n\n---\n\n## **😄 趣闻**\n\n### [章鱼做梦](https://sea.example/octopus)\n\n它会变色。")
    assert RemoveSection("s13").apply(edition) == EDITION


@given(st.sampled_from(EDITION.sections), texts)
def test_a_heading_is_written_and_no_other_byte(found, text: str):
    edition = tried(SetTitle(found.id, text), EDITION)
    start = PAGE.index(found.title, PAGE.index("## **今日摘要"))
    assert render(edition).startswith(PAGE[:start])
    assert render(edition).endswith(PAGE[start + len(found.title) :])
    again = read(render(edition))
    assert [(other.heading, other.level) for other in again.sections][:3] == [(other.heading, other.level) for other in edition.sections][
        :3
    ]


def test_a_heading_keeps_its_bold():
    assert "\n## **头条**\n" in render(SetTitle("s7", "头条\n").apply(EDITION))
    assert "\n## **\\*\\*头\\*\\* 条**\n" in render(SetTitle("s7", "**头** 条").apply(EDITION))


def test_a_state_is_no_part_of_the_page():
    edition = SetState("e12", EntryState.EDITED).apply(EDITION)
    assert entry("e12", edition).state is EntryState.EDITED
    assert edition == EDITION


def test_numbers_and_counts_follow():
    edition = MoveEntry("e13", "s7", 0).apply(RemoveEntry("e12").apply(EDITION))
    found = section(SectionKind.TOP, renumber(edition, PROFILE))
    assert found.title == "🔥 重磅 TOP 2"
    assert [(child.id, child.get(Role.NUMBER)) for child in found.entries] == [("e13", "1"), ("e11", "2")]


def test_an_entry_between_numbered_ones_gets_a_number():
    edition = read("## 重磅\n### 1. [a](b)\n\n---\n\n### **[c](d)**\n")
    assert "### 2. **[c](d)**" in render(renumber(edition, PROFILE))


def test_pages_that_are_right_or_without_numbers_stay():
    for text in (PAGE, "## 重磅\n### [a](b)\n### [c](d)\n", "## 重磅 3 个 TOP 9\n"):
        edition = read(text)
        assert renumber(edition, PROFILE) is edition


@pytest.mark.parametrize(
    "edit",
    [
        SetField("e100", Role.TITLE, "x"),
        SetField("e11", Role.WINDOW, "x"),
        SetField("e11", Role.SYNTAX, "x"),
        SetField("e11", Role.NUMBER, "许多"),
        SetState("e100", EntryState.FINE),
        MoveEntry("e100", "s7", 0),
        MoveEntry("e11", "s99", 0),
        MoveEntry("e11", "s7", 3),
        MoveEntry("e11", "s8", 7),
        RemoveEntry("e100"),
        InsertEntry("s99", 0, EDITION.sections[6].entries[0]),
        InsertEntry("s7", 4, EDITION.sections[6].entries[0]),
        InsertEntry("s7", 0, EDITION.sections[3].entries[0]),
        MoveSection("s99", 0),
        MoveSection("s1", 12),
        RemoveSection("s99"),
        InsertSection(13, EDITION.sections[0]),
        SetTitle("s99", "x"),
        SetTitle("s7", " \n"),
        SetFront("cascade", "x"),
    ],
)
def test_an_edit_without_its_place_conflicts(edit: Edit):
    with pytest.raises(EditConflict):
        edit.apply(EDITION)


def test_no_edit_closes_a_front_matter_that_was_open():
    edition = read("---\ntitle: a\n\n## 重磅\n### [a](b)\n")
    with pytest.raises(EditConflict):
        InsertEntry("s2", 1, edition.sections[1].entries[0]).apply(edition)


@pytest.mark.parametrize("move", [False, True])
def test_of_two_sections_that_say_the_same_the_named_one_is_meant(move: bool):
    notes = section(SectionKind.NOTES)
    twice = InsertSection(len(EDITION.sections), notes).apply(EDITION)
    second = twice.sections[-1]
    assert second == notes or second.heading == notes.heading
    edit = MoveSection(second.id, 1) if move else RemoveSection(second.id)
    changed = edit.apply(twice)
    where = [held.id for held in changed.sections]
    assert notes.id in where
    assert where.index(second.id) == 1 if move else second.id not in where
    assert len(set(ids(changed))) == len(ids(changed))
