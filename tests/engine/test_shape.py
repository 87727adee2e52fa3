from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.engine.shape import Chars, Choice, Literal, Part, Place, Repeat, Sequence, begin, follow, is_words, speaks

_LETTERS = "ab中"
_LEAVES = st.one_of(
    st.text(_LETTERS, min_size=1, max_size=3).map(Literal),
    st.sampled_from([Chars(((0x61, 0x61),)), Chars(((0x62, 0x62), (0x4E2D, 0x4E2D))), Chars(((0x61, 0x62),), words=True)]),
)


def _larger(parts: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    repeat = st.tuples(st.text(_LETTERS, min_size=1, max_size=1), parts, st.integers(0, 3), st.sampled_from([None, 0, 1, 3]))
    return st.one_of(
        st.lists(parts, max_size=3).map(lambda found: Sequence(tuple(found))),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: Choice(tuple(found))),
        repeat.map(
            lambda found: Repeat(Sequence((Literal(found[0]), found[1])), found[2], None if found[3] is None else found[2] + found[3])
        ),
    )


_PARTS = st.recursive(_LEAVES, _larger, max_leaves=8)


def _pattern(part: Part) -> str:
    """The same shape as a regular expression."""
    match part:
        case Literal(text):
            return re.escape(text)
        case Chars(ranges):
            return "[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges) + "]"
        case Sequence(parts):
            return "(?:" + "".join(map(_pattern, parts)) + ")"
        case Choice(options):
            return "(?:" + "|".join(map(_pattern, options)) + ")"
        case Repeat(again, least, most):
            return f"(?:{_pattern(again)}){{{least},{'' if most is None else most}}}"


def _follow(part: Part, text: str) -> set[Place]:
    places = set(begin(part))
    for character in text:
        places = {after for place in places if place is not None for after in follow(place, character)}
    return places


@given(_PARTS, st.text(_LETTERS, max_size=12))
def test_a_text_is_taken_where_a_regular_expression_would_match_it(part: Part, text: str) -> None:
    assert (None in _follow(part, text)) == bool(re.fullmatch(_pattern(part), text))


@given(_PARTS, st.data())
def test_every_beginning_of_a_text_is_taken(part: Part, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(_pattern(part), fullmatch=True, alphabet=_LETTERS))

    assert all(_follow(part, text[:end]) for end in range(len(text) + 1))
    assert None in _follow(part, text)


@given(_PARTS, st.data())
def test_whatever_is_begun_can_be_brought_to_an_end(part: Part, data: st.DataObject) -> None:
    places: set[Place] = set(begin(part))
    for _ in range(60):
        ways = {character: {after for place in places if place is not None for after in follow(place, character)} for character in _LETTERS}
        ways = {character: after for character, after in ways.items() if after}
        if not ways:
            break
        places = ways[data.draw(st.sampled_from(sorted(ways)))]

    assert ways or None in places


def test_rounds_are_counted_only_as_far_as_they_matter() -> None:
    part = Repeat(Chars(((0x61, 0x62),)), 2)

    assert _follow(part, "ab" * 2) == _follow(part, "ab" * 200)


def test_a_shape_speaks_as_long_as_words_may_come() -> None:
    part = Sequence((Literal("a"), Chars(((0x62, 0x62),), words=True), Literal("a")))

    places = [_follow(part, text) for text in ("", "a", "ab", "aba")]

    assert [any(map(speaks, found)) for found in places] == [True, True, False, False]
    assert [any(map(is_words, found)) for found in places] == [False, True, False, False]


def test_a_shape_falls_silent_with_its_last_round() -> None:
    part = Sequence((Repeat(Sequence((Literal("-"), Chars(((0x61, 0x61),), words=True))), 1, 2), Literal("b")))

    assert [any(map(speaks, _follow(part, text))) for text in ("-a", "-ab", "-a-", "-a-a")] == [True, False, True, False]
