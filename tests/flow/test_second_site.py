"""A site of another arrangement, from fetching to a page that a reader sees: no line of code is its own."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.domain import ItemKind, Language, SilentJob, Source, SourceKind
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.front import values
from bioai_desktop.edition.model import Edition, Role
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.edition.rules import name_of
from bioai_desktop.errors import EditConflict, ExportRefused
from bioai_desktop.flow import arrange, edit
from bioai_desktop.flow.check import blocking, check, check_file, check_site
from bioai_desktop.flow.draft import draft, rewrite
from bioai_desktop.flow.export import Wish, export
from bioai_desktop.flow.fetch import fetch
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.translate import translate_page
from bioai_desktop.flow.triage import stories
from bioai_desktop.settings import Settings
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY, newsroom, rss
from tests.site.hugo_site import Html, build

EN, ZH = Language.EN, Language.ZH
JOB = SilentJob()
PLAIN = Path(__file__).parents[1] / "site" / "plain"
PAGE, TWIN = "content/posts/2026/02-05.md", "content/posts/2026/02-05.zh.md"
FEEDS = {"papers": (ItemKind.PREPRINT, range(9)), "code": (ItemKind.REPOSITORY, range(20, 26)), "press": (ItemKind.NEWS, range(40, 44))}


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture(scope="module")
def server() -> Iterator[HTTPServer]:
    with HTTPServer() as running:
        yield running


@pytest.fixture
def parts(tmp_path: Path, engine: ScriptedEngine, server: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    """A newsroom of the other profile, whose three sources have sent their feeds."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    sources: list[Source] = []
    for name, (kind, numbers) in FEEDS.items():
        server.expect_request(f"/{name}").respond_with_data(rss(*numbers), content_type="application/rss+xml")
        sources.append(Source(name, name.title(), SourceKind.FEED, server.url_for(f"/{name}"), items=kind))
    made = newsroom(tmp_path / "data", engine, sources, Settings(profile="ai-brief"))
    assert [report.new for report in fetch(made, JOB)] == [9, 6, 4]
    yield made
    made.close()


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, JOB).edition


@pytest.fixture
def site(tmp_path: Path, parts: Parts) -> Path:
    """A new site of plain Hugo, with what the profile gives to one."""
    root = Path(shutil.copytree(PLAIN, tmp_path / "site"))
    for name, text in parts.profile.starter.items():
        (root / name).write_text(text, "utf-8")
    return root


def held(parts: Parts, page: Edition) -> dict[str, int]:
    return {name_of(section, parts.profile): len(section.entries) for section in page.sections}


def test_the_page_has_the_arrangement_of_its_profile(parts: Parts, page: Edition) -> None:
    assert held(parts, page) == {"lead": 1, "contents": 3, "research": 6, "tools": 4, "headlines": 4}
    assert [section.title for section in page.sections] == [
        "The day in a sentence",
        "Contents",
        "Research (6)",
        "Tools (4)",
        "Headlines (4)",
    ]
    known = {story.id: story.primary.kind for story in stories(parts, DAY)}
    kinds = {name_of(section, parts.profile): {known[entry.story] for entry in section.entries if entry.story} for section in page.sections}
    assert [kinds[name] for name in ("research", "tools", "headlines")] == [{ItemKind.PREPRINT}, {ItemKind.REPOSITORY}, {ItemKind.NEWS}]
    assert list(values(page)) == ["title", "date", "draft", "summary"]
    assert render(page).count("\n* [") == 3 + 14
    assert "**" not in render(page)
    assert "> That was the day." in render(page)
    assert parts.store.editions.get(DAY, EN) == page == parse(render(page), parts.profile)
    assert blocking(check(parts, DAY, EN)) == ()


def test_it_is_written_in_its_own_words_and_limits(engine: ScriptedEngine, page: Edition) -> None:
    asked = engine.asked
    assert {request.system for request in asked} == {"You are a technology journalist."}
    assert {request.constraint.max_chars for request in asked} == {int(most * 1.4) for most in (180, 140, 80)}
    assert all("groundbreaking" in request.constraint.forbidden for request in asked)
    assert not any("BioAI" in request.prompt + request.shared for request in asked)


