"""Texts, lines, entries and pages in the other language."""

from __future__ import annotations

import pytest

from bioai_desktop.domain import Device, EngineInfo, Language, Request, Severity, SilentJob
from bioai_desktop.drafting.translate import Translated
from bioai_desktop.edition.edits import RemoveEntry, SetField, SetState
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.errors import EditConflict, EditionMissing
from bioai_desktop.flow import edit, translate
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY

ENGLISH = "A plain sentence that says what was done and what is open."
LISTED = (SectionKind.TOP, SectionKind.NOTES)


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def links(edition: Edition) -> list[str]:
    return [entry.get(Role.LINK) for section, entry in edition.entries() if section.kind in LISTED]


def test_only_prose_is_asked_for(parts: Parts, engine: ScriptedEngine) -> None:
    text = "A [model of cells](https://example.org/a(b)) helps.\n\n```\ncode stays\n```\n\n- `x = 1`\n"
    said = translate.translate_all(parts, [text], Language.ZH, SilentJob())[0]
    assert "](https://example.org/a(b))" in said.text
    assert "```\ncode stays\n```\n\n- `x = 1`\n" in said.text
    assert not any("code stays" in request.prompt or "https" in request.prompt for request in engine.asked)


def test_what_is_in_the_language_already_is_not_asked_for(parts: Parts, engine: ScriptedEngine) -> None:
    said = translate.translate_all(parts, ["这一句已经是中文了。", ""], Language.ZH, SilentJob())
    assert [each.text for each in said] == ["这一句已经是中文了。", ""]
    assert engine.asked == []


def test_an_answer_that_is_no_translation_leaves_the_source_and_says_so(parts: Parts, engine: ScriptedEngine) -> None:
    engine.reply = lambda _request: "抱歉，我无法翻译这段内容。"
    said = translate.translate_all(parts, ["Cells were counted."], Language.ZH, SilentJob())[0]
    assert said.text == "Cells were counted."
    assert "untranslated" in {finding.kind for finding in said.findings}


def test_a_page_gets_a_twin_with_the_same_stories_and_links(parts: Parts, page: Edition) -> None:
    twin = translate.translate_page(parts, DAY, Language.EN, SilentJob())
    assert links(twin) == links(page)
    assert [entry.story for _, entry in twin.entries()] == [entry.story for _, entry in page.entries()]
    titles = {section.kind: section.title for section in twin.sections}
    rules = {rule.kind: rule.title[Language.EN] for rule in parts.profile.sections}
    assert titles[SectionKind.NOTES] == rules[SectionKind.NOTES]
    assert edit.current(parts, DAY, Language.EN) == twin
    assert edit.current(parts, DAY, Language.ZH) == page


def test_a_page_that_is_not_there_has_no_twin(parts: Parts) -> None:
    with pytest.raises(EditionMissing):
        translate.translate_page(parts, DAY, Language.EN, SilentJob())


def test_an_entry_is_written_over_its_twin_and_no_other(parts: Parts, page: Edition, engine: ScriptedEngine) -> None:
    before = translate.translate_page(parts, DAY, Language.EN, SilentJob())
    chosen = page.section(SectionKind.TOP)
    assert chosen is not None
    source = chosen.entries[1]
    edit.apply(parts, DAY, Language.ZH, SetField(source.id, Role.TEXT, "这一条后来改过。"), SetState(source.id, EntryState.EDITED))
    engine.reply = lambda _request: "This entry was changed later."
    after = translate.translate_entry(parts, DAY, Language.ZH, source.id, Language.EN)
    changed = [entry for (_, entry), (_, old) in zip(after.entries(), before.entries(), strict=True) if entry != old]
    assert [entry.story for entry in changed] == [source.story]
    assert changed[0].get(Role.TEXT) == "This entry was changed later."


def test_an_entry_without_a_twin_page_brings_the_whole_page(parts: Parts, page: Edition) -> None:
    section = page.section(SectionKind.TOP)
    assert section is not None
    twin = translate.translate_entry(parts, DAY, Language.ZH, section.entries[0].id, Language.EN)
    assert links(twin) == links(page)


def test_an_entry_that_the_twin_lacks_is_put_at_its_place(parts: Parts, page: Edition) -> None:
    twin = translate.translate_page(parts, DAY, Language.EN, SilentJob())
    section = twin.section(SectionKind.TOP)
    assert section is not None
    gone = section.entries[2]
    edit.apply(parts, DAY, Language.EN, RemoveEntry(gone.id))
    source = next(entry for _, entry in page.entries() if entry.story == gone.story)
    after = translate.translate_entry(parts, DAY, Language.ZH, source.id, Language.EN)
    assert links(after) == links(twin)


def test_an_entry_that_is_gone_is_told(parts: Parts, page: Edition) -> None:
    translate.translate_page(parts, DAY, Language.EN, SilentJob())
    with pytest.raises(EditConflict):
        translate.translate_entry(parts, DAY, Language.ZH, "e999", Language.EN)


