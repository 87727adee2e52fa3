"""Every kind of Finding that has a corpus finds what is wrong and leaves alone what comes near; the table ends the run."""

from collections import Counter
from collections.abc import Callable

import pytest

from bioai_desktop.edition.checkers.kinds import SEVERITIES
from bioai_desktop.edition.checkers.weights import KINDS as VOICES
from tests.edition.checkers.pages import page
from tests.edition.checkers.passages import KINDS, PLACES, Measure, Passage, measure, passages

RECALL = 0.95
ALARMS = 0.02
#: What is weighed knows the half that it was learned from; the bounds are those of what it does not know, mixed in.
WEIGHED = {*VOICES, "first-person"}
RECALL_WEIGHED = 0.9
RECALL_HELD = 0.75


def listed(some: tuple[Passage, ...]) -> str:
    return "\n".join(f"{passage.language} {passage.place}: {passage.text}" for passage in some)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_is_found_and_what_comes_near_is_left_alone(kind: str, report: Callable[[tuple[Measure, Measure]], None]):
    whole, held = measure(kind), measure(kind, held_only=True)
    report((whole, held))
    assert whole.recall >= (RECALL_WEIGHED if kind in WEIGHED else RECALL), f"missed:\n{listed(whole.missed)}"
    assert held.recall >= RECALL_HELD
    assert whole.alarm_rate <= ALARMS, f"false alarms:\n{listed(whole.alarms)}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_corpus_is_of_a_known_kind_and_large_enough(kind: str):
    read = list(passages(kind))
    assert kind in SEVERITIES
    assert {passage.place for passage in read} <= {*PLACES, "page"}
    assert sum(passage.defect for passage in read) >= 20
    assert sum(not passage.defect for passage in read) >= 50
    assert [text for text, times in Counter((passage.language, passage.text) for passage in read).items() if times > 1] == []


@pytest.mark.parametrize("language", list(next(iter(PLACES.values()))))
@pytest.mark.parametrize("place", PLACES)
def test_a_passage_stands_in_its_place_once(place: str, language):
    passage = Passage("", False, language, place, "Zqx", False)
    assert page(language).count("Zqx") == 0
    assert passage.page.count("Zqx") == 1
