from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.threeway import arranged, decided, joined, named, woven

names = st.lists(st.sampled_from("abcdefgh"), unique=True)
lines = st.lists(st.sampled_from("abcd"), max_size=6)


def same(one: str, other: str) -> bool:
    return one == other


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "stays"),
    [
        ("a", "a", "b", (True, "b")),
        ("a", "b", "a", (True, "b")),
        ("a", "b", "b", (True, "b")),
        ("a", "b", "c", (False, "b")),
        (None, "b", "c", (False, "b")),
        (None, "b", "b", (True, "b")),
        (None, "b", None, (True, "b")),
        (None, None, "b", (True, "b")),
        ("a", None, None, (True, None)),
        ("a", None, "a", (True, None)),
        ("a", "a", None, (True, None)),
        ("a", None, "b", (False, None)),
        ("a", "b", None, (False, "b")),
    ],
)
def test_what_stays(base: str | None, ours: str | None, theirs: str | None, stays: tuple[bool, str | None]) -> None:
    assert decided(base, ours, theirs, same) == stays


@given(names, names, names)
def test_every_name_of_either_side_has_one_place(base: list[str], ours: list[str], theirs: list[str]) -> None:
    order, _ = arranged(base, ours, theirs)
    assert sorted(order) == sorted({*ours, *theirs})


@given(names, names)
def test_an_order_that_one_side_left_alone_is_the_other_sides(base: list[str], other: list[str]) -> None:
    kept = [name for name in arranged(base, base, other)[0] if name in other]
    assert kept == other
    assert [name for name in arranged(base, other, base)[0] if name in other] == other
    assert not arranged(base, base, other)[1]
    assert not arranged(base, other, other)[1]


def test_what_only_one_side_has_comes_after_what_it_follows_there() -> None:
    assert arranged("abc", "axbc", "abyc") == (list("axbyc"), False)
    assert arranged("abc", "abcx", "abcy") == (list("abcxy"), False)
    assert arranged("abc", "cab", "abyc") == (list("caby"), False)
    assert arranged("ab", "xab", "yab") == (list("xyab"), False)


def test_both_moved_the_same_otherwise() -> None:
    assert arranged("abc", "bca", "cab") == (list("bca"), True)


def test_pieces_get_the_names_of_what_they_were() -> None:
    def match(old: str, new: str) -> list[int | None]:
        return [old.index(piece) if piece in old else None for piece in new]

    base, ours, theirs = named("abc", "xbca", "byxz", match)
    assert list(base) == ["0", "1", "2"]
    assert list(ours) == ["o0", "1", "2", "0"]
    assert list(theirs) == ["1", "t1", "o0", "t3"]
    pieces, torn = woven(base, ours, theirs, lambda name: ours.get(name) or theirs.get(name))
    assert (list(pieces.values()), torn) == (list("xzbcay"), False)


@given(lines, lines)
def test_pieces_that_one_side_left_alone_are_the_other_sides(base: list[str], other: list[str]) -> None:
    assert joined(base, base, other) == other
    assert joined(base, other, base) == other
    assert joined(base, other, other) == other


@pytest.mark.parametrize(
    ("ours", "theirs", "both"),
    [
        ("Abcd", "abcD", "AbcD"),
        ("Abcd", "aBcd", "ABcd"),
        ("Abcd", "xbcd", None),
        ("axbcd", "aybcd", None),
        ("axbcd", "axbcD", "axbcD"),
        ("bcd", "abc", "bc"),
        ("abcdx", "abcD", "abcDx"),
        ("", "abcD", None),
        ("", "abcd", ""),
    ],
)
def test_pieces_that_both_changed(ours: str, theirs: str, both: str | None) -> None:
    made = joined(list("abcd"), list(ours), list(theirs))
    assert (made if made is None else "".join(made)) == both
