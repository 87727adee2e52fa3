from __future__ import annotations

from bioai_desktop.edition.conflict import What
from bioai_desktop.edition.model import Section
from bioai_desktop.edition.render import section_source
from bioai_desktop.edition.weaving import mixed
from tests.edition.pages import read

BASE = "## 值得关注\n\n- [甲](https://a.example/1) - 快\n- [乙](https://b.example/2) - 稳\n- [丙](https://c.example/3) - 小\n"


def one(text: str) -> Section:
    (section,) = read(text).sections
    return section


def woven(ours: str, theirs: str, base: str = BASE) -> tuple[str, list[What]] | None:
    made = mixed(one(base), one(ours), one(theirs))
    return (section_source(made.section), [conflict.what for conflict in made.conflicts]) if made else None


def test_fields_of_different_entries() -> None:
    assert woven(BASE.replace("快", "更快"), BASE.replace("小", "更小")) == (BASE.replace("快", "更快").replace("小", "更小"), [])


def test_the_text_of_one_entry_and_a_category_there() -> None:
    ours = BASE.replace("快", "更快")
    theirs = BASE.replace("- [甲]", "- **[开源]** [甲]")
    assert woven(ours, theirs) == (ours, [What.ENTRY])


def test_an_entry_moved_here_and_one_taken_away_there() -> None:
    lines = BASE.splitlines(keepends=True)
    ours = "".join([*lines[:2], lines[4], lines[2], lines[3]])
    assert woven(ours, BASE.replace(lines[3], "")) == (ours.replace(lines[3], ""), [])


def test_both_moved_the_same_entries_otherwise() -> None:
    lines = BASE.splitlines(keepends=True)
    head, (one, two, three) = "".join(lines[:2]), lines[2:]
    assert woven(head + two + three + one, head + three + one + two) is None


def test_first_entries_of_an_empty_section_cannot_be_parted() -> None:
    empty = "## 值得关注\n\n"
    assert woven(empty + "- [甲](https://a.example/1) - 快\n", empty + "- [乙](https://b.example/2) - 稳\n", empty) is None


def test_a_paragraph_that_both_reworded() -> None:
    base = BASE + "\n暂无更多。\n"
    assert woven(base.replace("暂无更多", "没有了"), base.replace("暂无更多", "就这些"), base) is None
    assert woven(base.replace("暂无更多", "没有了"), base.replace("快", "更快"), base) == (
        base.replace("暂无更多", "没有了").replace("快", "更快"),
        [],
    )


def test_two_ways_to_part_entries_are_no_disagreement() -> None:
    ours = BASE.replace("\n- [乙]", "\n\n- [乙]").replace("快", "更快")
    theirs = BASE.replace("\n- [乙]", "\n\n---\n\n- [乙]").replace("小", "更小")
    assert woven(ours, theirs) == (ours.replace("小", "更小"), [])


def test_nothing_that_only_moves_between_fields_is_lost() -> None:
    made = woven(BASE.replace(" - 快", ""), BASE.replace("快", "更快"))
    assert made == (BASE.replace(" - 快", ""), [What.ENTRY])
