from __future__ import annotations

from datetime import date, timedelta

import pytest

from bioai_desktop.domain import Language, Outcome, Reason, Source, SourceKind
from bioai_desktop.flow import rules
from bioai_desktop.flow.parts import Parts
from bioai_desktop.store.fetches import FetchState
from bioai_desktop.stories.rank import WEIGHTS
from bioai_desktop.wording import catalogue
from tests.cli.conftest import Bioai
from tests.newsroom import NOON, item

DAY = "2026-02-05"


def test_items_are_ranked_stories(bioai: Bioai, parts: Parts) -> None:
    parts.store.published.record(date(2026, 2, 3), Language.ZH, {item(4).url: "top 2"})
    said = bioai("items", "--date", "2026-02-05", "--json")
    stories = said.document["stories"]
    assert said.status == 0
    assert len(stories) == 30
    assert [story["score"] for story in stories] == sorted((story["score"] for story in stories), reverse=True)
    assert stories[0].keys() >= {"id", "title", "url", "published", "score", "ran", "items"}
    [told] = [story for story in stories if story["url"] == item(4).url]
    assert told["ran"] == [{"date": "2026-02-03", "place": "top 2"}]
    assert told["since"] == [{"change": "reports", "at": "2026-02-05T00:00:00Z", "count": 1, "detail": ""}]
    assert told["published"] == "2026-02-05T00:00:00Z"
    [one] = told["items"]
    assert one.keys() >= {"id", "source", "title", "url", "published", "identifiers", "text"}
    assert one["identifiers"] == {"doi": "10.5555/test.4"}
    assert one["text"] == item(4).text
    assert told["evidence"]["standing"] == "preprint"
    assert told["evidence"]["line"].startswith("preprint, not reviewed · first published 2026-02-05")


def test_items_of_the_newest_day_by_query_and_limit(bioai: Bioai, parts: Parts) -> None:
    said = bioai("items", "--query", "mapping enzymes", "--json")
    assert said.document["date"] == "2026-02-05"
    assert {story["title"] for story in said.document["stories"]} == {"Mapping enzymes"}
    lines = bioai("items", "--limit", "2").out.splitlines()
    assert len([line for line in lines if "https://" in line]) == 2


def test_a_day_without_items_says_what_to_do(bioai: Bioai) -> None:
    said = bioai("items", "--date", "2026-02-05", "--json")
    assert (said.status, said.document["stories"]) == (0, [])
    assert "bioai fetch" in said.err


def test_each_part_of_a_rank_is_told_with_points_a_bar_and_a_reason(bioai: Bioai, parts: Parts) -> None:
    parts.store.published.record(date(2026, 2, 3), Language.ZH, {item(4).url: "top 2"})
    told = bioai("items", "--date", DAY, "--query", "journal.example.org/article/4", "--limit", 1, "--explain").out
    assert "topic: " in told
    assert "1 more about it, the last on 2026-02-05" in told
    assert "█" in told
    assert "ran: 02-03, top 2" in told
    assert "an excerpt only" in told or "an abstract is at hand" in told
    [line] = [line for line in told.splitlines() if "fresh:" in line]
    assert line.split()[:2] == ["+7.0", "█" * 14 + "·" * 6]
    chinese = bioai("--lang", "zh", "items", "--date", DAY, "--limit", 1, "--explain").out
    assert "主题：" in chinese


def test_reasons_are_in_the_document(bioai: Bioai, parts: Parts) -> None:
    rules.add(parts, "has text: weight up 7")
    story = bioai("items", "--date", DAY, "--limit", 1, "--json").document["stories"][0]
    assert story["reasons"]["rule"] == 7.0
    assert story["sent"] is None
    assert [part["name"] for part in story["why"]] == list(story["reasons"])
    [rule] = [part for part in story["why"] if part["name"] == "rule"]
    assert rule == {"name": "rule", "points": 7.0, "most": 0.0, "words": "has text: weight up 7"}
    assert round(min(100.0, sum(part["points"] for part in story["why"])), 1) == story["score"]


