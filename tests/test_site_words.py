"""No word of a site stands in the program: not its name, its headings, its paths, its tags, nor what it says of itself."""

from __future__ import annotations

import ast
import re
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import bioai_desktop
from bioai_desktop.edition.profile import Profile
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile

PACKAGE = Path(bioai_desktop.__file__).parent
PROFILES = [load_profile(folder) for folder in sorted(resource("profiles").iterdir()) if folder.is_dir()]

_COMPUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{count\}", re.DOTALL)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HUGOS = {"linkTitle", "index.md"}  # words of Hugo's own
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")  # pictures, marks, spaces


def said(profile: Profile) -> Iterator[str]:
    """Yield what a site is called and says: wherever that stands, this site is meant."""
    yield from (profile.name, profile.timezone, profile.commit, profile.front.month_open)
    for texts in (
        profile.title,
        profile.description,
        *(each.text for each in profile.promotions),
        *(rule.title for rule in profile.sections),
    ):
        yield from texts.values()
    for files in profile.files.values():
        yield from (files.page, files.daily, files.month_index, files.home)
    texts = (*profile.templates.values(), *profile.starter.values())
    yield from (line for text in texts for line in text.splitlines() if _HAN.search(line) or "/" in line)


def recognised(profile: Profile) -> Iterator[str]:
    """Yield what a site reads in headings and writes into tags: common words, each by itself."""
    for rule in profile.sections:
        yield from rule.match
    for texts in profile.tags.values():
        yield from texts.values()


def pieces(texts: Iterable[str]) -> set[str]:
    """Return texts without what is computed, and without the marks around the rest."""
    found = (_AROUND.sub("", piece) for text in texts for piece in _COMPUTED.split(text))
    return {piece for piece in found if len(piece) > 1} - _HUGOS


def distinctive(word: str) -> bool:
    """Tell whether a word means this site wherever it stands; 趋势 or "research" may be said about anything."""
    return len(_HAN.findall(word)) > 3 or "/" in word or (not _HAN.search(word) and len(re.split(r"[ .-]", word)) > 1)


def literals(tree: ast.AST) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    held = [node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body]
    docs = {id(body[0].value) for body in held if isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def in_code(folder: Path, profile: Profile) -> list[str]:
    """Return the site's words that stand in the code, with where."""
    alone, anywhere = pieces(recognised(profile)), pieces(said(profile))
    anywhere |= {word for word in alone if len(_HAN.findall(word)) > 3}
    whole = {word for word in alone | anywhere if _HAN.search(word) or word != word.lower()}  # a word in small letters is everybody's
    found: list[str] = []
    for path in sorted(folder.rglob("*.py")):
        for text in literals(ast.parse(path.read_text("utf-8"))):
            meant = {word for word in anywhere if distinctive(word) and word in text} | ({text} & whole)
            found += [f"{path.relative_to(folder)}: {word}" for word in sorted(meant)]
    return found


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_no_word_of_a_site_stands_in_the_code(profile: Profile) -> None:
    assert in_code(PACKAGE, profile) == []


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_nor_in_what_the_program_says(profile: Profile) -> None:
    words = {word for word in pieces(said(profile)) if distinctive(word)}
    texts = "\n".join(path.read_text("utf-8") for path in resource("i18n").glob("*.toml"))
    assert [word for word in words if word in texts] == []
    kinds = {line for path in resource("i18n").glob("gui.*.toml") for line in tomllib.loads(path.read_text("utf-8"))["gui"].values()}
    assert [rule.name for rule in profile.sections if set(rule.title.values()) & kinds] == []


@pytest.mark.parametrize(
    ("module", "planted", "profile"),
    [
        ("site/files.py", 'ROOT = "content/cn"', "bioai-daily"),
        ("flow/demo.py", 'SITE = """\\ncontentDir: content/cn\\n"""', "bioai-daily"),
        ("flow/draft.py", 'NAME = f"{1}. 今日摘要"', "bioai-daily"),
        ("edition/parse.py", 'MARK = "关键词"', "bioai-daily"),
        ("site/months.py", 'KEY = ("sidebar.open",)', "bioai-daily"),
        ("settings.py", 'DEFAULT = "bioai-daily"', "bioai-daily"),
        ("site/compose.py", 'TAG = "预印本"', "bioai-daily"),
        ("site/compose.py", 'def f(x="Worth Watching"): ...', "bioai-daily"),
        ("flow/triage.py", 'ZONE = "Europe/Berlin"', "ai-brief"),
        ("gui/phrases.py", 'TITLE = "AI in Brief, "', "ai-brief"),
        ("site/navigation.py", 'WORDS = ["Questions from readers"]', "ai-brief"),
        ("site/files.py", 'PATH = "content/posts/{year}"', "ai-brief"),
    ],
)
def test_a_planted_word_is_found(tmp_path: Path, module: str, planted: str, profile: str) -> None:
    copy = shutil.copytree(PACKAGE, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))
    path = copy / module
    path.write_text(path.read_text("utf-8") + f"\n\n{planted}\n", "utf-8")
    [site] = [each for each in PROFILES if each.name == profile]
    assert {where.split(":")[0] for where in in_code(copy, site)} == {module}
