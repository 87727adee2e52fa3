"""The declared words and numbers as a tree of characters, walked while a text is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Node:
    """One place inside a declared word or number."""

    __slots__ = ("children", "number", "whole")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.whole = False  #: a declared term ends here
        self.number = False  #: and it is a number

    def rests(self) -> Iterator[str]:
        """Yield what may follow to complete a term, this place itself excluded; shortest paths first."""
        waiting: list[tuple[str, Node]] = [("", self)]
        for rest, node in waiting:
            if rest and node.whole:
                yield rest
            waiting.extend((rest + character, child) for character, child in node.children.items())


def tree(words: Iterable[str], numbers: Iterable[str]) -> Node:
    """Build the tree of all terms; blanks around a term do not count, empty ones neither."""
    root = Node()
    for term, number in [*((w, False) for w in words), *((n, True) for n in numbers)]:
        node = root
        for character in term.strip():
            node = node.children.setdefault(character, Node())
        if node is not root:
            node.whole = True
            node.number = node.number or number
    return root
