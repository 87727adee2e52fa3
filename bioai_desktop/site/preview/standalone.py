"""A page as one HTML file that needs nothing else: no script, no font, no picture, and a policy that would let none in."""

from __future__ import annotations

import base64
import hashlib
import html
import string
from datetime import date

from bioai_desktop.domain import Language
from bioai_desktop.edition.front import get_front
from bioai_desktop.edition.model import Edition
from bioai_desktop.paths import resource
from bioai_desktop.site.preview.blocks import Preview

_TAGS = {Language.ZH: "zh-CN", Language.EN: "en"}  # of BCP 47


def standalone(edition: Edition, language: Language, day: date) -> str:
    """Return the file's text."""
    style = _read("page.css")
    return string.Template(_read("page.html")).substitute(
        lang=_TAGS[language],
        title=html.escape(get_front(edition, "title") or day.isoformat()),
        description=html.escape(get_front(edition, "description")),
        style=style,
        digest=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        body="\n".join(block.html for block in Preview().blocks(edition, day)),
    )


def _read(name: str) -> str:
    return resource("preview", name).read_text("utf-8")
