"""Texts, lines, entries and pages in the other language."""

from __future__ import annotations

import pytest

from bioai_desktop.domain import Language, Request, SilentJob
from bioai_desktop.edition.edits import RemoveEntry, SetField, SetState
from bioai_desktop.edition.model import Edition, EntryState, Role, SectionKind
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
    said = translate.translate_all(parts, ["第一句话讲天气。", "第二句话讲音乐。"], Language.EN, SilentJob())
    assert len(said) == len(set(numbered.values())) == 2


def test_a_term_that_lacks_is_asked_for_again_marked(parts: Parts, engine: ScriptedEngine) -> None:
    engine.reply = lambda request: "试验用了“小鼠”。" if "“小鼠”" in request.prompt else "试验用了老鼠。"
    (said,) = translate.translate_all(parts, ["The test was made in mice."], Language.ZH, SilentJob())
    assert (said.text, said.findings) == ("试验用了小鼠。", ())
    assert ["“小鼠”" in request.prompt for request in engine.asked] == sorted("“小鼠”" in request.prompt for request in engine.asked)
