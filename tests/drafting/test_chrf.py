"""The score against values worked out by hand, and against a plain reading of the published algorithm."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.chrf import chrf

TEXTS = st.text("ab 细胞c", max_size=12)
PAIRS = st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("texts", "references", "score"),
    [
        (["ab"], ["ab"], 100.0),
        (["ab"], ["cd"], 0.0),
        # One character: 2 of 3 shared; two: 1 of 2; three: 0 of 1; longer ones there are none. 7/18 on both sides.
        (["abc"], ["abd"], 100 * 7 / 18),
        # Precision 2/2 and 1/1; recall 2/4 and 1/3, so 5/12: 5 · 5/12 / (4 + 5/12).
        (["ab"], ["abcd"], 100 * 25 / 53),
        # The other way round recall is full: 5 · 5/12 / (4 · 5/12 + 1). Lengths 3 and 4 have no n-gram in the reference.
        (["abcd"], ["ab"], 100 * 25 / 32),
        # Counted over both texts: 1 of 2 single characters; the pair "ab" has no counterpart of its length, nor the other way round.
        (["a", "b"], ["a", "c"], 50.0),
        # "aa" holds one "a" too many: precision 1/2, recall 1/1 for one character; nothing shared of two.
        (["aa"], ["a"], 100 * 5 * 0.5 / 3),
        (["细 胞"], ["细胞"], 100.0),
        ([""], ["细胞"], 0.0),
        ([], [], 0.0),
    ],
)
def test_values_worked_out_by_hand(texts: list[str], references: list[str], score: float) -> None:
    assert chrf(texts, references) == pytest.approx(score)


def _published(pairs: list[tuple[str, str]]) -> float:
    """Three counts for each length, text by text, then summed, as sacreBLEU keeps them."""
    counts = [0] * 18
    for text, reference in pairs:
        for length in range(1, 7):
            sides = ["".join(side.split()) for side in (text, reference)]
            ours, theirs = (Counter(side[at : at + length] for at in range(len(side)) if at + length <= len(side)) for side in sides)
            counts[3 * length - 3] += sum(ours.values()) if theirs else 0
            counts[3 * length - 2] += sum(theirs.values())
            counts[3 * length - 1] += sum(min(count, theirs[gram]) for gram, count in ours.items())
    used = [counts[at : at + 3] for at in range(0, 18, 3) if counts[at] and counts[at + 1]]
    if not used:
        return 0.0
    precision = sum(shared / ours for ours, _, shared in used) / len(used)
    recall = sum(shared / theirs for _, theirs, shared in used) / len(used)
    return 100 * 5 * precision * recall / (4 * precision + recall) if precision + recall else 0.0


@given(PAIRS)
def test_it_is_the_published_algorithm(pairs: list[tuple[str, str]]) -> None:
    texts, references = [text for text, _ in pairs], [reference for _, reference in pairs]
    assert chrf(texts, references) == pytest.approx(_published(pairs))


@given(PAIRS)
def test_the_order_of_the_pairs_and_white_space_do_not_count(pairs: list[tuple[str, str]]) -> None:
    backwards = [(" ".join(text), reference) for text, reference in reversed(pairs)]
    score = chrf(*map(list, zip(*pairs, strict=True)))
    assert 0 <= score <= 100
    assert chrf(*map(list, zip(*backwards, strict=True))) == pytest.approx(score)


def test_as_many_texts_as_references() -> None:
    with pytest.raises(ValueError, match="longer"):
        chrf(["a"], ["a", "b"])
