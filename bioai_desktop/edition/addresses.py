"""Addresses of things on the web: without trackers, and the names under which one thing is known whatever its address.

The one place that says when two links are the same: the checks, the ranking, the intake and the store's memory of what ran ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit, urlunsplit

WEB = re.compile(r"https?://[^\s/.]+\.[^\s/]", re.IGNORECASE)  # an address with a host in it

#: Kinds of names, the one that says most about a thing first.
SCHEMES = ("doi", "arxiv", "pmid", "pmcid", "repository", "url")

#: Parameters that only say where a reader came from.
_TRACKERS = re.compile(
    r"(?:utm_|mtm_|pk_|at_|ns_)\w+|(?:fb|g|y|d|ms)clid|msclkid|mc_[ce]id|igshid|spm|xtor|mkt_tok|_hs\w+|dgcid|cmpid|ref_src|share_token"
    r"|wt_mc|wt\.mc_id|wt\.rss_f|guccounter|rft_dat"
)
#: Parameters that do so with some values only: those that a feed puts there.
_FROM_FEED = {
    "rss": ("", "1", "yes", "true"),
    "af": ("r",),
    "track": ("rss",),
    "source": ("rss",),
    "from": ("rss", "feed"),
    "ref": ("rss",),
}

_DOI = r"(10\.\d{4,9}/[^\s?#]+)"
_ARXIV = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})"
#: Addresses that name what they lead to, without scheme and "www.".
_LINKS = tuple(
    (scheme, re.compile(pattern, re.IGNORECASE))
    for scheme, pattern in (
        ("doi", rf"(?:dx\.)?doi\.org/{_DOI}"),
        ("doi", rf".*?/(?:doi|content)/(?:abs/|full/|pdf/|epdf/|early/)?{_DOI}"),
        ("nature", r"nature\.com/articles/((?:s\d{5}|d41586|nature)-[\w-]+)"),
        ("arxiv", rf"(?:export\.)?arxiv\.org/(?:abs|pdf|html)/{_ARXIV}"),
        ("arxiv", rf"(?:huggingface\.co|alphaxiv\.org)/(?:papers|abs)/{_ARXIV}"),
        ("pmid", r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/(?:article|abstract)/med)/(\d+)"),
        ("pmcid", r"(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc|europepmc\.org)/articles?/(?:pmc/)?(pmc\d+)"),
        ("repository", r"github\.com/([\w.-]+/[\w.-]+)"),
    )
)
_GITHUB_PAGES = {"topics", "orgs", "sponsors", "features", "marketplace", "collections", "search", "about", "settings"}
_PREPRINT_VERSION = re.compile(r"^(10\.(?:1101|64898)/[\d.]+?)v\d+.*$")
#: What an address has after a DOI: a view of the paper, or the publisher's own number and title.
_DOI_TAIL = re.compile(r"(?:/\d{5,}/[a-z].*|\.full|\.abstract|\.pdf|\.full-text|/full|/abstract|/pdf|[.,;)\]])+$")
_ARXIV_DOI = "10.48550/arxiv."


def tracks(pair: str) -> bool:
    """Say whether a parameter of an address, "name=value", only says where its reader came from."""
    name, _, value = pair.lower().partition("=")
    return bool(_TRACKERS.fullmatch(name)) or value in _FROM_FEED.get(name, ())


def untracked(link: str) -> str:
    """Return a link without trackers; all else stays as it is written."""
    if "?" not in link:
        return link
    try:
        parts = urlsplit(link) if WEB.match(link) else None
    except ValueError:  # brackets that hold no address
        return link
    if parts is None or not parts.query:
        return link
    kept = "&".join(pair for pair in parts.query.split("&") if not tracks(pair))
    return link if kept == parts.query else urlunsplit(parts._replace(query=kept))


def same(link: str) -> str:
    """Return what all addresses of one page have in common: no tracker, fragment, scheme, "www." or final slash."""
    return _bare(link) or link


def thing(link: str) -> str:
    """Return the strongest name of what a link leads to: that of two links to one paper or repository is the same."""
    address = _bare(link)
    return next(_names(address), address or link)


def link_keys(link: str) -> tuple[str, ...]:
    """Return the names ("doi:10.…") that an address gives to what it leads to, the strongest first; a bare home page says nothing."""
    return tuple(dict.fromkeys(_names(_bare(link))))


def _names(address: str) -> Iterator[str]:
    """Yield the names that a bare address gives, the strongest first."""
    for scheme, pattern in _LINKS:
        if (match := pattern.match(address)) is None:
            continue
        value = match[1]
        if scheme == "repository" and value.split("/")[0].lower() in _GITHUB_PAGES:
            continue
        yield key("doi", f"10.1038/{value}") if scheme == "nature" else key(scheme, value)
    _, slash, rest = address.partition("/")
    if slash and rest:
        yield f"url:{address}"


def key(scheme: str, value: str) -> str:
    """Return the name of a thing by one of its identifiers, however that is written."""
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


def _bare(link: str) -> str:
    """Return an address without what does not part one page from another, its parameters in order; "" for what is none."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"}:
        return ""
    pairs = [pair for pair in parts.query.split("&") if pair] if parts.query else []
    query = "&".join(sorted(pair for pair in pairs if not (WEB.match(link.strip()) and tracks(pair))))
    return parts.netloc.lower().removeprefix("www.") + unquote(parts.path).rstrip("/") + (f"?{query}" if query else "")
