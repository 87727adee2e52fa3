"""chrF: how near texts come to reference translations, by the character n-grams they share (Popović 2015).

The figures are those of sacreBLEU's chrF2 as it comes: n-grams of 1 to 6 characters without white space, counted over all texts,
recall weighing twice as much as precision, no smoothing, lengths without n-grams left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_ORDER = 6  # characters of the longest n-gram
_BETA = 2  # how much more recall weighs


def chrf(texts: Sequence[str], references: Sequence[str]) -> float:
    """Return the score of texts against one reference each, 0 to 100; raises ValueError where they are not as many."""
    pairs = [("".join(text.split()), "".join(reference.split())) for text, reference in zip(texts, references, strict=True)]
    shares = [share for length in range(1, _ORDER + 1) if (share := _shares(pairs, length)) is not None]
    precision = sum(share[0] for share in shares) / max(1, len(shares))
    recall = sum(share[1] for share in shares) / max(1, len(shares))
    weighed = _BETA**2 * precision + recall
    return 100 * (1 + _BETA**2) * precision * recall / weighed if weighed else 0.0


def _shares(pairs: Sequence[tuple[str, str]], length: int) -> tuple[float, float] | None:
    """Return the shared n-grams of one length, as shares of the texts' and of the references'; None where a side has none."""
    in_texts = in_references = shared = 0
    for text, reference in pairs:
        ours, theirs = _grams(text, length), _grams(reference, length)
        in_texts += ours.total() if theirs else 0  # a reference too short for this length judges nothing
        in_references += theirs.total()
        shared += (ours & theirs).total()
    return (shared / in_texts, shared / in_references) if in_texts and in_references else None


def _grams(text: str, length: int) -> Counter[str]:
    return Counter(text[at : at + length] for at in range(len(text) - length + 1))
