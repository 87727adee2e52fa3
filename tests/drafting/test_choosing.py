from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Draft, Finding, Language, Provenance, Severity, Task
from bioai_desktop.drafting.choosing import agreement, chosen, several
from bioai_desktop.drafting.translate import Context, plan
from tests.drafting.texts import PROFILE


def draft(text: str, *severities: Severity) -> Draft:
    findings = tuple(Finding("kind", severity) for severity in severities)
    return Draft(Task.TRANSLATE, text, Provenance("m", "p", 0, "s"), findings=findings)


def own(made: Draft) -> Sequence[Finding]:
    return made.findings


def test_each_way_is_asked_as_it_is_first_and_all_differ() -> None:
    (asked,) = plan("The ring saw many attacks.", Context(Language.ZH, PROFILE)).assignments
    other = replace(asked, request=replace(asked.request, prompt="in other words"))
    made = several((asked, other), 5)
    assert made[:2] == [asked, other]
    assert len({(each.request.prompt, each.request.seed) for each in made}) == len(made) == 5
    assert [each.request.temperature > 0 for each in made] == [False, False, True, True, True]


def test_what_has_the_mildest_findings_is_taken() -> None:
    drafts = [
        draft("甲", Severity.BLOCK),
        draft("乙", Severity.LOOK, Severity.LOOK),
        draft("丙", Severity.LOOK),
        draft("丁", Severity.LOOK),
    ]
    assert chosen(drafts, own).text == "丙"
    assert chosen([*drafts, draft("戊", Severity.HINT)], own).text == "戊"


def test_of_equals_what_most_of_them_say_is_taken() -> None:
    drafts = [draft("指环漏报了很多"), draft("指环预报了发作"), draft("指环预报了这次发作"), draft("戒指预报了发作")]
    assert chosen(drafts, own).text == "指环预报了发作"


@given(st.lists(st.text(alphabet="指环预报发作，。", min_size=1, max_size=12), min_size=1, max_size=6))
def test_the_chosen_one_is_one_of_them_and_no_other_agrees_more(texts: list[str]) -> None:
    taken = chosen([draft(text) for text in texts], own).text
    assert taken in texts
    assert agreement(taken, texts) == max(agreement(text, texts) for text in texts)


def test_one_alone_is_taken_whatever_it_is() -> None:
    assert chosen([draft("", Severity.BLOCK)], own).text == ""


@pytest.mark.parametrize("text", ["", "一样"])
def test_texts_that_are_alike_give_the_first(text: str) -> None:
    first, second = draft(text), draft(text)
    assert chosen([first, second], own) is first
