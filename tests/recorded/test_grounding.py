"""The checks of drafts on translations by people: what they find there is a false alarm, or the translator's own."""

from __future__ import annotations

import html
import random
import re
from pathlib import Path

import pytest

from bioai_desktop.domain import Severity
from bioai_desktop.drafting.counterparts import measure
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.spans import tie
from tests.drafting.texts import PROFILE

MEMORY = Path(__file__).parents[2].parent / "shared" / "bilingual" / "tico19-all.en-zh.tmx"
pytestmark = pytest.mark.skipif(not MEMORY.is_file(), reason="the recorded sentence pairs are not beside this checkout")
TABLE = glossary(PROFILE).pairs


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    """Every fifth pair of the memory."""
    text = MEMORY.read_text("utf-8")
    found = re.findall(r'<tuv xml:lang="en"[^>]*>.*?<seg>(.*?)</seg>.*?<seg>(.*?)</seg>', text, re.DOTALL)
    return [(html.unescape(english), html.unescape(chinese)) for english, chinese in found][::5]


def test_a_translation_by_people_is_seldom_refused(pairs: list[tuple[str, str]]) -> None:
    loose = [each for english, chinese in pairs for each in tie(chinese, english, ("AI",), TABLE).loose if each.severity is Severity.BLOCK]
    assert len([each for each in loose if each.kind == "number-unsupported"]) <= 0.005 * len(pairs)
    assert len([each for each in loose if each.kind == "unit-differs"]) <= 0.005 * len(pairs)
    assert len([each for each in loose if each.kind == "name-unsupported"]) <= 0.04 * len(pairs)


def test_sentences_are_told_from_those_of_another_source(pairs: list[tuple[str, str]]) -> None:
    others = [english for english, _ in pairs]
    random.Random(2).shuffle(others)
    shares: list[float] = []
    for sources in ([english for english, _ in pairs], others):
        found = [each for (_, chinese), source in zip(pairs, sources, strict=True) for each in measure(chinese, source, TABLE)]
        shares.append(sum(each.is_loose for each in found) / len(found))
    assert shares[0] <= 0.05  # of true sentences
    assert shares[1] >= 0.7  # of sentences about something else
