"""Signs as the site shows them; the real Hugo is asked in tests/site/preview."""

import pytest

from bioai_desktop.edition.typography import flanks, is_punctuation, signs


def shown(text: str) -> str:
    kept, at = [], 0
    for sign in signs(text):
        kept += [text[at : sign.start], sign.shown]
        at = sign.end
    return "".join([*kept, text[at:]])


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('she said "no"', "she said “no”"),
        ('他说"你好"。', '他说"你好"。'),
        ('他说 "你好"。', "他说 “你好”。"),
        ('(“a” "b")', "(“a” “b”)"),
        ("it's dogs' '90s 'quoted'", "it’s dogs’ ’90s ‘quoted’"),
        ("a -- b --- c ... <<d>>", "a – b — c … «d»"),
        ('a 21" screen', 'a 21" screen'),
        ("plain words", "plain words"),
    ],
)
def test_signs(written: str, expected: str) -> None:
    assert shown(written) == expected


def test_places_are_those_of_the_text() -> None:
    text = 'a -- "b"'
    assert [(text[sign.start : sign.end], sign.shown) for sign in signs(text)] == [("--", "–"), ('"', "“"), ('"', "”")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "a", (True, False)),
        ("a", "", (False, True)),
        ("字", "字", (True, True)),
        ("：", "字", (True, False)),
        ("字", "（", (False, True)),
    ],
)
def test_flanks(before: str, after: str, expected: tuple[bool, bool]) -> None:
    assert flanks(before, after) == expected


def test_symbols_and_markup_count_as_punctuation() -> None:
    assert all(map(is_punctuation, ["。", "*", "¥", "😀", "\x02", "\x03"]))
    assert not any(map(is_punctuation, ["", "字", "a", " ", "1"]))
