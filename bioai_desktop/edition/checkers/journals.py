"""Journals: an entry that says it is in one, while its link leads to another place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.checkers.structure import SOURCED
from bioai_desktop.edition.journals import Journal
from bioai_desktop.edition.model import Entry, Role
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import HAN, plain

_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
#: What is said before or after a journal's name where the entry is in it; a name alone may be a word (Cell, Science).
_BEFORE = (
    r"(?P<before>(?:这[篇项]|发(?:表)?[在于]|刊[登发载]?[在于]|登上了?|登于|见[于刊]|来自|"
    r"(?:published|appear(?:s|ed|ing)?|reported|out|online|paper|study|article) in (?:the journal )?)\s*[《「“\"]?|《)?"
)
_AFTER = r"(?P<after>[》」”\"]?\s*(?:(?P<family>子刊|旗下|系列|portfolio\b|journals?\b)|封面|论文|发文|发了|发表|刊登|这篇|新文|综述|》|(?:paper|study|article|cover)\b))?"
_HEAD = re.compile(r"(?:^|\n)\s*$")  # a name right there with a colon after it is a heading's
_GOES_ON = re.compile(r"[ ](?:[A-Z&])|·")  # another journal's name, which begins so
_WORD = re.compile(rf"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class _Table:
    """The journals, ready to be looked for."""

    by_host: Mapping[str, Sequence[Journal]]  #: the longest address first
    roots: re.Pattern[str]  #: one of these is in each name, so that most texts are told by a quick look
    claims: re.Pattern[str]  #: a name with what is said around it


def check(page: Page) -> Iterator[Finding]:
    """Find entries that only name journals which they are not in."""
    if not page.context.journals:
        return
    table = _table(page.context.journals)
    for section, entry in page.edition.entries():
        home = _home(table, entry.get(Role.LINK)) if section.kind in SOURCED else None
        claims = list(_claims(table, _said(entry))) if home else []
        if home and claims and not any(_fits(claim, home) for claim in claims):
            yield page.finding("journal-differs", page.lines[entry.id], entry.id, claims[0].strip("*").strip())


@lru_cache(maxsize=4)
def _table(journals: tuple[Journal, ...]) -> _Table:
    by_host: dict[str, list[Journal]] = {}
    for journal in sorted(journals, key=lambda each: -len(each.address)):
        by_host.setdefault(journal.address.partition("/")[0], []).append(journal)
    names = sorted({name for each in journals for name in (*each.names, each.family) if name}, key=len, reverse=True)
    name = "|".join(map(re.escape, names)) or "(?!)"
    roots = [name for name in names if not any(other in name for other in names if other != name)]
    return _Table(
        by_host,
        re.compile("|".join(map(re.escape, roots)) or "(?!)"),
        re.compile(rf"{_BEFORE}(?<![A-Za-z])(?P<name>{name})(?![a-z-]){_AFTER}"),
    )


def _said(entry: Entry) -> str:
    return f"{plain(entry.get(Role.TITLE))}\n{plain(text_of(entry))}"


def _home(table: _Table, link: str) -> Journal | None:
    """Return where a link leads, None where that is no place we know."""
    scheme = _SCHEME.match(link)
    address = link[scheme.end() :].lower() if scheme else ""
    return next((each for each in table.by_host.get(address.partition("/")[0], ()) if address.startswith(each.address)), None)


def _fits(claim: str, home: Journal) -> bool:
    """Return whether a claim is true of a place, or speaks of a journal that we do not know."""
    return claim in home.names or claim == f"{home.family} *" or claim.endswith("…")


def _claims(table: _Table, text: str) -> Iterator[str]:
    """Yield the journals that a text says it is in: "Nature *" for any of a family, "Nature…" for one that we do not know."""
    for found in table.claims.finditer(text) if table.roots.search(text) else ():
        name, rest = found["name"], text[found.end("name") :]
        titled = _HEAD.search(text[: found.start()]) is not None and rest.lstrip().startswith(("：", ":"))
        if not (found["before"] or found["after"] or titled) or (_WORD.fullmatch(name) and "《" not in found[0]):
            continue
        if found["family"]:
            yield f"{name} *"
        else:
            yield f"{name}…" if _GOES_ON.match(rest) else name
