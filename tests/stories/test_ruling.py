from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Facts, Item, ItemKind, Sent
from bioai_desktop.edition.profile import Profile, Topics
from bioai_desktop.stories.rank import Background, rank, relevant
from bioai_desktop.stories.rules import parse
from bioai_desktop.stories.ruling import Ruling, judge, touches

Make = Callable[..., Item]
NOW = datetime(2026, 2, 18, 6, tzinfo=UTC)


def _repository(make: Make) -> Item:
    made = make(
        "r",
        "owner/tool",
        "https://github.com/owner/tool",
        source="github-bio",
        kind=ItemKind.REPOSITORY,
        text="Folds proteins.",
        facts=Facts(stars=49),
    )
    return replace(made, venue="GitHub", authors=("Owner One",), published=NOW - timedelta(days=4))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("from GitHub", True),
        ("from github-bio", True),
        ("from github.com", True),
        ("from Git", False),
        ("not from GitHub", False),
        ("not from Nature", True),
        ("title contains tool", True),
        ("title contains too", False),
        ("title contains too*", True),
        ("title lacks tool", False),
        ("text contains proteins", True),
        ("text contains Proteins", False),
        ("text lacks mice", True),
        ("author is One", True),
        ("author is Own", False),
        ("author is not Two", True),
        ("kind is repository", True),
        ("kind is not repository", False),
        ("fewer than 50 stars", True),
        ("fewer than 49 stars", False),
        ("more than 48 stars", True),
        ("more than 1 points", False),
        ("fewer than 9 points", False),
        ("older than 3 days", True),
        ("older than 4 days", False),
        ("newer than 5 days", True),
        ("has text", True),
        ("has no text", False),
        ("language is English", True),
        ("language is not english", False),
        ("language is not Chinese", True),
    ],
)
def test_conditions(make: Make, condition: str, holds: bool) -> None:
    assert touches(parse(f"{condition}: drop"), [_repository(make)], NOW) is holds


def test_chinese_name_is_found_within_a_longer_one(make: Make) -> None:
    item = replace(make("a", "单细胞图谱发布"), venue="科学松鼠会")
    assert touches(parse("来自 松鼠会 且 标题含 细胞：放短讯"), [item], NOW)


def test_all_conditions_must_hold(make: Make) -> None:
    assert touches(parse("from GitHub and fewer than 50 stars: drop"), [_repository(make)], NOW)
    assert not touches(parse("from GitHub and fewer than 40 stars: drop"), [_repository(make)], NOW)


def test_number_or_date_that_is_not_told_is_neither_more_nor_less(make: Make) -> None:
    bare = make("a", published=None)
    for condition in ("fewer than 50 stars", "more than 50 stars", "older than 3 days", "newer than 3 days"):
        assert not touches(parse(f"{condition}: drop"), [bare], NOW)


def test_source_kind_and_numbers_are_the_primary_records_words_those_of_any(make: Make) -> None:
    paper = make("p", "A paper", kind=ItemKind.ARTICLE, text="")
    story = [paper, _repository(make)]
    assert not touches(parse("from GitHub and fewer than 50 stars: drop"), story, NOW)
    assert not touches(parse("kind is repository: drop"), story, NOW)
    assert touches(parse("title contains tool and text contains proteins and author is One: drop"), story, NOW)


def test_first_place_counts_and_points_add_up(make: Make) -> None:
    lines = ["kind is news: weight up 5", "has text: to notes", "has text: drop", "has text: weight down 2", "has no text: weight up 50"]
    rules = [parse(line) for line in lines]
    assert judge(rules, [make("a")], NOW) == Ruling(Sent.NOTES, 3, tuple(rules[:4]))
    assert judge(rules, [make("a", kind=ItemKind.ARTICLE, text="")], NOW) == Ruling(None, 50, (rules[4],))
    assert judge([], [make("a")], NOW) == Ruling()


_LINES = [
    "kind is news: drop",
    "title contains cell: drop",
    "has no text: to table",
    "title lacks cell: weight down 60",
    "fewer than 9 stars: drop",
]
_ITEMS = st.lists(
    st.builds(
        Item,
        id=st.uuids().map(str),
        source=st.sampled_from("st"),
        title=st.sampled_from(["AI reads a cell", "A gene", "Nothing at all"]),
        url=st.just(""),
        published=st.sampled_from([None, NOW]),
        text=st.sampled_from(["", "Text of a cell."]),
        kind=st.sampled_from(ItemKind),
        facts=st.sampled_from([Facts(), Facts(stars=3)]),
    ),
    max_size=12,
)


@given(_ITEMS, st.lists(st.sampled_from(_LINES), max_size=4))
def test_no_story_is_lost_and_each_that_is_dropped_names_its_rule(items: list[Item], lines: list[str]) -> None:
    profile = Profile("test", (), {}, {}, {}, {}, {}, topics=Topics(alone={"cell": 2.0, "gene": 1.0}))
    rules = [parse(line) for line in lines]
    stories = rank([(item,) for item in items], profile, NOW, Background(rules=rules))
    assert sorted(story.primary.id for story in stories) == sorted(item.id for item in items)
    for story in (story for story in stories if story.sent is Sent.DROP):
        assert not relevant(story)
        [told] = [reason.detail for reason in story.reasons if reason.name == "rule"]
        assert any(line in told.split("; ") and line.endswith("drop") for line in lines)
    if not any(line.endswith("drop") for line in lines):
        assert all(story.sent is not Sent.DROP for story in stories)
