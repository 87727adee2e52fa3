"""Names that come back in a text: asked for once, before the rest, so that each has one rendering throughout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bioai_desktop.domain import Language

_MOST = 24  # names of one text that are asked for
#: A Chinese organisation ends so; where it begins shows by what two places have in common.
_ENDING = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:大学|学院|研究院|研究所|医院|公司|实验室|委员会|协会|学会|基金会|管理局|卫生部|卫生组织|联盟|银行|日报|时报)"
)
_LONGEST = 14  # characters of such a name
_HAN_TAIL = re.compile(r"[\u4e00-\u9fff·]+$")
_LEAD_WORDS = re.compile(
    r"^(?:由|在|从|对|向|和|与|及|以及|来自|据|的|是|被|把|于|为|到|给|让|但|而|该|这家|这所|一家|一所|其中|目前|此外|根据)+"
)
#: "World Health Organization", "University of Hong Kong": capital letters in a row, with the small words that names have inside.
_NAME = re.compile(r"[A-Z][a-z][\w'’-]*(?:(?: (?:of|for|and|on|de|van|von))? [A-Z][a-z][\w'’-]*)+")
_ARTICLE = re.compile(r"^(?:(?:The|A|An|In|On|At|By|For|From|With|And|But|This|These|When|While|After|Before|As|If) )+")


def recurring(texts: Sequence[str], to: Language) -> tuple[str, ...]:
    """Return the names that stand in these texts more than once, the longest first: those of several words, or of a known ending."""
    whole = "\n".join(texts)
    counts = _english(whole) if to is Language.ZH else _chinese(whole)
    found = [name for name, count in counts.most_common(_MOST) if count > 1]
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def _english(text: str) -> Counter[str]:
    names = (_ARTICLE.sub("", match.group()) for match in _NAME.finditer(text))
    return Counter(name for name in names if " " in name)


def _chinese(text: str) -> Counter[str]:
    """Count by their ending, then take as much before it as two places have in common."""
    heads: dict[str, list[str]] = {}
    for match in _ENDING.finditer(text):
        head = _HAN_TAIL.search(text[max(0, match.start() - _LONGEST) : match.start()])
        heads.setdefault(match.group(), []).append(head.group() if head else "")
    names: set[str] = set()
    for ending, found in heads.items():
        ordered = sorted(head[::-1] for head in found)
        for one, other in pairwise(ordered):
            shared = _LEAD_WORDS.sub("", _common(one, other)[::-1])
            if len(shared) > 1:
                names.add(shared + ending)
    return Counter({name: text.count(name) for name in names})


def _common(one: str, other: str) -> str:
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:at]
