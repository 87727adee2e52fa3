"""Items are data: what they say can be summarised, and can be nothing else, even if a model repeats it word for word."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Story, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.accept import judge
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.edition.harmless import harmless
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.model import Edition, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.site.compose import EntryContent, compose
from bioai_desktop.site.preview.blocks import Preview
from tests.drafting.hostile import ITEMS, Hostile
from tests.drafting.texts import DIGEST, KEYWORDS, LEAD, NOTES, PROFILE, TOP, answer, story
from tests.site.hugo_site import build, site

DAY = date(2026, 2, 5)
ADDRESS = re.compile(r"https?:|www\.|ftp:|\w@\w|javascript:\S*\(|data:\w+/", re.IGNORECASE)
MARKUP = re.compile(r"\{\{|\{%|%\}|</?[a-z!]|\]\(|<\||```|^\s*(?:#|>|---|\+\+\+|\|)", re.IGNORECASE)
ids = [item.name for item in ITEMS]


def of(item: Hostile) -> Story:
    return story(item.title, item.text, name=item.name)


def assignments(item: Hostile) -> list[Assignment]:
    """Return one request of each kind about an item; the page's parts are made from an entry that says what the item says."""
    told = of(item)
    written = [tasks.Written(told, item.title, item.text)]
    return [
        tasks.entry(told, PROFILE, TOP),
        tasks.entry(told, PROFILE, NOTES),
        tasks.title(told, PROFILE, TOP, item.text),
        *tasks.digest(written, PROFILE, DIGEST),
        tasks.lead(written, PROFILE, LEAD),
        *tasks.keywords(written, PROFILE, KEYWORDS),
    ]


def repeated(item: Hostile) -> dict[Task, str]:
    """Return what is kept where the model says just what the item says."""
    said = f"{item.title}\n{item.text}"
    return {each.task: judge(each, answer(said[:4000]), "m", PROFILE).text for each in assignments(item)}


def page(items: Sequence[Hostile] | None) -> Edition:
    """Return a page on which the model said all that items say; of no items, one with plain words in their place."""
    told = [repeated(item) for item in items or ITEMS[:8]]
    if items is None:
        told = [dict.fromkeys(each, "普通的词语") for each in told]

    def entry(at: int, task: Task) -> EntryContent:
        title = told[at][Task.TITLE] or "词语"
        return EntryContent(f"s{at}", title, f"https://example.org/{at}", told[at][task] or "词语", "研究")

    return compose(
        PROFILE,
        Language.ZH,
        DAY,
        {
            "digest": [EntryContent(text=each[Task.DIGEST] or "词语") for each in told[:3]],
            "lead": [EntryContent(text=told[0][Task.LEAD] or "词语")],
            "keywords": [EntryContent(text=each[Task.KEYWORD] or "词语") for each in told[:3]],
            "top": [entry(at, Task.TEXT) for at in range(0, len(told), 2)],
            "notes": [entry(at, Task.NOTE) for at in range(1, len(told), 2)],
            "table": [entry(at, Task.NOTE) for at in range(len(told))],
        },
    )


class Tags(HTMLParser):
    """How many tags of each kind a piece of HTML has, and where its links and pictures lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.leads: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.leads |= {value or "" for name, value in attrs if name in {"href", "src", "srcset", "action"}}


def shown(edition: Edition) -> Tags:
    return Tags("".join(block.html for block in Preview().blocks(edition, DAY)))


def test_there_are_a_hundred() -> None:
    assert len(ITEMS) >= 100
    assert len({item.name for item in ITEMS}) == len(ITEMS)


@pytest.mark.parametrize("item", ITEMS, ids=ids)
def test_a_draft_is_words_whatever_the_model_says(item: Hostile) -> None:
    for text in repeated(item).values():
        assert not ADDRESS.search(text)
        assert not MARKUP.search(text)
        assert "\n" not in text
        assert not links(text)
        assert all(unicodedata.category(char) not in {"Cf", "Cc"} or char in "\u200c\u200d" for char in text)


@pytest.mark.parametrize("item", ITEMS, ids=ids)
def test_what_was_taken_out_is_told(item: Hostile) -> None:
    said = f"{item.title}\n{item.text}"[:4000]
    assert judge(assignments(item)[0], answer(said), "m", PROFILE).findings


@pytest.mark.parametrize("at", range(0, len(ITEMS), 8))
def test_a_page_of_it_has_no_more_than_a_page_of_plain_words(at: int) -> None:
    items = [*ITEMS[at : at + 8], *ITEMS[: max(0, at + 8 - len(ITEMS))]]
    hostile, plain = page(items), page(None)
    assert hostile.front == plain.front
    assert [section.title for section in hostile.sections] == [section.title for section in plain.sections]
    assert [len(section.entries) for section in hostile.sections] == [len(section.entries) for section in plain.sections]
    assert parse(render(hostile), PROFILE) == hostile
    one, other = shown(hostile), shown(plain)
    assert one.leads == other.leads
    assert {tag: count for tag, count in one.tags.items() if tag != "em"} == other.tags
    assert "{{" not in render(hostile)


def test_hugo_makes_of_it_what_it_makes_of_plain_words(tmp_path: Path) -> None:
    made: list[Tags] = []
    for name, edition in (("hostile", page(ITEMS)), ("plain", None)):
        text = render(edition or page(None))
        root = site(tmp_path / name)
        (root / "content" / "cn" / "page.md").write_text(text, "utf-8")
        done = build(root, tmp_path / f"{name}-out")
        assert done.returncode == 0, done.stderr
        html = next(
            path for path in (tmp_path / f"{name}-out").rglob("*.html") if "普通" in path.read_text("utf-8") or path.parent.name == "page"
        )
        made.append(Tags(html.read_text("utf-8")))
    hostile, plain = made
    assert not hostile.tags.keys() - plain.tags.keys() - {"em"}
    outside = {lead for lead in hostile.leads if "example.org" not in lead and not lead.startswith(("#", "/"))}
    assert outside <= plain.leads


def test_source_titles_are_words_too() -> None:
    for item in ITEMS:
        assert not MARKUP.search(harmless(item.title))


@pytest.mark.parametrize(
    "text",
    [
        "模型在 212 名患者身上准确率 94.5%（p<0.05），比 IL-6 高 3 倍。",
        "HLA-B*27:05 与 [18F]FDG，TNF-α、5'-UTR 和 snake_case_name。",
        "C++ 写的工具：A/B 两组，{x} 取 1~3，~90 天；q > 0.1。",
        "A plain sentence, with a dash – and 3*4 = 12.",
    ],
)
def test_prose_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_nothing_grows_out_of_what_is_left() -> None:
    for item in ITEMS:
        once = harmless(item.text)
        assert harmless(once) == once


def test_prompt_holds_the_item_as_text_and_evaluates_nothing() -> None:
    [first] = [item for item in ITEMS if "7 * 7" in item.text]
    request = tasks.entry(of(first), PROFILE, TOP).request
    assert "7 * 7" in request.prompt
    assert "49" not in request.prompt
    assert first.title.partition(" {{")[0] not in request.system + request.shared


def test_top_section_is_there() -> None:
    assert page(ITEMS[:8]).section(SectionKind.TOP) is not None
