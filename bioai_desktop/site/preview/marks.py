"""Emphasis as Goldmark reads it: CommonMark's rule of flanking marks, which Chinese punctuation breaks in ways worth seeing.

`**重点：**文字` stays as it is written, for its closing mark stands between a colon and a letter. `markdown` alone would make it
bold, and the preview would promise what the site does not show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bioai_desktop.edition.typography import MARKUP, flanks, is_punctuation

_RUN = re.compile(r"(\*+|_+|~{1,2}(?!~)(?<!~~~))")


@dataclass(slots=True)
class _Mark:
    """A run of the same mark."""

    char: str
    left: int  #: how many are not paired yet
    length: int
    opens: bool
    closes: bool


_Node = str | Element | _Mark


def emphasise(element: Element) -> None:
    """Turn the marks in an element's words, and in those of the elements in it, into elements."""
    if not is_read(element):
        return
    for child in element:
        emphasise(child)
    fill(element, _paired(_nodes(take(element))))


def is_read(element: Element) -> bool:
    """Return whether the words of an element are more than they are written: code is not, nor is an address that stands by itself."""
    return element.tag not in {"code", "pre"} and element.get("class") != "bare"


def take(element: Element) -> list[str | Element]:
    """Return what an element holds, in order, and leave the element empty."""
    held: list[str | Element] = [element.text or ""]
    for child in list(element):
        held += [child, child.tail or ""]
        child.tail = None
        element.remove(child)
    element.text = None
    return [each for each in held if not isinstance(each, str) or each]


def fill(element: Element, held: Sequence[str | Element]) -> None:
    """Put that into an empty element."""
    for each in held:
        if isinstance(each, Element):
            element.append(each)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + each
        else:
            element.text = (element.text or "") + each


def _nodes(held: Sequence[str | Element]) -> list[_Node]:
    """Return the content with its marks cut out of the texts."""
    nodes: list[_Node] = []
    for at, each in enumerate(held):
        if isinstance(each, Element):
            nodes.append(each)
            continue
        around = (_edge(held[at - 1]) if at else "", _edge(held[at + 1]) if at + 1 < len(held) else "")
        nodes += _cut(each, *around)
    return nodes


def _edge(node: str | Element) -> str:
    return "" if isinstance(node, Element) and node.tag == "br" else MARKUP[0]


def _cut(text: str, before: str, after: str) -> list[_Node]:
    """Return a text as words and marks; `before` and `after` are the characters around it."""
    nodes: list[_Node] = []
    at = 0
    for found in _RUN.finditer(text):
        nodes += [text[at : found.start()], _mark(found[0], text[: found.start()][-1:] or before, text[found.end() :][:1] or after)]
        at = found.end()
    return [node for node in [*nodes, text[at:]] if node != ""]


def _mark(run: str, before: str, after: str) -> _Mark:
    left, right = flanks(before, after)
    if run[0] == "_":  # never within a word
        left, right = left and (not right or is_punctuation(before)), right and (not left or is_punctuation(after))
    return _Mark(run[0], len(run), len(run), left, right)


def _paired(nodes: list[_Node]) -> list[str | Element]:
    """Return the content with each pair of marks as an element, marks without a partner as they were written."""
    at = 0
    while at < len(nodes):
        node = nodes[at]
        opener = _opener(nodes, at) if isinstance(node, _Mark) and node.closes and node.left else None
        if opener is None:
            at += 1
        else:
            at = _close(nodes, opener, at)
    return _written(nodes)


def _opener(nodes: Sequence[_Node], at: int) -> int | None:
    """Return where the mark stands that the one at `at` closes."""
    closer = nodes[at]
    for place in range(at - 1, -1, -1):
        node = nodes[place]
        if isinstance(node, _Mark) and isinstance(closer, _Mark) and node.opens and node.left and node.char == closer.char:
            either = node.closes or closer.opens
            if not (either and (node.length + closer.length) % 3 == 0 and closer.length % 3 != 0):
                return place
    return None


def _close(nodes: list[_Node], opener: int, closer: int) -> int:
    """Make an element of what stands between two marks; return where to look on."""
    first, last = nodes[opener], nodes[closer]
    if not isinstance(first, _Mark) or not isinstance(last, _Mark):
        raise TypeError(nodes)
    size = 2 if first.left >= 2 and last.left >= 2 else 1
    made = Element("del" if first.char == "~" else "strong" if size == 2 else "em")
    fill(made, _written(nodes[opener + 1 : closer]))
    first.left -= size
    last.left -= size
    nodes[opener + 1 : closer] = [made]
    return opener + 2


def _written(nodes: Sequence[_Node]) -> list[str | Element]:
    return [node.char * node.left if isinstance(node, _Mark) else node for node in nodes]
