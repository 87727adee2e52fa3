"""A payload's bytes to text, whatever they are labelled as; what can hold no feed is refused here.

Every refusal is a `FeedUnreadable`. No entity is ever fetched, and none may stand for another one.
"""

from __future__ import annotations

import codecs
import json
import re
import zlib
from collections.abc import Mapping
from html.entities import html5
from xml.sax.saxutils import escape

from bioai_desktop.errors import FeedUnreadable

_MAX_UNPACKED = 64 * 1024 * 1024  # bytes; a hundred times the largest feed seen
_SAMPLE = 100_000  # bytes that are looked at to tell an encoding
_HEAD = 4096  # bytes in which a page says its encoding

#: Byte order marks and their beginnings of a document without one; the longer first.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"), (b"{\0", "utf-16-le"), (b"\0{", "utf-16-be"))
_LABEL = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_META = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
#: Python also knows codecs that are no encodings of text, or that can hide markup.
_TRUSTED = ("gb", "big5", "iso-8859", "iso8859", "latin", "windows-", "cp125", "koi8", "shift_jis", "euc-", "iso-2022-", "hz")
_SEVEN_BIT = ("iso-2022-", "hz")  # their bytes are ASCII, so they would pass for UTF-8
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "iso-8859-1": "windows-1252"}

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML parser accepts these
_PROLOG = re.compile(r"\A(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_HTML = re.compile(r"<!doctype\s+html\b|<(?:html|head|body)[\s>]", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[(.*?)\]\s*)?>", re.DOTALL | re.IGNORECASE)
#: An entity that stands for a few characters of text: not external, no parameter, nothing that expands again.
_HARMLESS = re.compile(r"""<!ENTITY\s+([\w.:-]+)\s+(["'])((?:[^&%"'<]|&\#\w{1,8};){0,64})\2\s*>""")
#: What opens or closes an element; not HTML's elements that need no end, nor tags in the text of a feed.
_TAG = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)|(?P<close></[^<>]*>)|<(?:br|hr|img|input|li|p|td|tr)\b[^<>]*>|<\w[^<>]*/>|(?P<open><\w[^<>]*>?)",
    re.DOTALL | re.IGNORECASE,
)
_DEEPEST = 5000
_LONG_TAG, _MOST_ATTRIBUTES = 20_000, 1000  # characters; a picture within a tag is long, but has few attributes
_REFERENCE = re.compile(r"&([A-Za-z][\w.:-]*);")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}


def text(source: str, body: bytes) -> str:
    """Return the characters of a payload, byte order mark and control characters gone; an HTML page is refused."""
    document = page(source, body)
    if not document:
        raise FeedUnreadable(source, "empty")
    if _HTML.match(_without_prolog(document)):
        raise FeedUnreadable(source, "html")
    return document


def page(source: str, body: bytes) -> str:
    """Return the characters of a web page, or of whatever it is."""
    return _FORBIDDEN.sub("", _decoded(_unpacked(source, body))).strip()


def xml(source: str, body: bytes) -> str:
    """Return an XML document from its root on: prolog gone, named references resolved but for the five of XML."""
    document = _without_prolog(text(source, body))
    declared: Mapping[str, str] = {}
    if document[:9].upper() == "<!DOCTYPE":
        doctype = _DOCTYPE.match(document)
        if doctype is None:
            raise FeedUnreadable(source, "not-xml")
        declared = _entities(source, doctype[1] or "")
        document = _without_prolog(document[doctype.end() :])
    if not document.startswith("<") or _is_monstrous(document):
        raise FeedUnreadable(source, "not-xml")
    return _REFERENCE.sub(lambda found: _resolved(found, declared), document)


def json_document(source: str, body: bytes) -> object:
    """Return what a JSON payload says."""
    document = text(source, body)
    try:
        return json.loads(document)
    except (ValueError, RecursionError) as error:
        raise FeedUnreadable(source, "not-json") from error


def _unpacked(source: str, body: bytes) -> bytes:
    """Some servers send gzip and do not say so."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        content = unpacker.decompress(body, _MAX_UNPACKED)
    except zlib.error as error:
        raise FeedUnreadable(source, "damaged") from error
    if unpacker.unconsumed_tail:
        raise FeedUnreadable(source, "too-large")
    return content


def _decoded(raw: bytes) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace")
    for beginning, name in _UNMARKED:
        if raw.startswith(beginning):
            return raw.decode(name, "replace")
    label = _label(raw)
    # Valid UTF-8 is hardly ever anything else, so it counts more than a label that says otherwise.
    first, second = (label, "utf-8") if label.startswith(_SEVEN_BIT) else ("utf-8", label)
    for name in (first, second):
        if name and (decoded := _try(raw, name)) is not None:
            return decoded
    return _mislabelled(raw, label)


def _label(raw: bytes) -> str:
    """Return the declared encoding as Python names it, "" where there is none to rely on."""
    found = _LABEL.match(raw[:400]) or _META.search(raw[:_HEAD])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    return _WIDER.get(name, name) if name.startswith(_TRUSTED) else ""


def _try(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _mislabelled(raw: bytes, label: str) -> str:
    """Decode what is neither UTF-8 nor what it says it is."""
    sample = raw[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    if not label:
        hanzi = len(re.findall(rb"[\xb0-\xf7][\xa1-\xfe]", sample))
        if 2 * hanzi > 0.8 * high and (decoded := _try(raw, "gb18030")) is not None:
            return decoded
        broken = sample.decode("utf-8", "replace").count("\ufffd")
        if broken * 20 < high:
            return raw.decode("utf-8", "replace")
    return raw.decode(label or "windows-1252", "replace")


def _is_monstrous(document: str) -> bool:
    """Say whether a document is nested, or one of its tags loaded, so far beyond any feed that parsers spend minutes on it."""
    if document.count("<") - document.count("</") <= _DEEPEST and max(map(len, document.split("<"))) < _LONG_TAG:
        return False  # it has not the tags for that: which costs a tenth of looking at each
    depth = 0
    for tag in _TAG.finditer(document):
        if tag.end() - tag.start() > _LONG_TAG and tag[0].count("=") > _MOST_ATTRIBUTES:
            return True
        depth += {"open": 1, "close": -1}.get(tag.lastgroup or "", 0)
        if depth > _DEEPEST:
            return True
    return False


def _without_prolog(document: str) -> str:
    return _PROLOG.sub("", document, count=1)


def _entities(source: str, subset: str) -> dict[str, str]:
    """Return what a document's own entities stand for; one that could fetch or multiply is refused."""
    harmless = _HARMLESS.findall(subset)
    if len(harmless) != subset.upper().count("<!ENTITY"):
        raise FeedUnreadable(source, "entities")
    return {name: value for name, _, value in harmless}


def _resolved(found: re.Match[str], declared: Mapping[str, str]) -> str:
    name = found[1]
    if name in _OF_XML:
        return found[0]
    if name in declared:
        return declared[name]
    character = html5.get(f"{name};")
    return found[0] if character is None else escape(character)
