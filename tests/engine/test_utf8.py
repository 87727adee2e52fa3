import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.engine import utf8


@given(st.text(), st.integers(0))
def test_text_cut_anywhere_comes_back_whole(text: str, at: int) -> None:
    data = text.encode()
    cut = at % (len(data) + 1)

    first = utf8.split(data[:cut])
    assert first is not None
    second = utf8.split(first[1] + data[cut:])

    assert second is not None
    assert first[0] + second[0] == text
    assert second[1] == b""


@given(st.binary(max_size=6))
def test_what_can_not_become_text_is_refused(data: bytes) -> None:
    parts = utf8.split(data)
    if parts is None:
        assert all(not _decodes(data + tail) for tail in _TAILS)
    else:
        text, rest = parts
        assert text.encode() + rest == data
        assert len(rest) < 4


@given(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]))
def test_reach_holds_the_character_that_comes(character: str) -> None:
    data = character.encode()
    for size in range(1, len(data)):
        reached = utf8.reach(data[:size])
        assert reached is not None
        assert reached[0] <= ord(character) <= reached[1]


@pytest.mark.parametrize("partial", [b"\xc0", b"\xed\xa0", b"\xe0\x80", b"\xf4\x90", b"\xf8", b"\xe4A"])
def test_bytes_that_begin_no_character_reach_none(partial: bytes) -> None:
    assert utf8.reach(partial) is None


_TAILS = [b"", *(bytes([0x80 + n]) * size for size in (1, 2, 3) for n in range(0, 64, 16))]


def _decodes(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
