import pytest

from bioai_desktop.domain import Script
from bioai_desktop.engine.scripts import contains, free, overlaps


@pytest.mark.parametrize(
    ("script", "yes", "no"),
    [
        (Script.CHINESE, "中国〇々，。、；：？！“”《》（）—…·％ 𠀀", "aZ5５Ａ,.!?()-/かナ한\n\t*#[]`éβ"),
        (Script.LATIN, "aZ5,.!?()-/“” éβ—%", "中か한，\t\x00"),
        (Script.ANY, "a中か한5，é", "\n\t\x00\x7f"),
    ],
)
def test_free_characters(script: Script, yes: str, no: str) -> None:
    ranges = free(script, digits=True, line_breaks=False)
    no = no.replace("，", "") if script is Script.LATIN else no

    assert [c for c in yes if not contains(ranges, ord(c))] == []
    assert [c for c in no if contains(ranges, ord(c))] == []


@pytest.mark.parametrize("script", Script)
def test_line_breaks_only_where_they_are_wanted(script: Script) -> None:
    assert contains(free(script, digits=True, line_breaks=True), 0x0A)
    assert not contains(free(script, digits=True, line_breaks=False), 0x0A)


@pytest.mark.parametrize("script", Script)
def test_digits_can_be_kept_out(script: Script) -> None:
    ranges = free(script, digits=False, line_breaks=False)
    assert not any(contains(ranges, ord(digit)) for digit in "0129０９")


@pytest.mark.parametrize("script", Script)
def test_overlap_agrees_with_membership(script: Script) -> None:
    ranges = free(script, digits=False, line_breaks=False)
    for low in range(0, 0x11000, 0x2F):
        assert overlaps(ranges, low, low + 0x2E) == any(contains(ranges, code) for code in range(low, low + 0x2F))
