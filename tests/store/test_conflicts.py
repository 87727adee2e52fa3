from __future__ import annotations

from datetime import date

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.conflict import Conflict, What
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.store.store import Store
from tests.edition.pages import EDITION, section

DAY = date(2026, 2, 18)
ZH, EN = Language.ZH, Language.EN
ONE, TWO = Conflict(What.ENTRY, "那里", "这里", "e1", "s1", 3), Conflict(What.PAGE, "别的一页")
OTHER = SetField(section(SectionKind.TOP).entries[0].id, Role.TITLE, "新题").apply(EDITION)


@pytest.fixture
def page(store: Store) -> None:
    store.editions.save(DAY, ZH, EDITION, "import")


def test_a_page_without_any(store: Store, page: None) -> None:
    assert store.conflicts.open(DAY, ZH) == {}
    assert store.conflicts.open(DAY, EN) == {}


def test_they_come_with_a_version_even_of_the_same_page(store: Store, page: None) -> None:
    assert store.editions.save(DAY, ZH, EDITION, "import", [ONE, TWO])
    assert list(store.conflicts.open(DAY, ZH).values()) == [ONE, TWO]
    assert store.conflicts.open(DAY, EN) == {}
    assert store.editions.undo(DAY, ZH) == EDITION
    assert store.conflicts.open(DAY, ZH) == {}
    store.editions.redo(DAY, ZH)
    assert list(store.conflicts.open(DAY, ZH).values()) == [ONE, TWO]


def test_they_stay_through_edits_until_they_are_decided(store: Store, page: None) -> None:
    store.editions.save(DAY, ZH, EDITION, "import", [ONE, TWO])
    store.editions.save(DAY, ZH, OTHER, "edit")
    first, second = store.conflicts.open(DAY, ZH)
    store.conflicts.settle(DAY, ZH, first)
    assert store.conflicts.open(DAY, ZH) == {second: TWO}


def test_a_decision_is_walked_back_with_its_version(store: Store, page: None) -> None:
    store.editions.save(DAY, ZH, EDITION, "import", [ONE])
    with store.together():
        store.editions.save(DAY, ZH, OTHER, "import")
        (number,) = store.conflicts.open(DAY, ZH)
        store.conflicts.settle(DAY, ZH, number)
    assert store.conflicts.open(DAY, ZH) == {}
    store.editions.undo(DAY, ZH)
    assert store.conflicts.open(DAY, ZH) == {number: ONE}
    store.editions.redo(DAY, ZH)
    assert store.conflicts.open(DAY, ZH) == {}


def test_the_decision_of_another_page_is_none(store: Store, page: None) -> None:
    store.editions.save(DAY, ZH, EDITION, "import", [ONE])
    (number,) = store.conflicts.open(DAY, ZH)
    store.conflicts.settle(DAY, EN, number)
    assert store.conflicts.open(DAY, ZH) == {number: ONE}
