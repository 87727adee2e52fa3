"""The real Hugo's HTML and ours in one form, to be compared: elements, links and words, without what only a theme adds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from tests.site.hugo_site import build, site

_BLOCKS = {
    *(f"h{level}" for level in range(1, 7)),
    *["p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"],
}
_INLINE = {"a", "em", "strong", "del", "code", "b", "i", "sub", "sup"}
_VOID = {"br", "hr"}
_AROUND = re.compile(rf" ?(</?(?:{'|'.join(_BLOCKS)})>) ?")


class _Form(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.ids: list[str] = []
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self._hidden or (tag == "span" and values.get("class") == "image"):
            self._hidden += tag == "span"
        elif tag in _BLOCKS | _INLINE:
            href = unquote(values.get("href") or "") if tag == "a" else ""
            href = re.sub("^/[^#]*(?=#)", "", href)  # Hugo may write the page's own path before an anchor
            self.parts.append(f"<{tag} {href}>" if href else f"<{tag}>")
        if re.fullmatch("h[2-6]", tag) and values.get("id"):
            self.ids.append(values["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= tag == "span"
        elif tag in (_BLOCKS | _INLINE) - _VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def form(html: str) -> str:
    """Return HTML without what makes no difference to a reader: white space around blocks, attributes, images."""
    said = re.sub(r"\s+", " ", "".join(_Form(html).parts))
    return _AROUND.sub(r"\1", said).replace(" </code></pre>", "</code></pre>").strip()


def ids(html: str) -> list[str]:
    """Return the ids of the headings that have one on the site."""
    return _Form(html).ids


def by_hugo(sources: Sequence[str], folder: Path) -> list[str]:
    """Return the HTML that Hugo makes of some bodies, all in one build."""
    root = site(folder)
    for at, source in enumerate(sources):
        (root / "content" / "cn" / f"p{at}.md").write_text(f"---\ntitle: t\n---\n\n{source}\n", "utf-8")
    result = build(root, folder / "out")
    assert result.returncode == 0, result.stderr + result.stdout
    pages = [(folder / "out" / f"p{at}" / "index.html").read_text("utf-8") for at in range(len(sources))]
    return [page[page.index("<body") :].partition(">")[2].rpartition("</body>")[0] for page in pages]
