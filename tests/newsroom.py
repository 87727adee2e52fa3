"""A newsroom in a folder of its own: the real store and Profile, made-up news, and an engine that is asked for nothing but order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bioai_desktop.domain import Engine, Item, ItemKind, Job, Source
from bioai_desktop.flow import profiles
from bioai_desktop.flow.parts import Makers, Parts
from bioai_desktop.paths import Paths
from bioai_desktop.settings import Settings
from bioai_desktop.store.store import Store
from tests.fakes import ScriptedEngine

DAY = date(2026, 2, 5)
NOON = datetime(2026, 2, 5, 4, tzinfo=UTC)  # at the site, which is eight hours ahead

_SUBJECTS = (
    "promoters",
    "enzymes",
    "neurons",
    "tumours",
    "microbes",
    "antibodies",
    "ribosomes",
    "plants",
    "organoids",
    "kidneys",
    "lipids",
)
_VERBS = ("Predicting", "Mapping", "Designing", "Sorting", "Weighing", "Imaging", "Folding", "Tracing", "Steering", "Naming")
_KINDS = (ItemKind.ARTICLE, ItemKind.PREPRINT, ItemKind.NEWS)


def item(number: int, **changes: object) -> Item:
    """Return an item whose words make it a story of its own, on the site's subject."""
    fields: dict[str, object] = {
        "id": f"item-{number}",
        "source": "tests",
        "title": f"{_VERBS[number % len(_VERBS)]} {_SUBJECTS[number % len(_SUBJECTS)]}",
        "url": f"https://journal.example.org/article/{number}",
        "published": NOON - timedelta(hours=number % 20),
        "text": f"A machine learning model for {_SUBJECTS[number % len(_SUBJECTS)]} in the genome, protein and cell. "
        "The authors compare it with earlier ones, and say where it fails. Data and code are open.",
        "kind": _KINDS[number % len(_KINDS)],
        "identifiers": {"doi": f"10.5555/test.{number}"},
        "venue": "Journal of Tests",
    }
    return Item(**{**fields, **changes})


def rss(*numbers: int) -> bytes:
    """Return a feed of those items."""
    entries = "".join(
        f"<item><title>{made.title}</title><link>{made.url}</link><description>{made.text}</description>"
        f"<pubDate>{made.published:%a, %d %b %Y %H:%M:%S} GMT</pubDate></item>"
        for made in map(item, numbers)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tests</title>{entries}</channel></rss>'.encode()


def newsroom(
    data: Path,
    engine: Engine | None = None,
    sources: Sequence[Source] = (),
    settings: Settings | None = None,
    make_engine: Callable[[Paths, Settings, Job], Engine] | None = None,
) -> Parts:
    """Return a newsroom over a folder; made again, it finds what was left there."""
    scripted = engine or ScriptedEngine()
    makers = Makers(
        profile=lambda paths, chosen: profiles.load(paths, chosen.profile),
        sources=lambda: tuple(sources),
        store=lambda paths: Store(paths.store),
        engine=make_engine or (lambda *_: scripted),
    )
    return Parts(Paths.of(data), settings or Settings(), makers)


def fill(parts: Parts, count: int = 20) -> None:
    """Let items come in."""
    parts.store.items.add([item(number) for number in range(count)], NOON)
