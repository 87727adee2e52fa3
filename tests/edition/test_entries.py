from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.entries import read_children
from bioai_desktop.edition.model import Entry, Raw, SectionKind
from bioai_desktop.edition.render import child_source
from tests.edition.pages import PAGE, pages


@given(st.sampled_from(SectionKind), pages)
def test_children_are_the_text_whatever_the_kind(kind: SectionKind, text: str):
    assert "".join(child_source(child) for child in read_children(kind, text)) == text


@pytest.mark.parametrize("kind", [SectionKind.PREAMBLE, SectionKind.NAVIGATION, SectionKind.NEWS, SectionKind.TEXT])
def test_kinds_without_entries_keep_their_text_whole(kind: SectionKind):
    assert read_children(kind, PAGE) == (Raw(PAGE),)
    assert read_children(kind, "") == ()


@given(st.sampled_from(SectionKind), pages)
def test_what_stands_between_entries_is_in_one_piece(kind: SectionKind, text: str):
    children = read_children(kind, text)
    for one, other in pairwise(children):
        assert isinstance(one, Entry) or isinstance(other, Entry)
