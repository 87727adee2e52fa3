from dataclasses import replace

import pytest

from bioai_desktop.domain import Draft, Finding, Language, Severity, Stop, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.accept import apart, better, finish, judge, repeated, shared_run, wants_again
from bioai_desktop.drafting.translate import Context, plan
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
from tests.drafting.texts import NOTES, PROFILE, TOP, answer, kinds, ring, story

GOOD = (
    "偏头痛何时发作，患者自己也说不准。研究者让 212 名患者戴上指环 90 天，用体温和脉搏训练循环网络 RingCast，"
    "68% 的发作能提前至少 6 小时报出，每周误报一次。目前是预印本，还需在别的医院验证。"
)
TEXT = tasks.entry(ring(), PROFILE, TOP)
NOTE = tasks.entry(ring(), PROFILE, NOTES)


def test_a_good_text_becomes_a_draft() -> None:
    draft = judge(TEXT, answer(GOOD), "hash", PROFILE)
    assert draft.findings == ()
    assert (draft.task, draft.story, draft.text, draft.attempts) == (Task.TEXT, "s1", GOOD, 1)
    assert draft.provenance.model == "hash"
    assert draft.provenance.prompt == TEXT.prompt
    assert draft.provenance.source == TEXT.source


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "draft-empty"),
        ("   ", "draft-empty"),
        ("作为一个AI语言模型，我无法提供医疗建议。" + GOOD, "refusal"),
        ("I'm sorry, but I can't help with that.", "refusal"),
        ("好的，以下是中文摘要：" + GOOD, "prompt-text"),
        ("让我先分析一下这段英文，我需要控制字数。" + GOOD, "reasoning"),
        ("详见 https://ring.example.com 。" + GOOD, "draft-link"),
        ("[RingCast](x) 能预报。" + GOOD, "draft-link"),
        ("# RingCast\n" + GOOD, "draft-markup"),
        ("**RingCast** 能预报。" + GOOD, "draft-markup"),
        ("<b>RingCast</b> 能预报。" + GOOD, "draft-markup"),
        (GOOD.replace("212", "213"), "number-unsupported"),
        (GOOD.replace("RingCast", "RingCast 和 AlphaFold"), "name-unsupported"),
        ("RingCast forecasts migraine attacks.", "language"),
        ("请用通俗的中文介绍下面的内容。" + GOOD, "prompt-text"),
    ],
)
def test_what_blocks(text: str, kind: str) -> None:
    draft = judge(TEXT, answer(text), "hash", PROFILE)
    assert kind in {finding.kind for finding in draft.findings if finding.severity is Severity.BLOCK}
    assert wants_again(draft)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RingCast 预报偏头痛。", "too-short"),
        ("它还能记录心率变化" * 20 + "。", "too-long"),
        (GOOD.replace("RingCast", ""), "subject-missing"),
        (GOOD.replace("每周误报一次", "每周误报一次，每周误报一次"), "repetition"),
        (GOOD.replace("循环网络", "循环 network"), "latin-words"),
        (GOOD.replace("68%", "这意味着 68%"), "house-wording"),
        (GOOD.replace("能提前", "首次能提前"), "claim-stronger"),
        (GOOD[: GOOD.index("目前") - 1] + "以及", "text-unfinished"),
    ],
)
def test_what_is_looked_at(text: str, kind: str) -> None:
    assert kind in kinds(TEXT, text)


def test_a_text_cut_by_its_length_is_unfinished() -> None:
    assert "text-unfinished" in kinds(TEXT, GOOD, Stop.LENGTH)


def test_a_title_alone_is_said() -> None:
    draft = judge(
        tasks.entry(story("A ring that forecasts migraine"), PROFILE, TOP),
        answer("一枚指环可以预报偏头痛的发作，研究者说。"),
        "hash",
        PROFILE,
    )
    assert [finding.kind for finding in draft.findings] == ["source-title-only"]
    assert not wants_again(draft)


def test_a_source_that_was_read_in_part_is_told() -> None:
    whole = answer("RingCast 预报偏头痛。")
    kinds_of = [finding.kind for finding in judge(TEXT, replace(whole, left_out=40), "hash", PROFILE).findings]
    assert kinds_of == ["source-shortened", *(finding.kind for finding in judge(TEXT, whole, "hash", PROFILE).findings)]


def test_a_link_and_names_of_the_source_may_be_translated() -> None:
    (made,) = plan("See News.com on RingCast for 68% of it.", Context(Language.ZH, PROFILE)).assignments
    assert kinds(made, "见 News.com 上的 RingCast，占 68%。") == []


def test_the_profile_may_set_a_severity() -> None:
    strict = replace(PROFILE, severities={"too-short": Severity.BLOCK})
    draft = judge(TEXT, answer("RingCast 预报偏头痛。"), "hash", strict)
    assert ("too-short", Severity.BLOCK) in {(finding.kind, finding.severity) for finding in draft.findings}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("指环记录体温和脉搏，能提前报出偏头痛的发作。", "指环记录体温和脉搏，能提前报出偏头痛的发作"),
        ("指环记录体温和脉搏，能提前报出偏头痛的发作。它还很好看。", "指环记录体温和脉搏，能提前报出偏头痛的发作"),
        (
            "指环记录佩戴者的体温和脉搏，能提前报出偏头痛的发作，做可穿戴研究的都用得上",
            "指环记录佩戴者的体温和脉搏，能提前报出偏头痛的发作",
        ),
    ],
)
def test_a_line_ends_where_its_sentence_or_clause_does(raw: str, text: str) -> None:
    assert judge(NOTE, answer(raw), "hash", PROFILE).text == text


