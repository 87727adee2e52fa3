"""The memory of translations."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Language
from bioai_desktop.store.database import Database
from bioai_desktop.store.store import Store
from bioai_desktop.store.translations import LONGEST, Remembered, Translations, segment

ZH, EN = Language.ZH, Language.EN
WHALE = "A whale sang."


def test_what_a_model_wrote_is_known_under_its_version_alone(store: Store) -> None:
    store.translations.keep({WHALE: "鲸在唱歌。"}, ZH, "one")
    assert store.translations.find([WHALE, "A dog."], ZH, "one") == {WHALE: Remembered("鲸在唱歌。", own=False)}
    assert store.translations.find([WHALE], ZH, "two") == {}
    assert store.translations.find([WHALE], EN, "one") == {}


def test_the_editors_words_come_first_whatever_the_version(store: Store) -> None:
    store.translations.keep({WHALE: "鲸在唱歌。"}, ZH, "one")
    store.translations.correct(WHALE, ZH, "鲸唱起了歌。")
    for version in ("one", "two"):
        assert store.translations.find([WHALE], ZH, version) == {WHALE: Remembered("鲸唱起了歌。", own=True)}
    store.translations.correct(WHALE, ZH, "鲸唱了。")
    assert store.translations.find([WHALE], ZH, "one")[WHALE].text == "鲸唱了。"


def test_a_model_words_put_back_are_no_correction(store: Store) -> None:
    store.translations.keep({WHALE: "鲸在唱歌。"}, ZH, "one")
    store.translations.correct(WHALE, ZH, "鲸唱了。")
    store.translations.correct(WHALE, ZH, "鲸在唱歌。")
    assert store.translations.find([WHALE], ZH, "one") == {WHALE: Remembered("鲸在唱歌。", own=False)}
    assert store.translations.find([WHALE], ZH, "two") == {}


def test_blanks_and_forms_of_characters_make_no_difference(store: Store) -> None:
    store.translations.keep({"Café  au\nlait ": "牛奶咖啡"}, ZH, "one")
    assert store.translations.find(["Cafe\u0301 au lait"], ZH, "one")["Cafe\u0301 au lait"].text == "牛奶咖啡"


def test_the_source_of_a_text_is_found(store: Store) -> None:
    store.translations.keep({WHALE: "鲸在唱歌。", "A dog.": "一只狗。"}, ZH, "one")
    assert store.translations.source_of(" 鲸在唱歌。", ZH) == WHALE
    assert store.translations.source_of("鲸在唱歌。", EN) is None
    store.translations.correct(WHALE, ZH, "鲸唱了。")
    assert store.translations.source_of("鲸唱了。", ZH) == WHALE


@pytest.fixture
def database(tmp_path: Path) -> Database:
    Store(tmp_path / "s.sqlite3").close()
    return Database(tmp_path / "s.sqlite3")


def test_what_was_used_longest_ago_is_let_go(database: Database) -> None:
    kept = Translations(database, most=3)
    kept.correct("own", ZH, "自己的")
    for at in range(3):
        kept.keep({f"text {at}": f"文 {at}"}, ZH, "one")
    kept.find(["text 0"], ZH, "one")
    kept.keep({"text 3": "文 3"}, ZH, "one")
    assert set(kept.find(["own", *(f"text {at}" for at in range(4))], ZH, "one")) == {"own", "text 0", "text 2", "text 3"}
    database.close()


def test_what_is_very_long_or_empty_is_not_kept(store: Store) -> None:
    store.translations.keep({"x" * (LONGEST + 1): "很长", "y": ""}, ZH, "one")
    assert store.translations.find(["x" * (LONGEST + 1), "y"], ZH, "one") == {}


@given(st.text(max_size=60))
def test_a_segment_of_a_segment_is_the_same(text: str) -> None:
    assert segment(segment(text)) == segment(text)