def test_requests_of_many_texts_do_not_meet(parts: Parts, engine: ScriptedEngine) -> None:
    numbered: dict[str, str] = {}

    def reply(request: Request) -> str:
        assert request.id not in numbered
        numbered[request.id] = request.prompt
        return ENGLISH

    engine.reply = reply
    said = translate.translate_all(parts, ["第一句话讲细胞。", "第二句话讲蛋白质。"], Language.EN, SilentJob())
    assert len(said) == len(set(numbered.values())) == 2


def twin_entry(parts: Parts, kind: SectionKind) -> Entry:
    twin = edit.existing(parts, DAY, Language.EN)
    return next(entry for section, entry in twin.entries() if section.kind is kind)


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
        translate.translate_all(parts, ["细胞会说话。"], Language.EN, SilentJob(), memory=False)
        assert engine.asked
    assert parts.store.translations.source_of(ENGLISH, Language.EN) is None


@pytest.mark.parametrize("role", [Role.TITLE, Role.TEXT])
def test_what_the_editor_corrected_in_the_twin_is_used_again(parts: Parts, page: Edition, engine: ScriptedEngine, role: Role) -> None:
    said = iter(range(10**6))
    engine.reply = lambda _request: (
        f"A plain sentence with its own letters {'abcdefghij'[next(said) % 10]}{'klmnopqrst'[next(said) // 10 % 10]}."
    )
    translate.translate_page(parts, DAY, Language.EN, SilentJob())
    source = next(entry for section, entry in page.entries() if section.kind is SectionKind.TOP)
    written = text_of(source) if role is Role.TEXT else source.get(role)
    edit.apply(parts, DAY, Language.EN, SetField(twin_entry(parts, SectionKind.TOP).id, role, "Cells do talk to one another"))
    again = translate.translate_all(parts, [written], Language.EN, SilentJob())[0]
    assert again.text == "Cells do talk to one another"
    assert [(finding.kind, finding.severity) for finding in again.findings] == [("from-memory", Severity.HINT)]
    engine.info = lambda _beat=None: EngineInfo("other", "1" * 64, Device.CPU, "CPU")
    translate.translate_page(parts, DAY, Language.EN, SilentJob())
    assert "Cells do talk to one another" in (twin_entry(parts, SectionKind.TOP).get(role), text_of(twin_entry(parts, SectionKind.TOP)))


@pytest.mark.usefixtures("page")
def test_a_translation_of_one_entry_is_no_correction(parts: Parts, page: Edition) -> None:
    translate.translate_page(parts, DAY, Language.EN, SilentJob())
    source = next(entry for section, entry in page.entries() if section.kind is SectionKind.TOP)
    translate.translate_entry(parts, DAY, Language.ZH, source.id, Language.EN)
    found = translate.translate_all(parts, [source.get(Role.TITLE)], Language.EN, SilentJob())[0]
    assert "from-memory" not in [finding.kind for finding in found.findings]


def test_a_name_that_comes_back_is_asked_for_once_and_the_same_throughout(parts: Parts, engine: ScriptedEngine) -> None:
    varied = iter(range(10**6))

    def reply(request: Request) -> str:
        if request.prompt.endswith("\nInstitute of Open Cells"):
            return "开放细胞研究所"
        said = "开放细胞研究所" if "开放细胞研究所" in request.prompt and next(varied) % 3 else "开细胞研究院"
        return f"{said}昨天发布了新结果" if "released" in request.prompt else f"{said}今天撤回了它们"

    engine.reply = reply
    texts = ["The Institute of Open Cells released new results.", "Today the Institute of Open Cells took them back."]
    said = translate.translate_all(parts, texts, Language.ZH, SilentJob())
    assert all("开放细胞研究所" in each.text for each in said)
    assert not any("Institute" in request.prompt for request in engine.asked if not request.prompt.endswith("\nInstitute of Open Cells"))


def test_what_failed_as_a_whole_is_asked_for_sentence_by_sentence(parts: Parts, engine: ScriptedEngine) -> None:
    said = {"The ring saw 68 cases.": "指环看到 68 例。", "It missed 12 of them.": "其中 12 例没有看到。"}
    engine.reply = lambda request: said.get(request.prompt.splitlines()[-1], "指环看到了一些病例。")
    made = translate.translate_all(parts, [" ".join(said)], Language.ZH, SilentJob())[0]
    assert made == Translated("指环看到 68 例。其中 12 例没有看到。")


def test_of_several_candidates_the_one_without_faults_is_taken(parts: Parts, engine: ScriptedEngine) -> None:
    engine.reply = lambda request: "指环看到 68 例" if request.seed and request.temperature else "指环看到了一些病例"
    made = translate.translate_all(parts, ["The ring saw 68 cases"], Language.ZH, SilentJob())[0]
    assert made == Translated("指环看到 68 例")
    assert {request.temperature for request in engine.asked[:6]} == {0.0, 0.4}
    assert len({(request.prompt, request.seed) for request in engine.asked}) == len(engine.asked)
