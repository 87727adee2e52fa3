"""An Edition as blocks: whose they are, and which are rendered again."""

from datetime import date

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import MoveEntry, SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.site.compose import compose
from bioai_desktop.site.preview.blocks import Preview
from bioai_desktop.site.preview.markup import Markup
from tests.site.contents import DAY, PAGE, profile


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are rendered, in order."""
    seen: list[str] = []
    render = Markup.html

    def counted(markup: Markup, source: str, anchors: tuple[str, ...] = ()) -> str:
        seen.append(source)
        return render(markup, source, anchors)

    monkeypatch.setattr(Markup, "html", counted)
    return seen


def test_the_head_says_what_the_front_matter_says() -> None:
    page = parse('---\ntitle: "A <b>"\ndate: 2026-03-05T08:00:00+08:00\ndescription: D & E\n---\n\ntext\n', profile())
    assert Preview().blocks(page, DAY)[0].html.split("\n") == [
        "<h1>A &lt;b&gt;</h1>",
        '<p class="front">2026-03-05</p>',
        '<p class="front">D &amp; E</p>',
    ]
    assert Preview().blocks(parse("text", profile()), DAY)[0].html == f'<p class="front">{DAY}</p>'


def test_every_section_and_entry_is_held_once_in_page_order() -> None:
    edition = compose(profile(), Language.ZH, DAY, PAGE)
    blocks = Preview().blocks(edition, DAY)
    held = [name for block in blocks for name in block.holds]
    wanted = [name for section in edition.sections for name in (section.id, *(entry.id for entry in section.entries))]
    assert [name for name in held if name in wanted] == wanted
    assert len({block.id for block in blocks}) == len(blocks)


def test_an_edit_renders_one_block(rendered: list[str]) -> None:
    preview = Preview()
    edition = compose(profile(), Language.ZH, DAY, PAGE)
    before = preview.blocks(edition, DAY)
    rendered.clear()
    top = edition.section(SectionKind.TOP)
    assert top is not None
    edited = SetField(top.entries[0].id, Role.TEXT, "换过的正文。").apply(edition)
    after = preview.blocks(edited, DAY)
    assert rendered == ["换过的正文。"]
    known = {block.html for block in before}
    assert [block.html for block in after if block.html not in known] == ["<p>换过的正文。</p>"]


def test_a_move_renders_nothing_but_headings(rendered: list[str]) -> None:
    preview = Preview()
    edition = compose(profile(), Language.ZH, DAY, PAGE)
    preview.blocks(edition, DAY)
    rendered.clear()
    top = edition.section(SectionKind.TOP)
    assert top is not None
    preview.blocks(MoveEntry(top.entries[0].id, top.id, 1).apply(edition), DAY)
    assert all(source.startswith("#") for source in rendered)


def test_the_second_heading_of_a_name_has_the_second_id() -> None:
    page = parse("## 同名\n\na\n\n## 同名\n\nb\n\n# 一级\n", profile())
    shown = "".join(block.html for block in Preview().blocks(page, DAY))
    assert '<h2 id="同名">' in shown
    assert '<h2 id="同名-1">' in shown
    assert "<h1>一级</h1>" in shown


def test_another_address_for_a_name_is_seen_everywhere() -> None:
    preview = Preview()
    old, new = (parse(f"[a]\n\n[a]: {address}\n", profile()) for address in ("https://old.example", "https://new.example"))
    preview.blocks(old, DAY)
    assert "https://new.example" in preview.blocks(new, DAY)[1].html


def test_any_text_is_a_page() -> None:
    for text in ("", "\ufeff", "---\n", "---\ntitle: [a\n---\n", "```\n", "| a |\n|---", "\r\na\r\n\r\nb", "- ", ">"):
        assert Preview().blocks(parse(text, profile()), date(2026, 3, 4))