def test_a_reader_sees_every_link_of_it(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    report = export(parts, DAY, EN, site)
    assert [(planned.path, planned.change) for planned in report.files] == [(PAGE, "create")]
    assert (site / PAGE).read_text("utf-8") == render(page)
    result = build(site, tmp_path / "out")
    assert result.returncode == 0, result.stderr
    seen = Html(tmp_path / "out" / "posts" / "2026" / "02-05" / "index.html")
    assert seen.dead() == []
    assert sorted(seen.inside()) == ["headlines-4", "research-6", "tools-4"]
    wanted = [entry.get(Role.LINK) for _, entry in page.entries() if entry.story]
    assert sorted(unquote(href) for href, _ in seen.links if href.startswith("http")) == sorted(wanted)
    html = (tmp_path / "out" / "posts" / "2026" / "02-05" / "index.html").read_text("utf-8")
    assert "<title>AI in Brief, 5 February 2026</title>" in html
    assert 'data-tags="research,tools,headlines" data-date="2026-02-05"' in html
    assert parts.profile.description[EN] in html
    listed = Html(tmp_path / "out" / "index.html")
    assert listed.links == [("/posts/2026/02-05/", "AI in Brief, 5 February 2026")]


def test_the_chinese_page_lies_beside_it_where_there_is_one(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    twin = translate_page(parts, DAY, ZH, JOB)
    assert held(parts, twin) == held(parts, page)
    assert [section.title for section in twin.sections] == ["一句话看今天", "目录", "研究（6）", "工具（4）", "要闻（4）"]
    report = export(parts, DAY, EN, site)
    assert [planned.path for planned in report.files] == [PAGE, TWIN]
    assert build(site, tmp_path / "out").returncode == 0
    seen = Html(tmp_path / "out" / "zh" / "posts" / "2026" / "02-05" / "index.html")
    assert seen.dead() == []
    assert [unquote(anchor) for anchor in seen.inside()] == ["研究6", "工具4", "要闻4"]
    assert "今天就到这里" in seen.text


def test_pages_on_disk_are_known_by_the_paths_of_the_profile(parts: Parts, page: Edition, site: Path) -> None:
    translate_page(parts, DAY, ZH, JOB)
    export(parts, DAY, EN, site)
    (site / "content" / "posts" / "2026" / "about.md").write_text("---\ntitle: About\n---\n", "utf-8")
    assert [path.relative_to(site).as_posix() for path in check_site(parts, site)] == [PAGE, TWIN, "content/posts/2026/about.md"]
    assert all(not blocking(found) for found in check_site(parts, site).values())
    other = site / PAGE.replace("02-05", "02-06")
    other.write_text((site / PAGE).read_text("utf-8").replace("date: 2026-02-05", "date: 2026-02-07"), "utf-8")
    assert "date-differs" in {finding.kind for finding in check_file(parts, other)}
    mixed = site / TWIN
    mixed.write_text((site / PAGE).read_text("utf-8"), "utf-8")
    assert "language" in {finding.kind for finding in check_file(parts, mixed)}


def test_its_checks_are_those_of_its_profile(parts: Parts, page: Edition, site: Path) -> None:
    entry = next(entry for section, entry in page.entries() if name_of(section, parts.profile) == "tools")
    edit.apply(parts, DAY, EN, SetField(entry.id, Role.TEXT, "Short."))
    assert [(finding.kind, finding.detail) for finding in check(parts, DAY, EN) if finding.entry == entry.id] == [("too-short", "6 < 30")]
    lead = page.sections[0]
    edit.apply(parts, DAY, EN, SetField(lead.entries[0].id, Role.TEXT, "I'm sorry, but I can't help with that."))
    with pytest.raises(ExportRefused):
        export(parts, DAY, EN, site)
    assert not (site / "content").exists()


def test_places_go_by_the_names_of_the_site(parts: Parts, page: Edition) -> None:
    third = next(section for section in page.sections if name_of(section, parts.profile) == "tools").entries[2]
    moved = arrange.move(parts, DAY, EN, "tools/3", "research/1")
    assert held(parts, moved) == {"lead": 1, "contents": 3, "research": 7, "tools": 3, "headlines": 4}
    assert [section.title for section in moved.sections[2:4]] == ["Research (7)", "Tools (3)"]
    assert moved.sections[2].entries[0].story == third.story
    assert "(#research-7)" in render(moved)
    with pytest.raises(EditConflict):
        arrange.move(parts, DAY, EN, "top/1", "research/1")
    arrange.write(parts, DAY, EN, "research/1", Role.TITLE, "My own words")
    again = draft(parts, DAY, JOB, only=frozenset(("tools",))).edition
    assert held(parts, again)["tools"] == 4
    assert again.sections[2].entries[0].get(Role.TITLE) == "My own words"
    assert len({entry.story for _, entry in again.entries() if entry.story}) == 15


def test_a_story_goes_into_the_list_that_is_named(parts: Parts, page: Edition) -> None:
    there = {entry.story for _, entry in page.entries()}
    story = next(story for story in stories(parts, DAY) if story.id not in there)
    added = edit.add_story(parts, DAY, EN, story, "headlines", 0)
    assert held(parts, added)["headlines"] == 5
    entry = next(entry for _, entry in added.entries() if entry.story == story.id)
    written = rewrite(parts, DAY, entry.id)
    assert next(entry.get(Role.TEXT) for _, entry in written.entries() if entry.story == story.id)


def test_where_a_story_ran_is_kept_by_that_name_and_rests_as_long_as_the_profile_says(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, EN, site)
    first = next(section for section in page.sections if name_of(section, parts.profile) == "research").entries[0]
    ran = parts.store.published.ran([first.get(Role.LINK)], before=DAY.replace(day=6))
    assert [(each.date, each.place) for each in ran[first.get(Role.LINK)]] == [(DAY, "research 1")]
    assert parts.profile.rest_days == 3


def test_the_commit_speaks_as_the_profile_does(parts: Parts, page: Edition, site: Path) -> None:
    git = ["git", "-C", str(site), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for arguments in (
        ["init", "-q"],
        ["config", "user.name", "t"],
        ["config", "user.email", "t@example.org"],
        ["add", "."],
        ["commit", "-qm", "site"],
    ):
        subprocess.run([*git, *arguments], check=True)
    export(parts, DAY, EN, site, wish=Wish(commit=True))
    said = subprocess.run([*git, "log", "-1", "--format=%s"], check=True, capture_output=True, text=True)
    assert said.stdout == "Post 2026-02-05\n"