def test_a_line_is_not_cut_before_its_main_clause() -> None:
    raw = "通过记录体温和脉搏并训练一个循环神经网络，指环能够提前报出偏头痛发作的时间"
    draft = judge(NOTE, answer(raw), "hash", PROFILE)
    assert draft.text == raw
    assert "too-long" in [finding.kind for finding in draft.findings]


def test_texts_end_as_their_kind_does() -> None:
    assert finish("指环有效", Task.TEXT) == "指环有效。"
    assert finish("指环有效。", Task.TITLE) == "指环有效"
    assert finish("It works", Task.TEXT) == "It works."
    assert finish("It works.", Task.NOTE) == "It works"
    assert finish("Is it? It is!", Task.TEXT) == "Is it? It is!"


def test_runs_of_repetition() -> None:
    assert repeated("实验室实验室实验室") == "实验室实验室实验室"
    assert repeated("它能预测结果，它很快，它能预测结果") == "它能预测结果"
    assert repeated("它测体温，也测脉搏") == ""


def test_a_shared_run() -> None:
    assert shared_run("甲乙丙丁戊己庚", "零乙丙丁戊一", 4) == "乙丙丁戊"
    assert shared_run("甲乙丙丁", "甲乙丁丙", 3) == ""


def draft_of(text: str, *findings: Finding) -> Draft:
    made = judge(TEXT, answer(GOOD), "hash", PROFILE)
    return replace(made, text=text, findings=findings)


def test_lines_side_by_side_are_told_apart() -> None:
    marked = apart(
        [draft_of("指环预报偏头痛"), draft_of("指环很轻"), draft_of("新药起效快"), draft_of("看，指环很轻又很好看还能预报偏头痛发作")]
    )
    assert [[finding.kind for finding in draft.findings] for draft in marked] == [[], ["same-opening"], [], []]
    long = "一段十二个以上汉字的相同文字在此"
    assert [finding.kind for finding in apart([draft_of(long), draft_of("又见" + long)])[1].findings] == ["repeats-entry"]


def test_the_milder_draft_is_kept() -> None:
    block, look = Finding("refusal", Severity.BLOCK), Finding("too-long", Severity.LOOK)
    assert better(draft_of("甲", block), draft_of("乙", look, look)).text == "乙"
    assert better(draft_of("甲", look), draft_of("乙", look)).text == "甲"


BRIEF = load_profile(resource("profiles", "ai-brief"))
RESEARCH = next(rule for rule in BRIEF.sections if rule.name == "research")
LINE = tasks.entry(ring(), BRIEF, RESEARCH)
AHEAD = "RingCast announced 68% of attacks at least 6 hours ahead"
SLEPT = (
    "from temperature and pulse recorded by finger rings that 212 patients wore for 90 days at work and asleep in summer and winter alike"
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "RingCast announced 68% of attacks at least 6 hours ahead. It ran on rings.",
            "RingCast announced 68% of attacks at least 6 hours ahead",
        ),
        (
            "RingCast is a network by St. Mary that foresees attacks of migraine.",
            "RingCast is a network by St. Mary that foresees attacks of migraine",
        ),
        (f"{AHEAD}, with one false alarm a week, {SLEPT} and at home", f"{AHEAD}, with one false alarm a week"),
        (f"{AHEAD} and {SLEPT}, because all of them slept as they always do", f"{AHEAD} and {SLEPT}"),
    ],
)
def test_an_english_line_is_one_sentence_that_ends_where_a_clause_ends(raw: str, text: str) -> None:
    draft = judge(LINE, answer(raw), "hash", BRIEF)
    assert (draft.text, draft.findings) == (text, ())


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        ("RingCast announces most attacks of migraine ahead of time for the", "text-unfinished"),
        ("RingCast announced 70% of attacks at least 6 hours ahead", "number-unsupported"),
        ("RingCast 能提前六小时报出偏头痛的发作，患者只要戴上指环", "language"),
        ("RingCast is a groundbreaking network that announces attacks of migraine", "house-wording"),
        ("RingCast works, it announces attacks of migraine, it announces attacks of migraine", "repetition"),
        ("Say in one plain sentence of about 20 words what RingCast does", "prompt-text"),
        ("A ring works", "too-short"),
        ("I'm sorry, but I can't help with that request about RingCast.", "refusal"),
    ],
)
def test_what_is_wrong_with_an_english_line(raw: str, kind: str) -> None:
    assert kind in {finding.kind for finding in judge(LINE, answer(raw), "hash", BRIEF).findings}


def test_english_lines_that_stand_together_open_with_other_words() -> None:
    lines = [
        "Rings foresee migraine",
        "Rings sleep well",
        "Ringers sing",
        "They announced most attacks of the migraine some hours ahead of time here",
    ]
    drafts = [replace(judge(LINE, answer(line), "hash", BRIEF), findings=()) for line in lines]
    assert [[finding.kind for finding in draft.findings] for draft in apart(drafts)] == [[], ["same-opening"], [], []]
    again = replace(drafts[3], text=f"Once more: {drafts[3].text}")
    assert [finding.kind for finding in apart([drafts[3], again])[1].findings] == ["repeats-entry"]
