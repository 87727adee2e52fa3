from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from bioai_desktop.domain import SilentJob
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY

SAID = "问题在哪里讲得明白"


def test_a_file(bioai: Bioai, engine: ScriptedEngine) -> None:
    engine.reply = lambda _: SAID
    Path("text.txt").write_text("The authors look at the question first.\n", "utf-8")
    said = bioai("translate", "--to", "zh", "text.txt")
    assert said.status == 0
    assert said.out.startswith(SAID)
    assert said.out.endswith("\n")
    assert bioai("translate", "--to", "zh", "text.txt", "--json").document["text"].startswith(SAID)


def test_standard_input(bioai: Bioai, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.reply = lambda _: SAID
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The authors look at the question first.")))
    assert bioai("translate", "--to", "zh").out.startswith(SAID)


def test_one_line_out_for_each_line_in(bioai: Bioai) -> None:
    lines = ["The authors look at the question first.", "", "They say where the method fails."]
    Path("text.txt").write_text("\n".join(lines) + "\n", "utf-8")
    said = bioai("translate", "--to", "zh", "--lines", "text.txt")
    assert said.status == 0
    assert [bool(line) for line in said.out.splitlines()] == [True, False, True]


def test_a_page_gets_its_twin(bioai: Bioai, parts: Parts) -> None:
    draft(parts, DAY, SilentJob())
    said = bioai("translate", "--to", "en", "--page", "2026-02-05", "--json")
    assert said.status == 0
    assert bioai("edition", "list", "--json").document["editions"] == [{"date": "2026-02-05", "languages": ["en", "zh"]}]
    assert bioai("translate", "--to", "zh", "--page", "2026-02-06").status == 1


def test_what_is_no_text(bioai: Bioai) -> None:
    Path("latin.txt").write_bytes(b"\xe9t\xe9")
    for file in ("none.txt", "latin.txt", "."):
        said = bioai("translate", "--to", "zh", file)
        assert (said.status, said.out) == (1, "")
        assert file in said.err


PAGE = """---
linkTitle: 02-05-日报
title: BioAI 日报 2026/2/5
weight: 27
description: "每天一页"
---
## **今日摘要** {#today}

```
代码里的话
```

### 1. [会预警的指环](https://example.org/a_(b)?x=1)

指环看到了 **68%** 的发作，见 [上文](#today) 和 `ringcast`。{{< note >}}

| # | 标题 | 链接 |
|---|:---:|---|
| 1 | 指环 | [链接](https://example.org) |
"""


def test_a_whole_page_keeps_all_but_its_words(bioai: Bioai, engine: ScriptedEngine) -> None:
    engine.reply = lambda _: 'Words | with "marks": [x](https://evil.example) `y` # z'
    Path("page.md").write_text(PAGE, "utf-8")
    kept = bioai("translate", "--to", "en", "page.md")
    assert (kept.status, kept.out) == (0, PAGE), "what has a link is no translation"
    engine.reply = lambda _: 'Words | with "marks": `y` # z'
    assert bioai("translate", "--to", "en", "page.md").out == PAGE, "nor what has code"
    engine.reply = lambda _: 'Words | with "marks": y # z'
    said = bioai("translate", "--to", "en", "page.md").out
    lines = said.splitlines()
    assert lines[1:6] == [
        "linkTitle: Words ｜ with ”marks”：y z", "title: Words ｜ with ”marks”：y z", "weight: 27", 'description: "Words ｜ with ”marks”：y z"', "---",
    ]  # fmt: skip
    assert lines[6] == '## **Words ｜ with "marks": y z** {#today}'
    assert "代码里的话" in lines
    assert [line.count("|") for line in lines[-3:]] == [4, 4, 4]
    for part in ("](https://example.org/a_(b)?x=1)", "](#today)", "`ringcast`", "{{< note >}}", "| 1 |", "](https://example.org) |"):
        assert part in said


def test_what_was_translated_before_is_not_asked_for_again(bioai: Bioai, engine: ScriptedEngine) -> None:
    engine.reply = lambda _: SAID
    Path("text.txt").write_text("The authors look at the question first.\n", "utf-8")
    for asked in (True, False):
        engine.asked.clear()
        bioai("translate", "--to", "zh", "text.txt")
        assert bool(engine.asked) is asked
    bioai("translate", "--to", "zh", "--no-memory", "text.txt")
    assert engine.asked
