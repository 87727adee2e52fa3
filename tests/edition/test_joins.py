import pytest

from bioai_desktop.edition.joins import MergeEntry, MergeSection, SplitEntry, SplitSection
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.render import render
from bioai_desktop.edition.whole import settled
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, PROFILE, entry, read, section


def test_an_entry_is_split_at_a_place_in_its_text():
    whole = text_of(entry("e11", EDITION))
    at = whole.index("这是第二段")
    page = SplitEntry("e11", at).apply(EDITION)
    upper, lower = section(SectionKind.TOP, page).entries[:2]
    assert (upper.id, text_of(upper)) == ("e11", "这是第一段。")
    assert text_of(lower).startswith("这是第二段")
    assert (lower.get(Role.TITLE), lower.get(Role.LINK)) == (upper.get(Role.TITLE), upper.get(Role.LINK))
    assert lower.id not in {found.id for _, found in EDITION.entries()}
    assert read(render(page)) == page


@pytest.mark.parametrize("at", [0, 10_000, -1_000])
def test_neither_half_may_be_empty(at: int):
    with pytest.raises(EditConflict):
        SplitEntry("e12", at).apply(EDITION)


def test_two_entries_become_one_and_nothing_they_said_is_lost():
    page = MergeEntry("e12").apply(EDITION)
    merged = entry("e12", page)
    assert text_of(merged) == "紧跟着标题的正文。\n\n[只有标题](https://only.example/3)"
    assert len(section(SectionKind.TOP, page).entries) == 2
    assert read(render(page)) == page


def test_split_and_merged_again_the_words_are_the_same():
    at = text_of(entry("e11", EDITION)).index("这是第二段")
    page = MergeEntry("e11").apply(SplitEntry("e11", at).apply(EDITION))
    assert text_of(entry("e11", page)).split() == text_of(entry("e11", EDITION)).split()


def test_notes_are_merged_on_one_line():
    page = MergeEntry("e15").apply(EDITION)
    assert "**[研究]** [论文乙](https://lab.example/b) - 稳 [工具丙](https://git.example/c) 小\n" in render(page)
    assert read(render(page)) == page


@pytest.mark.parametrize("place", ["e13", "e20", "e5"], ids=["the last one", "a row", "a lead"])
def test_not_without_one_below_or_room_for_its_words(place: str):
    with pytest.raises(EditConflict):
        MergeEntry(place).apply(EDITION)


def test_a_section_is_split_at_an_entry():
    page = settled(SplitSection("e13", "更多重磅").apply(EDITION), PROFILE)
    upper, lower = (found for found in page.sections if found.kind is SectionKind.TOP)
    assert [found.id for found in upper.entries] == ["e11", "e12"]
    assert [found.id for found in lower.entries] == ["e13"]
    assert "\n\n---\n\n## **更多重磅**\n\n### 3. [只有标题]" in render(page)
    assert read(render(page)) == page


@pytest.mark.parametrize("place", ["e11", "e8"], ids=["nothing stays above", "not at the beginning of a line"])
def test_where_no_section_can_begin(place: str):
    with pytest.raises(EditConflict):
        SplitSection(place, "新").apply(EDITION)


def test_a_section_is_merged_into_the_one_above():
    split = settled(SplitSection("e13", "更多重磅").apply(EDITION), PROFILE)
    lower = [found for found in split.sections if found.kind is SectionKind.TOP][1]
    page = settled(MergeSection(lower.id).apply(split), PROFILE)
    assert page == EDITION
    assert [found.id for _, found in page.entries()] == [found.id for _, found in EDITION.entries()]


def test_what_the_upper_kind_does_not_read_stays_as_text():
    page = settled(MergeSection("s10").apply(EDITION), PROFILE)
    table = section(SectionKind.TABLE, page)
    assert len(table.entries) == len(section(SectionKind.TABLE).entries)
    assert any("它会变色" in child.text for child in table.blocks if child not in table.entries)
    assert read(render(page)) == page


def test_there_is_none_above_the_first():
    with pytest.raises(EditConflict):
        MergeSection("s1").apply(EDITION)
    with pytest.raises(EditConflict):
        MergeSection("s2").apply(read("前言\n\n## 编后\n字\n"))


def test_the_place_is_named_where_it_does_not_fit():
    for edit, place in (
        (SplitEntry("e12", 0), "e12 0"),
        (MergeEntry("e13"), "e13"),
        (SplitSection("e11", "新"), "e11"),
        (MergeSection("s1"), "s1"),
    ):
        with pytest.raises(EditConflict) as conflict:
            edit.apply(EDITION)
        assert conflict.value.place == place


def test_blanks_at_the_cut_go_and_no_others():
    edition = read("## 重磅\n### [甲](https://a.example)\n  一 。  二 。\n")
    text = text_of(edition.sections[0].entries[0])
    page = SplitEntry("e1", text.index("二")).apply(edition)
    assert [text_of(found) for found in page.sections[0].entries] == ["一 。", "二 。"]


def test_a_title_that_both_have_is_not_said_again():
    edition = read("## 重磅\n### [甲](https://a.example)\n一\n\n### [甲](https://a.example)\n二\n\n### 甲\n三\n\n### 乙\n四\n")
    page = MergeEntry("e1").apply(edition)
    assert text_of(page.sections[0].entries[0]) == "一\n\n二"
    page = MergeEntry("e3").apply(edition)
    assert text_of(page.sections[0].entries[2]) == "三\n\n乙\n\n四"
