"""Text that arrives in bytes which may end in the middle of a character."""

from __future__ import annotations

#: For the first bytes of a character: how long it is, and the lowest code point that such a length may encode.
_LOWEST = {2: 0x80, 3: 0x800, 4: 0x10000}


def _length(first: int) -> int:
    if first < 0x80:
        return 1
    if 0xC2 <= first <= 0xDF:
        return 2
    if 0xE0 <= first <= 0xEF:
        return 3
    return 4 if 0xF0 <= first <= 0xF4 else 0


def split(data: bytes) -> tuple[str, bytes] | None:
    """Return the whole characters and the bytes of an unfinished last one; None where it can't be UTF-8."""
    start = len(data)
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            if _length(byte) > back:
                start = len(data) - back
            break
        if byte < 0x80:
            break
    try:
        text = data[:start].decode()
    except UnicodeDecodeError:
        return None
    rest = data[start:]
    return (text, rest) if not rest or reach(rest) is not None else None


def reach(partial: bytes) -> tuple[int, int] | None:
    """Return the first and last code point that an unfinished character can become; None where it can become none."""
    size = _length(partial[0])
    if size < 2 or any(not 0x80 <= byte <= 0xBF for byte in partial[1:]):
        return None
    code = partial[0] & (0x7F >> size)
    for byte in partial[1:]:
        code = code << 6 | byte & 0x3F
    missing = 6 * (size - len(partial))
    low = max(code << missing, _LOWEST[size])
    high = min((code + 1 << missing) - 1, 0x10FFFF)
    if low >= 0xD800 and high <= 0xDFFF:
        return None
    return (low, high) if low <= high else None
