"""Which characters may be written freely in a script, as ranges of code points."""

from __future__ import annotations

from bisect import bisect_right

from bioai_desktop.domain import Script

Ranges = tuple[tuple[int, int], ...]  #: inclusive, in rising order

_HAN: Ranges = (
    (0x3005, 0x3007),  # 々〆〇
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
#: Besides Han: kana, hangul, bopomofo, and the punctuation and full-width forms that go with them.
_EASTERN: Ranges = (
    (0x1100, 0x11FF),
    (0x3000, 0x3004),
    (0x3008, 0x312F),
    (0x3130, 0x318F),
    (0x31A0, 0x31FF),
    (0xA960, 0xA97F),
    (0xAC00, 0xD7FF),
    (0xFF01, 0xFFDC),
    (0x1AFF0, 0x1B16F),
)
#: Marks of Chinese text. Full-width letters and digits are not among them: those are words and numbers.
_CHINESE_MARKS: Ranges = (
    (0x0020, 0x0020),
    (0x00B7, 0x00B7),  # ·
    (0x2014, 0x2014),  # —
    (0x2018, 0x2019),
    (0x201C, 0x201D),
    (0x2026, 0x2026),  # …
    (0x3001, 0x3003),
    (0x3008, 0x3011),  # 〈〉《》「」『』【】
    (0x3014, 0x3017),
    (0xFF01, 0xFF01),
    (0xFF05, 0xFF05),
    (0xFF08, 0xFF09),
    (0xFF0C, 0xFF0C),
    (0xFF1A, 0xFF1B),
    (0xFF1F, 0xFF1F),
    (0xFF5E, 0xFF5E),  # ～
)
_LINE_BREAK: Ranges = ((0x0A, 0x0A),)
_EVERYTHING: Ranges = ((0x0A, 0x0A), (0x20, 0x7E), (0xA0, 0xD7FF), (0xF900, 0xFFFC), (0x10000, 0xEFFFF))
_DIGITS: Ranges = ((0x30, 0x39), (0xFF10, 0xFF19))


def contains(ranges: Ranges, code: int) -> bool:
    """Tell whether a code point lies in one of the ranges."""
    at = bisect_right(ranges, (code, 0x110000)) - 1
    return at >= 0 and code <= ranges[at][1]


def overlaps(ranges: Ranges, low: int, high: int) -> bool:
    """Tell whether any code point from `low` to `high` lies in one of the ranges."""
    at = bisect_right(ranges, (high, 0x110000)) - 1
    return at >= 0 and low <= ranges[at][1]


def without(ranges: Ranges, holes: Ranges) -> Ranges:
    """Return what ranges hold that others do not."""
    kept: list[tuple[int, int]] = []
    for start, end in ranges:
        low = start
        for hole_start, hole_end in holes:
            if hole_end < low or hole_start > end:
                continue
            if hole_start > low:
                kept.append((low, hole_start - 1))
            low = hole_end + 1
        if low <= end:
            kept.append((low, end))
    return tuple(kept)


def free(script: Script, *, digits: bool, line_breaks: bool) -> Ranges:
    """Return the characters of a script that need no declaration; `digits`: numerals are among them (never in Chinese)."""
    match script:
        case Script.CHINESE:
            ranges = tuple(sorted(_HAN + _CHINESE_MARKS + _LINE_BREAK))
        case Script.LATIN:
            ranges = without(_EVERYTHING, tuple(sorted(_HAN + _EASTERN)))
        case Script.ANY:
            ranges = _EVERYTHING
    if script is not Script.CHINESE and not digits:
        ranges = without(ranges, _DIGITS)
    return ranges if line_breaks else without(ranges, _LINE_BREAK)
