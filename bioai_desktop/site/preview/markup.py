"""Markdown to harmless HTML, read as Hugo reads it. The one home of `markdown`; what it makes goes through `nh3`."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, LinkInlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from bioai_desktop.edition.lines import Line, heading, split
from bioai_desktop.edition.typography import MARKUP
from bioai_desktop.site.preview.marks import emphasise, is_read
from bioai_desktop.site.preview.media import named
from bioai_desktop.site.preview.structure import Kind, Part, depth, marker, parts, unquoted
from bioai_desktop.site.preview.typography import dressed

#: What a page of the site is made of; no image, no script, no style, nothing that asks the network.
_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "a", "em", "strong", "b", "i", "u", "del", "s", "sub", "sup", "kbd", "mark"),
    *("code", "pre", "blockquote", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "span"),
}
_KEPT = {
    **{f"h{level}": {"id"} for level in range(1, 7)},
    "a": {"href", "id", "name"},
    "span": {"class"},
    "ol": {"start"},
    "th": {"align"},
    "td": {"align"},
}
_SCHEMES = {"http", "https", "mailto"}

_BLOCKS = {"p", "li", "th", "td"}  # elements whose words one reads on end
_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
_UNDERLINE = re.compile(r"[ \t]*(=+|-+)[ \t]*$")
_REFERENCE = re.compile(r" {0,3}\[([^\]\[^][^\]\[]*)\]:[ \t]*<?([^\s<>]+)>?(?:[ \t]+[\"'(].*[\"')])?[ \t]*$")
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\$", re.MULTILINE)
_ALIGN = re.compile(r"text-align: (\w+);?")

#: An address that stands by itself: what may stand before it, and the characters that it may hold.
_HOST = r"[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?"
_PATH = r"(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=\(\);,'\">^{}\[\]`]*)?"
_BARE = (
    rf"(?<![^\s*_~(\"'\x03])(?:(?:(?:https?|ftp)://|www\.){_HOST}{_PATH}|[a-zA-Z0-9.+_-]+@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*\.[a-zA-Z0-9]+)"
)
_ENDING = "?!.,:*_~"  # what ends the sentence, not the address
_ENTITY = re.compile(r"&[a-zA-Z0-9]+;$")


#: What stands there, and from where to where; nothing where it is no match after all.
_Found = tuple[Element | None, int | None, int | None]


class Markup:
    """Renders parts of pages, one call at a time."""

    def __init__(self) -> None:
        self._markdown = Markdown(extensions=[TableExtension(), _Dialect()], output_format="html")
        self.references: Mapping[str, str] = {}  #: names that links of the page use for addresses

    def html(self, source: str, anchors: Sequence[str] = ()) -> str:
        """Return some Markdown as HTML; `anchors` are the ids of its headings, in order, "" for none."""
        raw = self._parts(split(source), iter(anchors))
        return nh3.clean(named(raw), tags=_TAGS, attributes=_KEPT, url_schemes=_SCHEMES)

    def _parts(self, lines: Sequence[Line], anchors: Iterator[str]) -> str:
        return "\n".join(self._part(part, anchors) for part in parts(lines))

    def _part(self, part: Part, anchors: Iterator[str]) -> str:
        match part.kind:
            case Kind.HEADING:
                made = self._heading(part, next(anchors, ""))
            case Kind.QUOTE:
                made = self._quote(part, anchors)
            case Kind.LIST:
                made = self._list(part, anchors)
            case Kind.FENCED | Kind.INDENTED:
                made = _code(part)
            case Kind.HTML:
                made = "\n".join(line.text for line in part.lines)
            case Kind.RULE:
                made = "<hr>"
            case Kind.TABLE | Kind.TEXT:
                made = self._words([line.text for line in part.lines])
        return made

    def _quote(self, part: Part, anchors: Iterator[str]) -> str:
        inner = "\n".join(unquoted(line.text) for line in part.lines)
        return f"<blockquote>\n{self._parts(split(inner), anchors)}\n</blockquote>"

    def _heading(self, part: Part, anchor: str) -> str:
        found = heading(part.lines[0].text)
        if found:
            level, words = found.level, part.lines[0].text[found.start : found.end]
        else:
            level = 1 if "=" in part.lines[-1].text else 2
            words = "\n".join(line.text for line in part.lines[:-1]).rstrip()
        said = _bare(self._words(_ATTRIBUTES.sub("", words).split("\n")))
        return f'<h{level} id="{html.escape(anchor)}">{said}</h{level}>' if anchor else f"<h{level}>{said}</h{level}>"

    def _list(self, part: Part, anchors: Iterator[str]) -> str:
        first = marker(part.lines[0].text)
        number = first[1][:-1] if first else ""
        tag, start = ("ol", f' start="{int(number)}"' if int(number) != 1 else "") if number else ("ul", "")
        items = _items(part.lines)
        loose = any(_is_loose(item) for item in items) or any(not item[-1].strip() for item in items[:-1] if len(item) > 1)
        made = "\n".join(f"<li>{self._item(item, anchors, loose=loose)}</li>" for item in items)
        return f"<{tag}{start}>\n{made}\n</{tag}>"

    def _item(self, lines: Sequence[str], anchors: Iterator[str], *, loose: bool) -> str:
        """Return what an item holds; in a tight list its words are no paragraphs."""
        held = ((part, self._part(part, anchors)) for part in parts(split("\n".join(lines))))
        return "\n".join(_bare(made) if part.kind is Kind.TEXT and not loose else made for part, made in held)

    def _words(self, lines: Sequence[str]) -> str:
        if all(_REFERENCE.match(line) for line in lines):
            return ""
        text = "\n".join(line.lstrip() for line in lines)
        self._markdown.reset()
        vars(self._markdown)["references"] = {name: (address, "") for name, address in self.references.items()}  # its types lack it
        return self._markdown.convert(_BREAK.sub(r"\1  ", text))


def references(page: str) -> dict[str, str]:
    """Return the addresses that a page gives a name to, `[name]: address`."""
    found = (_REFERENCE.match(line.text) for line in split(page) if not line.fence and "]:" in line.text)
    return {each[1].lower(): each[2] for each in found if each}


def _code(part: Part) -> str:
    if part.kind is Kind.FENCED:
        said = [line.text for line in part.lines if line.fence == line.fence.INSIDE]
    else:
        said = [line.text.expandtabs(4)[4:] for line in part.lines]
    text = html.escape("\n".join(said))
    return f"<pre><code>{text}</code></pre>"


def _items(lines: Sequence[Line]) -> list[list[str]]:
    """Return the lines of each item of a list, moved to the left by its mark."""
    items: list[list[str]] = []
    width = 0
    for line in lines:
        found = marker(line.text)
        if found and not (items and depth(line.text) >= width):
            bare = line.text.expandtabs(4)
            width = len(found[0].expandtabs(4)) if len(bare) > found.end() else found.end() + 1
            items.append([bare[width:]])
        else:
            shift = min(width, depth(line.text))
            items[-1].append(line.text.expandtabs(4)[shift:] if shift else line.text)
    return items


def _is_loose(item: Sequence[str]) -> bool:
    """Return whether a blank line parts two things that an item holds."""
    said = "\n".join(item).strip("\n ")
    return bool(said) and sum(len(part.lines) for part in parts(split(said))) < said.count("\n") + 1


def _bare(paragraph: str) -> str:
    return paragraph.removeprefix("<p>").removesuffix("</p>")


class _Dialect(Extension):
    """Takes from `markdown` what Goldmark reads otherwise, and puts in what it has beside."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Change what reads a document."""
        md.ESCAPED_CHARS = list(string.punctuation)
        md.preprocessors.deregister("html_block")
        for name in ("indent", "code", "hashheader", "setextheader", "hr", "olist", "ulist", "quote", "reference"):
            md.parser.blockprocessors.deregister(name)
        for name in ("em_strong", "em_strong2", "not_strong"):
            md.inlinePatterns.deregister(name, strict=False)
        md.inlinePatterns.register(_Link(r"(?<!\!)\[", md), "link", 160)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r" *  \n", "br"), "linebreak", 100)
        md.inlinePatterns.register(_Bare(_BARE, md), "bare", 85)
        md.treeprocessors.register(_Words(md), "words", 15)


