"""Markdown to harmless HTML for the preview. Imported when the first preview is made, not when the window starts."""

from __future__ import annotations

import re

import markdown
import nh3

#: A line of keywords: no heading for the site, though `markdown` takes it for one.
_KEYWORDS = re.compile(r"^(?=#+[^#\s])", re.MULTILINE)
_FRONT = re.compile(r"\A\ufeff?---\r?\n.*?\r?\n---\r?\n", re.DOTALL)
#: What a page of the site is made of; no image, no script, no style, nothing that asks the network.
_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "a", "em", "strong", "del", "code", "pre", "blockquote"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
}


def page(text: str) -> str:
    """Return a page's body as HTML, its front matter left out."""
    body = _KEYWORDS.sub(r"\\", _FRONT.sub("", text, count=1))
    raw = markdown.markdown(body, extensions=["tables", "fenced_code", "sane_lists"])
    return nh3.clean(raw, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"})
