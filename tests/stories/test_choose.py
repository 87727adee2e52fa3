from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Item, ItemKind, Ran, Reason, Story, Task
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.profile import SectionRule
from bioai_desktop.stories import choose as choosing
from bioai_desktop.stories.choose import Choice, drop

DAY = date(2026, 2, 18)
SUBJECTS = ["Whales sing every night", "Yeast glows under stress", "Moss moves against wind", "Short", "Worms sleep while eating"]


def _story(
    name: str, title: str = "", *, kind: ItemKind = ItemKind.NEWS, text: str = "Text.", topic: float = 50.0, ran: int | None = None
) -> Story:
    item = Item(name, "s", title or name, f"https://x.org/{name}", None, text, kind)
    appeared = () if ran is None else (Ran(DAY - timedelta(days=ran), "top 1"),)
    return Story(name, (item,), topic, (Reason("topic", topic),), appeared)


def _ids(stories: tuple[Story, ...]) -> list[str]:
    return [story.id for story in stories]


def choose(stories: list[Story], day: date, top: int = 10, notes: int = 8) -> Choice:
    rules = [
        SectionRule(SectionKind.TOP, {}, task=Task.TEXT, most=top),
        SectionRule(SectionKind.NOTES, {}, task=Task.NOTE, most=notes, of_a_kind=3),
    ]
    return choosing.choose(stories, day, rules, rest_days=7)


def test_best_go_to_the_top_the_next_to_the_notes_the_rest_are_spares() -> None:
    choice = choose([_story(str(n)) for n in range(9)], DAY, top=4, notes=2)
    assert (_ids(choice.lists["top"]), _ids(choice.lists["notes"]), _ids(choice.spares)) == (
        ["0", "1", "2", "3"],
        ["4", "5"],
        ["6", "7", "8"],
    )


def test_thin_day_has_a_short_page() -> None:
    choice = choose([_story("a"), _story("b", text="")], DAY)
    assert (_ids(choice.lists["top"]), _ids(choice.lists["notes"]), choice.spares) == (["a"], ["b"], ())
    assert choose([], DAY).chosen == ()


def test_off_topic_is_left_out() -> None:
    choice = choose([_story("a", topic=0.0), _story("b")], DAY)
    assert _ids(choice.chosen + choice.spares) == ["b"]


@pytest.mark.parametrize(("days", "out"), [(0, False), (1, True), (7, True), (8, False)])
def test_what_ran_in_the_week_before_is_left_out(days: int, out: bool) -> None:
    choice = choose([_story("a", ran=days)], DAY)
    assert (_ids(choice.chosen) == []) == out


def test_story_without_text_can_be_a_note_only() -> None:
    choice = choose([_story("a", text=""), _story("b"), _story("c")], DAY, top=1)
    assert (_ids(choice.lists["top"]), _ids(choice.lists["notes"])) == (["b"], ["a", "c"])


def test_at_most_three_notes_of_a_kind() -> None:
    stories = [_story(f"n{n}") for n in range(5)] + [_story("r", kind=ItemKind.REPOSITORY)]
    choice = choose(stories, DAY, top=0)
    assert (_ids(choice.lists["notes"]), _ids(choice.spares)) == (["n0", "n1", "n2", "r"], ["n3", "n4"])


def test_one_subject_stands_once() -> None:
    stories = [
        _story("a", "Language model designs enzymes for cold water"),
        _story("b", "Enzymes for cold water, designed by a language model"),
        _story("c", "语言模型设计耐低温的酶"),
        _story("d", "耐低温的酶，由语言模型设计"),
        _story("e", "Language model reads old manuscripts"),
    ]
    choice = choose(stories, DAY)
    assert (_ids(choice.lists["top"]), _ids(choice.spares)) == (["a", "c", "e"], ["b", "d"])


def test_spare_steps_in_for_a_top_story_and_the_others_stay() -> None:
    choice = choose([_story("a"), _story("b"), _story("c"), _story("d", text=""), _story("e")], DAY, top=2, notes=1)
    after = drop(choice, choice.lists["top"][0])
    assert (_ids(after.lists["top"]), _ids(after.lists["notes"]), _ids(after.spares)) == (["b", "e"], ["c"], ["d"])


def test_spare_steps_in_for_a_note() -> None:
    stories = [_story("a"), *(_story(f"n{n}") for n in range(4)), _story("p", kind=ItemKind.PREPRINT)]
    choice = choose(stories, DAY, top=1, notes=3)
    assert _ids(drop(choice, choice.lists["notes"][0]).lists["notes"]) == ["n1", "n2", "n3"]


def test_twin_of_a_dropped_story_may_step_in() -> None:
    twins = [_story("a", "Language model designs enzymes"), _story("b", "Enzymes that a language model designs")]
    choice = choose(twins, DAY)
    assert _ids(drop(choice, choice.lists["top"][0]).lists["top"]) == ["b"]


def test_no_one_left_to_step_in() -> None:
    choice = choose([_story("a")], DAY)
    assert drop(choice, choice.lists["top"][0]).chosen == ()


def test_spare_may_be_dropped_too() -> None:
    choice = choose([_story("a"), _story("b")], DAY, top=1, notes=0)
    assert drop(choice, choice.spares[0]).spares == ()
    assert _ids(drop(choice, choice.spares[0]).lists["top"]) == ["a"]


_stories = st.lists(
    st.builds(
        _story,
        st.uuids().map(str),
        st.sampled_from(SUBJECTS),
        kind=st.sampled_from(ItemKind),
        text=st.sampled_from(["", "Text."]),
        topic=st.sampled_from([0.0, 50.0]),
        ran=st.sampled_from([None, 0, 3, 20]),
    ),
    max_size=25,
)


@given(_stories, st.integers(0, 4), st.integers(0, 6), st.integers(0, 9))
def test_rules_hold_also_after_dropping(stories: list[Story], top: int, notes: int, gone: int) -> None:
    before = choose(stories, DAY, top, notes)
    choice = drop(before, before.chosen[gone % len(before.chosen)]) if before.chosen else before
    everyone = choice.chosen + choice.spares
    assert len(set(_ids(everyone))) == len(everyone)
    assert len(choice.lists["top"]) <= top
    assert len(choice.lists["notes"]) <= notes
    assert all(story.primary.text for story in choice.lists["top"])
    assert all(count <= 3 for count in Counter(story.primary.kind for story in choice.lists["notes"]).values())
    subjects = Counter(story.primary.title for story in choice.chosen)
    assert all(count == 1 for title, count in subjects.items() if title != "Short")
    assert list(choice.spares) == [story for story in stories if story in choice.spares]
