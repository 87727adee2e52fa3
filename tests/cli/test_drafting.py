"""`bioai drafting` and `bioai draft --all`, as they are typed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bioai_desktop.domain import Request
from bioai_desktop.errors import Cancelled
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.fakes import ScriptedEngine, fitting

DAY = "2026-02-05"


def test_all_stories_overnight(bioai: Bioai, parts: Parts, engine: ScriptedEngine) -> None:
    said = bioai("draft", "--all", DAY, "--json")
    assert said.status == 0
    assert "texts are to be written" in said.err
    assert "done at about" in said.err
    assert said.document["written"] == len(engine.asked)
    assert all(row["title"] and row["text"] for row in said.document["stories"])
    again = bioai("draft", "--all", DAY)
    assert "0 texts written" in again.err
    assert said.document["stories"][0]["title"] in again.out


def test_stopped_by_the_user_it_says_that_nothing_is_lost(bioai: Bioai, parts: Parts, engine: ScriptedEngine) -> None:
    def reply(request: Request) -> str:
        if len(engine.asked) > 20:
            raise Cancelled
        return fitting(request)

    engine.reply = reply
    said = bioai("draft", "--all", DAY)
    assert said.status == 1
    assert "What was written is kept" in said.err
    engine.reply = fitting
    assert bioai("draft", "--all", DAY, "--json").document["ready"] >= 12


def test_no_more_time_than_was_given(bioai: Bioai, parts: Parts) -> None:
    assert bioai("draft", "--all", DAY, "--until", "25:00").status == 2
    assert bioai("draft", "--all", DAY, "--only", "lead").status == 2
    now = datetime.now(UTC).astimezone()
    said = bioai("draft", "--all", DAY, "--until", f"{(now.hour + 2) % 24:02}:00", "--budget", "3600", "--json")
    assert (said.status, said.document["left"]) == (0, 0)


def test_budget_of_a_page_says_what_was_left_out(bioai: Bioai, parts: Parts, engine: ScriptedEngine) -> None:
    said = bioai("draft", DAY, "--budget", "3600", "--json")
    assert said.document["left_out"] == []


def test_try_shows_what_is_sent_and_what_comes(bioai: Bioai, parts: Parts) -> None:
    said = bioai("drafting", "try", f"{DAY}:1", "--task", "title")
    assert said.status == 0
    for words in ("System prompt", "What is about this story", "What the model wrote", "What is taken"):
        assert words in said.out
    document = bioai("drafting", "try", f"{DAY}:1", "--json").document
    assert document["attempts"][0]["own"]
    assert document["text"]
    assert bioai("drafting", "try", f"{DAY}:1", "--task", "poem").status == 2


def test_reset_names_what_it_keeps(bioai: Bioai, data: Path, parts: Parts) -> None:
    assert bioai("drafting", "reset").status == 1
    bioai("profiles", "copy", "bioai-daily", "bioai-daily")
    file = data / "profiles" / "bioai-daily" / "prompts" / "text.zh.md"
    file.write_text("别的\n---\n{{ title }}", "utf-8")
    said = bioai("drafting", "reset", "text", "--json")
    assert said.status == 0
    [done] = said.document["put_back"]
    assert Path(done["backup"]).read_text("utf-8").startswith("别的")
    assert "nothing to put back" in bioai("drafting", "reset").err


def test_report_counts_what_became_of_drafts(bioai: Bioai, parts: Parts) -> None:
    assert bioai("drafting", "report", "--json").document == {"drafts": []}
    Path("site").mkdir()
    Path("site/hugo.yaml").write_text("title: test\n", "utf-8")
    bioai("draft", DAY)
    bioai("edition", "set", DAY, "top/1", "title", "自己写的标题")
    assert bioai("export", DAY, "--site", "site").status == 0
    rows = {row["task"]: row for row in bioai("drafting", "report", "--json").document["drafts"]}
    assert rows["title"]["edited"] == 1
    assert rows["text"]["kept"] == 1.0
    lines = bioai("drafting", "report").out.splitlines()
    assert len(lines) == 1 + len(rows)
