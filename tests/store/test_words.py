from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.store.words import mark, phrases, words

HAN = st.text(st.sampled_from("基因组学单细胞图谱"), min_size=1, max_size=8)
WORD = st.text(st.sampled_from("abcdeß1"), min_size=1, max_size=6)
RUNS = st.lists(HAN | WORD | st.sampled_from(["，", " ", "-", "\n", "カナ"]), max_size=12)


@pytest.fixture(scope="module")
def index():
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (words, tokenize = 'porter unicode61 remove_diacritics 2')")
    yield connection
    connection.close()


def holds(index: sqlite3.Connection, text: str, term: str) -> bool:
    """Say whether a text is found by a term."""
    index.execute("DELETE FROM t")
    index.execute("INSERT INTO t VALUES (?)", (words(text),))
    wanted = " ".join(phrases(term))
    return bool(wanted) and index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (wanted,)).fetchone()[0] == 1


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("深度学习破译人类启动子", "启动子"),
        ("深度学习破译人类启动子", "深度"),
        ("肺癌", "癌"),
        ("肺癌", "肺"),
        ("肺癌研究", "肺癌研究"),
        ("AI制药公司", "AI制药"),
        ("制药AI平台", "制药ai"),
        ("ＧＰＴ-4 很快", "gpt-4"),
        ("Antibodies were found", "antibody"),
        ("Élan vital", "elan"),
        ("single-cell atlas", "single cell"),
        ("immunotherapy", "immun*"),
        ("doi.org/10.1038/s41586-025-10093-z", "https://doi.org/10.1038/s41586-025-10093-z"),
        ("アルファ", "ルフ"),
        ("yeast cells", "yeast\0cells"),
    ],
)
def test_found(index: sqlite3.Connection, text: str, term: str) -> None:
    assert holds(index, text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("基因组，组学", "因组组"),
        ("基因和组学", "基因组"),
        ("学会深思", "深学"),
        ("immunotherapy", "immun"),
        ("cell and single", "single cell"),
        ("任何", "！？"),
        ("任何", '"'),
        ("任何", "*"),
        ("任何", "\0"),
        ("任何", "\udcff"),
    ],
)
def test_not_found(index: sqlite3.Connection, text: str, term: str) -> None:
    assert not holds(index, text, term)


IDS = st.text(st.characters(exclude_categories=["Cs", "Co"]), min_size=1, max_size=12)


@given(RUNS, IDS, IDS)
def test_a_mark_is_found_by_itself_alone(index: sqlite3.Connection, runs: list[str], value: str, other: str) -> None:
    index.execute("DELETE FROM t")
    index.execute("INSERT INTO t VALUES (?)", (words(f"{' '.join(runs)}\n{value}\n{mark('source', value)}"),))
    for name, asked in (("source", value), ("source", other), ("kind", value)):
        found = index.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{mark(name, asked)}"',)).fetchone()[0]
        assert found == (mark(name, asked) == mark("source", value))


@given(RUNS, st.data())
def test_every_word_of_a_text_finds_it_and_every_part_of_a_han_word(
    index: sqlite3.Connection, runs: list[str], data: st.DataObject
) -> None:
    said = [run for run in runs if run.strip("，- \n")]
    if said:
        word = data.draw(st.sampled_from(said))
        if ord(word[0]) > 0x3000:
            start = data.draw(st.integers(0, len(word) - 1))
            word = word[start : data.draw(st.integers(start + 1, len(word)))]
        assert holds(index, " ".join(runs), word)


@given(st.lists(HAN, min_size=1, max_size=5), HAN)
def test_han_text_is_found_only_as_it_stands(index: sqlite3.Connection, runs: list[str], wanted: str) -> None:
    text = "，".join(runs)
    assert holds(index, text, wanted) == (wanted in text)
