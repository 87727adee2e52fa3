from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.store.broken import crash, ruin


def today() -> str:
    return datetime.now().astimezone().date().isoformat()


def test_copies_are_made_listed_and_put_back(bioai: Bioai, parts: Parts) -> None:
    assert bioai("store", "backups", "--json").document == {"backups": []}
    assert "bioai store backup" in bioai("--lang", "en", "store", "backups").err
    made = bioai("store", "backup", "--json").document
    assert made["date"] == today()
    assert bioai("store", "backups", "--json").document == {"backups": [made]}
    parts.release_store()
    done = bioai("store", "restore", "--json").document
    assert done.items() > made.items()
    assert Path(done["set_aside"]).exists()
    told = bioai("--lang", "zh", "store", "restore", today())
    assert told.status == 0
    assert today() in told.out
    assert len(bioai("items", "--json").document["stories"]) > 0


def test_a_day_without_a_copy(bioai: Bioai, parts: Parts) -> None:
    assert bioai("store", "restore", "2020-01-01").status == 1
    assert bioai("store", "restore", "tomorrow").status == 2


def test_upkeep_once_a_day(bioai: Bioai, parts: Parts) -> None:
    first = bioai("store", "upkeep", "--json").document
    assert (first["done"], first["texts"], first["backup"]["date"]) == (True, 0, today())
    assert bioai("store", "upkeep", "--json").document == {"done": False}
    assert len(bioai("--lang", "en", "store", "upkeep").out.splitlines()) == 1


def test_the_whole_store_as_lines(bioai: Bioai, parts: Parts, tmp_path: Path) -> None:
    said = bioai("store", "export", str(tmp_path / "all.jsonl"), "--json").document
    lines = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    assert said == {"path": str(tmp_path / "all.jsonl"), "records": len(lines)}
    assert json.loads(lines[1])["record"] == "item"


def test_a_crash_is_told_once_in_both_languages(bioai: Bioai, parts: Parts) -> None:
    path = parts.paths.store
    for language, words in (("en", "is sound"), ("zh", "完好无损")):
        parts.release_store()
        crash(path)
        said = bioai("--lang", language, "store", "check", "--json")
        assert (said.status, said.document) == (0, {"path": str(path), "sound": True})
        assert words in said.err
        assert bioai("store", "check").err == ""


def test_damage_is_told_with_what_to_do_and_the_file_is_kept(bioai: Bioai, parts: Parts) -> None:
    bioai("store", "backup")
    parts.release_store()
    ruined = ruin(parts.paths.store)
    for language in ("en", "zh"):
        said = bioai("--lang", language, "store", "check")
        assert said.status == 1
        assert today() in said.err
        assert "bioai store restore" in said.err
    assert parts.paths.store.read_bytes() == ruined
    aside = bioai("store", "restore", "--json").document["set_aside"]
    assert Path(aside).read_bytes() == ruined
    assert bioai("store", "check").status == 0
