"""What the editor makes of a translation, and where it is used again."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from bioai_desktop.domain import Device, EngineInfo, Language, Severity, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Entry, Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.flow import edit, translate
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY

ENGLISH = "A plain sentence that says what was done and what is open."


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def twin_entry(parts: Parts, kind: SectionKind) -> Entry:
    twin = edit.existing(parts, DAY, Language.EN)
    return next(entry for section, entry in twin.entries() if section.kind is kind)


@pytest.mark.parametrize("role", [Role.TITLE, Role.TEXT])
def test_what_the_editor_corrected_in_the_twin_is_used_again(parts: Parts, page: Edition, engine: ScriptedEngine, role: Role) -> None:
    letters = (f"{one}{two}{three}" for one in ascii_lowercase for two in ascii_lowercase for three in ascii_lowercase)
    engine.reply = lambda _request: f"A plain sentence with its own letters {next(letters)}."
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
