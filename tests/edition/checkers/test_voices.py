from time import process_time

import pytest

from bioai_desktop.domain import Language, Severity
from bioai_desktop.edition.checkers.voices import voice
from bioai_desktop.edition.checkers.weights import KINDS
from bioai_desktop.paths import resource
from tests.edition.checkers.pages import FIRST, SECOND, changed, found, kinds, line_of, only
from tests.edition.checkers.passages import passages

REFUSAL = "抱歉，我无法完成这个请求。"
REASONING = "Okay, the user wants a short note about this repository. Let me think about which number matters most."
PROMPT = "请把下面的新闻缩写成一句话，30 字左右，留下最重要的结果，不补充。"
RULES = "筛选说明：今日素材仅 4 条，经评分后只收录符合标准的内容。"


@pytest.mark.parametrize(
    ("text", "kind"), [(REFUSAL, "refusal"), (REASONING, "reasoning"), (PROMPT, "prompt-text"), (RULES, "selection-rules")]
)
@pytest.mark.parametrize(
    "place",
    [
        "酵母遇热先修复再停工，模型找到了最早的开关。",
        "酵母受热时先修复基因，再停止分裂。",
        "把酵母图像自动切成单个细胞，做显微成像的能省半天",
        SECOND,
    ],
)
def test_wherever_it_stands_it_blocks(text: str, kind: str, place: str) -> None:
    page = changed(place, text)
    said = [finding for finding in found(page) if finding.kind in KINDS]
    assert [(finding.kind, finding.severity, finding.line) for finding in said] == [(kind, Severity.BLOCK, line_of(page, text))]
    assert said[0].entry


def test_the_sentence_that_gave_it_away_is_said() -> None:
    heard = voice(f"酵母受热时先修复基因。{REFUSAL}分裂随后才停。")
    assert heard is not None
    assert heard.detail == REFUSAL


@pytest.mark.parametrize("text", ["作者说：“{}”", "「{}」，模型答道。", '"{}" was all it said.'])
def test_what_is_quoted_is_somebody_else_s_voice(text: str) -> None:
    assert voice(REFUSAL) is not None
    assert voice(text.format(REFUSAL)) is None


def test_markup_and_links_hide_nothing() -> None:
    assert voice(f"> **{REFUSAL}**") == voice(REFUSAL)
    linked = voice("抱歉，我无法完成[这个请求](https://example.org/path?to=the&request)。")
    assert linked == voice(REFUSAL)


@pytest.mark.parametrize("text", ["", "\n", "🧬", "| --- |", "2026/3/4", "#RNA", FIRST, SECOND])
def test_nobody_strange_speaks(text: str) -> None:
    assert voice(text) is None


def test_the_prompts_of_the_shipped_profile_are_heard() -> None:
    folder = resource("profiles", "bioai-daily", "prompts")
    told = {
        name: (folder / name).read_text("utf-8").split("\n---")[0].strip()
        for name in ("text.zh.md", "note.zh.md", "lead.zh.md", "title.zh.md")
    }
    assert [name for name, text in told.items() if voice(text) is None] == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_near_to_one_voice_is_not_taken_for_another(kind: str) -> None:
    clean = [passage for passage in passages(kind) if not passage.defect]
    heard = [passage.text for passage in clean if voice(passage.text)]
    assert len(heard) <= 0.04 * len(clean), heard


def test_whoever_says_i_is_to_be_looked_at_and_a_quotation_is_not() -> None:
    opinion = only(changed("离用在人身上还很远。", "我更看好第一条。"))
    assert (opinion.kind, opinion.severity) == ("first-person", Severity.LOOK)
    assert kinds(changed("离用在人身上还很远。", "“我更看好第一条。”通讯作者说。")) == []
    english = only(changed("Tested in yeast only.", "Tested in yeast only, which I find a pity.", Language.EN), Language.EN)
    assert english.kind == "first-person"


@pytest.mark.parametrize(
    "text", ["a" * 20000, "I need " * 3000, "我" * 10000, "“" * 10000, "[" * 10000, " " * 20000 + "x", "**a" * 5000, "'a" * 9000]
)
def test_no_text_takes_long(text: str) -> None:
    started = process_time()
    voice(text)
    assert process_time() - started < 5
