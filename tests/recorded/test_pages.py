"""The recorded pages of the site: what is read of them, beside a count that knows nothing of the parser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bioai_desktop.edition.edits import InsertEntry, MoveEntry, MoveSection, RemoveEntry, SetField, SetTitle
from bioai_desktop.edition.model import Edition, Raw, Role, SectionKind
from bioai_desktop.edition.numbering import renumber
from bioai_desktop.edition.outline import text_of as words_of
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.raw_edits import SetRaw
from bioai_desktop.edition.render import render
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
FILES = sorted(PAGES.rglob("*.md"))
NAMES = [file.relative_to(PAGES).as_posix() for file in FILES]
STORIES = {SectionKind.TOP, SectionKind.FUN, SectionKind.NOTES, SectionKind.TABLE}

pytestmark = pytest.mark.skipif(not FILES, reason="the recorded pages are not beside this checkout")


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load_profile(resource("profiles", "bioai-daily"))


def text_of(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def read(name: str, profile: Profile) -> Edition:
    return parse(text_of(PAGES / name), profile)


def counted(text: str) -> set[tuple[str, str]]:
    """Return title and link of all lines that list a story, found from the line's last `](` backwards and to its end forwards."""
    stories: set[tuple[str, str]] = set()
    for line in text.splitlines():
        head = line.lstrip("#-* 0123456789.").split("](https")[0]
        row = line.startswith("| ") and "](https" in line
        if row:
            cells = line.split(" | ")
            address = "https" + line.split("](https", 1)[1].rsplit(")", 1)[0]
            stories.add((cells[-2].strip("| "), address))
        elif (
            "](https" in line
            and line.startswith(("### ", "**[", "- **[", "- ["))
            and not line.startswith("- **预测")
            and "** - " not in head
        ):
            rest = "https" + line.split("](https", 1)[1]
            before_text = rest.split(" - ")[0].rstrip().rstrip("*")
            if line.startswith("### ") or " - " in rest:
                stories.add((head.split("]** [")[-1].split("] [")[-1].removeprefix("["), before_text[: before_text.rindex(")")]))
    return stories


@pytest.mark.parametrize("name", NAMES)
def test_a_page_comes_back_byte_for_byte(name: str, profile: Profile):
    assert render(read(name, profile)).encode() == (PAGES / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in NAMES if "-" in Path(name).stem])
def test_every_story_of_a_page_is_recognised(name: str, profile: Profile):
    edition = read(name, profile)
    found = {(entry.get(Role.TITLE), entry.get(Role.LINK)) for section, entry in edition.entries() if section.kind in STORIES}
    assert found == counted(text_of(PAGES / name))
    assert len(found) >= 10


@pytest.mark.parametrize("name", [name for name in NAMES if "-" in Path(name).stem])
def test_other_sections_hold_what_the_grammar_counts(name: str, profile: Profile):
    edition = read(name, profile)
    counts = {section.kind: len(section.entries) for section in edition.sections}
    assert counts[SectionKind.DIGEST] == 3
    assert counts[SectionKind.KEYWORDS] == 3
    assert counts.get(SectionKind.FAQ, 2) == 2
    assert SectionKind.TEXT not in counts
    for section, entry in edition.entries():
        if section.kind is SectionKind.FORECASTS:
            assert all(entry.get(role) for role in (Role.TITLE, Role.WINDOW, Role.PROBABILITY, Role.TEXT))
        if section.kind in (SectionKind.TOP, SectionKind.FAQ, SectionKind.NOTES, SectionKind.LEAD):
            assert entry.get(Role.TEXT)


@pytest.mark.parametrize("name", [name for name in NAMES if "-" in Path(name).stem])
def test_every_entry_can_be_moved_within_its_section_and_back(name: str, profile: Profile):
    edition = read(name, profile)
    for section, entry in edition.entries():
        place = section.entries.index(entry)
        for index in {0, len(section.entries) // 2}:
            moved = MoveEntry(entry.id, section.id, index).apply(edition)
            assert parse(render(moved), profile) == moved
            assert MoveEntry(entry.id, section.id, place).apply(moved) == edition
            assert parse(render(renumber(moved, profile)), profile) == renumber(moved, profile)


@pytest.mark.parametrize("name", [name for name in NAMES if "-" in Path(name).stem])
def test_every_story_can_move_to_another_list_and_every_section_anywhere(name: str, profile: Profile):
    edition = read(name, profile)
    lists = [section for section in edition.sections if section.kind in STORIES]
    for section in lists:
        for target in lists:
            moved = MoveEntry(section.entries[-1].id, target.id, 0).apply(edition)
            assert parse(render(moved), profile) == moved
    for place, section in enumerate(edition.sections):
        for index in range(len(edition.sections)):
            moved = MoveSection(section.id, index).apply(edition)
            assert parse(render(moved), profile) == moved
            assert MoveSection(section.id, place).apply(moved) == edition


@pytest.mark.parametrize("name", [name for name in NAMES if "-" in Path(name).stem])
def test_an_entry_put_beside_itself_and_taken_off_leaves_the_page(name: str, profile: Profile):
    edition = read(name, profile)
    for section, entry in edition.entries():
        if section.kind is not SectionKind.LEAD:
            doubled = InsertEntry(section.id, len(section.entries), entry).apply(edition)
            (new,) = {found.id for _, found in doubled.entries()} - {found.id for _, found in edition.entries()}
            assert RemoveEntry(new).apply(doubled) == edition


@pytest.mark.parametrize("name", NAMES)
def test_one_word_changed_anywhere_is_one_line_changed(name: str, profile: Profile):
    text = text_of(PAGES / name)
    edition = read(name, profile)
    changes = list(one_word_changed(edition))
    for edit in changes:
        before, after = text.split("\n"), render(edit.apply(edition)).split("\n")
        assert len(before) == len(after)
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1, edit
    assert changes or not list(edition.entries())


def one_word_changed(edition: Edition) -> Iterator[SetField | SetRaw | SetTitle]:
    """Yield for each field, raw block and heading of a page an edit that changes one character of it."""
    for section in edition.sections:
        if section.title:
            yield SetTitle(section.id, f"{section.title[:-1]}改")
        for child in section.blocks:
            if isinstance(child, Raw):
                at = max(at for at, char in enumerate(child.text) if char.isalnum())
                yield SetRaw(child.id, f"{child.text[:at]}改{child.text[at + 1 :]}")
                continue
            for role, words in ((Role.TITLE, child.get(Role.TITLE)), (Role.TEXT, words_of(child)), (Role.TAG, child.get(Role.TAG))):
                if words:
                    middle = len(words) // 2
                    yield SetField(child.id, role, f"{words[:middle]}改{words[middle + 1 :]}")
