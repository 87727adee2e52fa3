from bioai_desktop.edition.model import Edition, Entry, Raw, Role, Section, SectionKind, Span
from bioai_desktop.edition.render import child_source, render, section_source

ENTRY = Entry((Span("### "), Span("甲", Role.TITLE)))
SECTION = Section(SectionKind.FAQ, (Span("## "), Span("问", Role.TITLE), Span("\n")), (Raw("\n"), ENTRY, Raw("\n")))


def test_a_page_is_its_spans_joined():
    assert render(Edition((Span("---\n"), Span("---\n")), (SECTION, SECTION))) == "---\n---\n" + 2 * "## 问\n\n### 甲\n"


def test_parts_of_a_page_can_be_had_alone():
    assert section_source(SECTION) == "## 问\n\n### 甲\n"
    assert [child_source(child) for child in SECTION.children] == ["\n", "### 甲", "\n"]
