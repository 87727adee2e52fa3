from dataclasses import replace

from bioai_desktop.domain import Language, Script, Task
from bioai_desktop.drafting.assignment import Asked, assign
from bioai_desktop.edition.profile import Limits
from tests.drafting.texts import PROFILE

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
