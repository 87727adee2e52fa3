from __future__ import annotations

from dataclasses import replace
from datetime import date

from bioai_desktop.domain import Judgement, Language, Reception, Task
from bioai_desktop.store.store import Store

DAY = date(2026, 2, 18)
ZH = Language.ZH
EDITED = Judgement(DAY, ZH, "site", "s1", Task.TEXT, "m", "p", "The source.", "机器写的。", "编辑改的。", Reception.EDITED)
DROPPED = replace(EDITED, story="s2", after="", reception=Reception.REJECTED)


def test_judgements_of_a_page_take_the_place_of_earlier_ones(store: Store) -> None:
    store.judgements.replace(DAY, ZH, [EDITED, DROPPED])
    store.judgements.replace(DAY, Language.EN, [replace(EDITED, language=Language.EN)])
    store.judgements.replace(DAY, ZH, [DROPPED])
    assert store.judgements.all() == [replace(EDITED, language=Language.EN), DROPPED]


def test_what_left_is_good_and_what_was_dropped_is_not(store: Store) -> None:
    later = replace(EDITED, day=date(2026, 2, 19), after="后来的。")
    store.judgements.replace(DAY, ZH, [EDITED, DROPPED, replace(EDITED, task=Task.TITLE), replace(EDITED, story="s3", source="")])
    store.judgements.replace(later.day, ZH, [later])
    assert store.judgements.good(Task.TEXT, ZH, "site", 9) == [later, EDITED]
    assert store.judgements.good(Task.TEXT, ZH, "site", 1) == [later]
    assert store.judgements.good(Task.TEXT, ZH, "another", 9) == []
