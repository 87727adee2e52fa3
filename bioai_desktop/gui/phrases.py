"""The window's own small phrases: dates, ages, places, evidence, said with the words of `resources/i18n`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bioai_desktop.domain import Item, Ran, Story
from bioai_desktop.edition.model import Section, SectionKind
from bioai_desktop.edition.rules import bare
from bioai_desktop.wording import Wording

_OLD = 24 * 14  # hours after which a date says more than an age


def day_line(wording: Wording, day: date) -> str:
    """Return a date with its weekday."""
    return wording.text(
        "gui.date",
        year=day.year,
        day=day.day,
        month_name=wording.text(f"gui.month-{day.month}"),
        weekday=wording.text(f"gui.weekday-{day.weekday()}"),
    )


def short_day(wording: Wording, day: date) -> str:
    """Return a date without its year."""
    return wording.text("gui.date-short", day=day.day, month_name=wording.text(f"gui.month-{day.month}"))


def age(wording: Wording, published: datetime | None, now: datetime) -> str:
    """Say how long ago something came out, by its date where that is long ago; "" where it is not known or lies ahead."""
    if published is None or published > now:
        return ""
    hours = int((now - published).total_seconds() // 3600)
    if hours < 48:
        return wording.text("gui.age-hours", count=max(1, hours))
    return wording.text("gui.age-days", count=hours // 24) if hours < _OLD else published.date().isoformat()


def venue(item: Item) -> str:
    """Return who published an item, as its record names it."""
    return item.venue or item.source


def kind(wording: Wording, item: Item) -> str:
    """Say what sort of evidence an item is."""
    return wording.text(f"gui.kind-{item.kind}")


def evidence(wording: Wording, story: Story, now: datetime) -> list[str]:
    """Return the parts of a story's evidence line after its venue."""
    parts = [age(wording, story.primary.published, now)]
    if len(story.items) > 1:
        parts.append(wording.text("gui.sources-count", count=len(story.items)))
    return [part for part in parts if part]


def ran(wording: Wording, earlier: Ran) -> str:
    """Say when and where a story ran before."""
    section, _, number = earlier.place.partition(" ")
    key = f"gui.place-{section}" if number else "gui.place-within"
    place = wording.text(key, number=number) if wording.knows(key) else earlier.place
    return wording.text("gui.ran", day=short_day(wording, earlier.date), place=place)


def pages(wording: Wording, read: Mapping[str, int]) -> str:
    """Say how many pages were read from disk, and what they changed here."""
    changes = [wording.text("text.pages-changed", count=count, change=wording.text(f"text.change-{kind}")) for kind, count in read.items()]
    return wording.text("gui.pages-read", pages=sum(read.values()), changes=", ".join(changes))


def heading(wording: Wording, section: Section) -> str:
    """Return a section's name for the tree, without the pictures of its heading."""
    if section.kind is SectionKind.PREAMBLE:
        return wording.text("gui.preamble")
    return bare(section.title)


def time_left(wording: Wording, seconds: float | None) -> str:
    """Say how long work still takes; "" while that is not known."""
    return "" if seconds is None else wording.text("gui.time-left", time=wording.duration(seconds))
