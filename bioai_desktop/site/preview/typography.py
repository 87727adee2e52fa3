"""Words as Hugo shows them: with the signs of its typography, and pictures for short codes."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from bioai_desktop.edition.typography import signs
from bioai_desktop.paths import resource

_CODE = re.compile(r":([a-z0-9_+-]+):")


def dressed(text: str) -> str:
    """Return the words of one element as they are shown."""
    text = _CODE.sub(lambda found: _pictures().get(found[1], found[0]), text)
    kept: list[str] = []
    at = 0
    for sign in signs(text):
        kept += [text[at : sign.start], sign.shown]
        at = sign.end
    return "".join([*kept, text[at:]])


@cache
def _pictures() -> dict[str, str]:
    return tomllib.loads(resource("emoji.toml").read_text("utf-8"))
