from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.plain import han_share
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.flow.bilingual import Pair, load, shipped, spread

MEMORY = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header/><body>
<tu><prop type="note">n</prop><tuv xml:lang="en"><seg>One <ph>cell</ph>.</seg></tuv><tuv xml:lang="zh-CN"><seg>一个细胞。</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Alone.</seg></tuv></tu>
<tu><tuv xml:lang="EN-US"><seg> </seg></tuv><tuv xml:lang="zh"><seg>空</seg></tuv></tu>
</body></tmx>"""


def test_the_shipped_sentences_are_what_their_fields_say() -> None:
    pairs = shipped()
    assert len(pairs) == len({pair.en for pair in pairs}) >= 40
    assert all(han_share(pair.text(Language.EN)) == 0 and han_share(pair.text(Language.ZH)) > 0.5 for pair in pairs)


def test_a_translation_memory_gives_the_units_that_have_both(tmp_path: Path) -> None:
    (tmp_path / "memory.tmx").write_text(MEMORY, "utf-8")
    assert load(tmp_path / "memory.tmx") == [Pair("One cell.", "一个细胞。")]


def test_a_folder_is_all_its_files_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "b.tmx").write_text(MEMORY, "utf-8")
    (tmp_path / "a.jsonl").write_text('{"en": "a", "zh": "甲"}\n\n{"en": "b", "zh": "乙"}\n', "utf-8")
    (tmp_path / "notes.txt").write_text("no pairs", "utf-8")
    assert [pair.zh for pair in load(tmp_path)] == ["甲", "乙", "一个细胞。"]


@pytest.mark.parametrize(("name", "text"), [("a.jsonl", "no json"), ("a.jsonl", ""), ("a.tmx", "<tmx"), ("a.jsonl", '{"en": "a"}')])
def test_a_file_without_pairs_is_told(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(FileUnreadable):
        load(tmp_path / name)


def test_some_of_many_are_spread_over_all() -> None:
    pairs = [Pair(str(number), "") for number in range(10)]
    assert [pair.en for pair in spread(pairs, 3)] == ["0", "3", "6"]
    assert spread(pairs, 10) == spread(pairs, 11) == pairs
