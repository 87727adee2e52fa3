"""What one publication writes into the site: the day's page, its body alone, the month's index, the home page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Literal

from bioai_desktop.domain import Language
from bioai_desktop.edition.front import read_front
from bioai_desktop.edition.profile import TABLE, Profile
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.site.compose import title
from bioai_desktop.site.days import days_in
from bioai_desktop.site.months import month_indexes
from bioai_desktop.site.templates import render_template, render_text

_LINE = r"^{key}:[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*"  # a key with the lines that go on below it


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of the site and the text that it is to hold."""

    path: str  #: relative to the site, with forward slashes
    text: str


def change_set(profile: Profile, language: Language, day: date, page_text: str, existing: Callable[[str], str | None]) -> list[FileChange]:
    """Return the files that publishing a page writes; `existing` gives the text of a file of the site, None where there is none.

    Which files those are, the profile says. A month's index that is there stays as it is, and so does a home page that shows a
    later day; a new month closes the one before it.
    """
    files = profile.files.get(language)
    if files is None:
        raise ProfileInvalid(profile.file(TABLE), f"files.{language}", "language")
    body = _body(page_text)
    changes: list[FileChange] = []
    if files.page:
        changes.append(FileChange(_path(profile, files.page, language, day), page_text))
    if files.daily:
        changes.append(FileChange(_path(profile, files.daily, language, day), body))
    if files.month_index:
        made = render_template(profile, "month_index.md", date=day, language=str(language))
        path = partial(_path, profile, files.month_index, language)
        indexes = month_indexes(path, profile.front.month_open, day, made, existing)
        changes += [FileChange(path, text) for path, text in indexes.items()]
    if files.home:
        home = _path(profile, files.home, language, day)
        changes.append(FileChange(home, _home(profile, language, day, body, existing(home))))
    return changes


def page_path(profile: Profile, language: Language, day: date) -> str:
    """Return where the page of a day lies in the site, "" where the profile has none in that language."""
    files = profile.files.get(language)
    return _path(profile, files.page, language, day) if files else ""


def subject(profile: Profile, day: date, change: Literal["create", "update", "undo"]) -> str:
    """Return what the commit of a publication says."""
    return render_text(profile, profile.commit, date=day, change=change)


def _path(profile: Profile, template: str, language: Language, day: date) -> str:
    return render_text(profile, template, date=day, language=str(language))


def _body(page_text: str) -> str:
    """Return what stands below a page's front matter, its first blank lines excluded."""
    return page_text[read_front(page_text)[1] :]


def _home(profile: Profile, language: Language, day: date, body: str, existing: str | None) -> str:
    """Return the home page's text: the one that is there where it shows a later day, else this day's body below its front matter.

    Of its front matter only the lines that the profile names are written anew.
    """
    words = {"title": title(profile, language, day), "description": profile.description.get(language, "")}
    shown = _shown(profile.front.home_day, existing or "")
    if existing is not None and shown is not None and shown > day:
        return existing
    made = render_template(profile, f"home.{language}.md", date=day, language=str(language), body=body, **words)
    front = _front(existing or "")
    if not front:
        return made
    for key in profile.front.home_renewed:
        line = re.compile(_LINE.format(key=re.escape(key)), re.MULTILINE)
        new, old = line.search(made), line.search(front)
        if new is None or old is None:
            return made
        front = front[: old.start()] + new[0] + front[old.end() :]
    return front + body


def _front(text: str) -> str:
    """Return the front matter with its fences and the blank lines below it, "" where there is none."""
    end = read_front(text)[1]
    return text[:end] if text.removeprefix("\ufeff").startswith("---") and text[:end].strip().endswith("---") else ""


def _shown(key: str, home: str) -> date | None:
    """Return the day whose page the home page shows by that line of its front matter, None where it does not say."""
    line = re.search(_LINE.format(key=re.escape(key)), _front(home), re.MULTILINE) if key else None
    return next(days_in(line[0]), None) if line else None
