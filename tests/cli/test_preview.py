"""`bioai preview` and `bioai export --html` as they are typed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from urllib.request import urlopen

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.newsroom import DAY
from tests.repository import tree
from tests.site import hugo_site

DATE = DAY.isoformat()


@pytest.fixture(autouse=True)
def page(parts: Parts) -> None:
    draft(parts, DAY, SilentJob())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return hugo_site.site(tmp_path / "site")


def test_without_a_terminal_it_builds_and_says_where(bioai: Bioai, site: Path, data: Path) -> None:
    before = tree(site)
    said = bioai("preview", DATE, "--site", site)
    built = Path(said.out.strip())
    assert (said.status, built) == (0, data / "cache" / "preview" / "2026-02" / DATE / "index.html")
    assert built.is_file()
    assert tree(site) == before


def test_json_and_a_folder_of_one_s_own(bioai: Bioai, site: Path, tmp_path: Path) -> None:
    said = bioai("preview", DATE, "--site", site, "--out", tmp_path / "out", "--json")
    assert Path(said.document["page"]) == tmp_path / "out" / "2026-02" / DATE / "index.html"
    assert said.document["seconds"] > 0


def test_at_a_terminal_it_is_served_and_opened_until_ctrl_c(bioai: Bioai, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def look(address: str) -> bool:
        with urlopen(address, timeout=10) as answer:
            opened.append(answer.read().decode())
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        return False

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(webbrowser, "open", look)
    said = bioai("--lang", "en", "preview", DATE, "--site", site)
    assert said.status == 0
    assert "<title>" in opened[0]
    assert "http://127.0.0.1:" in said.err
    assert "open the address yourself" in said.err


def test_what_is_missing_is_told(bioai: Bioai, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bioai("preview", DATE).status == 2
    assert "2026-02-09" in bioai("preview", "2026-02-09", "--site", site).err
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "hugo")
    said = bioai("--lang", "en", "preview", DATE, "--site", site)
    assert said.status == 1
    assert "gohugo.io" in said.err


def test_what_hugo_says_is_told(bioai: Bioai, site: Path) -> None:
    (site / "layouts" / "_default" / "single.html").write_text("{{ .Nonsense }}", "utf-8")
    said = bioai("preview", DATE, "--site", site, "--json")
    assert (said.status, said.out) == (1, "")
    assert "Nonsense" in said.err


# ---------------------------------------------------------------- export --html


def test_the_page_as_one_file(bioai: Bioai, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    said = bioai("export", DATE, "--html", file, "--json")
    assert (said.status, said.document) == (0, {"files": [{"path": str(file), "change": "create"}], "commit": None})
    assert file.read_text("utf-8").startswith("<!doctype html>")
    assert bioai("export", DATE, "--html", file).out == f"same    {file}\n"


def test_a_dry_run_writes_nothing(bioai: Bioai, tmp_path: Path) -> None:
    assert bioai("export", DATE, "--html", tmp_path / "page.html", "--dry-run").status == 0
    assert not (tmp_path / "page.html").exists()


def test_a_page_that_may_not_be_published_can_be_looked_at(bioai: Bioai, parts: Parts, tmp_path: Path) -> None:
    top = edit.existing(parts, DAY, Language.ZH).section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, Language.ZH, SetField(top.entries[0].id, Role.TITLE, "准确率提高到 97%"))
    said = bioai("--lang", "en", "export", DATE, "--html", tmp_path / "page.html")
    assert said.status == 3
    assert "准确率提高到 97%" in (tmp_path / "page.html").read_text("utf-8")
    assert "bioai check" in said.err


def test_html_goes_with_no_other_way_out(bioai: Bioai, site: Path, tmp_path: Path) -> None:
    for others in (("--site", site), ("--file", "x.md"), ("--commit",), ("--push",), ("--undo",)):
        assert bioai("export", DATE, "--html", tmp_path / "page.html", *others).status == 2
    assert not (tmp_path / "page.html").exists()
