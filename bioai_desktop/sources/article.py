"""A web page's bytes to the article that it holds, without menus, advertisements and comments."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import decode

MOST_BYTES = 2_000_000  #: of a page that are read: the longest articles have half of that
_MOST_CHARS = 100_000  # of an article that are kept
_LEAST_CHARS = 250  # fewer are a notice about cookies, or a teaser
_CLOSED_CHARS = 1500  # fewer are a teaser, where the page says that it is not for everybody
_BEGINNING = 1024  # bytes in which a file says what it is
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p)\b", re.IGNORECASE)
#: What a page says for search engines of itself, or of a part of itself (schema.org).
_CLOSED = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE)
_LINE = re.compile(r"[^\S\n]+")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Page:
    """An answer that may hold an article."""

    body: bytes
    title: str = ""  #: of the item: where it stands above the text it is left out


@dataclass(frozen=True, slots=True)
class Found:
    """The paragraphs of an article, on lines of their own; or a reason of `ArticleUnreadable` why there are none."""

    text: str = ""
    reason: str = ""


def read(page: Page) -> Found:
    """Return the article of a page.

    By a parser in C and rules that take the square of the time for some pages: whoever can't vouch for a page has this done in a process
    of its own, for so long as seems good.
    """
    if b"%PDF-" in page.body[:_BEGINNING]:
        return Found(reason="pdf")
    try:
        markup = decode.page("", _beginning(page.body))
    except FeedUnreadable:
        return Found(reason="not-html")
    if not _MARKUP.search(markup):
        return Found(reason="not-html")
    text = _without(page.title, _paragraphs(markup))[:_MOST_CHARS].rstrip()
    is_closed = _CLOSED.search(markup) is not None
    if len(text) < (_CLOSED_CHARS if is_closed else _LEAST_CHARS):
        return Found(reason="paywall" if is_closed else "empty")
    return Found(text)


def _beginning(body: bytes) -> bytes:
    """Return so much of a page as is read, cut after a tag: within a character, its encoding could no longer be told."""
    return body if len(body) <= MOST_BYTES else body[: body.rfind(b">", 0, MOST_BYTES) + 1]


def _paragraphs(markup: str) -> list[str]:
    from trafilatura import extract  # noqa: PLC0415  # needed seldom, and slow to load

    text = extract(markup, output_format="txt", include_comments=False, include_tables=False) or ""
    lines = (_LINE.sub(" ", line).strip() for line in _FORBIDDEN.sub("", unicodedata.normalize("NFC", text)).split("\n"))
    return [line for line in lines if line]


def _without(title: str, paragraphs: list[str]) -> str:
    first = paragraphs[:1]
    return "\n".join(paragraphs[1:] if title and first == [title] else paragraphs)
