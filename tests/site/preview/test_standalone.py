"""The one file: whole, and closed to everything outside."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.parse import parse
from bioai_desktop.site.compose import compose
from bioai_desktop.site.preview.standalone import standalone
from tests.site.contents import DAY, PAGE, profile
from tests.site.hugo_site import Html
from tests.site.preview.pages import PAGES

_LOADS = {"src", "srcset", "poster", "data", "background", "action", "formaction"}


class Loaded(HTMLParser):
    """What a browser would fetch or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "embed", "link", "video", "audio", "source", "base", "form", "svg"}:
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name, _ in attrs if name in _LOADS or name.startswith("on") or name == "style"]


@pytest.fixture(params=[*PAGES, "composed"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    text = PAGES.get(request.param)
    front = '---\ntitle: "T <i>"\ndescription: "D \\"x\\""\n---\n\n'
    edition = compose(profile(), Language.ZH, DAY, PAGE) if text is None else parse(front + text, profile())
    path = tmp_path / "page.html"
    path.write_text(standalone(edition, Language.ZH, DAY), "utf-8")
    return path


def test_it_loads_and_runs_nothing(file: Path) -> None:
    text = file.read_text("utf-8")
    assert Loaded(text).found == []
    assert "@import" not in text
    assert "url(" not in text


def test_every_link_into_the_page_hits_an_id(file: Path) -> None:
    seen = Html(file)
    assert seen.dead() == []
    assert seen.inside()
    assert len(seen.ids) == len(set(seen.ids))


def test_its_policy_lets_in_its_own_style_and_nothing_else(file: Path) -> None:
    text = file.read_text("utf-8")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert text.index(policy[0]) < text.index("<style>")


def test_it_has_both_colours_and_letters_for_chinese(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "prefers-color-scheme: dark" in text
    assert "Noto Sans CJK SC" in text


@pytest.mark.parametrize(("language", "tag"), [(Language.ZH, "zh-CN"), (Language.EN, "en")])
def test_it_says_its_language_and_its_title(language: Language, tag: str) -> None:
    made = standalone(parse("---\ntitle: A & B\n---\n\nx\n", profile()), language, DAY)
    assert f'<html lang="{tag}">' in made
    assert "<title>A &amp; B</title>" in made
    assert f"<title>{DAY}</title>" in standalone(parse("x", profile()), language, DAY)