def test_age_is_told_in_days_where_it_is_long(bioai: Bioai, parts: Parts) -> None:
    parts.store.items.add([item(40, title="Machine learning folds proteins of old", published=NOON - timedelta(days=70))], NOON)
    told = bioai("items", "--date", DAY, "--query", "of old", "--explain").out
    assert "fresh: 70 days ago" in told


def test_dropped_stories_are_listed_with_their_rule(bioai: Bioai, parts: Parts) -> None:
    said = bioai("items", "--date", DAY, "--dropped")
    assert (said.out, "No rule drops" in said.err) == ("", True)
    rules.add(parts, "title contains Mapping: drop")
    told = bioai("items", "--date", DAY, "--dropped")
    assert told.out.count("title contains Mapping: drop") == 3
    document = bioai("items", "--date", DAY, "--dropped", "--json").document
    assert {story["sent"] for story in document["stories"]} == {"drop"}
    assert len(bioai("items", "--date", DAY, "--json").document["stories"]) == 27
    assert bioai("items", "--dropped", "--query", "x").status == 2


@pytest.mark.parametrize("language", list(Language))
def test_every_part_has_a_name_and_words_with_and_without_a_detail(language: Language) -> None:
    for name in (*WEIGHTS, "rule"):
        assert {f"why.{name}", f"why.{name}-because", f"why.{name}-without"} <= catalogue(language).keys(), Reason(name, 0.0)


@pytest.fixture
def polled(sources: list[Source], parts: Parts) -> Parts:
    """Three sources: one with news, one that fails, one that was never asked."""
    sources += [Source(name, f"The {name} one", SourceKind.FEED, f"https://{name}.example.org/") for name in ("good", "gone", "new")]
    parts.store.fetches.keep({"good": FetchState(NOON, Outcome.FETCHED, items=30, new=12)})
    parts.store.fetches.keep({"gone": FetchState(NOON - timedelta(hours=30), Outcome.FAILED, "FetchFailed.timeout.0")})
    return parts


def test_morning_sheet_reads_like_one(bioai: Bioai, polled: Parts) -> None:
    told = bioai("morning", "--date", DAY).out
    assert "3 sources, 12 new items" in told
    assert "since 02-03 22:00 UTC: gone could not be fetched: no answer in time" in told
    assert "The new one" in told
    assert "30 stories, 30 of them for the page, 0 dropped by rules" in told
    assert "Top: 10 of 10 can be filled" in told
    assert "Enough for a full page." in told
    assert told.count("excerpt") > 5 or told.count("abstract") > 5
    chinese = bioai("--lang", "zh", "morning", "--date", DAY).out
    assert "来源 3 个，新到 12 条" in chinese
    assert "够一整版" in chinese


def test_thin_day_is_said_to_be_thin(bioai: Bioai, polled: Parts) -> None:
    rules.add(polled, "title lacks Mapping: drop")
    told = bioai("morning", "--date", DAY)
    assert "A thin day" in told.out
    assert "27 dropped by rules" in told.out


def test_morning_sheet_as_a_document(bioai: Bioai, polled: Parts) -> None:
    document = bioai("morning", "--date", DAY, "--json").document
    assert (document["date"], document["thin"], document["seen"]) == (DAY, False, 30)
    assert document["rooms"] == {"top": {"most": 10, "filled": 10}, "notes": {"most": 8, "filled": 8}}
    rows = {row["id"]: row for row in document["sources"]}
    assert {name: row["outcome"] for name, row in rows.items()} == {"gone": "failed", "new": "never", "good": "fetched"}
    assert rows["gone"]["failing_since"] == "2026-02-03T22:00:00Z"
    assert "no answer in time" in rows["gone"]["problem"]
    assert (rows["good"]["items"], rows["good"]["new"], rows["good"]["problem"]) == (30, 12, None)
    assert {story["basis"] for story in document["stories"]} <= {"abstract", "excerpt"}
