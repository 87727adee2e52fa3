from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from datetime import UTC, date, datetime

import msgspec

from bioai_desktop.domain import Decision, Draft, Facts, Item, ItemKind, Language, Outcome, Provenance, Task, Verdict
from bioai_desktop.edition.render import render
from bioai_desktop.store.dump import RECORDS
from bioai_desktop.store.fetches import FetchState
from bioai_desktop.store.migrations import MIGRATIONS, migrate
from bioai_desktop.store.polls import PollState
from bioai_desktop.store.store import Store
from tests.edition.pages import EDITION

DAY = date(2026, 2, 18)
NOW = datetime(2026, 2, 18, 9, 30, tzinfo=UTC)
ZH = Language.ZH


def test_all_that_is_kept_is_told_in_plain_words(store: Store) -> None:
    store.items.add([Item("i", "nature", "题目", "https://x.example/", NOW, "text", ItemKind.ARTICLE, {"doi": "10.1/x"}, ("A",))], NOW)
    store.items.add([Item("j", "nature", "t", "https://x.example/2", None, "", facts=Facts(stars=3))], NOW)
    store.editions.save(DAY, ZH, EDITION, "import")
    store.drafts.save(DAY, ZH, [Draft(Task.TEXT, "鲸鱼", Provenance("m", "p", 0, "s"), "story")])
    store.published.record(DAY, ZH, {"https://x.example/": "top 1"})
    store.decisions.add([Decision(DAY, "s", "i", Verdict.PICKED)])
    store.articles.keep("i", "https://x.example/full", "全文")
    store.twins.judge("doi:10.1/x", "arxiv:1", same=True)
    store.translations.keep({"A whale.": "一头鲸。"}, ZH, "m")
    store.polls.keep({"nature": PollState("https://x.example/feed", checked=NOW)})
    store.fetches.keep({"nature": FetchState(NOW, Outcome.FETCHED, items=2, new=2)})
    told = [json.loads(msgspec.json.encode(record)) for record in store.lines()]
    assert told[0]["record"] == "store"
    assert told[0]["version"] == len(MIGRATIONS)
    assert Counter(each["record"] for each in told[1:]) == Counter(
        {
            "item": 2,
            "version": 1,
            "draft": 1,
            "published": 1,
            "decision": 1,
            "poll": 1,
            "fetch": 1,
            "article": 1,
            "twin": 1,
            "translation": 1,
        }
    )
    by_name = {each["record"]: each for each in told}
    first, second = told[1:3]
    assert (first["title"], first["published"], first["identifiers"], first["authors"]) == (
        "题目",
        NOW.isoformat(),
        {"doi": "10.1/x"},
        ["A"],
    )
    assert (second["published"], second["facts"]) == (None, {"stars": 3})
    assert by_name["version"]["text"] == render(EDITION)
    assert by_name["version"]["shown"] is True
    assert by_name["draft"]["draft"]["text"] == "鲸鱼"
    assert (by_name["translation"]["source"], by_name["translation"]["text"]) == ("A whale.", "一头鲸。")
    assert by_name["fetch"]["at"] == by_name["poll"]["checked"] == NOW.isoformat()


#: What is made of the rest, what the site's files hold themselves, and which hosts have a key on this computer.
_LEFT_OUT = {"passages", "learned", "stale", "seen", "heads", "keyed"}


def test_no_table_is_forgotten() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")}
    connection.close()
    told = {table for question in RECORDS.values() for table in re.findall(r"FROM (\w+)", question)}
    assert told | _LEFT_OUT == {name for name in names if "_words" not in name}
