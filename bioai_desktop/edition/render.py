"""An Edition to its page's text: the spans, joined."""

from __future__ import annotations

from bioai_desktop.edition.model import Edition, Entry, Raw, Section


def render(edition: Edition) -> str:
    """Return the page, byte for byte what was parsed but for what was edited."""
    front = "".join(span.text for span in edition.front)
    return front + "".join(section_source(section) for section in edition.sections)


def section_source(section: Section) -> str:
    """Return a section as it stands on the page, its heading included."""
    return "".join(span.text for span in section.heading) + "".join(child_source(child) for child in section.children)


def child_source(child: Entry | Raw) -> str:
    """Return an entry, or what stands between entries, as it stands on the page."""
    return child.source if isinstance(child, Entry) else child.text
