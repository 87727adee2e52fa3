"""What a page would load from elsewhere, named instead: an image is told by its words and its host, and never asked for."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

_TAG = re.compile(r"<(img|video|audio|iframe|embed|source)\b[^<>]*>", re.IGNORECASE)
_SIGN = {"img": "🖼"}
_OTHER = "▶"


def named(text: str) -> str:
    """Return HTML with each image, film or sound as its alternative text and the host that it lies on."""
    return _TAG.sub(lambda found: _name(found[0]), text)


def _name(tag: str) -> str:
    reader = _Attributes(convert_charrefs=True)
    reader.feed(tag)
    address = reader.values.get("src", "")
    if not address:  # the sources within it have one
        return ""
    said = [reader.values.get("alt", "").strip(), _host(address)]
    return f'<span class="image">{_SIGN.get(reader.tag, _OTHER)} {html.escape(" · ".join(part for part in said if part))}</span>'


def _host(address: str) -> str:
    """Return the host of an address; the address itself where it has none."""
    try:
        return urlsplit(address).hostname or address
    except ValueError:  # brackets that hold no address of the sixth version
        return address


class _Attributes(HTMLParser):
    """Reads one tag."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.tag = ""
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        self.values = {name: value or "" for name, value in attrs}
