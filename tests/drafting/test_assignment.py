import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import Constraint, Language, Priority, Script, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.assignment import Asked, Assignment, assign
from bioai_desktop.edition.profile import Limits
from tests.drafting.texts import PROFILE, TOP, ring

ASKED = Asked("t-1", "the source", ("AlphaFold",), ("12",), Limits(10, 40), 56, 90, "s1", ("不要",))


def test_a_request_declares_what_may_be_written() -> None:
    made = assign(Task.DIGEST, PROFILE, Language.ZH, {"title": "标题", "finished": "正文"}, ASKED)
    constraint = made.request.constraint
    assert constraint.script is Script.CHINESE
    assert (constraint.words, constraint.numbers) == (("AlphaFold",), ("12",))
    assert (constraint.min_chars, constraint.max_chars, made.request.max_tokens) == (10, 56, 90)
    assert {"不要", "这意味着"} <= set(constraint.forbidden)
    assert (made.story, made.source, made.limits) == ("s1", "the source", Limits(10, 40))


def test_a_translation_may_say_what_its_source_says() -> None:
    made = assign(Task.TRANSLATE, PROFILE, Language.ZH, {"text": "x"}, ASKED)
    assert made.request.constraint.forbidden == ("不要",)
    assert assign(Task.TRANSLATE, PROFILE, Language.EN, {"text": "x"}, ASKED).request.constraint.script is Script.LATIN


def test_a_batch_may_name_requests_its_own_way() -> None:
    made = assign(Task.TRANSLATE, PROFILE, Language.ZH, {"text": "x"}, ASKED)
    assert made.request_as("7").id == "7"
    assert made.request_as("7").prompt == made.request.prompt


def test_the_glossary_says_what_may_be_written_of_the_source() -> None:
    own = replace(PROFILE, own_terms="machine learning = 机器自学\n")
    asked = replace(ASKED, source="Machine learning in T cells, with samtools.")
    constraint = assign(Task.TRANSLATE, own, Language.ZH, {"text": "x"}, asked).request.constraint
    assert constraint.words == ("AlphaFold", "T", "samtools")
    assert constraint.forbidden == ("不要", "机器学习")
    assert assign(Task.TRANSLATE, own, Language.EN, {"text": "x"}, asked).request.constraint.words == ("AlphaFold",)


_DIGEST = """
from bioai_desktop.drafting import tasks
from tests.drafting.texts import NOTES, PROFILE, TOP, ring
print([tasks.entry(ring(), PROFILE, TOP).asked("m"), tasks.title(ring(), PROFILE, NOTES, "").asked("m")])
"""


def test_what_was_asked_is_known_again_by_another_start_of_the_program() -> None:
    root = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_who_asks_and_how_often_is_no_part_of_what_is_asked() -> None:
    one = tasks.entry(ring(), PROFILE, TOP)
    other = replace(one, attempts=2, request=replace(one.request, id="7", priority=Priority.INTERACTIVE))
    assert one.asked("m") == other.asked("m")
    assert one.asked("m") != one.asked("n")


@pytest.mark.parametrize(
    "changed",
    [
        lambda each: replace(each, limits=Limits(1, 2)),
        lambda each: replace(each, source="Another text."),
        lambda each: replace(each, subject=("Name",)),
        lambda each: replace(each, request=replace(each.request, prompt="Another prompt.")),
        lambda each: replace(each, request=replace(each.request, constraint=Constraint())),
    ],
)
def test_whatever_decides_on_a_text_is_part_of_what_is_asked(changed: Callable[[Assignment], Assignment]) -> None:
    one = tasks.entry(ring(), PROFILE, TOP)
    assert changed(one).asked("m") != one.asked("m")
