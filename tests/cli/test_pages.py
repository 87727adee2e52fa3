from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.cli import pages
from bioai_desktop.domain import Request, SilentJob
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.render import render
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from tests.cli.conftest import Bioai
from tests.fakes import ScriptedEngine, fitting
from tests.newsroom import DAY

BAD = "抱歉，我无法完成这个请求。"


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def test_draft_answers_with_the_page(bioai: Bioai, parts: Parts) -> None:
    said = bioai("draft", "2026-02-05", "--json")
    assert said.status == 0
    assert said.document["date"] == "2026-02-05"
    assert {"top", "notes", "digest", "lead", "keywords"} <= {section["kind"] for section in said.document["sections"]}
    assert all(finding["severity"] != "block" for finding in said.document["findings"])
    shown = bioai("edition", "show", "2026-02-05")
    assert bioai("draft", "20260205").out == shown.out


def test_draft_with_a_refusal_on_the_page_ends_with_three(bioai: Bioai, parts: Parts, engine: ScriptedEngine) -> None:
    title = stories(parts, DAY)[0].primary.title

    def reply(request: Request) -> str:
        return BAD if title in request.prompt else fitting(request)

    engine.reply = reply
    said = bioai("draft", "2026-02-05")
    assert said.status == 3
    assert BAD.rstrip("。") in said.out
    said = bioai("draft", "2026-02-05", "--unattended", "--json")
    assert said.status == 0
    assert f"Left out: {title} (" in said.err


def test_draft_only_some_sections(bioai: Bioai, page: Edition, engine: ScriptedEngine) -> None:
    said = bioai("draft", "2026-02-05", "--only", "lead", "--only", "keywords", "--json")
    assert said.status == 0
    assert len(engine.asked) < 15
    assert bioai("draft", "2026-02-06", "--only", "lead").status == 1
    told = bioai("draft", "2026-02-05", "--only", "fun").err
    assert "fun" in told
    assert "digest, lead, keywords, citable, top, notes" in told


def test_page_shows_what_the_parser_sees(bioai: Bioai, page: Edition) -> None:
    Path("page.md").write_text(render(page), "utf-8")
    document = bioai("page", "page.md", "--json").document
    assert document["front_matter"]["breadcrumbs"] is False
    [top] = [section for section in document["sections"] if section["kind"] == "top"]
    assert (top["title"], len(top["entries"])) == ("🔥 重磅 TOP 10", 10)
    first = top["entries"][0]
    assert first.keys() >= {"number", "title", "link", "text"}
    assert (first["number"], first["link"][:8]) == (1, "https://")
    lines = bioai("page", "page.md").out
    assert "top         🔥 重磅 TOP 10" in lines


def test_roundtrip_says_which_files_differ(bioai: Bioai, page: Edition) -> None:
    Path("page.md").write_text(render(page), "utf-8")
    Path("odd.md").write_bytes("﻿---\r\ntitle: x\r\n---\r\n\r\n## TOP\r\n\r\n### 1. [a](b\r\n".encode())
    said = bioai("roundtrip", "page.md", "odd.md", "--json")
    assert (said.status, said.document) == (0, {"files": 2, "differing": []})


def test_roundtrip_ends_with_three_where_one_comes_back_changed(bioai: Bioai, page: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("page.md").write_text(render(page), "utf-8")
    monkeypatch.setattr(pages, "render", lambda edition: render(edition).replace("日报", "周报", 1))
    said = bioai("roundtrip", "page.md", "--json")
    assert said.status == 3
    assert said.document["differing"] == [{"path": "page.md", "byte": render(page).encode().index("日报".encode())}]
    assert bioai("roundtrip", "page.md").out.startswith("page.md: byte ")
