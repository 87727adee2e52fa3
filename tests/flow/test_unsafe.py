"""A day of hostile items, with a model that repeats them word for word, all the way into a site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Request, SilentJob
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.flow import edit, export
from bioai_desktop.flow.check import check
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.night import write_all
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from bioai_desktop.site.preview.standalone import standalone
from tests.drafting.hostile import ITEMS
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY, NOON, item, newsroom

ZH = Language.ZH
JOB = SilentJob()
OURS = re.compile(r"https://journal\.example\.org/|^#")


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(verbatim())


def verbatim() -> Callable[[Request], str]:
    """Return what answers with an item's own words, another item's each time: whichever is asked for, all come up."""
    turn = count()

    def reply(_: Request) -> str:
        said = ITEMS[next(turn) % len(ITEMS)]
        return f"{said.title}\n{said.text}"[:3000]

    return reply


@pytest.fixture
def parts(tmp_path: Path, engine: ScriptedEngine) -> Iterator[Parts]:
    """A newsroom into which they came as they are, past all that cleans a feed."""
    made = newsroom(tmp_path / "data", engine)
    made.store.items.add([item(at, title=each.title, text=each.text) for at, each in enumerate(ITEMS)], NOON)
    yield made
    made.close()


def harmless(text: str) -> None:
    """Assert that a page links to the stories and into itself, and has nothing else that a reader or Hugo would follow or run."""
    body = text.partition("\n---\n")[2]
    assert all(OURS.match(body[slice(*link.address)]) and not link.image for link in links(body))
    assert not re.search(r"\{\{|</?[a-zA-Z!]|javascript:|evil\.example|<\|", body)


def test_page_of_a_hostile_day(parts: Parts) -> None:
    page = draft(parts, DAY, JOB).edition
    assert len([entry for _, entry in page.entries() if entry.story]) >= 6  # many have the same subject
    text = render(page)
    harmless(text)
    assert parse(text, parts.profile) == page
    assert not [finding for finding in check(parts, DAY, ZH) if finding.kind in {"script", "html", "front-matter"}]


def test_titles_that_the_editor_puts_on_the_page_as_they_came(parts: Parts) -> None:
    for story in stories(parts, DAY):
        edit.add_story(parts, DAY, ZH, story, "notes")
    harmless(render(edit.existing(parts, DAY, ZH)))


def test_what_reaches_the_site_and_the_page_that_is_shown_around(parts: Parts, tmp_path: Path) -> None:
    draft(parts, DAY, JOB)
    site = tmp_path / "site"
    (site / "content" / "cn").mkdir(parents=True)
    (site / "hugo.yaml").write_text("title: test\n", "utf-8")
    report = export.change_sets(parts, DAY, {ZH: edit.existing(parts, DAY, ZH)}, site)
    page = next(change for change in report if change.path.endswith("2026-02-05.md") and change.path.startswith("content"))
    harmless(page.text)
    html = standalone(edit.existing(parts, DAY, ZH), ZH, DAY)
    assert not re.search(r"<(?:script|iframe|img|svg|form)\b|evil\.example", html.partition("<body")[2])


def test_overnight_texts_are_words(parts: Parts) -> None:
    for told in write_all(parts, DAY, JOB).stories:
        for draft_ in (told.title, told.text):
            assert draft_ is None or not links(draft_.text)
