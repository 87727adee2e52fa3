"""Passages that a check must find, and passages near to them that it must leave alone, each put into its place on a good page.

`corpus/KIND.toml` holds the passages of one kind of Finding:

    [defects.zh]            # or defects.en, clean.zh, clean.en
    top = ["…", "…"]        # by place; `PLACES` and "page", where the passage is the whole page

A check is tuned on every second passage; the others, the held half, say what it is worth. What was written later lies in
`KIND-2.toml` and so on, so that no passage changes halves.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bioai_desktop.domain import Language, Ran
from tests.edition.checkers.pages import FIRST, found, page
from tests.edition.checkers.parts import PARTS

CORPUS = Path(__file__).with_name("corpus")
KINDS = sorted({file.stem.rstrip("-0123456789") for file in CORPUS.glob("*.toml")})

_ZH_TABLE = (
    "\n---\n\n## **📊 更多动态**\n\n| # | 类型 | 标题 | 链接 |\n|---|---|---|---|\n| 1 | 研究 | {} | [链接](https://example.net/row) |\n"
)
_EN_TABLE = "\n---\n\n## **📊 More Updates**\n\n| # | Type | Title | Link |\n|---|---|---|---|\n| 1 | Research | {} | [Link](https://example.net/row) |\n"
_EN_NOTES = "\n---\n\n## **📌 Worth Watching**\n\n- **[Tool]** [YeastFlow](https://github.com/example/yeastflow) - {}\n"
_ZH_NEWS, _EN_NEWS = "## **今日 AI 生命科学资讯**\n", "## **Today's AI Life Science News**\n"
_ZH_LAST, _EN_LAST = "想弄懂细胞怎么知道自己该长多大，可以从这篇读起\n", "Tested in yeast only.\n"
_EN_TEXT = page(Language.EN).split("(https://example.org/yeast)\n\n")[1].removesuffix("\n")

#: By place and language: the words of the good page that go, and what comes instead; "{}" stands for the passage.
PLACES: dict[str, dict[Language, tuple[str, str]]] = {
    "head": {
        Language.ZH: ("## **今日摘要**\n", "{}\n\n## **今日摘要**\n"),
        Language.EN: ("## **Today's Summary**\n", "{}\n\n## **Today's Summary**\n"),
    },
    "digest": {
        Language.ZH: ("鱼能再生而鼠不能，差别在一条通信通路上。", "{}"),
        Language.EN: ("Fish regrow fins and mice do not: one signal makes the difference.", "{}"),
    },
    "lead": {Language.ZH: ("酵母受热时先修复基因，再停止分裂。", "{}"), Language.EN: ("Heated yeast repairs first and rests later.", "{}")},
    "paragraph": {Language.ZH: (_ZH_NEWS, _ZH_NEWS + "\n{}\n"), Language.EN: (_EN_NEWS, _EN_NEWS + "\n{}\n")},
    "quote": {Language.ZH: (_ZH_NEWS, _ZH_NEWS + "\n> {}\n"), Language.EN: (_EN_NEWS, _EN_NEWS + "\n> {}\n")},
    "item": {Language.ZH: (_ZH_NEWS, _ZH_NEWS + "\n- {}\n"), Language.EN: (_EN_NEWS, _EN_NEWS + "\n- {}\n")},
    "title": {Language.ZH: ("[酵母受热，先修复再停工]", "[{}]"), Language.EN: ("[Heated yeast repairs first (酵母)]", "[{}]")},
    "top": {Language.ZH: (FIRST, "{}"), Language.EN: (_EN_TEXT, "{}")},
    "sentence": {Language.ZH: (FIRST, FIRST + "{}"), Language.EN: (_EN_TEXT, _EN_TEXT + " {}")},
    "note": {Language.ZH: ("把酵母图像自动切成单个细胞，做显微成像的能省半天", "{}"), Language.EN: (_EN_LAST, _EN_LAST + _EN_NOTES)},
    "row": {Language.ZH: (_ZH_LAST, _ZH_LAST + _ZH_TABLE), Language.EN: (_EN_LAST, _EN_LAST + _EN_TABLE)},
    "end": {Language.ZH: (_ZH_LAST, _ZH_LAST + "\n{}\n"), Language.EN: (_EN_LAST, _EN_LAST + "\n{}\n")},
    **PARTS,
}

#: What the site ran around the page's day, 2026-03-04.
PUBLISHED = {
    "https://github.com/example/cellcount": (Ran(date(2026, 3, 1), "notes 2"),),
    "https://www.nature.com/articles/s41586-026-00001-1": (Ran(date(2026, 2, 27), "top 1"),),
    "https://www.biorxiv.org/content/10.64898/2026.02.20.123456v1?rss=1": (Ran(date(2026, 2, 25), "top 4"),),
    "https://arxiv.org/abs/2602.01234": (Ran(date(2026, 3, 3), "table 5"),),
    "https://example.org/blog/post?id=7": (Ran(date(2026, 2, 1), "top 2"), Ran(date(2026, 3, 2), "top 3")),
    "https://example.org/weeks-ago": (Ran(date(2026, 2, 24), "top 1"),),
    "https://example.org/today": (Ran(date(2026, 3, 4), "top 1"),),
    "https://example.org/tomorrow": (Ran(date(2026, 3, 5), "top 1"),),
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the corpus: a defect of its kind, or clean."""

    kind: str
    defect: bool
    language: Language
    place: str
    text: str
    held: bool  #: not looked at while the check was tuned

    @property
    def page(self) -> str:
        """The page with the passage in its place."""
        if self.place == "page":
            return self.text
        old, new = PLACES[self.place][self.language]
        good = page(self.language)
        assert good.count(old) == 1, old
        return good.replace(old, new.replace("{}", self.text))

    def is_found(self) -> bool:
        """Return whether the check finds the passage's kind on its page."""
        return any(finding.kind == self.kind for finding in found(self.page, self.language, PUBLISHED))


def passages(kind: str) -> Iterator[Passage]:
    """Yield the passages of a kind, in the order of its files."""
    for file in (CORPUS / f"{kind}.toml", *sorted(CORPUS.glob(f"{kind}-[0-9].toml"))):
        for name, languages in tomllib.loads(file.read_text("utf-8")).items():
            for language, places in languages.items():
                texts = [(place, text) for place, several in places.items() for text in several]
                for number, (place, text) in enumerate(texts):
                    yield Passage(kind, name == "defects", Language(language), place, text, bool(number % 2))


@dataclass(frozen=True, slots=True)
class Measure:
    """How a check did on the passages of one kind."""

    kind: str
    defects: int
    clean: int
    missed: tuple[Passage, ...]
    alarms: tuple[Passage, ...]  #: clean passages that it objected to

    @property
    def recall(self) -> float:
        """The share of the defects that were found."""
        return 1 - len(self.missed) / max(self.defects, 1)

    @property
    def alarm_rate(self) -> float:
        """The share of the clean passages that were objected to."""
        return len(self.alarms) / max(self.clean, 1)


def measure(kind: str, *, held_only: bool = False) -> Measure:
    """Check every passage of a kind, or those of the held half."""
    read = [passage for passage in passages(kind) if passage.held or not held_only]
    wrong = [passage for passage in read if passage.is_found() is not passage.defect]
    return Measure(
        kind,
        sum(passage.defect for passage in read),
        sum(not passage.defect for passage in read),
        tuple(passage for passage in wrong if passage.defect),
        tuple(passage for passage in wrong if not passage.defect),
    )
