"""What the checks of form say of the recorded pages, kind by kind; the counts were gone through one by one, and none is a false alarm.

`ran-before` was counted a second time by a script of its own over the lines of the pages; what the language checks find is not counted here.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.checks import PageKind
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.fixes import all_fixed
from bioai_desktop.edition.model import Edition, Entry, Role, Section, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.render import render
from bioai_desktop.flow.check import check_file, check_site
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.reading import PageFile, check_text
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
from tests.edition.checkers.pages import FIRST
from tests.newsroom import newsroom

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
LANGUAGE = {
    *("refusal", "reasoning", "prompt-text", "selection-rules", "first-person", "language"),
    *("latin-words", "han-left", "text-unfinished", "punctuation", "quotes"),
}

#: By file: anchor-dead, description-differs, title-differs, ran-before, tracking, title-long, too-long, too-short, and what else there is.
COUNTS = {
    "content/cn/2026-01/2026-01-11.md": (1, 0, 0, 0, 1, 0, 6, 8, {}),
    "content/cn/2026-01/2026-01-17.md": (1, 1, 0, 0, 3, 1, 9, 1, {}),
    "content/cn/2026-01/2026-01-21.md": (1, 1, 0, 0, 2, 0, 3, 1, {"section-missing": 1}),
    "content/cn/2026-01/2026-01-24.md": (1, 1, 0, 4, 3, 6, 12, 0, {"link-repeated": 1, "journal-differs": 2}),
    "content/cn/2026-01/2026-01-26.md": (1, 1, 0, 16, 0, 2, 2, 6, {}),
    "content/cn/2026-01/2026-01-28.md": (1, 1, 0, 7, 6, 0, 4, 3, {}),
    "content/cn/2026-01/2026-01-30.md": (1, 1, 0, 10, 5, 2, 3, 7, {}),
    "content/cn/2026-02/2026-02-04.md": (1, 1, 0, 7, 4, 2, 3, 6, {}),
    "content/cn/2026-02/2026-02-05.md": (1, 1, 0, 7, 5, 1, 2, 4, {}),
    "content/cn/2026-02/2026-02-07.md": (1, 1, 0, 7, 0, 0, 2, 7, {}),
    "content/cn/2026-02/2026-02-10.md": (1, 1, 0, 8, 7, 2, 6, 7, {}),
    "content/cn/2026-02/2026-02-14.md": (1, 1, 0, 10, 2, 1, 5, 8, {}),
    "content/cn/2026-02/2026-02-18.md": (1, 1, 0, 0, 13, 2, 3, 3, {}),
    "content/cn/2026-02/2026-02-21.md": (1, 1, 0, 0, 5, 2, 3, 4, {}),
    "content/cn/_index.md": (1, 0, 0, 0, 0, 1, 4, 5, {}),
    "content/en/2026-02/2026-02-04.md": (1, 1, 1, 0, 4, 0, 0, 0, {}),
    "content/en/2026-02/2026-02-05.md": (1, 1, 1, 5, 5, 0, 0, 0, {}),
    "content/en/_index.md": (0, 0, 1, 0, 0, 0, 0, 0, {}),
    "seed-2026-02-05-home.md": (1, 0, 0, 0, 5, 1, 2, 4, {}),
}
KINDS = ("anchor-dead", "description-differs", "title-differs", "ran-before", "tracking", "title-long", "too-long", "too-short")
CHINESE = sorted(name for name in COUNTS if name.startswith("content/cn/2026"))
#: What an editor writes instead, by kind of section.
OURS = {
    SectionKind.TOP: FIRST,
    SectionKind.NOTES: "把显微图像切成单个细胞，做成像的人能省下半天时间",
    SectionKind.LEAD: "酵母受热时先修复基因，再停止分裂。",
    SectionKind.DIGEST: "酵母遇热先修复再停工，模型找到了最早的开关。",
}

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the recorded pages are not beside this checkout")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return newsroom(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile(resource("profiles", "bioai-daily"))


@pytest.fixture(scope="module")
def told(parts: Parts) -> dict[str, list[Finding]]:
    found = {path.relative_to(PAGES).as_posix(): findings for path, findings in check_site(parts, PAGES).items()}
    for file in PAGES.glob("*.md"):
        found[file.name] = check_file(parts, file)
    return found


def counted(findings: list[Finding]) -> Counter[str]:
    return Counter(finding.kind for finding in findings if finding.kind not in LANGUAGE)


def test_every_page_is_checked(told: dict[str, list[Finding]]) -> None:
    assert set(told) == {file.relative_to(PAGES).as_posix() for file in PAGES.rglob("*.md")}
    assert {name for name, findings in told.items() if not counted(findings)} == set(told) - set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_what_is_found_on_a_page(told: dict[str, list[Finding]], name: str) -> None:
    *counts, more = COUNTS[name]
    assert counted(told[name]) == Counter({kind: count for kind, count in zip(KINDS, counts, strict=True) if count} | more)


def test_the_navigation_is_dead_on_every_page_and_its_fix_is_certain(told: dict[str, list[Finding]]) -> None:
    dead = [finding for findings in told.values() for finding in findings if finding.kind == "anchor-dead"]
    assert all(finding.fix for finding in dead)
    assert len({finding.fix for finding in dead}) == 2  # one for each language


def test_one_page_alone_knows_its_site(parts: Parts, told: dict[str, list[Finding]]) -> None:
    for name in ("content/cn/2026-02/2026-02-14.md", "content/en/2026-02/2026-02-05.md"):
        assert check_file(parts, PAGES / name) == told[name]


def corrected(edition: Edition, findings: list[Finding]) -> Edition:
    """Return a page with our own texts in the place of those that are too long or too short."""
    wrong = {(finding.entry, finding.kind) for finding in findings}
    for section, entry in edition.entries():
        for role, text in written(section, entry, wrong).items():
            edition = SetField(entry.id, role, text).apply(edition)
    return edition


def written(section: Section, entry: Entry, wrong: set[tuple[str, str]]) -> dict[Role, str]:
    texts: dict[Role, str] = {}
    if {(entry.id, "too-long"), (entry.id, "too-short")} & wrong:
        texts[Role.TEXT] = OURS[section.kind]
    if (entry.id, "title-long") in wrong:
        texts[Role.TITLE] = "酵母受热，先修复再停工"
    return texts


@pytest.mark.parametrize("name", [name for name in CHINESE if not COUNTS[name][-1]])
def test_nothing_is_found_on_a_page_once_it_is_corrected(profile: Profile, name: str) -> None:
    page = PageFile(PAGES / name, Language.ZH, PageKind.DAY, date.fromisoformat(Path(name).stem))
    text, made = all_fixed((PAGES / name).read_bytes().decode(), check_text((PAGES / name).read_bytes().decode(), page, profile, {}))
    assert made
    edition = parse(text, profile)
    text = render(corrected(edition, check_text(text, page, profile, {})))
    assert not counted(check_text(text, page, profile, {}))
