from __future__ import annotations

from bioai_desktop.store.store import Store


def test_the_last_text_of_an_item_is_kept(store: Store) -> None:
    store.articles.keep("one", "https://example.org/1", "first")
    store.articles.keep("one", "https://example.org/1", "second")
    store.articles.keep("two", "https://example.org/2", "")
    assert store.articles.of(["one", "two", "three"]) == {"one": "second", "two": ""}
    assert store.articles.of([]) == {}
