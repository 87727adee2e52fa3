from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec

from bioai_desktop.domain import Draft, Finding, Language, Provenance, Severity, Support, SupportKind, Task
from bioai_desktop.store.store import Store

DAY = date(2026, 2, 18)
ZH, EN = Language.ZH, Language.EN
DRAFT = Draft(
    Task.TEXT,
    "写好的一段。",
    Provenance("f" * 64, "p" * 16, 7, "The source's words."),
    story="s1",
    attempts=2,
    findings=(Finding("number-unsupported", Severity.BLOCK, 3, "e1", "120万", None), Finding("length", Severity.LOOK, fix="短")),
)


def test_draft_comes_back_with_provenance_and_findings(store: Store) -> None:
    store.drafts.save(DAY, ZH, [DRAFT])
    assert store.drafts.of_edition(DAY, ZH) == [DRAFT]


def test_what_a_draft_rests_on_is_kept_and_one_from_before_had_none(store: Store) -> None:
    tied = replace(DRAFT, support=(Support(SupportKind.NUMBER, 0, 3, 10, 12),), details=("2", "60"))
    store.drafts.save(DAY, ZH, [tied])
    assert store.drafts.of_edition(DAY, ZH) == [tied]
    old = msgspec.json.encode({key: value for key, value in msgspec.to_builtins(DRAFT).items() if key not in ("support", "details")})
    assert msgspec.json.decode(old, type=Draft) == DRAFT


def test_drafts_are_asked_for_by_page_or_story(store: Store) -> None:
    lead = replace(DRAFT, task=Task.LEAD, story="")
    title = replace(DRAFT, task=Task.TITLE)
    store.drafts.save(DAY, ZH, [DRAFT, lead])
    store.drafts.save(DAY, EN, [replace(title, text="A title.")])
    store.drafts.save(date(2026, 2, 19), ZH, [title])
    assert store.drafts.of_edition(DAY, ZH) == [DRAFT, lead]
    assert store.drafts.of_edition(DAY, EN) == [replace(title, text="A title.")]
    assert store.drafts.of_story("s1") == [DRAFT, replace(title, text="A title."), title]
    assert store.drafts.of_story("s2") == []
    assert store.drafts.newest("s1") == title
    assert store.drafts.newest("s2") is None


def test_second_attempt_does_not_replace_the_first(store: Store) -> None:
    store.drafts.save(DAY, ZH, [DRAFT])
    store.drafts.save(DAY, ZH, [replace(DRAFT, text="另一段。")])
    assert [draft.text for draft in store.drafts.of_story("s1")] == ["写好的一段。", "另一段。"]


def test_draft_is_found_by_what_was_asked(store: Store) -> None:
    noted = replace(DRAFT, provenance=replace(DRAFT.provenance, asked="k1"))
    store.drafts.save(DAY, ZH, [DRAFT, noted])
    store.drafts.save(DAY, ZH, [replace(noted, text="后来的。")])
    assert {key: draft.text for key, draft in store.drafts.ready(["k1", "k2", ""]).items()} == {"k1": "后来的。"}


def test_drafts_of_several_stories_by_language(store: Store) -> None:
    store.drafts.save(DAY, ZH, [DRAFT, replace(DRAFT, story="s2")])
    store.drafts.save(DAY, EN, [replace(DRAFT, text="English.")])
    assert store.drafts.by_story(["s1", "s2", "s3"], ZH) == {"s1": [DRAFT], "s2": [replace(DRAFT, story="s2")]}
