"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org)."""

from __future__ import annotations

import html

from bioai_desktop.domain import Item, Source
from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import answers, dates, decode, links, record
from bioai_desktop.sources.record import Record


def parse(source: Source, body: bytes) -> list[Item]:
    """Return the items of a JSON Feed."""
    document = decode.json_document(source.id, body)
    if "jsonfeed.org/version/" not in answers.text(document, "version"):
        raise FeedUnreadable(source.id, "other-form")
    entries = answers.records(source.id, document, "items")
    home = links.canonical(answers.text(document, "home_page_url"), source.url)
    return record.items(source, map(_record, entries), home or source.url)


def _record(entry: object) -> Record:
    authors = [answers.text(author, "name") for author in answers.nodes(entry, "authors")] or [answers.text(entry, "author", "name")]
    plain = tuple(html.escape(answers.text(entry, name), quote=False) for name in ("content_text", "summary"))
    return Record(
        title=html.escape(answers.text(entry, "title"), quote=False),
        link=answers.text(entry, "url") or answers.text(entry, "external_url"),
        bodies=(answers.text(entry, "content_html"), *plain),
        published=dates.when(answers.text(entry, "date_published")) or dates.when(answers.text(entry, "date_modified")),
        authors=tuple(filter(None, authors)),
        names=(answers.text(entry, "id"),),
        mentions=(answers.text(entry, "external_url"),),
        guid=answers.text(entry, "id"),
    )
