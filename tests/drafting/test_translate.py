from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Answer, Draft, Language, Script
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.accept import judge
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.translate import Context, Means, Plan, faults, join, lost_numbers, plan, wordings
from bioai_desktop.edition.inline import links
from bioai_desktop.engine.local import LocalEngine
from tests.drafting.texts import NOTES, PROFILE, TOP, answer, ring

ZH, EN = Context(Language.ZH, PROFILE), Context(Language.EN, PROFILE)
MARKDOWN = "### 1. [A ring that warns](https://example.org/a)\n\nThe ring saw 68% of attacks.\n"


def drafts(planned: Plan, *texts: str) -> Sequence[Draft]:
    return [judge(made, answer(text), "hash", PROFILE) for made, text in zip(planned.assignments, texts, strict=True)]


def test_only_the_words_of_markdown_change() -> None:
    planned = plan(MARKDOWN, ZH)
    done = join(planned, drafts(planned, "会预警的指环", "指环发现了 68% 的发作。"))
    assert done.text == "### 1. [会预警的指环](https://example.org/a)\n\n指环发现了 68% 的发作。\n"
    assert done.findings == ()


def test_one_line_out_for_each_line_in() -> None:
    planned = plan("The first line is here\n\nAlphaFold\n这一行是中文\nthe last line is here", ZH)
    done = join(planned, drafts(planned, "第一行\n在这里", "最后一行在这里"))
    assert done.text.split("\n")[2:] == ["AlphaFold", "这一行是中文", "最后一行在这里"]
    assert done.text.count("\n") == 4


def test_what_is_in_that_language_already_is_left() -> None:
    assert plan("这一行已经是中文，含 AlphaFold。", ZH).assignments == ()
    assert plan("Already English.", EN).assignments == ()


def test_numbers_and_names_are_declared() -> None:
    (made,) = plan("AlphaFold saw 1.2 million proteins.", ZH).assignments
    constraint = made.request.constraint
    assert constraint.script is Script.CHINESE
    assert "AlphaFold" in constraint.words
    assert "120" in constraint.numbers
    assert "1.2" not in constraint.numbers, "1.2 万 could not be written by mistake"
    assert "120 万" in made.request.prompt
    (other,) = plan("2020 年 3 月 9 日有 120 万人。", EN).assignments
    assert other.request.constraint.script is Script.LATIN
    assert {"1.2", "9, 2020"} <= set(other.request.constraint.numbers)


def test_a_number_that_did_not_survive_is_said() -> None:
    planned = plan("The ring saw 68% of 212 attacks.", ZH)
    done = join(planned, drafts(planned, "指环发现了 68% 的发作。"))
    assert [(finding.kind, finding.detail) for finding in done.findings] == [("number-lost", "212")]
    assert lost_numbers("1.2 million", "120 万") == []


@pytest.mark.parametrize("text", ["", "I'm sorry, but I can't help with that.", "The ring saw it."])
def test_what_is_no_translation_leaves_the_source(text: str) -> None:
    planned = plan("The ring saw many attacks.", ZH)
    done = join(planned, drafts(planned, text))
    assert done.text == "The ring saw many attacks."
    assert "untranslated" in [finding.kind for finding in done.findings]


def test_a_long_paragraph_is_asked_for_in_whole_sentences() -> None:
    sentence = "The ring records the temperature of the finger and the pulse of its wearer. "
    planned = plan(sentence * 20, ZH)
    assert len(planned.assignments) > 1
    assert all(made.source.endswith(".") for made in planned.assignments)
    assert (
        join(planned, drafts(planned, *["指环记录体温和脉搏。"] * len(planned.assignments))).text
        == "指环记录体温和脉搏。" * len(planned.assignments) + " "
    )


@pytest.mark.model
def test_tiny_writes_and_translates(tiny_path: Path) -> None:
    asked = [tasks.entry(ring(), PROFILE, TOP), tasks.entry(ring(), PROFILE, NOTES), *plan(MARKDOWN, ZH).assignments]
    engine = LocalEngine(tiny_path)
    try:
        answers = {event.request: event for event in engine.stream(named(asked)) if isinstance(event, Answer)}
    finally:
        engine.close()
    made = [judge(assignment, answers[str(at)], "hash", PROFILE) for at, assignment in enumerate(asked)]
    assert all(draft.text for draft in made)
    blocking = {finding.kind for draft in made for finding in draft.findings if finding.severity == "block"}
    assert blocking <= {"number-unsupported"}, "the constraint leaves only Chinese numerals to go wrong"
    assert "](https://example.org/a)" in join(plan(MARKDOWN, ZH), made[2:]).text


