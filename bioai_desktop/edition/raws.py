"""What stands between the entries of a section: gaps, the frame of its entries, and blocks of text that are no entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bioai_desktop.edition.inline import only_images
from bioai_desktop.edition.lines import Fence, Line, heading, is_list, is_rule
from bioai_desktop.edition.model import Raw, RawKind, SectionKind

#: What stands right above the entries of a section, and holds them.
_FRAMES = {SectionKind.DIGEST: RawKind.CODE, SectionKind.TABLE: RawKind.TABLE}
_MARKS = {">": RawKind.CALLOUT, "|": RawKind.TABLE, "<": RawKind.HTML}


def between(kind: SectionKind, text: str, lines: Sequence[Line], start: int, end: int) -> Iterator[Raw]:
    """Yield the raw blocks of the range `start` to `end`, which holds no entry; `lines` are those that it touches.

    Joined, they are the range. A block is a run of lines that no blank line, rule, heading or fence parts; its last end of
    line belongs to the gap after it.
    """
    at = start
    for first, last, found in _runs(lines, start, end):
        if first > at:
            yield Raw(text[at:first])
        above = lines[-1].next == end < len(text) and last == lines[-1].end  # an entry follows in the next line
        below = start > 0 and text[start:first].strip("\r\n") == "" and lines[0].fence is Fence.INSIDE  # an entry stands in the line before
        frames = (above and found is _FRAMES.get(kind)) or (below and kind is SectionKind.DIGEST and found is RawKind.CODE)
        yield Raw(text[first:last], RawKind.FRAME if frames else found)
        at = last
    if end > at:
        yield Raw(text[at:end])


def _runs(lines: Sequence[Line], start: int, end: int) -> Iterator[tuple[int, int, RawKind]]:
    """Yield begin, end and kind of each run of lines that say something."""
    held: tuple[int, int, RawKind] | None = None
    for line in lines:
        first, last = max(start, line.start), min(end, line.end)
        found = _kind_of(line, line.text[first - line.start : last - line.start])
        if held and (found is RawKind.GAP or _parts(held[2], found, line)):
            yield held
            held = None
        if found is not RawKind.GAP:
            held = (held[0], last, held[2]) if held else (first, last, found)
    if held:
        yield held


def _kind_of(line: Line, rest: str) -> RawKind:
    """Return what a block is that begins with `rest`, all of a line that no entry holds; GAP where that says nothing."""
    if line.fence and len(rest) == len(line.text):
        return RawKind.CODE
    apart = len(rest) < len(line.text) and not any(char.isalnum() for char in rest)  # a comma between keywords
    if not rest.strip() or apart or is_rule(line.text):
        return RawKind.GAP
    if heading(line.text):
        return RawKind.HEADING
    if only_images(line.text):
        return RawKind.IMAGE
    return RawKind.LIST if is_list(line.text) else _MARKS.get(line.text.lstrip()[0], RawKind.PARAGRAPH)


def _parts(before: RawKind, found: RawKind, line: Line) -> bool:
    """Return whether a line begins a new block below one of kind `before`: the lines of a paragraph go on whatever they begin with."""
    if line.fence:
        return line.fence is Fence.OPEN
    return RawKind.HEADING in (before, found) or before is RawKind.CODE or (RawKind.CALLOUT in (before, found) and before is not found)
