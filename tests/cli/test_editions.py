from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.model import Edition, SectionKind
from bioai_desktop.edition.raw_edits import InsertRaw
from bioai_desktop.edition.render import render
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.edit import apply
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai, Said
from tests.newsroom import DAY
from tests.published import file_of, lay, reword


@pytest.fixture(autouse=True)
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def section(said: Said, kind: str) -> dict[str, list[dict[str, object]]]:
    assert said.status == 0, said.err
    return next(section for section in said.document["sections"] if section["kind"] == kind)


def stories(said: Said, kind: str = "top") -> list[object]:
    return [entry["story"] for entry in section(said, kind)["entries"]]


def test_list(bioai: Bioai) -> None:
    said = bioai("edition", "list", "--json")
    assert said.document["days"] == ["2026-02-05"]
    assert said.document["editions"] == [{"date": "2026-02-05", "languages": ["zh"]}]
    assert bioai("edition", "list").out == "2026-02-05  zh\n"


def test_show(bioai: Bioai, page: Edition) -> None:
    assert bioai("edition", "show", "2026-02-05").out == render(page)
    said = bioai("edition", "show", "2026-02-05", "--json")
    assert said.document["front_matter"]["title"] == "BioAI 生命科学日报 2026/2/5"
    entry = section(said, "top")["entries"][0]
    assert entry.keys() >= {"number", "title", "link", "text", "id", "story", "state"}


def test_show_a_page_that_is_not_there(bioai: Bioai) -> None:
    said = bioai("edition", "show", "2026-02-05", "--lang", "en")
    assert said.status == 1
    assert "2026-02-05 (en)" in said.err


def test_move(bioai: Bioai) -> None:
    before = stories(bioai("edition", "show", "2026-02-05", "--json"))
    assert stories(bioai("edition", "move", "2026-02-05", "top/10", "top/1", "--json")) == [before[9], *before[:9]]
    assert stories(bioai("edition", "move", "2026-02-05", "top/1", "notes/1", "--json"), "notes")[0] == before[9]
    said = bioai("edition", "move", "2026-02-05", "notes", "1", "--json")
    assert said.document["sections"][0]["kind"] == "notes"
    assert "top/99" in bioai("edition", "move", "2026-02-05", "top/99", "top/1").err


def test_set(bioai: Bioai) -> None:
    entry = section(bioai("edition", "set", "2026-02-05", "top/2", "title", "自己写的标题", "--json"), "top")["entries"][1]
    assert (entry["title"], entry["state"]) == ("自己写的标题", "edited")
    entry = section(bioai("edition", "set", "2026-02-05", str(entry["id"]), "text", "自己写的正文。", "--json"), "top")["entries"][1]
    assert entry["text"] == "自己写的正文。"
    assert (
        section(bioai("edition", "set", "2026-02-05", "notes", "title", "📌 值得关注的事", "--json"), "notes")["title"] == "📌 值得关注的事"
    )
    assert "自己写的标题" in bioai("edition", "set", "2026-02-05", "notes/1", "tag", "综述").out


def test_accept(bioai: Bioai) -> None:
    bioai("edition", "set", "2026-02-05", "top/1", "title", "自己写的标题")
    entries = section(bioai("edition", "accept", "2026-02-05", "top/1", "top/2", "--json"), "top")["entries"]
    assert [entry["state"] for entry in entries[:2]] == ["fine", "fine"]
    said = bioai("--lang", "zh", "edition", "accept", "2026-02-05", "top/1", "nowhere")
    assert said.status == 1
    assert "nowhere" in said.err


def test_a_raw_block_is_shown_and_written(bioai: Bioai, parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    apply(parts, DAY, Language.ZH, InsertRaw(top.id, 0, "> 本栏由读者推荐"))
    said = bioai("edition", "show", "2026-02-05", "--json")
    (block,) = section(said, "top")["blocks"]
    assert (block["kind"], block["text"]) == ("callout", "> 本栏由读者推荐")
    listed = bioai("edition", "set", "2026-02-05", str(block["id"]), "text", "> 另一句话")
    assert "¶ > 另一句话" in listed.out


@pytest.fixture
def at_odds(bioai: Bioai, tmp_path: Path) -> Path:
    """A page whose second top text was changed here and on disk."""
    site = lay(tmp_path / "site", 1, (Language.ZH,))
    bioai("import", site)
    bioai("edition", "set", "2026-03-01", "top/2", "text", "这里的话。")
    reword(file_of(site), "图谱覆盖 8 个脑区。", "那里的话。")
    bioai("import", site)
    return file_of(site)


def test_what_is_to_be_decided_is_listed_both_ways(bioai: Bioai, at_odds: Path) -> None:
    said = bioai("edition", "conflicts", "2026-03-01", "--json")
    (row,) = said.document["conflicts"]
    assert (said.status, row["number"], row["what"]) == (0, 1, "entry")
    assert "这里的话。" in row["here"]
    assert "那里的话。" in row["disk"]
    told = bioai("--lang", "zh", "edition", "conflicts", "2026-03-01")
    assert told.out.splitlines()[0] == "1  一条"
    assert "      那里的话。" in told.out.splitlines()
    assert "bioai edition decide 2026-03-01" in told.err


@pytest.mark.parametrize(("stays", "words"), [("here", "这里的话。"), ("disk", "那里的话。")])
def test_one_form_stays(bioai: Bioai, at_odds: Path, stays: str, words: str) -> None:
    said = bioai("edition", "decide", "2026-03-01", "1", stays, "--json")
    top = next(section for section in said.document["sections"] if section["kind"] == "top")
    assert (said.status, top["entries"][1]["text"]) == (0, words)
    assert bioai("edition", "conflicts", "2026-03-01", "--json").document["conflicts"] == []
    assert bioai("edition", "decide", "2026-03-01", "1", stays).status == 1


def test_a_whole_page_is_shown_as_what_parts_it(bioai: Bioai, at_odds: Path, tmp_path: Path) -> None:
    other = tmp_path / "2026-03-01.md"
    other.write_text("## 另一页\n\n一段。\n", "utf-8")
    bioai("import", other)
    said = bioai("edition", "conflicts", "2026-03-01").out
    assert "   --- here:" in said
    assert "   +## 另一页" in said
