"""What is known of journals: where they publish, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal or preprint server; `address` is how its articles' addresses begin, without scheme and "www."."""

    address: str
    names: tuple[str, ...]  #: none where it is some journal of its family, or no journal at all
    family: str = ""  #: the publisher's name under which its journals go
