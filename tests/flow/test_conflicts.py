from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Severity
from bioai_desktop.edition.conflict import What
from bioai_desktop.edition.edits import RemoveEntry, SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict, ExportRefused
from bioai_desktop.flow import edit
from bioai_desktop.flow.bring_in import bring_in
from bioai_desktop.flow.check import blocking, check
from bioai_desktop.flow.conflicts import decide, open_conflicts
from bioai_desktop.flow.export import export
from bioai_desktop.flow.parts import Parts
from tests.gguf_files import RecordingJob
from tests.published import FIRST, file_of, lay, page, reword

ZH = Language.ZH
THERE = "那里写的是鱼鳍断了三周以后才长回原来的样子。"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay(tmp_path / "site", 1, (ZH,))


@pytest.fixture
def at_odds(parts: Parts, site: Path) -> int:
    """A page on which one text was changed here and on disk; the number of the conflict."""
    read(parts, site)
    edit.apply(parts, FIRST, ZH, SetField(top(parts), Role.TEXT, "这里的话。"))
    reword(file_of(site), "图谱覆盖 8 个脑区。", THERE)
    read(parts, site)
    (number,) = open_conflicts(parts, FIRST, ZH)
    return number


def read(parts: Parts, site: Path) -> None:
    bring_in(parts, [site], RecordingJob())


def top(parts: Parts) -> str:
    section = edit.existing(parts, FIRST, ZH).section(SectionKind.TOP)
    assert section is not None
    return section.entries[1].id


def text(parts: Parts) -> str:
    return render(edit.existing(parts, FIRST, ZH))


def test_it_can_be_read_both_ways(parts: Parts, at_odds: int) -> None:
    (found,) = open_conflicts(parts, FIRST, ZH).values()
    assert found.conflict.what is What.ENTRY
    assert "这里的话。" in found.here
    assert THERE in found.conflict.theirs
    edit.apply(parts, FIRST, ZH, SetField(top(parts), Role.TEXT, "又一句。"))
    assert "又一句。" in open_conflicts(parts, FIRST, ZH)[at_odds].here


def test_it_blocks_and_says_what_is_there(parts: Parts, site: Path, at_odds: int) -> None:
    (finding,) = blocking(check(parts, FIRST, ZH))
    assert (finding.kind, finding.severity, finding.entry, finding.conflict) == ("merge-conflict", Severity.BLOCK, top(parts), at_odds)
    assert finding.detail == THERE
    assert text(parts).splitlines()[finding.line - 1].startswith("### 2.")
    with pytest.raises(ExportRefused) as refused:
        export(parts, FIRST, ZH, site)
    assert refused.value.findings == (finding,)


def test_what_is_on_disk(parts: Parts, site: Path, at_odds: int) -> None:
    decide(parts, FIRST, ZH, at_odds, disk=True)
    assert text(parts).encode() == file_of(site).read_bytes()
    assert (open_conflicts(parts, FIRST, ZH), blocking(check(parts, FIRST, ZH))) == ({}, ())
    edit.undo(parts, FIRST, ZH)
    assert list(open_conflicts(parts, FIRST, ZH)) == [at_odds]


def test_what_is_here(parts: Parts, site: Path, at_odds: int) -> None:
    before = text(parts)
    decide(parts, FIRST, ZH, at_odds, disk=False)
    assert (text(parts), open_conflicts(parts, FIRST, ZH)) == (before, {})
    assert [change.change for change in export(parts, FIRST, ZH, site).files if change.path.endswith("2026-03-01.md")] == [
        "update",
        "create",
    ]
    assert file_of(site).read_bytes().decode() == before


def test_it_is_decided_once(parts: Parts, at_odds: int) -> None:
    decide(parts, FIRST, ZH, at_odds, disk=False)
    for number in (at_odds, 99):
        with pytest.raises(EditConflict):
            decide(parts, FIRST, ZH, number, disk=True)


def test_a_place_that_was_dropped_since_can_be_put_back(parts: Parts, at_odds: int) -> None:
    edit.apply(parts, FIRST, ZH, RemoveEntry(top(parts)))
    (found,) = open_conflicts(parts, FIRST, ZH).values()
    assert found.here == ""
    assert [finding.entry for finding in blocking(check(parts, FIRST, ZH))] == [""]
    decide(parts, FIRST, ZH, at_odds, disk=True)
    assert THERE in text(parts)


def test_taken_away_on_disk(parts: Parts, site: Path) -> None:
    read(parts, site)
    edit.apply(parts, FIRST, ZH, SetField(top(parts), Role.TEXT, "这里的话。"))
    gone = page(FIRST)
    gone = gone[: gone.index("\n\n---\n\n### 2.")] + gone[gone.index("\n\n---\n\n## **📌") :]
    file_of(site).write_bytes(gone.encode())
    read(parts, site)
    (finding,) = blocking(check(parts, FIRST, ZH))
    assert finding.kind == "merge-removed"
    assert "这里的话。" in finding.detail
    edit.apply(parts, FIRST, ZH, RemoveEntry(top(parts)))
    assert (open_conflicts(parts, FIRST, ZH), blocking(check(parts, FIRST, ZH))) == ({}, ())


def test_the_whole_page_decides_all_of_it(parts: Parts, site: Path, at_odds: int, tmp_path: Path) -> None:
    strange = tmp_path / "2026-03-01.md"
    strange.write_text("## 另一页\n\n一段。\n", "utf-8")
    read(parts, strange)
    whole = next(number for number, found in open_conflicts(parts, FIRST, ZH).items() if found.conflict.what is What.PAGE)
    assert open_conflicts(parts, FIRST, ZH)[whole].here == text(parts)
    decide(parts, FIRST, ZH, whole, disk=True)
    assert text(parts) == strange.read_text("utf-8")
    assert open_conflicts(parts, FIRST, ZH) == {}


@pytest.mark.parametrize("changed", [lambda words: words + "甲", lambda _: THERE * 60], ids=["short", "long"])
def test_a_finding_says_the_beginning_of_what_differs(parts: Parts, site: Path, changed: Callable[[str], str]) -> None:
    read(parts, site)
    edit.apply(parts, FIRST, ZH, SetField(top(parts), Role.TEXT, "这里的话。"))
    words = changed("图谱覆盖 8 个脑区。")
    reword(file_of(site), "图谱覆盖 8 个脑区。", words)
    read(parts, site)
    (finding,) = blocking(check(parts, FIRST, ZH))
    assert words.startswith(finding.detail.rstrip("…"))
    assert len(finding.detail) <= 500
