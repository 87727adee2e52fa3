from __future__ import annotations

from bioai_desktop.store.store import Store


def test_the_last_judgement_on_a_pair_holds(store: Store) -> None:
    store.twins.judge("doi:b", "doi:a", same=True)
    store.twins.judge("doi:c", "doi:d", same=False)
    assert store.twins.all(same=True) == {frozenset(("doi:a", "doi:b"))}
    assert store.twins.all(same=False) == {frozenset(("doi:c", "doi:d"))}
    store.twins.judge("doi:a", "doi:b", same=False)
    assert store.twins.all(same=True) == frozenset()
    store.twins.forget("doi:b", "doi:a")
    store.twins.forget("doi:x", "doi:y")
    assert store.twins.all(same=False) == {frozenset(("doi:c", "doi:d"))}
