from __future__ import annotations

import json
from pathlib import Path

import pytest

from bioai_desktop.app import build
from bioai_desktop.cli.main import run
from bioai_desktop.domain import Request
from bioai_desktop.flow import demo
from bioai_desktop.flow.fetch import read_file
from tests.cli.conftest import Bioai
from tests.fakes import ScriptedEngine, fitting
from tests.gguf_files import write_model

PAGE = "content/cn/2026-02/2026-02-05.md"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write_model(tmp_path / "own.gguf")


def test_each_step_is_shown_and_the_end_says_where_the_page_lies(bioai: Bioai, own: Path, engine: ScriptedEngine) -> None:
    said = bioai("--lang", "en", "demo", "--out", "site", "--model", own)
    assert said.status == 0
    assert [line.split("  ")[0] for line in said.out.splitlines()[:6]] == [
        "Downloading the model",
        "Reading files",
        "Ranking stories",
        "Loading the model",
        "Writing drafts",
        "Writing the site's files",
    ]
    assert f"site/{PAGE}" in said.out
    assert "bioai-desktop --demo" in said.out
    assert bioai("check", "--file", f"site/{PAGE}").status == 0
    assert engine.closed


def test_the_document(bioai: Bioai, own: Path) -> None:
    document = bioai("demo", "--out", "site", "--model", own, "--json").document
    assert document["page"] == f"site/{PAGE}"
    assert document["files"][0] == document["page"]
    assert [step["step"] for step in document["steps"]] == ["download", "import", "rank", "load", "write", "export"]
    assert Path(document["page"]).is_file()


def test_a_story_that_was_left_out_is_named(bioai: Bioai, own: Path, engine: ScriptedEngine) -> None:
    def reply(request: Request) -> str:
        return "抱歉，我无法完成这个请求。" if "AlphaFold" in request.prompt else fitting(request)

    engine.reply = reply
    said = bioai("demo", "--out", "site", "--model", own)
    assert said.status == 0
    assert "Left out: " in said.err
    assert "抱歉" not in Path("site", PAGE).read_text("utf-8")


@pytest.mark.model
def test_the_real_thing_on_a_few_stories(
    tiny_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """`bioai demo` with the real worker and the real weights, on an example cut down so that it takes less than a minute."""
    day, feeds = demo.example()
    whole = json.loads(next(feed for feed in feeds if feed.suffix == ".json").read_text("utf-8"))
    small = tmp_path / "tools.json"
    small.write_text(json.dumps({**whole, "items": whole["items"][:5]}), "utf-8")
    monkeypatch.setattr(demo, "example", lambda: (day, [small]))
    monkeypatch.setenv("BIOAI_MODELS", str(tiny_path.parent))
    status = run(
        build,
        ["--data-dir", str(tmp_path / "data"), "demo", "--model", "tiny", "--device", "cpu", "--out", str(tmp_path / "site"), "--json"],
    )
    document = json.loads(capfd.readouterr().out)
    assert status == 0
    page = Path(document["page"])
    assert any(item.url in page.read_text("utf-8") for item in read_file(small))
    assert run(build, ["--data-dir", str(tmp_path / "data"), "check", "--file", str(page)]) == 0
