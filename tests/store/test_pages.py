from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, RawKind, Role, Section, SectionKind, Span
from bioai_desktop.store import pages

_spans = st.lists(st.builds(Span, st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(Role)), max_size=4).map(tuple)
_entries = st.builds(Entry, _spans, st.text("ab1", max_size=3), st.text("ab1", max_size=3), st.sampled_from(EntryState))
_raws = st.builds(Raw, st.text("x\n|#", max_size=5), st.sampled_from(RawKind), st.sampled_from(["", "b1"]))
_sections = st.builds(
    Section,
    st.sampled_from(SectionKind),
    _spans,
    st.lists(_entries | _raws, max_size=4).map(tuple),
    st.integers(1, 6),
    st.text("s1", max_size=3),
)
_editions = st.builds(Edition, _spans, st.lists(_sections, max_size=3).map(tuple))


def _whole(edition: Edition) -> str:
    return repr(edition)  # unlike ==, it sees ids and states


@given(_editions)
def test_edition_comes_back_with_ids_and_states(edition: Edition) -> None:
    assert _whole(pages.decode(pages.encode(edition))) == _whole(edition)


def test_state_alone_makes_another_page() -> None:
    entry = Entry((Span("t", Role.TITLE),), "e1", "s1")
    section = Section(SectionKind.TOP, (), (entry,))
    edited = replace(section, children=(replace(entry, state=EntryState.EDITED),))
    assert pages.encode(Edition((), (section,))) != pages.encode(Edition((), (edited,)))


def test_every_field_of_the_model_is_kept() -> None:
    assert {f.name for f in fields(Edition)} == set(pages._Page.__struct_fields__)
    assert {f.name for f in fields(Section)} == set(pages._Section.__struct_fields__)
    assert [f.name for f in fields(Raw)] == ["text", "kind", "id"]
