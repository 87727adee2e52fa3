"""The recorded pages there and back through an engine that answers anything: what is no prose is as it was, byte for byte."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bioai_desktop.domain import Language, Request, Script, SilentJob
from bioai_desktop.drafting.translate import Means
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.rendering import Rendering, render
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
from tests.fakes import ScriptedEngine

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
FILES = sorted(PAGES.rglob("*.md"))
NAMES = [file.relative_to(PAGES).as_posix() for file in FILES]

pytestmark = pytest.mark.skipif(len(FILES) < 20, reason="the recorded pages are not beside this checkout")

_SAID = {
    Script.CHINESE: (
        "一句平常的话。", "单元格 | 又一格 | 再一格", "第一行\n\n# 标题", "[链接](https://evil.example)", "```\n代码\n```", "- 项目", "带 `代码` 的话",
        "**粗的*乱的_话", "引号\"里的: 话 # 注", "<b>标签</b>", "{{< 短码 >}}", "12. 第 999 条", "---", "", "> 引文", "一句[没有关上的话", "$公式$ 与 \\反斜杠",
    ),
    Script.LATIN: (
        "A plain sentence.", "cell | another | one more", "first\n\n# Heading", "[link](https://evil.example)", "```\ncode\n```", "- item", "with `code` in it",
        "**bold*odd_words", "quotes\"in it: words # note", "<b>tag</b>", "{{< short >}}", "12. number 999", "---", "", "> quote", "words [left open", "$maths$ and \\slash",
    ),
}  # fmt: skip


def mangling(request: Request) -> str:
    """Return one of the above, by chance, the same for the same request."""
    pool = _SAID[request.constraint.script]
    return pool[hashlib.sha256(f"{request.prompt}{request.seed}".encode()).digest()[0] % len(pool)]


def skeleton(text: str) -> dict[str, object]:
    """Return what has to survive, counted by nothing but regular expressions."""
    front = re.match(r"\ufeff?---\r?\n(.*?)\r?\n---", text, re.DOTALL)
    body = text[front.end() :] if front else text
    rows = [line for line in body.splitlines() if line.lstrip().startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)] for row in rows]
    values = YAML(typ="safe").load(front[1]) if front else {}
    return {
        "lines": len(text.splitlines()),
        "ends": re.findall(r"\r?\n", text),
        "addresses": re.findall(r"\]\(([^\s)]*(?:\([^\s)]*\)[^\s)]*)*)", body),
        "bare": re.findall(r"https?://[^\s<>()\"'（），。]+", text),
        "fences": re.findall(r"^```.*?^```", body, re.DOTALL | re.MULTILINE),
        "code": re.findall(r"(?<!`)`[^`\n]+`(?!`)", body),
        "headings": re.findall(r"^(#{1,6}) ", body, re.MULTILINE),
        "marks": re.findall(r"^[ \t]*(?:[-*+>]|\d+\.)(?= )", body, re.MULTILINE),
        "strong": body.count("**"),
        "images": body.count("!["),
        "tags": re.findall(r"</?[a-zA-Z][^>]*>", body),
        "shape": [len(row) for row in cells],
        "numbers": [[cell for cell in row if re.fullmatch(r"[\d.,%:-]*", cell)] for row in cells],
        "keys": list(values),
        "values": {key: value for key, value in values.items() if key not in ("title", "linkTitle", "description")},
    }


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile(resource("profiles", "bioai-daily"))


@pytest.mark.parametrize("name", NAMES)
def test_there_and_back(name: str, profile: Profile) -> None:
    text = (PAGES / name).read_bytes().decode("utf-8")
    engine = ScriptedEngine(mangling)
    by = Rendering(lambda: engine, profile, SilentJob(), Means(candidates=1))
    there = Language.EN if "/cn/" in f"/{name}" or "home" in name else Language.ZH
    back = Language.ZH if there is Language.EN else Language.EN
    once = render([text], there, by)[0].text
    twice = render([once], back, by)[0].text
    assert skeleton(once) == skeleton(text)
    assert skeleton(twice) == skeleton(text)
    says_something = not re.search(r"\d/_index\.md$", name)  # a month's index is front matter of numbers
    assert bool(engine.asked) == (once != text) == says_something
