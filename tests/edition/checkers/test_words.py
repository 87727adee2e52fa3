import tomllib

import pytest

from bioai_desktop.edition.checkers.words import NEUTRAL, forms, tokens, words
from bioai_desktop.paths import resource


def classes(sentence: str) -> list[tuple[str, ...]]:
    return [word.classes for word in words(tokens(sentence))[0]]


def test_tokens_are_characters_words_and_figures() -> None:
    assert tokens("用 GPT-5 写 1,200 字：done") == ["用", "gpt", "0", "写", "0", "字", "：", "done"]
    assert tokens("I’m here, can't-do") == ["i'm", "here", "can't-do"]
    assert tokens("🧬——") == []


def test_the_longest_word_counts_and_none_within_it() -> None:
    assert [word.end - word.first for word in words(tokens("语言模型"))[0]] == [4]
    assert [word.end - word.first for word in words(tokens("large language models"))[0]] == [3]


def test_words_are_found_in_the_forms_that_grammar_makes() -> None:
    assert classes("summarising") == classes("summarize") == classes("summarised")
    assert "handle" in classes("summarising")[0]


def test_names_that_hold_a_listed_word_say_nothing() -> None:
    assert classes("我国") == [(NEUTRAL,)]
    assert "me" in classes("我")[0]


@pytest.mark.parametrize(
    ("word", "form"), [("write", "writing"), ("policy", "policies"), ("drop", "dropped"), ("refuse", "refused"), ("request", "requests")]
)
def test_forms(word: str, form: str) -> None:
    assert form in forms(word)


def test_short_words_and_phrases_have_one_form() -> None:
    assert forms("cut") == {"cut"}
    assert forms("let me") == {"let me"}
    assert forms("language model") == {"language model", "language models"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_class_lists_a_word_twice(language: str) -> None:
    listed: dict[str, list[str]] = tomllib.loads(resource("voices", f"words.{language}.toml").read_text("utf-8"))
    assert {name: members for name, members in listed.items() if len(set(members)) < len(members)} == {}
    assert all(" ".join(tokens(member)) for members in listed.values() for member in members)


def test_both_languages_have_the_same_classes() -> None:
    chinese, english = (tomllib.loads(resource("voices", f"words.{language}.toml").read_text("utf-8")) for language in ("zh", "en"))
    assert set(chinese) == set(english)
