"""Small payloads written for these tests, and the sources they come from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bioai_desktop.domain import ItemKind, Source, SourceKind


@pytest.fixture
def source() -> Callable[..., Source]:
    def make(kind: SourceKind = SourceKind.FEED, url: str = "", items: ItemKind = ItemKind.NEWS) -> Source:
        return Source("lab", "The Lab", kind, url, items=items)

    return make


@pytest.fixture
def rss() -> Callable[..., bytes]:
    """An RSS 2.0 feed around the given items."""

    def make(*items: str, channel: str = "<link>https://lab.example/</link>", encoding: str = "utf-8") -> bytes:
        spaces = (
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        )
        entries = "".join(f"<item>{item}</item>" for item in items)
        document = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" {spaces}><channel><title>Lab notes</title>{channel}{entries}</channel></rss>'
        return document.encode(encoding)

    return make
