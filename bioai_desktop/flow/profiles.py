"""What a user does with profiles: list, look at, copy."""

from __future__ import annotations

from bioai_desktop.edition.profile import Profile
from bioai_desktop.paths import Paths, resource
from bioai_desktop.site.library import Library, Shelved
from bioai_desktop.site.profile import load_profile


def library(paths: Paths) -> Library:
    """Return the profiles there are: the user's own and the shipped ones."""
    return Library(paths.profiles, resource("profiles"))


def load(paths: Paths, name: str) -> Profile:
    """Return the profile of that name, the default one for ""; raises `ProfileUnknown`, `ProfileInvalid`."""
    return load_profile(library(paths).find(name).folder)


def names(paths: Paths) -> list[Shelved]:
    """Return the profiles that can be chosen; none of them is read."""
    return library(paths).all()


def copy(paths: Paths, name: str, new: str) -> Shelved:
    """Make a profile of the user's own out of another one; raises as `Library.copy`."""
    return library(paths).copy(name, new)
