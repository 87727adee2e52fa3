import pytest

from bioai_desktop.edition.model import Edition, Section, SectionKind, Span
from bioai_desktop.edition.order import inserted, moved, removed
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict
from tests.edition.pages import read

TEXT = "引子。\n\n## 甲\n\n一\n\n---\n\n## 乙\n\n二\n\n---\n\n## 丙\n\n三"


def test_the_last_section_lends_its_end_to_the_new_last_one():
    edition = moved(read(TEXT), 3, 1)
    assert render(edition) == "引子。\n\n## 丙\n\n三\n\n---\n\n## 甲\n\n一\n\n---\n\n## 乙\n\n二"
    assert render(moved(edition, 1, 3)) == TEXT


def test_nothing_goes_before_a_preamble_and_it_stays():
    edition = read(TEXT)
    assert moved(edition, 2, 0) == moved(edition, 2, 1)
    with pytest.raises(EditConflict):
        moved(edition, 0, 1)


def test_a_section_goes_with_what_parts_it_from_the_next():
    assert render(removed(read(TEXT), 1)) == "引子。\n\n## 乙\n\n二\n\n---\n\n## 丙\n\n三"
    assert render(removed(read(TEXT), 3)) == "引子。\n\n## 甲\n\n一\n\n---\n\n## 乙\n\n二"
    assert render(removed(read("## 甲\n"), 0)) == ""


@pytest.mark.parametrize("text", ["## 丁\n", "## 丁\n\n四", "## 丁\n\n四\n\n---\n\n"])
def test_a_new_section_is_parted_as_the_others_are(text: str):
    new = read(text).sections[0]
    body = text.rstrip("\n-")
    assert render(inserted(read(TEXT), 1, new)) == TEXT.replace("## 甲", f"{body}\n\n---\n\n## 甲")
    assert render(inserted(read(TEXT), 4, new)) == f"{TEXT}\n\n---\n\n{body}"
    assert render(inserted(read(""), 0, new)) == text


@pytest.mark.parametrize("text", ["一\n", "## 甲\n## 乙\n", "### 只有一句话\n"])
def test_what_is_not_one_section_cannot_be_inserted(text: str):
    parts = read(text).sections
    heading = tuple(span for part in parts for span in part.heading) if len(parts) > 1 else parts[0].heading
    with pytest.raises(EditConflict):
        inserted(read(TEXT), 1, Section(SectionKind.TEXT, heading))


def test_a_fence_that_is_not_closed_must_stay_last():
    edition = read("## 甲\n\n一\n\n## 乙\n\n```\n二\n")
    with pytest.raises(EditConflict):
        moved(edition, 1, 0)
    with pytest.raises(EditConflict):
        inserted(edition, 2, edition.sections[0])


def test_a_page_that_is_only_front_matter_takes_a_section():
    edition = Edition((Span("---\n---\n"),), ())
    assert render(inserted(edition, 0, read("## 甲\n").sections[0])) == "---\n---\n## 甲\n"


def test_on_a_page_without_others_a_new_section_brings_what_parts_it():
    first = read("## 甲\n\n一\n").sections[0]
    new = read("## 乙\n\n二\n\n\n\n").sections[0]
    page = inserted(Edition((), (first,)), 1, new)
    assert render(page) == "## 甲\n\n一\n\n\n\n## 乙\n\n二\n"
    assert render(inserted(Edition((), (first,)), 1, read("## 乙\n\n二\n").sections[0])) == "## 甲\n\n一\n\n---\n\n## 乙\n\n二\n"
