from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Item, ItemKind, Story
from bioai_desktop.stories.group import group
from bioai_desktop.stories.identity import story_id
from bioai_desktop.stories.twins import named, with_likeness
from tests.stories.conftest import NOW

Make = Callable[..., Item]
PAPER = "Pulsatile driving suppresses turbulence in pipe flow. Pumps that follow the cardiac cycle save energy, as experiments in a long pipe show."
NEWS = (
    "The heart inspires pumps: a pulsatile rhythm like the cardiac cycle keeps turbulence out of a pipe and saves energy, experiments show."
)
CHINESE = "研究者用 RFdiffusion 设计结合蛋白，靶向 TP53 与 EGFR，成功率达 37.5%，论文发表于 Nature。"
ENGLISH = "RFdiffusion designs binders of TP53 and EGFR; 37.5% of them bind as they were meant to."


def story(*items: Item) -> Story:
    return Story(story_id(items[0]), items)


@pytest.fixture
def others(make: Make) -> list[Story]:
    """Stories of the same day about other things."""
    subjects = ("kidneys", "orchids", "glaciers", "ribosomes", "bats", "magnets", "yeast", "corals", "dunes", "memory", "tides", "bones")
    return [story(make(name, f"A study of {name}", f"https://example.org/{name}", text=f"What {name} do in winter.")) for name in subjects]


def pairs(stories: list[Story]) -> set[frozenset[str]]:
    return {
        frozenset((each.primary.id, next(other for other in stories if other.id == like.story).primary.id))
        for each in stories
        for like in each.like
    }


def test_a_paper_and_the_note_on_it(make: Make, others: list[Story]) -> None:
    paper = story(make("paper", "Turbulence suppression in pipe flow", "https://a.example/1", kind=ItemKind.ARTICLE, text=PAPER))
    note = story(make("note", "The heart inspires better pumps", "https://b.example/1", text=NEWS))
    found = with_likeness([paper, *others, note])
    assert pairs(found) == {frozenset(("paper", "note"))}
    [like] = found[0].like
    assert (like.story, like.title) == (note.id, "The heart inspires better pumps")
    assert set(like.words) & {"turbulence", "pulsatile", "cardiac", "pipe"}
    assert [each.id for each in found] == [paper.id, *(each.id for each in others), note.id]


def test_across_languages_names_and_numbers_tell(make: Make, others: list[Story]) -> None:
    english = story(make("en", "Designing binders by diffusion", "https://a.example/1", kind=ItemKind.ARTICLE, text=ENGLISH))
    chinese = story(make("zh", "扩散模型设计结合蛋白", "https://b.example/1", text=CHINESE))
    found = with_likeness([chinese, *others, english])
    assert pairs(found) == {frozenset(("en", "zh"))}
    assert {"RFdiffusion", "TP53", "EGFR", "37.5"} >= set(found[0].like[0].words)


def test_one_that_names_the_record_of_the_other(make: Make, others: list[Story]) -> None:
    paper = story(make("paper", "Nothing alike", "https://doi.org/10.5555/abc.1", kind=ItemKind.ARTICLE, text="", doi="10.5555/abc.1"))
    post = story(make("post", "看看这篇", "https://b.example/1", text="原文：10.5555/abc.1。很有意思。"))
    assert pairs(with_likeness([paper, *others, post])) == {frozenset(("paper", "post"))}


def test_a_list_of_links_is_none_of_them(make: Make) -> None:
    papers = [story(make(f"p{at}", f"Paper {at}", kind=ItemKind.ARTICLE, doi=f"10.5555/abc.{at}", text="")) for at in range(5)]
    text = " ".join(f"10.5555/abc.{at}" for at in range(5))
    assert pairs(with_likeness([*papers, story(make("list", "Reading list", text=text))])) == set()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": ItemKind.ARTICLE},
        {"published": NOW - timedelta(days=15)},
        {"title": "Author Correction: Turbulence suppression in pipe flow"},
    ],
)
def test_what_speaks_against_it(make: Make, others: list[Story], changes: dict[str, object]) -> None:
    paper = story(make("paper", "Turbulence suppression in pipe flow", "https://a.example/1", kind=ItemKind.ARTICLE, text=PAPER))
    note = story(replace(make("note", "The heart inspires better pumps", "https://b.example/1", text=NEWS), **changes))
    assert pairs(with_likeness([paper, *others, note])) == set()


def test_what_the_editor_called_different_is_not_proposed_again(make: Make, others: list[Story]) -> None:
    paper = story(make("paper", "Turbulence suppression in pipe flow", "https://a.example/1", kind=ItemKind.ARTICLE, text=PAPER))
    note = story(make("note", "The heart inspires better pumps", "https://b.example/1", text=NEWS))
    apart = {frozenset((named(paper), named(note)))}
    assert pairs(with_likeness([paper, *others, note], apart)) == set()


def test_what_the_editor_called_the_same_is_one(make: Make) -> None:
    paper, note = make("paper", kind=ItemKind.ARTICLE, url="https://a.example/1"), make("note", url="https://b.example/1")
    same = frozenset((named(story(paper)), named(story(note))))
    assert [[item.id for item in members] for members in group([note, paper], [same])] == [["paper", "note"]]
    assert len(group([note, paper], [frozenset(("url:x", "url:y"))])) == 2


_ITEMS = st.lists(
    st.builds(
        Item,
        id=st.uuids().map(str),
        source=st.sampled_from("abc"),
        title=st.sampled_from([PAPER, NEWS, CHINESE, ENGLISH, "", "A B"]),
        url=st.just(""),
        published=st.sampled_from([None, NOW, NOW - timedelta(days=40)]),
        text=st.sampled_from([PAPER, NEWS, CHINESE, ENGLISH, ""]),
        kind=st.sampled_from(ItemKind),
    ),
    max_size=14,
)


@given(_ITEMS)
def test_likeness_is_mutual_and_changes_nothing_else(items: list[Item]) -> None:
    stories = [story(item) for item in items]
    found = with_likeness(stories)
    assert [replace(each, like=()) for each in found] == stories
    for each in found:
        assert each.id not in {like.story for like in each.like}
        assert len(each.like) <= 3
