"""A day of made-up news, and a page of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bioai_desktop.domain import Finding, Item, ItemKind, Language, Ran, Reason, Severity, Story
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, SectionKind
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from bioai_desktop.gui.desk import Desk
from bioai_desktop.site.compose import EntryContent, compose

DAY = date(2026, 2, 5)
NOON = datetime(2026, 2, 5, 4, tzinfo=UTC)
TEXT = (
    "研究者先把大量序列放进细胞里逐一测量，再训练模型学会从序列推断表达高低。模型认出了哪些位置起作用、朝哪个方向起作用，"
    "换到别的细胞里也大致成立。作者说这让按需要设计序列成为可能，不过在活体里是否同样有效，还要另外的实验来回答。"
)
NOTE = "给做酶工程的人：先看这份基准再选模型，省一轮试错"

_SUBJECTS = [
    "promoters",
    "enzymes",
    "neurons",
    "tumours",
    "microbes",
    "antibodies",
    "genomes",
    "ribosomes",
    "plants",
    "organoids",
    "kidneys",
    "lipids",
    "spores",
]
_VERBS = ["Predicting", "Mapping", "Designing", "Sorting", "Weighing", "Imaging", "Folding", "Tracing", "Steering", "Naming", "Counting"]


def item(number: int, title: str = "", text: str = "", kind: ItemKind = ItemKind.ARTICLE, venue: str = "Journal of Tests") -> Item:
    """Return an item whose words make it a story of its own."""
    subject, verb = _SUBJECTS[number % len(_SUBJECTS)], _VERBS[number % len(_VERBS)]
    return Item(
        id=f"item-{number}",
        source="tests",
        title=title or f"{verb} {subject}",
        url=f"https://journal.example.org/article/{number}",
        published=NOON - timedelta(hours=number % 20),
        text=text
        or f"A machine learning model for {subject} in the genome, protein and cell. Study {number} compares it with earlier ones.",
        kind=kind,
        identifiers={"doi": f"10.5555/test.{number}"},
        authors=("Ada Example", "Ben Example"),
        venue=venue,
    )


def story(number: int, **changes: object) -> Story:
    """Return a story of one item."""
    base = Story(f"story-{number}", (item(number),), 90.0 - number, (Reason("topic", 40.0), Reason("freshness", 20.0)))
    return replace(base, **changes)


def ran_story(number: int) -> Story:
    """Return a story that ran two days before."""
    return story(number, ran=(Ran(date(2026, 2, 3), "notes 5"),))


def lines(*texts: str) -> list[EntryContent]:
    """Return parts of a page that are texts alone."""
    return [EntryContent(text=text) for text in texts]


def page(parts: Parts, known: list[Story], top: int = 4, notes: int = 3) -> Edition:
    """Return a page with the first stories on it: the last of the top list still to be written."""
    states = [EntryState.LOOK, *[EntryState.FINE] * (top - 2), EntryState.EMPTY]

    def content(number: int, state: EntryState, text: str) -> EntryContent:
        chosen = known[number]
        title = f"第{'一二三四五六七八九十'[number]}条的中文标题"
        return EntryContent(chosen.id, title, chosen.primary.url, "" if state is EntryState.EMPTY else text, "研究", state)

    return compose(
        parts.profile,
        Language.ZH,
        DAY,
        {
            "digest": lines("序列怎样决定表达，模型读出来了", "新的基准让选模型少走弯路", "开放的数据越来越多"),
            "lead": lines("按需要设计序列，近了一步"),
            "keywords": lines("启动子", "基准", "开放数据"),
            "top": [content(number, state, f"{TEXT[number:]}") for number, state in enumerate(states)],
            "notes": [content(top + number, EntryState.FINE, NOTE) for number in range(notes)],
        },
    )


def fill(parts: Parts, count: int = 12, *, with_page: bool = True) -> list[Story]:
    """Put items into the store, and a page made of them; return the day's stories."""
    parts.store.items.add([item(number) for number in range(count)], NOON)
    known = stories(parts, DAY)
    if with_page:
        parts.store.editions.save(DAY, Language.ZH, page(parts, known), "draft")
    return known


def entries(edition: Edition | None, kind: SectionKind = SectionKind.TOP) -> tuple[Entry, ...]:
    """Return the entries of the first section of a kind."""
    section = edition.section(kind) if edition else None
    return section.entries if section else ()


def titles(desk: Desk, kind: SectionKind = SectionKind.TOP) -> list[str]:
    """Return the titles of a section, in order."""
    return [entry.get(Role.TITLE) for entry in entries(desk.edition, kind)]


def stored(parts: Parts, language: Language = Language.ZH) -> Edition:
    """Return the page as the store has it."""
    edition = parts.store.editions.get(DAY, language)
    assert edition is not None
    return edition


def finding(entry: str, detail: str = "首次", severity: Severity = Severity.LOOK, fix: str | None = None) -> Finding:
    """Return a finding about some words of an entry."""
    return Finding("number-unsupported", severity, 12, entry, detail, fix)
