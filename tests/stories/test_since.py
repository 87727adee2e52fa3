from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from bioai_desktop.domain import Facts, Item, ItemKind, Language, Ran, Story
from bioai_desktop.stories.since import Change, News, since
from bioai_desktop.wording import Wording

Make = Callable[..., Item]
RAN = (Ran(date(2026, 2, 10), "top 4"), Ran(date(2026, 2, 3), "notes 1"))
BEFORE, SAME_DAY, AFTER, LATER = (datetime(2026, 2, day, 9, tzinfo=UTC) for day in (9, 10, 11, 14))


def story(*items: Item) -> Story:
    return Story("s", items, ran=RAN)


def test_what_never_ran_has_nothing_new(make: Make) -> None:
    assert since(Story("s", (make("a", published=AFTER),))) == ()


def test_what_was_there_when_it_ran_is_not_new(make: Make) -> None:
    assert since(story(make("a", published=BEFORE), make("b", published=SAME_DAY), make("c", published=None))) == ()


def test_a_preprint_that_is_an_article_now(make: Make) -> None:
    article = replace(make("b", kind=ItemKind.ARTICLE, published=AFTER), venue="Cell")
    found = since(story(article, make("a", kind=ItemKind.PREPRINT, published=BEFORE)))
    assert found == (News(Change.ARTICLE, AFTER, 1, "Cell"),)


def test_an_article_alone_is_one_more_report(make: Make) -> None:
    items = make("b", kind=ItemKind.ARTICLE, published=AFTER), make("c", published=LATER), make("a", published=BEFORE)
    assert since(story(*items)) == (News(Change.REPORTS, LATER, 2),)


def test_each_item_is_told_once_the_gravest_first(make: Make) -> None:
    found = since(
        story(
            make("n", "Retraction: Title of a", kind=ItemKind.ARTICLE, published=LATER),
            make("r", "tool 2.1", kind=ItemKind.REPOSITORY, published=AFTER),
            make("p", kind=ItemKind.PREPRINT, published=BEFORE, facts=Facts(revised=AFTER)),
            make("w", published=LATER),
        )
    )
    assert [news.change for news in found] == [Change.NOTICE, Change.RELEASE, Change.REVISED, Change.REPORTS]
    assert found[0].detail == "Retraction: Title of a"
    assert found[1].detail == "tool 2.1"


def test_a_revision_before_it_ran_is_old(make: Make) -> None:
    assert since(story(make("p", published=BEFORE, facts=Facts(revised=BEFORE)))) == ()


def test_it_is_said_in_both_languages() -> None:
    news = [News(change, AFTER, 2, "X") for change in Change]
    for language in Language:
        said = Wording(language).since(news)
        assert said.count("2026-02-11") == len(Change)
        assert said.count("X") == 3
