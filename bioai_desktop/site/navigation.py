"""The list of links to the sections that are really on the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bioai_desktop.domain import Language
from bioai_desktop.edition.anchors import headings
from bioai_desktop.edition.entries import read_children
from bioai_desktop.edition.lines import end_of_line
from bioai_desktop.edition.model import Edition, Section, SectionKind
from bioai_desktop.edition.outline import lines_of
from bioai_desktop.edition.places import with_ids
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.render import render
from bioai_desktop.edition.slots import join, known
from bioai_desktop.site.templates import render_template

_ITEM = re.compile(r"[ \t]*[-*+][ \t]+\[[^\[\]]*\]\(#[^()\s]*\)[ \t]*")


@dataclass(frozen=True, slots=True)
class Target:
    """A section that the navigation leads to, as its template sees it."""

    title: str
    anchor: str  #: the id that Hugo gives its heading


def with_navigation(edition: Edition, profile: Profile, language: Language) -> Edition:
    """Return the page with its navigation naming the sections that are there, in their order.

    A navigation that holds anything but a plain list of links into the page, and quotations beside it, was written
    otherwise, and stays.
    """
    place = next((at for at, section in enumerate(edition.sections) if section.kind is SectionKind.NAVIGATION), None)
    if place is None or not _is_list(edition.sections[place]):
        return edition
    items = render_template(profile, "navigation.md", language=str(language), targets=_targets(edition, place))
    changed = _with_items(edition.sections[place], items.splitlines(), end_of_line(render(edition)))
    return with_ids(replace(edition, sections=(*edition.sections[:place], changed, *edition.sections[place + 1 :])))


def _targets(edition: Edition, place: int) -> list[Target]:
    """Return what a navigation at that place leads to: the sections below it, those above where it is the last."""
    anchors = {heading.line: heading for heading in headings(render(edition))}
    lines = lines_of(edition)
    shown = edition.sections[place + 1 :] or edition.sections[:place]
    found = [(section, anchors.get(lines[section.id])) for section in shown]
    return [Target(section.title, heading.anchor) for section, heading in found if heading and heading.level == 2]


def _is_list(section: Section) -> bool:
    return all(_ITEM.fullmatch(line) or line.startswith(">") for line in join(section.children).splitlines() if line.strip())


def _with_items(section: Section, items: Sequence[str], eol: str) -> Section:
    """Put the items where the list stands, blank lines around it kept."""
    lines = join(section.children).splitlines(keepends=True)
    written = [at for at, line in enumerate(lines) if _ITEM.fullmatch(line.rstrip("\r\n"))]
    first, last = (written[0], written[-1] + 1) if written else (min(1, len(lines)), min(1, len(lines)))
    apart = [eol] if not written and "".join(lines[last : last + 1]).strip() else []
    text = "".join([*lines[:first], *(item + eol for item in items), *apart, *lines[last:]])
    return replace(section, children=known(read_children(section.kind, text), section.entries))
