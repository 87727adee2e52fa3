"""Full-text search over all that is kept: items, drafts, and the pages that are shown; newest first, or what fits best."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec

from bioai_desktop.domain import Draft, ItemKind, Language
from bioai_desktop.store.database import Database
from bioai_desktop.store.index import DRAFTS, ITEMS, PASSAGES
from bioai_desktop.store.times import from_micros, to_micros
from bioai_desktop.store.words import mark, phrases

#: Matches that are put in order, by date and by fit: those that came in last. More would be read for a few that are shown.
_BY_DATE, _BY_FIT = 1000, 50_000

# An index hands out its rows from the newest on and stops; CROSS JOIN keeps it in front.
_MATCHES = """
    SELECT {index}.rowid AS number, {fit} AS fit, {sorting} FROM {index} CROSS JOIN {table} ON {table}.{number} = {index}.rowid
    WHERE {index} MATCH :match AND {where} ORDER BY {index}.rowid DESC LIMIT :depth
"""
_FITTING = """
    SELECT rowid AS number, bm25({index}) AS fit FROM {index} WHERE {index} MATCH :match ORDER BY rowid DESC LIMIT :depth
"""
_PICKED = """
    items.id {negation} IN (
        SELECT item FROM (SELECT item, verdict, max(decided) FROM decisions GROUP BY story) WHERE verdict IN ('picked', 'raised')
    )
"""
# No item stands at a day after it came in: those that came in before a day need not be looked at.
_FIRST = "items_words.rowid >= coalesce((SELECT number FROM items WHERE first_seen >= :after ORDER BY first_seen LIMIT 1), 1 << 62)"


class HitKind(enum.StrEnum):
    """What a search found."""

    PAGE = "page"  #: a piece of a page
    ITEM = "item"
    DRAFT = "draft"


class Order(enum.StrEnum):
    """What comes first."""

    NEWEST = "newest"
    BEST = "best"  #: what holds the rarer words more often in less text, among the newest 50,000 of each kind


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; what only items have leaves out pages and drafts."""

    words: tuple[str, ...] = ()  #: all of them; Han text is found as it stands, Latin words also in other endings
    kinds: frozenset[HitKind] = frozenset()  #: any if empty
    after: date = date.min  #: this day or later
    before: date = date.max  #: earlier than this day
    identifiers: tuple[str, ...] = ()  #: "doi:10.…", all of them
    item_kinds: frozenset[ItemKind] = frozenset()  #: any if empty
    sources: frozenset[str] = frozenset()  #: ids, any if empty
    picked: bool | None = None  #: whether the editor took the item for a page; None: no matter

    @property
    def readable(self) -> frozenset[HitKind]:
        """What can be found at all."""
        if self.sources or self.picked is not None:
            return (self.kinds or frozenset(HitKind)) & {HitKind.ITEM}
        if self.item_kinds:
            return self.kinds | {HitKind.ITEM}
        return self.kinds or frozenset(HitKind)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    kind: HitKind
    day: date
    title: str
    link: str
    text: str  #: all of it
    language: Language | None = None  #: of a page or draft
    section: str = ""  #: title of the section
    place: str = ""  #: "top/4" of a page, id of an item, id of a draft's story
    source: str = ""  #: of an item


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A table that can be searched."""

    kind: HitKind
    table: str
    index: str
    number: str  #: its key, which is that of the index
    sorting: str  #: columns of `order`, the first one the date
    order: str
    columns: str  #: what a hit is made of
    hit: Callable[[Sequence[Any]], Hit]


@dataclass(frozen=True, slots=True)
class _Found:
    """A row that was found, not read yet."""

    shelf: _Shelf
    number: int
    fit: float  #: the less the better


class Archive:
    """Finds what is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, query: Query, limit: int, order: Order = Order.NEWEST) -> list[Hit]:
        """Return what holds all the words and has all the properties; without any of either, nothing.

        Without words nothing fits better than something else: it is listed by date.
        """
        phrased = bool(_phrases(query))
        if query == Query() or (query.words and not phrased):
            return []
        order = order if phrased else Order.NEWEST
        found = [each for shelf in _SHELVES if shelf.kind in query.readable for each in self._find(shelf, query, limit, order)]
        if order is Order.BEST:
            return self._read(sorted(found, key=lambda each: each.fit)[:limit])
        return sorted(self._read(found), key=lambda hit: -hit.day.toordinal())[:limit]

    def _find(self, shelf: _Shelf, query: Query, limit: int, order: Order) -> list[_Found]:
        match = _match(shelf, query)
        question = _question(shelf, query, order, searched=bool(match))
        depth = _BY_FIT if order is Order.BEST else _BY_DATE
        values = {
            "match": match,
            "after": _bound(shelf, query.after),
            "before": _bound(shelf, query.before),
            "depth": depth,
            "limit": limit,
        }
        with self._database.read() as db:
            return [_Found(shelf, number, fit) for number, fit in db.execute(question, values)]

    def _read(self, found: Sequence[_Found]) -> list[Hit]:
        """Return what was found, in that order."""
        hits: dict[tuple[HitKind, int], Hit] = {}
        for shelf in _SHELVES:
            hits |= {(shelf.kind, number): hit for number, hit in self._rows(shelf, [each.number for each in found if each.shelf is shelf])}
        return [hits[each.shelf.kind, each.number] for each in found if (each.shelf.kind, each.number) in hits]

    def _rows(self, shelf: _Shelf, numbers: Collection[int]) -> Iterator[tuple[int, Hit]]:
        question = f"SELECT {shelf.number}, {shelf.columns} FROM {shelf.table} WHERE {shelf.number} IN (SELECT value FROM json_each(?))"  # noqa: S608 - constants
        with self._database.read() as db:
            for number, *row in db.execute(question, (msgspec.json.encode(numbers).decode(),)):
                yield number, shelf.hit(row)


