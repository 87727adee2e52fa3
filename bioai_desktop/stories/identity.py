"""What an item is a record of: keys that two records of the same thing share, whatever way they came."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from bioai_desktop.domain import Item
from bioai_desktop.edition.addresses import SCHEMES, key, link_keys

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens, joiners and marks of direction inside words

#: Where a thing with such a key can be read.
_HOMES = {
    "doi": "https://doi.org/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "repository": "https://github.com/{}",
}


def keys(item: Item) -> tuple[str, ...]:
    """Return the item's keys ("doi:10.…"), the strongest first; one without any has its own id as key."""
    found = {key(scheme, value) for scheme, value in item.identifiers.items() if scheme in SCHEMES and value.strip()}
    found |= set(link_keys(item.url))
    return tuple(sorted(found, key=lambda name: (SCHEMES.index(scheme_of(name)), name))) or (f"item:{item.id}",)


def scheme_of(name: str) -> str:
    """Return the kind of a key."""
    return name.partition(":")[0]


def addresses(items: Sequence[Item]) -> frozenset[str]:
    """Return the addresses under which a page may have linked to one of these items."""
    homes = {
        _HOMES[scheme].format(name.partition(":")[2]) for item in items for name in keys(item) if (scheme := scheme_of(name)) in _HOMES
    }
    return frozenset(homes | {item.url for item in items if item.url})


def story_id(primary: Item) -> str:
    """Return the id of the story with that primary record: the same whenever and in whatever company it comes."""
    return hashlib.blake2b(keys(primary)[0].encode(), digest_size=8).hexdigest()


def plain_title(title: str) -> str:
    """Return a title without what varies between records: case, punctuation, spaces, width of letters."""
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", title)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())
