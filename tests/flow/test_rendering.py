"""How texts are rendered: candidates, second tries, names, the memory."""

from __future__ import annotations

import pytest

from bioai_desktop.domain import Language, Request, SilentJob
from bioai_desktop.drafting.translate import Translated
from bioai_desktop.edition.model import Edition, Role
from bioai_desktop.flow import edit, translate
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY

ENGLISH = "A plain sentence that says what was done and what is open."


def asked_for(request: Request) -> str:
    """What is to be translated, whatever the words around it."""
    return request.prompt.removesuffix("\nChinese:").splitlines()[-1].removeprefix("English: ")


def named(request: Request) -> bool:
    return asked_for(request) == "Institute of Open Cells"


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


@pytest.mark.usefixtures("page")
def test_nothing_is_translated_twice(parts: Parts, engine: ScriptedEngine) -> None:
    translate.translate_page(parts, DAY, Language.EN, SilentJob())
    first = edit.existing(parts, DAY, Language.EN)
    engine.asked.clear()
    translate.translate_page(parts, DAY, Language.EN, SilentJob())
    assert engine.asked == []
    assert [entry.get(Role.TITLE) for _, entry in edit.existing(parts, DAY, Language.EN).entries()] == [
        entry.get(Role.TITLE) for _, entry in first.entries()
    ]


def test_without_memory_all_is_asked_for_and_nothing_kept(parts: Parts, engine: ScriptedEngine) -> None:
    for _ in range(2):
        engine.asked.clear()
        translate.translate_all(parts, ["细胞会说话。"], Language.EN, SilentJob(), translate.How(memory=False))
        assert engine.asked
    assert parts.store.translations.source_of(ENGLISH, Language.EN) is None


def test_a_name_that_comes_back_is_asked_for_once_and_the_same_throughout(parts: Parts, engine: ScriptedEngine) -> None:
    varied = iter(range(10**6))

    def reply(request: Request) -> str:
        if named(request):
            return "开放细胞研究所"
        said = "开放细胞研究所" if "开放细胞研究所" in request.prompt and next(varied) % 3 else "开细胞研究院"
        return f"{said}昨天发布了新结果" if "released" in request.prompt else f"{said}今天撤回了它们"

    engine.reply = reply
    texts = ["The Institute of Open Cells released new results.", "Today the Institute of Open Cells took them back."]
    said = translate.translate_all(parts, texts, Language.ZH, SilentJob())
    assert all("开放细胞研究所" in each.text for each in said)
    assert not any("Institute" in request.prompt for request in engine.asked if not named(request))


def test_what_failed_as_a_whole_is_asked_for_sentence_by_sentence(parts: Parts, engine: ScriptedEngine) -> None:
    said = {"The ring saw 68 cases.": "指环看到 68 例。", "It missed 12 of them.": "其中 12 例没有看到。"}
    engine.reply = lambda request: said.get(asked_for(request), "指环看到了一些病例。")
    made = translate.translate_all(parts, [" ".join(said)], Language.ZH, SilentJob())[0]
    assert made == Translated("指环看到 68 例。其中 12 例没有看到。")


def test_of_several_candidates_the_one_without_faults_is_taken(parts: Parts, engine: ScriptedEngine) -> None:
    engine.reply = lambda request: "指环看到 68 例" if request.temperature else "指环看到了一些病例"
    made = translate.translate_all(parts, ["The ring saw 68 cases"], Language.ZH, SilentJob())[0]
    assert made == Translated("指环看到 68 例")
    assert {request.temperature for request in engine.asked[:8]} == {0.0, 0.5}
    assert len({(request.shared, request.prompt, request.seed) for request in engine.asked}) == len(engine.asked)
