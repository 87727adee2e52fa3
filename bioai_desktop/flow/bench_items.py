"""Made-up items in two languages, the same each time: as long as those of real feeds, with words as frequent as in real texts."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from bioai_desktop.domain import Item, ItemKind
from bioai_desktop.paths import resource

#: So many items come in a day; the first ones on this day.
A_DAY, FIRST = 550, datetime(2021, 1, 1, tzinfo=UTC)
_CHINESE = 0.3  # of all items
_KINDS = {ItemKind.NEWS: 5, ItemKind.ARTICLE: 3, ItemKind.PREPRINT: 2, ItemKind.REPOSITORY: 1}
_SOURCES = 200
_MADE = 20_000  # Chinese words that are made of characters
_LENGTHS = {1: 3, 2: 70, 3: 17, 4: 10}  # of such words, with their weights
_MOST = 600  # words of a text


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a language, each so often as its place in Zipf's law says."""

    words: Sequence[str]
    weights: Sequence[float]
    between: str

    @classmethod
    def of(cls, words: Sequence[str], shift: float, between: str) -> _Words:
        return cls(words, list(accumulate(1 / (place + shift) for place in range(len(words)))), between)

    def text(self, chance: random.Random, count: int) -> str:
        return self.between.join(chance.choices(self.words, cum_weights=self.weights, k=count))


class MadeUp:
    """Makes items, one after the other; whoever asks for the same number of them gets the same ones."""

    def __init__(self) -> None:
        self._chance = random.Random(0)  # noqa: S311 - nothing secret
        parts = tomllib.loads(resource("bench", "words.toml").read_text("utf-8"))
        self._english = self._make_english(**{name: text.split() for name, text in parts["english"].items()})
        self._chinese = self._make_chinese(parts["chinese"]["words"].split(), "".join(parts["chinese"]["characters"].split()))
        names = self._english.words[-_SOURCES:]
        self._sources = [f"{name}-{place}" for place, name in enumerate(names)]
        self._made = 0

    def batches(self, count: int, size: int) -> Iterator[tuple[datetime, list[Item]]]:
        """Yield so many items in batches, each with the moment at which it comes in."""
        for start in range(0, count, size):
            now = FIRST + timedelta(days=(self._made + size) / A_DAY)
            yield now, [self._item(now) for _ in range(min(size, count - start))]

    def _item(self, now: datetime) -> Item:
        chance, number = self._chance, self._made
        self._made += 1
        words = self._chinese if chance.random() < _CHINESE else self._english
        source = chance.choice(self._sources)
        doi = f"10.{chance.randint(1001, 1060)}/s{chance.randint(41000, 41700)}-026-{chance.randint(0, 99999):05}-{number % 10}"
        known = chance.random() < 0.5
        return Item(
            id=f"{chance.getrandbits(64):016x}",
            source=source,
            title=words.text(chance, chance.randint(7, 14)),
            url=f"https://www.{source}.example/articles/{doi.partition('/')[2] if known else number}",
            published=self._published(now),
            text=words.text(chance, self._length()),
            kind=chance.choices(list(_KINDS), list(_KINDS.values()))[0],
            identifiers={"doi": doi} if known else {},
            authors=tuple(chance.choice(self._sources).title() for _ in range(chance.choice((0, 0, 1, 2, 6)))),
            venue=source.replace("-", " ").title(),
        )

    def _published(self, now: datetime) -> datetime | None:
        """Return a moment up to some days before; some items tell none, many only the day."""
        kind = self._chance.random()
        if kind < 0.05:
            return None
        moment = now - timedelta(hours=self._chance.expovariate(1 / 30))
        return moment.replace(hour=0, minute=0, second=0, microsecond=0) if kind < 0.4 else moment

    def _length(self) -> int:
        """Return the words of a text: none for some, most an abstract, a few long."""
        return 0 if self._chance.random() < 0.15 else min(int(self._chance.lognormvariate(2.9, 0.9)), _MOST)

    def _make_english(self, words: list[str], begin: list[str], middle: list[str], end: list[str]) -> _Words:
        made = [first + second + last for first in begin for second in middle for last in ("", *end)]
        self._chance.shuffle(made)
        return _Words.of([*words, *made], 2.7, " ")

    def _make_chinese(self, words: list[str], characters: str) -> _Words:
        weights = list(accumulate(1 / (place + 8) for place in range(len(characters))))
        made: dict[str, None] = {}
        while len(made) < _MADE:
            length = self._chance.choices(list(_LENGTHS), list(_LENGTHS.values()))[0]
            made["".join(self._chance.choices(characters, cum_weights=weights, k=length))] = None
        return _Words.of([*words, *(word for word in made if word not in words)], 12, "")
