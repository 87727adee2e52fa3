"""A new draft of a day keeps what the editor wrote."""

from __future__ import annotations

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField, SetState
from bioai_desktop.edition.model import Edition, EntryState, Role, SectionKind
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.newsroom import DAY

OWN = "这一段是编辑自己写的，模型再起草多少遍也不能动它。"


def change(parts: Parts, kind: SectionKind, at: int, text: str) -> str:
    """Write over an entry as the window does; return its story."""
    section = edit.existing(parts, DAY, Language.ZH).section(kind)
    assert section is not None
    entry = section.entries[at]
    edit.apply(parts, DAY, Language.ZH, SetField(entry.id, Role.TEXT, text), SetState(entry.id, EntryState.EDITED))
    return entry.story


def texts(edition: Edition, kind: SectionKind) -> list[str]:
    section = edition.section(kind)
    return [entry.get(Role.TEXT) for entry in section.entries] if section else []


def test_an_edited_text_survives_a_new_draft_at_its_place(parts: Parts) -> None:
    first = draft(parts, DAY, SilentJob()).edition
    story = change(parts, SectionKind.TOP, 2, OWN)
    again = draft(parts, DAY, SilentJob()).edition
    assert texts(again, SectionKind.TOP)[2] == OWN
    assert len(texts(again, SectionKind.TOP)) == len(texts(first, SectionKind.TOP))
    kept = [entry for _, entry in again.entries() if entry.story == story]
    assert [entry.state for entry in kept] == [EntryState.EDITED]


def test_an_edited_page_part_survives_too(parts: Parts) -> None:
    draft(parts, DAY, SilentJob())
    change(parts, SectionKind.DIGEST, 1, "自己写的第二行摘要")
    again = draft(parts, DAY, SilentJob()).edition
    assert texts(again, SectionKind.DIGEST)[1] == "自己写的第二行摘要"
    assert len(texts(again, SectionKind.DIGEST)) == 3


def test_what_is_not_edited_is_written_anew_and_the_old_page_is_one_undo_away(parts: Parts) -> None:
    draft(parts, DAY, SilentJob())
    change(parts, SectionKind.TOP, 0, OWN)
    before = edit.existing(parts, DAY, Language.ZH)
    section = before.section(SectionKind.NOTES)
    assert section is not None
    edit.apply(parts, DAY, Language.ZH, SetField(section.entries[0].id, Role.TEXT, "旧的一句"))
    old = edit.existing(parts, DAY, Language.ZH)
    again = draft(parts, DAY, SilentJob()).edition
    assert "旧的一句" not in texts(again, SectionKind.NOTES)
    assert edit.undo(parts, DAY, Language.ZH) == old
