"""What an item is a record of: keys that two records of the same thing share, whatever way they came."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from bioai_desktop.domain import Item

#: Kinds of keys, the one that says most about a thing first.
SCHEMES = ("doi", "arxiv", "pmid", "pmcid", "repository", "url")

_DOI = r"(10\.\d{4,9}/[^\s?#]+)"
_ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})"
#: Addresses that name what they lead to, without scheme and "www.".
_LINKS = tuple(
    (scheme, re.compile(pattern, re.IGNORECASE))
    for scheme, pattern in (
        ("doi", rf"^(?:dx\.)?doi\.org/{_DOI}"),
        ("doi", rf"/(?:doi|content)/(?:abs/|full/|pdf/|epdf/|early/)?{_DOI}"),
        ("nature", r"^nature\.com/articles/((?:s\d{5}|d41586|nature)-[\w-]+)"),
        ("arxiv", rf"^(?:export\.)?arxiv\.org/(?:abs|pdf|html)/{_ARXIV}"),
        ("arxiv", rf"^(?:huggingface\.co|alphaxiv\.org)/(?:papers|abs)/{_ARXIV}"),
        ("pmid", r"^(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/(?:article|abstract)/med)/(\d+)"),
        ("pmcid", r"^(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc|europepmc\.org)/articles?/(?:pmc/)?(pmc\d+)"),
        ("repository", r"^github\.com/([\w.-]+/[\w.-]+)"),
    )
)
_GITHUB_PAGES = {"topics", "orgs", "sponsors", "features", "marketplace", "collections", "search", "about", "settings"}
_PREPRINT_VERSION = re.compile(r"^(10\.(?:1101|64898)/[\d.]+?)v\d+.*$")
#: What an address has after a DOI: a view of the paper, or the publisher's own number and title.
_DOI_TAIL = re.compile(r"(?:/\d{5,}/[a-z].*|\.full|\.abstract|\.pdf|\.full-text|/full|/abstract|/pdf|[.,;)\]])+$")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens, joiners and marks of direction inside words
_ARXIV_DOI = "10.48550/arxiv."

#: Where a thing with such a key can be read.
_HOMES = {
    "doi": "https://doi.org/{}",
    "arxiv": "https://arxiv.org/abs/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "repository": "https://github.com/{}",
}


def keys(item: Item) -> tuple[str, ...]:
    """Return the item's keys ("doi:10.…"), the strongest first; one without any has its own id as key."""
    found = {_key(scheme, value) for scheme, value in item.identifiers.items() if scheme in SCHEMES and value.strip()}
    found |= set(link_keys(item.url))
    return tuple(sorted(found, key=lambda key: (SCHEMES.index(scheme_of(key)), key))) or (f"item:{item.id}",)


def link_keys(url: str) -> tuple[str, ...]:
    """Return what an address says about what it leads to; a bare home page says nothing."""
    address = _bare(url)
    found: list[str] = []
    for scheme, pattern in _LINKS:
        if (match := pattern.search(unquote(address))) is None:
            continue
        value = match[1]
        if scheme == "repository" and value.split("/")[0].lower() in _GITHUB_PAGES:
            continue
        found.append(_key("doi", f"10.1038/{value}") if scheme == "nature" else _key(scheme, value))
    _, slash, rest = address.partition("/")
    if slash and rest:
        found.append(f"url:{address}")
    return tuple(dict.fromkeys(found))


def scheme_of(key: str) -> str:
    """Return the kind of a key."""
    return key.partition(":")[0]


def addresses(items: Sequence[Item]) -> frozenset[str]:
    """Return the addresses under which a page may have linked to one of these items."""
    homes = {_HOMES[scheme].format(key.partition(":")[2]) for item in items for key in keys(item) if (scheme := scheme_of(key)) in _HOMES}
    return frozenset(homes | {item.url for item in items if item.url})


def story_id(primary: Item) -> str:
    """Return the id of the story with that primary record: the same whenever and in whatever company it comes."""
    return hashlib.blake2b(keys(primary)[0].encode(), digest_size=8).hexdigest()


def plain_title(title: str) -> str:
    """Return a title without what varies between records: case, punctuation, spaces, width of letters."""
    folded = _UNSEEN.sub("", unicodedata.normalize("NFKC", title)).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", folded).split())


def _key(scheme: str, value: str) -> str:
    value = value.strip()
    if scheme == "doi":
        return _doi_key(value)
    if scheme == "arxiv":
        return f"arxiv:{_arxiv_id(value)}"
    if scheme == "repository":
        owner_name = re.sub(r"^(?:https?://)?(?:www\.)?github\.com/", "", value.lower())
        return "repository:" + "/".join(owner_name.strip("/").split("/")[:2]).removesuffix(".git")
    return f"{scheme}:{_bare(value) if scheme == 'url' else value.lower()}"


def _doi_key(value: str) -> str:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", unquote(value).lower())
    doi = _PREPRINT_VERSION.sub(r"\1", _DOI_TAIL.sub("", doi))
    return f"arxiv:{_arxiv_id(doi.removeprefix(_ARXIV_DOI))}" if doi.startswith(_ARXIV_DOI) else f"doi:{doi}"


def _arxiv_id(value: str) -> str:
    return re.sub(r"v\d+$", "", value.lower().removeprefix("arxiv:").removesuffix(".pdf"))


def _bare(url: str) -> str:
    """Return an address without scheme, "www.", fragment and final slash, its host in small letters."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # brackets that hold no address
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/") + query
