from __future__ import annotations

from collections.abc import Iterator, Sequence

import psutil
import pytest

from bioai_desktop.domain import Item, Source, SourceKind
from bioai_desktop.errors import Cancelled, FeedUnreadable
from bioai_desktop.flow import pool, readers
from bioai_desktop.flow.readers import Body, Readers
from bioai_desktop.sources import intake
from tests.newsroom import rss

PAGE = b"<!doctype html><html><body>Sign in</body></html>"


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    """Two processes, worth their start from the first byte on."""
    monkeypatch.setattr(readers, "processors", lambda: 3)
    monkeypatch.setattr(readers, "_MUCH", 0)
    made = Readers()
    yield made
    made.close()


def feed(number: int, data: bytes | None = None) -> Body:
    source = Source(f"source-{number}", f"Source {number}", SourceKind.FEED, f"https://journal.example/{number}")
    return Body(source, rss(number, number + 1) if data is None else data)


def read(who: Readers, bodies: Sequence[Body]) -> dict[str, list[Item] | FeedUnreadable]:
    found: dict[str, list[Item] | FeedUnreadable] = {}
    with who.reading() as reading:
        for body in bodies:
            reading.read(body, lambda made, name=body.source.id: found.update({name: made}))
        reading.finish(lambda: None)
    return found


def others() -> set[int]:
    """The processes of ours that read: what counts the resources of all of them is none."""
    return {one.pid for one in psutil.Process().children() if "spawn_main" in " ".join(one.cmdline())}


def test_others_read_what_is_read_here(eager: Readers) -> None:
    bodies = [feed(number) for number in range(20)]
    assert read(eager, bodies) == {body.source.id: intake.parse(body.source, body.data) for body in bodies}
    assert eager.running


def test_where_a_body_was_found_is_what_its_links_stand_on(eager: Readers) -> None:
    data = b"<rss version='2.0'><channel><title>Lab</title><item><title>One</title><link>/one</link></item></channel></rss>"
    [found] = read(eager, [Body(feed(1).source, data, "https://moved.example/feed")]).values()
    assert not isinstance(found, FeedUnreadable)
    assert [item.url for item in found] == ["https://moved.example/one"]


def test_one_that_is_no_feed_is_told_for_its_source_alone(eager: Readers) -> None:
    found = read(eager, [feed(number, PAGE if number % 3 == 0 else None) for number in range(12)])
    for number in range(12):
        made = found[f"source-{number}"]
        if number % 3 == 0:
            assert isinstance(made, FeedUnreadable)
            assert (made.source, made.reason) == (f"source-{number}", "html")
        else:
            assert not isinstance(made, FeedUnreadable)
            assert len(made) == 2


def test_a_morning_of_small_feeds_starts_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "processors", lambda: 4)
    before = others()
    quiet = Readers()
    assert len(read(quiet, [feed(number) for number in range(40)])) == 40
    assert not quiet.running
    assert others() == before


def test_one_processor_reads_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "processors", lambda: 1)
    monkeypatch.setattr(readers, "_MUCH", 0)
    alone = Readers()
    assert len(read(alone, [feed(1), feed(2)])) == 2
    assert not alone.running


def test_they_stay_for_the_next_round_and_go_when_closed(eager: Readers) -> None:
    before = others()
    bodies = [feed(number) for number in range(12)]
    read(eager, bodies)
    started = others() - before
    read(eager, bodies)
    assert others() - before == started
    assert started
    eager.close()
    assert others() == before
    assert len(read(eager, bodies)) == 12  # and come again


def test_what_an_ended_process_had_is_read_here(eager: Readers) -> None:
    bodies = [feed(number) for number in range(30)]
    before = others()
    read(eager, bodies)
    found: dict[str, list[Item] | FeedUnreadable] = {}
    with eager.reading() as reading:
        for at, body in enumerate(bodies):
            reading.read(body, lambda made, name=body.source.id: found.update({name: made}))
            if at == 5:
                for one in others() - before:
                    psutil.Process(one).kill()
        reading.finish(lambda: None)
    assert found == {body.source.id: intake.parse(body.source, body.data) for body in bodies}
    assert len(read(eager, bodies)) == 30
    assert eager.running  # the next round has readers again


def test_where_none_can_be_started_all_is_read_here(eager: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(pool, "ProcessPoolExecutor", refused)
    assert len(read(eager, [feed(number) for number in range(5)])) == 5
    assert not eager.running


def test_a_stop_lets_them_go(eager: Readers) -> None:
    before = others()

    def stopped() -> None:
        with eager.reading() as reading:
            reading.read(feed(1), lambda _: None)
            assert reading.waits
            raise Cancelled

    with pytest.raises(Cancelled):
        stopped()
    assert not eager.running
    assert others() == before


def test_large_bodies_are_read_here(eager: Readers) -> None:
    read(eager, [feed(number, rss(number) + b" " * 4_000_000) for number in range(3)])
    assert not eager.running  # memory is for one of them at a time
