"""Dates, ages, places and evidence in both languages."""

from datetime import timedelta

import pytest

from bioai_desktop.domain import Language, Ran
from bioai_desktop.edition.model import Role, Section, SectionKind, Span
from bioai_desktop.gui import phrases
from bioai_desktop.wording import Wording
from tests.gui import news

ZH, EN = Wording(Language.ZH), Wording(Language.EN)


def test_a_date_has_its_weekday() -> None:
    assert phrases.day_line(ZH, news.DAY) == "2026年2月5日 周四"
    assert phrases.day_line(EN, news.DAY) == "Thu 5 Feb 2026"


@pytest.mark.parametrize(("hours", "said"), [(0, "1 小时"), (7, "7 小时"), (47, "47 小时"), (49, "2 天"), (400, "2026-01-19"), (-3, "")])
def test_the_age_of_an_item(hours: int, said: str) -> None:
    assert phrases.age(ZH, news.NOON - timedelta(hours=hours), news.NOON) == said


def test_no_date_has_no_age() -> None:
    assert phrases.age(ZH, None, news.NOON) == ""


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("notes 5", "2月3日已发 · 关注 5"),
        ("top 4", "2月3日已发 · 重磅 4"),
        ("elsewhere 2", "2月3日已发 · elsewhere 2"),
        ("text", "2月3日已发 · 正文里"),
    ],
)
def test_where_a_story_ran(place: str, said: str) -> None:
    assert phrases.ran(ZH, Ran(news.DAY - timedelta(days=2), place)) == said


def test_pages_are_counted_by_what_they_changed() -> None:
    assert phrases.pages(EN, {"new": 3, "same": 1}) == "Pages read: 4 (3 new, 1 unchanged)."


def test_several_sources_are_counted() -> None:
    story = news.story(1, items=(news.item(1), news.item(2)))
    assert phrases.evidence(ZH, story, news.NOON) == ["1 小时", "2 个来源"]


@pytest.mark.parametrize(("title", "shown"), [("🔥 重磅 TOP 10", "重磅 TOP 10"), ("今日摘要", "今日摘要"), ("⚡️", "⚡️")])
def test_a_heading_loses_its_pictures(title: str, shown: str) -> None:
    section = Section(SectionKind.TOP, (Span("## "), Span(title, Role.TITLE)))
    assert phrases.heading(ZH, section) == shown


def test_what_stands_before_the_first_heading_has_a_name() -> None:
    assert phrases.heading(EN, Section(SectionKind.PREAMBLE, ())) == "Beginning"


def test_the_time_left() -> None:
    assert phrases.time_left(ZH, 38) == "还需 0:38"
    assert phrases.time_left(ZH, None) == ""