class _Link(LinkInlineProcessor):
    """A link whose address holds no blank."""

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # noqa: N802 - the library's name
        """Return the link."""
        made, start, end = super().handleMatch(m, data)
        if not isinstance(made, Element):
            return None, None, None
        blank = any(char.isspace() for char in made.get("href", "")) and "](<" not in data[start:end]
        return (None, None, None) if blank else (made, start, end)


class _Bare(InlineProcessor):
    """An address that stands there by itself."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> _Found:  # noqa: ARG002, N802 - the library's names
        """Return a link of it."""
        address = _whole(m[0])
        scheme = "https://" if address.startswith("www.") else "" if "://" in address else "mailto:"
        made = Element("a", {"href": scheme + address, "class": "bare"})
        made.text = AtomicString(address)
        return made, m.start(), m.start() + len(address)


def _whole(address: str) -> str:
    """Return an address without what only ends the sentence around it."""
    bare = address.rstrip(_ENDING)
    if bare == address and bare.endswith(")"):
        spare = max(0, bare.count(")") - bare.count("("))
        bare = bare[: len(bare) - min(spare, len(bare) - len(bare.rstrip(")")))]
    return _ENTITY.sub("", bare)


class _Words(Treeprocessor):
    """Emphasis and typography, over the finished tree: marks are paired, and quotes opened and closed, within one element."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            if element.tag in _BLOCKS:
                emphasise(element)
                _dress(element)
            if element.tag in {"th", "td"} and (found := _ALIGN.match(element.get("style", ""))):
                element.set("align", found[1])


def _dress(element: Element) -> None:
    """Put the site's characters into the texts of an element and of those in it."""
    places = list(_texts(element))
    said = MARKUP.join(text for _, _, text in places)
    for (holder, name, _), text in zip(places, dressed(said).split(MARKUP) if places else (), strict=True):
        if name:
            setattr(holder, name, text)


def _texts(element: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield each text with its place; what is not read stands there as a place without a name."""
    if not is_read(element):
        yield element, "", ""
        return
    if element.text:
        yield element, "text", element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child, "tail", child.tail
