from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bioai_desktop.domain import Language
from bioai_desktop.edition.model import Edition, Entry, EntryState, Section, SectionKind, Span
from bioai_desktop.store.store import Store

DAY = date(2026, 2, 18)
ZH, EN = Language.ZH, Language.EN


def _page(words: str, state: EntryState = EntryState.FINE) -> Edition:
    return Edition((Span("---\n"),), (Section(SectionKind.TOP, (), (Entry((Span(words),), "e1", "s1", state),)),))


def _words(edition: Edition | None) -> str | None:
    return None if edition is None else edition.sections[0].entries[0].source


def _versions(store: Store) -> int:
    with store.editions._database.read() as db:
        return db.execute("SELECT count(*) FROM versions").fetchone()[0]


def test_day_without_page(store: Store) -> None:
    assert store.editions.get(DAY, ZH) is None
    assert store.editions.undo(DAY, ZH) is None
    assert store.editions.redo(DAY, ZH) is None
    assert not store.editions.can_undo(DAY, ZH)
    assert not store.editions.can_redo(DAY, ZH)
    assert store.editions.days() == {}


def test_undo_and_redo_walk_the_versions(store: Store) -> None:
    for words in "abc":
        assert store.editions.save(DAY, ZH, _page(words), "edit")
    assert _words(store.editions.undo(DAY, ZH)) == "b"
    assert _words(store.editions.undo(DAY, ZH)) == "a"
    assert store.editions.undo(DAY, ZH) is None
    assert _words(store.editions.get(DAY, ZH)) == "a"
    assert _words(store.editions.redo(DAY, ZH)) == "b"
    assert store.editions.can_undo(DAY, ZH)
    assert store.editions.can_redo(DAY, ZH)


def test_save_after_undo_cuts_redo_and_deletes_nothing(store: Store) -> None:
    for words in "abc":
        store.editions.save(DAY, ZH, _page(words), "edit")
    store.editions.undo(DAY, ZH)
    store.editions.undo(DAY, ZH)
    store.editions.save(DAY, ZH, _page("d"), "edit")
    assert not store.editions.can_redo(DAY, ZH)
    assert _words(store.editions.undo(DAY, ZH)) == "a"
    assert _words(store.editions.redo(DAY, ZH)) == "d"
    assert _versions(store) == 4


def test_same_page_again_adds_nothing_and_keeps_redo(store: Store) -> None:
    store.editions.save(DAY, ZH, _page("a"), "draft")
    store.editions.save(DAY, ZH, _page("b"), "edit")
    store.editions.undo(DAY, ZH)
    assert not store.editions.save(DAY, ZH, _page("a"), "edit")
    assert _words(store.editions.redo(DAY, ZH)) == "b"
    assert _versions(store) == 2


def test_state_of_an_entry_is_part_of_a_version(store: Store) -> None:
    store.editions.save(DAY, ZH, _page("a", EntryState.LOOK), "draft")
    assert store.editions.save(DAY, ZH, _page("a", EntryState.EDITED), "accept")
    undone = store.editions.undo(DAY, ZH)
    assert undone is not None
    assert undone.sections[0].entries[0].state is EntryState.LOOK


def test_languages_and_days_are_apart(store: Store) -> None:
    store.editions.save(DAY, ZH, _page("甲"), "draft")
    store.editions.save(DAY, EN, _page("one"), "translate")
    store.editions.save(date(2026, 2, 19), ZH, _page("乙"), "draft")
    store.editions.save(DAY, EN, _page("two"), "edit")
    store.editions.undo(DAY, EN)
    assert _words(store.editions.get(DAY, ZH)) == "甲"
    assert _words(store.editions.get(DAY, EN)) == "one"
    assert list(store.editions.days().items()) == [(date(2026, 2, 19), {ZH}), (DAY, {ZH, EN})]


def test_closing_and_opening_loses_nothing(tmp_path: Path) -> None:
    first = Store(tmp_path / "s")
    for words in "ab":
        first.editions.save(DAY, ZH, _page(words), "edit")
    first.editions.undo(DAY, ZH)
    first.close()
    second = Store(tmp_path / "s")
    assert _words(second.editions.get(DAY, ZH)) == "a"
    assert _words(second.editions.redo(DAY, ZH)) == "b"
    second.close()


class Journal(RuleBasedStateMachine):
    """The store beside a list with a cursor, which is what undo and redo mean."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = Store(Path(self.folder.name) / "s")
        self.pages: list[str] = []
        self.at = -1

    @rule(words=st.sampled_from("abc"))
    def save(self, words: str) -> None:
        added = self.store.editions.save(DAY, ZH, _page(words), "edit")
        assert added == (self.at < 0 or self.pages[self.at] != words)
        if added:
            self.pages = [*self.pages[: self.at + 1], words]
            self.at += 1

    @rule()
    def undo(self) -> None:
        moved = self.at > 0
        self.at -= moved
        assert _words(self.store.editions.undo(DAY, ZH)) == (self.pages[self.at] if moved else None)

    @rule()
    def redo(self) -> None:
        moved = self.at + 1 < len(self.pages)
        self.at += moved
        assert _words(self.store.editions.redo(DAY, ZH)) == (self.pages[self.at] if moved else None)

    @invariant()
    def shows_the_same(self) -> None:
        assert _words(self.store.editions.get(DAY, ZH)) == (self.pages[self.at] if self.at >= 0 else None)
        assert self.store.editions.can_undo(DAY, ZH) == (self.at > 0)
        assert self.store.editions.can_redo(DAY, ZH) == (self.at + 1 < len(self.pages))

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


def test_a_page_that_once_read_so(store: Store) -> None:
    for words in "ab":
        store.editions.save(DAY, ZH, _page(words), "edit")
    assert store.editions.had(DAY, ZH, "---\na")
    assert store.editions.had(DAY, ZH, "---\nb")
    assert not store.editions.had(DAY, ZH, "---\nc")
    assert not store.editions.had(DAY, EN, "---\na")


def test_past_holds_what_was_undone_too(store: Store) -> None:
    for words in "abc":
        store.editions.save(DAY, ZH, _page(words), "edit")
    store.editions.undo(DAY, ZH)
    store.editions.save(DAY, EN, _page("e"), "translate")
    assert [_words(edition) for edition in store.editions.past(DAY, ZH)] == ["a", "b", "c"]
