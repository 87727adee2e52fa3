"""Addresses: one spelling for each page."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from bioai_desktop.edition.addresses import tracks

_END = " .,;:!?'\"，。；：！？、》」』”’"
_PAIRS = {")": "(", "]": "[", "}": "{"}
#: Different addresses of one record.
_SAME = (
    (
        re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/([\w.-]+?/?\d+(?:\.\d+)?)(?:v\d+)?(?:\.pdf)?$"),
        r"https://arxiv.org/abs/\1",
    ),
    (re.compile(r"https?://(?:dx\.)?doi\.org/"), "https://doi.org/"),
    (re.compile(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed/(\d+)/?$"), r"https://pubmed.ncbi.nlm.nih.gov/\1/"),
    (re.compile(r"https?://pubmed\.ncbi\.nlm\.nih\.gov/(\d+)(?:[/?].*)?$"), r"https://pubmed.ncbi.nlm.nih.gov/\1/"),
)


def canonical(url: str, base: str = "") -> str:
    """Return the one spelling of a web address, relative ones joined to `base`; "" for what is none (`javascript:`, `file:` …)."""
    try:
        parts = urlsplit(urljoin(base, _trimmed(unescape(url).strip())))
        port = parts.port
    except ValueError:
        return ""
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in {"http", "https"} or not host or re.search(r"[\s\"'<>\\%]", host):
        return ""
    if ":" in host:
        host = f"[{host}]"
    default = port is None or port == (443 if scheme == "https" else 80)
    query = "&".join(pair for pair in parts.query.split("&") if pair and not tracks(pair))
    whole = urlunsplit((scheme, host if default else f"{host}:{port}", _quoted(parts.path) or "/", _quoted(query), ""))
    for pattern, one in _SAME:
        whole = pattern.sub(one, whole)
    return whole


def _trimmed(url: str) -> str:
    """Drop the punctuation of the sentence that the address stood in; brackets of its own stay."""
    while url:
        last = url[-1]
        opening = _PAIRS.get(last)
        if last in _END or (opening and url.count(last) > url.count(opening)):
            url = url[:-1]
        else:
            break
    return url


def _quoted(text: str) -> str:
    """Encode what may not stand in an address, and nothing that is encoded already."""
    return quote(text.encode("utf-8", "ignore"), safe="/%:=&?~#+!$,;'@()*[]")
