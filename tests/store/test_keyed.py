from __future__ import annotations

from bioai_desktop.store.store import Store


def test_hosts_with_a_key_are_remembered_until_they_have_none(store: Store) -> None:
    assert store.keyed.all() == frozenset()
    for host in ("a.example", "b.example", "a.example"):
        store.keyed.add(host)
    assert store.keyed.all() == {"a.example", "b.example"}
    store.keyed.remove("a.example")
    store.keyed.remove("never.example")
    assert store.keyed.all() == {"b.example"}
