from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.entries import read_children
from bioai_desktop.edition.model import Entry, Raw, RawKind, SectionKind
from bioai_desktop.edition.render import child_source
from tests.edition.pages import pages


@given(st.sampled_from(SectionKind), pages)
def test_children_are_the_text_whatever_the_kind(kind: SectionKind, text: str):
    assert "".join(child_source(child) for child in read_children(kind, text)) == text


@given(st.sampled_from(SectionKind), pages)
def test_gaps_say_nothing_and_never_follow_one_another(kind: SectionKind, text: str):
    children = read_children(kind, text)
    for one, other in pairwise(children):
        assert isinstance(one, Entry) or isinstance(other, Entry) or one.says or other.says or RawKind.FRAME in (one.kind, other.kind)
    for child in children:
        if isinstance(child, Raw) and child.kind is RawKind.GAP:
            assert not any(char.isalnum() for char in child.text)
        else:
            assert isinstance(child, Entry) or child.text.strip("\r\n")


def test_the_children_of_an_empty_section():
    assert read_children(SectionKind.TEXT, "") == ()
