"""Edits of every kind, drawn for a page: their places are on it, their texts and indexes need not fit."""

from hypothesis import strategies as st

from bioai_desktop.edition.edits import (
    InsertEntry,
    InsertSection,
    MoveEntry,
    MoveSection,
    RemoveEntry,
    RemoveSection,
    ReplaceSection,
    SetField,
    SetFront,
    SetState,
    SetTitle,
)
from bioai_desktop.edition.joins import MergeEntry, MergeSection, SplitEntry, SplitSection
from bioai_desktop.edition.model import Edition, EntryState, Raw, Role
from bioai_desktop.edition.numbering import Renumber
from bioai_desktop.edition.patch import Edit
from bioai_desktop.edition.raw_edits import InsertRaw, MoveRaw, RemoveRaw, SetRaw
from bioai_desktop.errors import EditConflict
from tests.edition.pages import texts

TITLES = ["重磅 TOP 9", "值得关注", "编后", "一 ` 二", "只有一句话"]


@st.composite
def edits(draw: st.DrawFn, edition: Edition) -> Edit:
    """Draw an edit that leaves every section its kind."""
    index = draw(st.integers(0, 12))
    text = draw(texts)
    sections = [found.id for found in edition.sections] or ["s1"]
    entries = [found.id for _, found in edition.entries()] or ["e1"]
    raws = [child.id for found in edition.sections for child in found.children if isinstance(child, Raw) and child.says] or ["b1"]
    place, other, block = draw(st.sampled_from(entries)), draw(st.sampled_from(sections)), draw(st.sampled_from(raws))
    kinds: list[Edit] = [
        SetField(place, draw(st.sampled_from(Role)), text),
        SetState(place, EntryState.EDITED),
        MoveEntry(place, other, index % 4),
        RemoveEntry(place),
        MoveSection(other, index),
        RemoveSection(other),
        SetFront(draw(st.sampled_from(["title", "weight", "new"])), text),
        SplitEntry(place, index),
        MergeEntry(place),
        Renumber(other),
        SetRaw(block, text),
        MoveRaw(block, other, index % 5),
        RemoveRaw(block),
        InsertRaw(other, index % 5, text),
    ]
    if edition.sections:
        kinds.append(InsertSection(index % len(edition.sections), draw(st.sampled_from(edition.sections))))
        kinds.append(ReplaceSection(other, draw(st.sampled_from(edition.sections))))
    for home, found in edition.entries():
        if found.id == place:
            kinds.append(InsertEntry(home.id, index % (len(home.entries) + 1), found))
    return draw(st.sampled_from(kinds))


@st.composite
def any_edits(draw: st.DrawFn, edition: Edition) -> Edit:
    """Draw an edit of any kind, those that give a heading other words included."""
    sections = [found.id for found in edition.sections] or ["s1"]
    entries = [found.id for _, found in edition.entries()] or ["e1"]
    other, place, title = draw(st.sampled_from(sections)), draw(st.sampled_from(entries)), draw(st.sampled_from(TITLES) | texts)
    return draw(
        st.sampled_from([SetTitle(other, title), SplitSection(place, title), MergeSection(other)]) | edits(edition) | edits(edition)
    )


def tried(edit: Edit, edition: Edition) -> Edition:
    """Apply an edit that may conflict."""
    try:
        return edit.apply(edition)
    except EditConflict:
        return edition