def named(asked: Sequence[Assignment]) -> list:
    return [replace(made.request, id=str(at)) for at, made in enumerate(asked)]


def test_a_name_that_the_text_renders_otherwise_is_a_fault() -> None:
    context = replace(ZH, names={"Open Cell Institute": "开放细胞研究所"})
    planned = plan("The Open Cell Institute opened.", context)
    assert "开放细胞研究所" in planned.assignments[0].request.prompt
    (good, bad) = (drafts(planned, text)[0] for text in ("开放细胞研究所成立了。", "细胞研究院成立了。"))
    assert faults(good, context) == []
    assert [(finding.kind, finding.detail) for finding in faults(bad, context)] == [("name-varies", "开放细胞研究所")]


@pytest.mark.parametrize(
    ("context", "source", "text", "odd"),
    [
        (ZH, "The ring records the temperature of the finger and the pulse of its wearer.", "指环记录佩戴者手指的温度和脉搏。", False),
        (ZH, "The ring records the temperature of the finger and the pulse of its wearer.", "指环记录温度。", True),
        (EN, "指环记录佩戴者手指的温度和脉搏，并在发作前报警。", "It records.", True),
        (EN, "指环。", "It is a ring that is worn on a finger.", False),
    ],
)
def test_a_translation_that_left_a_part_out_shows_by_its_length(context: Context, source: str, text: str, odd: bool) -> None:
    planned = plan(source, context)
    assert ("length-odd" in [finding.kind for finding in faults(drafts(planned, text)[0], context)]) is odd


def test_marks_that_the_source_does_not_have_do_not_come_in() -> None:
    planned = plan("| a ring | 2 |\n", ZH)
    assert join(planned, drafts(planned, "一只 | 指环")).text == "| 一只 ｜ 指环 | 2 |\n"


def test_a_value_of_front_matter_stays_one() -> None:
    planned = plan('---\ntitle: "A ring that warns"\nweight: 3\n---\n', ZH)
    assert join(planned, drafts(planned, '会预警的"指环": 新')).text == '---\ntitle: "会预警的”指环”：新"\nweight: 3\n---\n'


def test_without_the_means_nothing_is_put_in_or_confined() -> None:
    bare = Context(Language.ZH, PROFILE, Means(constrained=False, terms=False))
    (made,) = plan("Deep learning saw 1.2 million mice.", bare).assignments
    assert "Deep learning saw 1.2 million mice." in made.request.prompt
    assert made.request.constraint.script is Script.ANY


@given(
    text=st.text(alphabet="ab word.[](){}`*_|#>-\n1/:中文", max_size=60),
    said=st.text(alphabet="一句话。|`*[](){}<>#-=\n\"':1 a", max_size=20),
    to=st.sampled_from(list(Language)),
)
def test_whatever_is_answered_all_that_is_no_prose_survives(text: str, said: str, to: Language) -> None:
    planned = plan(text, Context(to, PROFILE))
    made = join(planned, drafts(planned, *[said] * len(planned.assignments))).text
    at = 0
    for part in planned.parts:
        if not part.prose:
            at = made.index(part.text, at) + len(part.text)
    assert made.count("\n") == text.count("\n")
    assert made.count("`") == text.count("`")
    assert len(links(made)) == len(links(text))


def test_a_profile_may_word_its_question_in_several_ways() -> None:
    own = {name: text for name, text in PROFILE.prompts.items() if not name.startswith("translate-")}
    other = replace(PROFILE, prompts={**own, "translate-plainly.zh.md": "译成中文。\n---\n{{ text }}"})
    assert wordings(other, Language.ZH) == ("translate", "translate-plainly")
    assert wordings(other, Language.EN) == ("translate",)
    (ways,) = plan("The ring saw many attacks.", Context(Language.ZH, other)).asked
    assert [way.request.shared for way in ways][1] == "译成中文。\n"
    assert len({way.prompt for way in ways}) == 2


def test_a_decade_is_told_as_the_other_language_can_copy_it() -> None:
    (made,) = plan("Two viruses were found in the 1940s.", ZH).assignments
    assert "in the 1940 年代." in made.request.prompt
    (made,) = plan("病毒在20 世纪 40 年代被发现。", EN).assignments
    assert "病毒在 1940s 被发现。" in made.request.prompt
    assert "1940" in made.request.constraint.numbers
