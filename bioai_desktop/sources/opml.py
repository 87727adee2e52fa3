"""OPML: lists of sources as feed readers exchange them, with their folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

import msgspec

from bioai_desktop.domain import ItemKind, JsonPaths, Source, SourceKind
from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import decode, links, markup

_SPACE = "urn:bioai-desktop:sources"  # of the attributes by which our own lists come back as they were
_FEEDS = {SourceKind.FEED: "rss", SourceKind.JSON_FEED: "jsonfeed"}
_DEEPEST = 20  # folders within folders
_LIST = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_BARE = re.compile(r"&(?!#?\w{1,31};)")  # an ampersand of an address that whoever wrote the list forgot to escape


@dataclass(frozen=True, slots=True)
class Outline:
    """One line of a list: a Source whose id is empty where the list does not give one, and what was written as its address."""

    source: Source
    written: str


def is_list(body: bytes) -> bool:
    """Say whether a payload is a list of sources."""
    return _LIST.search(body[:2000]) is not None


def read(name: str, body: bytes) -> list[Outline]:
    """Return the sources of a list in their order; raises `FeedUnreadable` naming the file. An address that is none leaves `source.url` empty."""
    document = _BARE.sub("&amp;", decode.text(name, body))
    root = markup.tree(name, document.encode())
    if root.tag.lower() != "opml":
        raise FeedUnreadable(name, "other-form")
    return [outline for element in root.iter("body") for outline in _outlines(element, ())]


def write(title: str, sources: Iterable[Source]) -> str:
    """Return the sources as a list; what only we can read is of a type that other readers pass over."""
    ET.register_namespace("bioai", _SPACE)
    root = ET.Element("opml", {"version": "2.0"})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    folders: dict[tuple[str, ...], ET.Element] = {(): body}
    for source in sources:
        ET.SubElement(_folder(folders, source.folder), "outline", _attributes(source))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _outlines(element: ET.Element, folder: tuple[str, ...]) -> Iterator[Outline]:
    for child in element.iterfind("outline"):
        values = {name.lower() if "}" not in name else name: value.strip() for name, value in child.attrib.items()}
        title = values.get("title") or values.get("text") or ""
        if values.get("iscomment", "").lower() == "true":
            continue
        if written := values.get("xmlurl", ""):
            yield Outline(_source(values, title or written, links.absolute(written), folder), written)
        elif len(folder) < _DEEPEST:
            yield from _outlines(child, (*folder, title) if title else folder)


def _source(values: Mapping[str, str], title: str, url: str, folder: tuple[str, ...]) -> Source:
    kind = SourceKind.JSON_FEED if values.get("type", "").lower() == "jsonfeed" else SourceKind.FEED
    plain = Source("", title, kind, url, folder=folder)
    told = {name.removeprefix(f"{{{_SPACE}}}"): value for name, value in values.items() if name.startswith(f"{{{_SPACE}}}")}
    try:
        return replace(
            plain,
            id=told.get("id", ""),
            kind=SourceKind(told.get("kind", kind)),
            weight=float(told.get("weight", plain.weight)),
            items=ItemKind(told.get("items", plain.items)),
            paths=msgspec.json.decode(told["paths"], type=JsonPaths) if "paths" in told else None,
        )
    except (ValueError, msgspec.MsgspecError):
        return plain


def _folder(folders: dict[tuple[str, ...], ET.Element], path: tuple[str, ...]) -> ET.Element:
    if path not in folders:
        folders[path] = ET.SubElement(_folder(folders, path[:-1]), "outline", {"text": path[-1], "title": path[-1]})
    return folders[path]


def _attributes(source: Source) -> dict[str, str]:
    own = {"id": source.id, "kind": source.kind, "weight": str(source.weight), "items": source.items}
    if source.paths:
        own["paths"] = msgspec.json.encode(source.paths).decode()
    return {
        "type": _FEEDS.get(source.kind, "bioai"),
        "text": source.title,
        "title": source.title,
        "xmlUrl": source.url,
    } | {f"{{{_SPACE}}}{name}": value for name, value in own.items()}
