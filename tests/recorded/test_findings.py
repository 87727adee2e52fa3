"""What the checks of language say of the recorded pages, by file, kind and line; each was gone through.

`FALSE` are false alarms: fewer than one in twenty pages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Finding, Severity
from bioai_desktop.flow.check import check_file, check_site
from bioai_desktop.flow.parts import Parts
from tests.newsroom import newsroom

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
LANGUAGE = {
    *("refusal", "reasoning", "prompt-text", "selection-rules", "first-person", "language"),
    *("latin-words", "han-left", "text-unfinished", "punctuation", "quotes"),
}

#: The English home page is a model's refusal from its first line to its last.
REFUSED = {("content/en/_index.md", "refusal", line) for line in (11, 13, 14, 15, 16, 18)}
#: English words that an editor would have translated.
UNTRANSLATED = {
    ("content/cn/2026-01/2026-01-21.md", "latin-words", 85),
    ("content/cn/2026-01/2026-01-21.md", "latin-words", 89),
    ("content/cn/2026-02/2026-02-04.md", "latin-words", 60),
    ("content/cn/2026-02/2026-02-07.md", "latin-words", 70),
    ("content/cn/2026-02/2026-02-10.md", "latin-words", 42),
    ("content/cn/2026-02/2026-02-10.md", "latin-words", 60),
    ("content/cn/2026-02/2026-02-10.md", "latin-words", 90),
    ("content/cn/2026-02/2026-02-10.md", "latin-words", 96),
    ("content/cn/2026-02/2026-02-18.md", "latin-words", 48),
    ("content/cn/2026-02/2026-02-21.md", "latin-words", 54),
    ("content/cn/2026-02/2026-02-21.md", "latin-words", 130),
    ("content/cn/_index.md", "latin-words", 85),
    ("content/cn/_index.md", "latin-words", 126),
}
FALSE = {
    ("content/cn/_index.md", "latin-words", 79),  # the name of a method, in small letters
}

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the recorded pages are not beside this checkout")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return newsroom(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def told(parts: Parts) -> dict[tuple[str, str, int], Finding]:
    pages = {path.relative_to(PAGES).as_posix(): findings for path, findings in check_site(parts, PAGES).items()}
    pages |= {file.name: check_file(parts, file) for file in PAGES.glob("*.md")}
    return {(name, each.kind, each.line): each for name, findings in pages.items() for each in findings if each.kind in LANGUAGE}


def test_what_is_found_on_the_pages(told: dict[tuple[str, str, int], Finding]) -> None:
    assert set(told) == REFUSED | UNTRANSLATED | FALSE


def test_a_refusal_blocks_and_is_quoted(told: dict[tuple[str, str, int], Finding]) -> None:
    assert all(told[place].severity is Severity.BLOCK and told[place].detail for place in REFUSED)


def test_other_pages_are_not_blocked_by_their_language(told: dict[tuple[str, str, int], Finding]) -> None:
    assert {place for place, finding in told.items() if finding.severity is Severity.BLOCK} == REFUSED
