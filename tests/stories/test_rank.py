from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from bioai_desktop.domain import Item, Ran, Reason
from bioai_desktop.edition.profile import Profile, Topics
from bioai_desktop.stories.identity import story_id
from bioai_desktop.stories.rank import WEIGHTS, freshness, rank, relevant

Make = Callable[..., Item]
NOW = datetime(2026, 2, 18, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
ABSTRACT = "What was found, in words. " * 10
ON_TOPIC = "AI designs a protein"


def _profile(**weights: float) -> Profile:
    topics = Topics({"ai": {"AI": 2.0}, "life": {"protein": 2.0, "cell": 1.0}})
    return Profile("test", (), {}, {}, {}, {}, {}, topics=topics, weights=weights)


def _points(reasons: tuple[Reason, ...]) -> dict[str, float]:
    return {reason.name: reason.value for reason in reasons}


def test_best_possible_story_has_all_points(make: Make) -> None:
    item = make("a", ON_TOPIC, text=ABSTRACT, source="nature")
    [story] = rank([(item,)], _profile(), NOW, {}, {"nature": 2.0})
    assert story.score == 100.0
    assert _points(story.reasons) == {name: most for name, most in WEIGHTS.items() if name != "ran"}
    assert (story.id, story.items, story.ran) == (story_id(item), (item,), ())


def test_score_is_the_sum_of_its_reasons(make: Make) -> None:
    item = make("a", "AI looks at a cell", text="Short.", published=NOW - 20 * HOUR)
    [story] = rank([(item,)], _profile(), NOW, {})
    assert _points(story.reasons) == {"topic": 38.9, "authority": 10.0, "freshness": 10.5, "abstract": 5.0}
    assert story.score == 64.4
    assert relevant(story)


def test_profile_decides_the_weights(make: Make) -> None:
    [story] = rank([(make("a", ON_TOPIC),)], _profile(topic=10.0, authority=0.0), NOW, {})
    assert _points(story.reasons) == {"topic": 10.0, "authority": 0.0, "freshness": 15.0, "abstract": 5.0}


def test_story_off_topic_has_no_points_however_fresh(make: Make) -> None:
    [story] = rank([(make("a", "AI buys a football club", text=ABSTRACT),)], _profile(), NOW, {}, {"source-a": 2.0})
    assert (story.score, story.reasons) == (0.0, (Reason("topic", 0.0),))
    assert not relevant(story)


@pytest.mark.parametrize(
    ("age", "share"),
    [(-90 * 24, 1.0), (0, 1.0), (12, 1.0), (12.1, 0.7), (24, 0.7), (24.1, 0.4), (48, 0.4), (48.1, 0.0), (9000, 0.0)],
)
def test_freshness_goes_in_steps_and_the_future_is_now(make: Make, age: float, share: float) -> None:
    assert freshness([make("a", published=NOW - age * HOUR)], NOW) == share


def test_freshness_is_that_of_the_newest_record(make: Make) -> None:
    assert freshness([make("a", published=NOW - 90 * HOUR), make("b", published=None), make("c")], NOW) == 1.0
    assert freshness([make("b", published=None)], NOW) == 0.4


def test_authority_is_that_of_the_weightiest_source(make: Make) -> None:
    items = (make("a", ON_TOPIC), make("b", ON_TOPIC))
    [story] = rank([items], _profile(), NOW, {}, {"source-a": 0.2, "source-b": 1.5})
    assert _points(story.reasons)["authority"] == 15.0


def test_topic_is_looked_for_in_all_records(make: Make) -> None:
    [story] = rank([(make("a", "Paper"), make("b", ON_TOPIC))], _profile(), NOW, {})
    assert relevant(story)


def test_what_ran_before_falls_far_and_says_when(make: Make) -> None:
    earlier = {"http://www.x.org/1/": (Ran(date(2026, 2, 16), "top 4"),), "https://doi.org/10.1000/X": (Ran(date(2026, 2, 17), "notes 2"),)}
    fresh = make("fresh", ON_TOPIC, published=NOW - 40 * HOUR)
    again = make("again", ON_TOPIC, "https://x.org/1", doi="10.1000/x")
    stories = rank([(again,), (fresh,)], _profile(), NOW, earlier)
    assert [story.primary.id for story in stories] == ["fresh", "again"]
    assert stories[1].ran == (Ran(date(2026, 2, 17), "notes 2"), Ran(date(2026, 2, 16), "top 4"))
    assert _points(stories[1].reasons)["ran"] == -60.0
    assert "ran" not in _points(stories[0].reasons)


def test_score_stays_between_0_and_100(make: Make) -> None:
    ran = {"https://x.org/1": (Ran(date(2026, 2, 17), "top 1"),)}
    low, high = make("low", "AI cell", "https://x.org/1", text="", published=None), make("high", ON_TOPIC, "https://x.org/2", text=ABSTRACT)
    stories = rank([(low,), (high,)], _profile(ran=500.0, freshness=500.0), NOW, ran)
    assert [story.score for story in stories] == [100.0, 0.0]


def test_order_is_the_same_whatever_order_the_groups_come_in(make: Make) -> None:
    groups = [(make(f"i{n}", ON_TOPIC, f"https://x.org/{n}", published=NOW - (n % 3) * HOUR),) for n in range(12)]
    expected = rank(groups, _profile(), NOW, {})
    random.Random(1).shuffle(groups)
    assert rank(groups, _profile(), NOW, {}) == expected
    assert [story.primary.published for story in expected] == sorted((story.primary.published for story in expected), reverse=True)


def test_nothing_to_rank() -> None:
    assert rank([], _profile(), NOW, {}) == []