def _phrases(query: Query) -> list[str]:
    return [phrase for word in (*query.words, *query.identifiers) for phrase in phrases(word)]


def _match(shelf: _Shelf, query: Query) -> str:
    """Return what the index is asked, "" for nothing: words, and marks of what stands in the index as such."""
    asked = _phrases(query)
    if shelf.kind is HitKind.ITEM:
        kinds = () if HitKind.ITEM in query.kinds else sorted(query.item_kinds)
        for name, values in (("source", sorted(query.sources)), ("kind", kinds)):
            if values:
                asked.append("(" + " OR ".join(f'"{mark(name, value)}"' for value in values) + ")")
    return " AND ".join(asked)


def _question(shelf: _Shelf, query: Query, order: Order, *, searched: bool) -> str:
    """Return the statement that yields numbers and fits, first those that come first."""
    names = {"index": shelf.index, "table": shelf.table, "number": shelf.number, "sorting": shelf.sorting}
    where = _conditions(shelf, query, searched=searched)
    ranked = searched and order is Order.BEST
    if not searched:
        matches = f"SELECT {shelf.number} AS number, 0.0 AS fit, {shelf.sorting} FROM {shelf.table} WHERE {where}"  # noqa: S608 - constants
    elif ranked and where == "true":
        matches = _FITTING.format(**names)
    else:
        matches = _MATCHES.format(**names, fit=f"bm25({shelf.index})" if ranked else "0.0", where=where)
    sorted_by = "fit, number DESC" if ranked else shelf.order
    return f"SELECT number, fit FROM ({matches}) ORDER BY {sorted_by} LIMIT :limit"  # noqa: S608 - constants of this module


def _conditions(shelf: _Shelf, query: Query, *, searched: bool) -> str:
    """Return what must be true of a row beside the words."""
    when = shelf.sorting.partition(",")[0]
    found: list[str] = []
    if query.after != date.min:
        found += [f"{when} >= :after", *([_FIRST] if searched and shelf.kind is HitKind.ITEM else [])]
    if query.before != date.max:
        found.append(f"{when} < :before")
    if query.picked is not None:
        found.append(_PICKED.format(negation="" if query.picked else "NOT"))
    return " AND ".join(found) or "true"


def _bound(shelf: _Shelf, day: date) -> int | str:
    """Return the beginning of a day as the table keeps it."""
    return to_micros(datetime.combine(day, time.min, UTC)) if shelf.kind is HitKind.ITEM else day.isoformat()


def _item(row: Sequence[Any]) -> Hit:
    at, source, title, url, text, name = row
    return Hit(HitKind.ITEM, from_micros(at).date(), title, url, text, place=name, source=source)


def _passage(row: Sequence[Any]) -> Hit:
    day, language, section, place, title, link, text = row
    return Hit(HitKind.PAGE, date.fromisoformat(day), title, link, text, Language(language), section, place)


def _draft(row: Sequence[Any]) -> Hit:
    day, language, story, body = row
    draft = _decoder.decode(body)
    return Hit(HitKind.DRAFT, date.fromisoformat(day), "", "", draft.text, Language(language), str(draft.task), story)


_decoder = msgspec.json.Decoder(Draft)

#: In this order what is of one day is listed.
_SHELVES = (
    _Shelf(
        HitKind.PAGE,
        "passages",
        PASSAGES.table,
        "id",
        "day, language",
        "day DESC, language DESC, number",
        "day, language, section, place, title, link, text",
        _passage,
    ),
    _Shelf(HitKind.ITEM, "items", ITEMS.table, "number", "at", "at DESC, number DESC", "at, source, title, url, text, id", _item),
    _Shelf(HitKind.DRAFT, "drafts", DRAFTS.table, "id", "day", "day DESC, number DESC", "day, language, story, body", _draft),
)
