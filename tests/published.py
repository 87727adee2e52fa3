"""A site with pages that were published, made of our own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bioai_desktop.domain import Language
from bioai_desktop.edition.render import render
from bioai_desktop.site.compose import compose
from bioai_desktop.site.files import page_path
from tests.site.contents import PAGE, profile

FIRST = date(2026, 3, 1)


def page(day: date, language: Language = Language.ZH) -> str:
    """Return the page of a day; each day has links of its own."""
    top = tuple(
        replace(each, story="", link=f"{each.link}&day={day}" if "?" in each.link else f"{each.link}/{day}") for each in PAGE["top"][:2]
    )
    notes = tuple(replace(each, story="") for each in PAGE["notes"])
    return render(compose(profile(), language, day, {**PAGE, "top": top, "notes": notes}))


def lay(root: Path, days: int = 3, languages: tuple[Language, ...] = tuple(Language)) -> Path:
    """Write so many days into a site."""
    for at in range(days):
        for language in languages:
            file = file_of(root, FIRST + timedelta(at), language)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(page(FIRST + timedelta(at), language).encode())
    (root / "content" / "cn" / "_index.md").write_text("---\ntitle: x\n---\n", "utf-8")
    return root


def file_of(root: Path, day: date = FIRST, language: Language = Language.ZH) -> Path:
    """Return where the page of a day lies."""
    return root / page_path(profile(), language, day)


def reword(file: Path, old: str, new: str) -> None:
    """Change some words of a page on disk, and no other byte."""
    text = file.read_bytes().decode()
    assert text.count(old) == 1
    file.write_bytes(text.replace(old, new).encode())
