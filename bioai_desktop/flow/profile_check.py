"""Check a profile before it is worked with."""

from __future__ import annotations

from bioai_desktop.drafting import trial as prompts
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.flow.profiles import library
from bioai_desktop.paths import Paths
from bioai_desktop.site.profile import read_profile
from bioai_desktop.site.trial import trial


def problems(paths: Paths, name: str) -> list[ProfileInvalid]:
    """Return all that is wrong in a profile's files; where each can be read, a page is made with them. Raises `ProfileUnknown`."""
    reading = read_profile(library(paths).find(name).folder)
    if reading.problems or reading.profile is None:
        return list(reading.problems)
    # What is wrong in all languages is told once.
    found = {(each.path, each.line, each.reason, each.problem): each for each in (*trial(reading.profile), *prompts.trial(reading.profile))}
    return list(found.values())
