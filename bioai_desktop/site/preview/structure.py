"""What a body of Markdown is made of, parted where Goldmark, which reads it for Hugo, parts it.

`markdown` begins a list, a quote or a table only after a blank line, and nests by four spaces; Goldmark follows CommonMark.
So the parts are told here, and `markdown` is given what has one meaning to both: the words of one part at a time.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bioai_desktop.edition.lines import Fence, Line, heading, is_rule

_MARKER = re.compile(r" {0,3}([-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_QUOTE = re.compile(r"\A {0,3}>[ ]?")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_COMMENT = re.compile(r" {0,3}<!--")
_VERBATIM = re.compile(r" {0,3}<(pre|script|style|textarea)\b", re.IGNORECASE)
_CONTAINER = re.compile(
    r" {0,3}</?(?:address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav"
    r"|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)",
    re.IGNORECASE,
)
_LONE_TAG = re.compile(
    r""" {0,3}<(?:[a-zA-Z][\w-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?|/[a-zA-Z][\w-]*\s*)>\s*$"""
)
_DEEP = 4  # spaces that make a line code, or what goes on in a list


class Kind(enum.Enum):
    """What a part is."""

    TEXT = enum.auto()
    HEADING = enum.auto()
    RULE = enum.auto()
    FENCED = enum.auto()
    INDENTED = enum.auto()  #: code by four spaces
    QUOTE = enum.auto()
    LIST = enum.auto()
    TABLE = enum.auto()
    HTML = enum.auto()


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive lines that are one thing."""

    kind: Kind
    lines: tuple[Line, ...]


def parts(lines: Sequence[Line]) -> list[Part]:
    """Return the parts in order; blank lines between them belong to none."""
    reader = _Reader()
    for line in lines:
        reader.take(line)
    reader.close()
    return reader.done


def depth(text: str) -> int:
    """Return how far a line is indented, in columns."""
    return len(text.expandtabs(_DEEP)) - len(text.expandtabs(_DEEP).lstrip(" "))


def marker(text: str) -> re.Match[str] | None:
    """Return the mark of a list's item at the beginning of a line."""
    return _MARKER.match(text)


def unquoted(text: str) -> str:
    """Return a line of a quote without the quote's mark."""
    return _QUOTE.sub("", text, count=1)


class _Reader:
    """Takes one line after the other; `held` is the part that is open."""

    def __init__(self) -> None:
        self.done: list[Part] = []
        self._kind: Kind | None = None
        self._held: list[Line] = []
        self._blanks: list[Line] = []  # since the last line that says something
        self._until = ""  # what ends the open HTML, "" for a blank line

    def take(self, line: Line) -> None:
        """Read a line."""
        if self._kind and line.fence in {Fence.INSIDE, Fence.CLOSE}:
            self._hold(line, ends=line.fence is Fence.CLOSE and self._kind is Kind.FENCED)
        elif self._until:
            self._hold(line, ends=self._until in line.text.lower())
        elif line.blank:
            self._blanks.append(line)
            if self._kind is Kind.HTML:
                self.close()
        else:
            self._take_words(line)

    def close(self) -> None:
        """End the open part."""
        if self._kind:
            self.done.append(Part(self._kind, tuple(self._held)))
        self._kind, self._held, self._blanks, self._until = None, [], [], ""

    def _take_words(self, line: Line) -> None:
        kind = _begins(line)
        if self._kind is Kind.TEXT and not self._blanks and _UNDERLINE.match(line.text):
            self._kind = Kind.HEADING
            self._hold(line, ends=True)
        elif self._kind is Kind.TEXT and not self._blanks and self._is_table(line):
            head = self._held.pop()
            if self._held:
                self.close()
            self._kind, self._held = Kind.TABLE, [head, line]
        elif self._kind and self._goes_on(kind, line):
            self._held += self._blanks
            self._blanks = []
            self._hold(line)
        else:
            self.close()
            self._kind = kind
            self._until = _end_of_html(line.text) if kind is Kind.HTML else ""
            self._hold(line, ends=kind in {Kind.HEADING, Kind.RULE} or (bool(self._until) and self._until in line.text.lower()[4:]))

    def _hold(self, line: Line, *, ends: bool = False) -> None:
        self._held.append(line)
        if ends:
            self.close()

    def _is_table(self, line: Line) -> bool:
        """Return whether a line under the text makes that text's last line the head of a table."""
        if "|" not in line.text or not _DELIMITERS.match(line.text):
            return False
        return _cells(line.text) == _cells(self._held[-1].text)

    def _goes_on(self, kind: Kind, line: Line) -> bool:
        """Return whether a line that would begin a part of that kind belongs to the open one."""
        lazy = kind in {Kind.TEXT, Kind.INDENTED} and not self._blanks
        if self._kind is Kind.LIST:
            own = marker(self._held[0].text)
            here = marker(line.text)
            same = kind is Kind.LIST and own is not None and here is not None and own[1][-1] == here[1][-1]
            said = (found := marker(self._held[-1].text)) is None or found.end() < len(self._held[-1].text.rstrip())
            return (lazy and said) or same or (own is not None and depth(line.text) >= min(len(own[0].expandtabs(_DEEP)), _DEEP))
        if self._kind is Kind.INDENTED:
            return kind is Kind.INDENTED
        if self._blanks:
            return False
        if self._kind is Kind.QUOTE:
            return kind is Kind.QUOTE or (lazy and bool(unquoted(self._held[-1].text).strip()))
        return self._kind is Kind.HTML or lazy or not _interrupts(kind, line.text)


def _begins(line: Line) -> Kind:
    """Return what a line begins where nothing is open."""
    return next((kind for kind, fits in _BEGINNINGS if fits(line)), Kind.TEXT)


#: What may begin at a line, in the order in which it is looked for.
_BEGINNINGS: tuple[tuple[Kind, Callable[[Line], bool]], ...] = (
    (Kind.FENCED, lambda line: line.fence is Fence.OPEN),
    (Kind.INDENTED, lambda line: depth(line.text) >= _DEEP),
    (Kind.HEADING, lambda line: heading(line.text) is not None),
    (Kind.RULE, lambda line: is_rule(line.text)),
    (Kind.QUOTE, lambda line: _QUOTE.match(line.text) is not None),
    (Kind.LIST, lambda line: marker(line.text) is not None),
    (Kind.HTML, lambda line: any(each.match(line.text) for each in (_COMMENT, _VERBATIM, _CONTAINER, _LONE_TAG))),
)


def _interrupts(kind: Kind, text: str) -> bool:
    """Return whether a line may begin another part right below a text."""
    if kind is Kind.LIST:
        found = marker(text)
        return found is not None and found.end() < len(text.rstrip()) and found[1] in {"-", "*", "+", "1.", "1)"}
    if kind is Kind.HTML:
        return _CONTAINER.match(text) is not None or _COMMENT.match(text) is not None or _VERBATIM.match(text) is not None
    return kind is not Kind.TEXT


def _end_of_html(text: str) -> str:
    """Return what ends the HTML that begins with a line, "" for a blank line."""
    if _COMMENT.match(text):
        return "-->"
    verbatim = _VERBATIM.match(text)
    return f"</{verbatim[1].lower()}>" if verbatim else ""


def _cells(row: str) -> int:
    """Return how many cells a row of a table has."""
    bare = row.strip().removeprefix("|")
    return len(_PIPE.findall(bare.removesuffix("|") if not bare.endswith("\\|") else bare)) + 1
