from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import MoveSection, RemoveSection
from bioai_desktop.edition.model import Edition, SectionKind
from bioai_desktop.edition.numbering import renumber
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.site.compose import compose
from bioai_desktop.site.navigation import with_navigation
from tests.site.contents import DAY, PAGE, profile


def listed(edition: Edition) -> list[str]:
    return [line for line in render(edition).split("\n") if line.startswith("- [") and "](#" in line]


def section_id(edition: Edition, kind: SectionKind) -> str:
    return next(section.id for section in edition.sections if section.kind is kind)


def test_it_names_what_is_there_after_a_section_went() -> None:
    edition = compose(profile(), Language.ZH, DAY, PAGE)
    gone = RemoveSection(section_id(edition, SectionKind.NOTES)).apply(edition)
    changed = with_navigation(gone, profile(), Language.ZH)
    assert listed(changed) == listed(edition)[:2]
    assert render(changed).split("\n")[:20] == render(edition).split("\n")[:20]


def test_it_follows_the_order_and_the_counts() -> None:
    edition = compose(profile(), Language.ZH, DAY, PAGE)
    moved = MoveSection(section_id(edition, SectionKind.NOTES), 2).apply(edition)
    assert listed(with_navigation(moved, profile(), Language.ZH))[0] == "- [📌 值得关注](#-值得关注)"
    text = render(edition)
    start, end = text.index("### 3. ["), text.index("---\n\n## **📌")
    shorter = renumber(parse(text[:start] + text[end:], profile()), profile())
    assert "- [🔥 重磅 TOP 2](#-重磅-top-2)" in listed(with_navigation(shorter, profile(), Language.ZH))


def test_nothing_to_do_changes_nothing() -> None:
    edition = compose(profile(), Language.EN, DAY, PAGE)
    assert render(with_navigation(edition, profile(), Language.EN)) == render(edition)
    assert with_navigation(with_navigation(edition, profile(), Language.EN), profile(), Language.EN) == with_navigation(
        edition, profile(), Language.EN
    )


def test_the_ends_of_line_of_the_page_are_kept() -> None:
    text = render(compose(profile(), Language.ZH, DAY, PAGE)).replace("\n", "\r\n")
    edition = parse(text.replace("- [📌 值得关注](#-值得关注)\r\n", ""), profile())
    assert render(with_navigation(edition, profile(), Language.ZH)) == text


def test_a_navigation_that_was_written_otherwise_stays() -> None:
    text = render(compose(profile(), Language.ZH, DAY, PAGE))
    for own in ("- [📰 今日 AI 资讯](#今日ai资讯) - 最新动态速览", "先看头条，再看其余。", "- [往期](/2026-02)"):
        written = text.replace("- [📌 值得关注](#-值得关注)", own)
        assert render(with_navigation(parse(written, profile()), profile(), Language.ZH)) == written


def test_a_page_without_a_navigation_gets_none() -> None:
    edition = parse("## 今日摘要\n\n一句话\n", profile())
    assert with_navigation(edition, profile(), Language.ZH) == edition


def test_a_quotation_beside_the_list_stays_and_the_links_with_navigation() -> None:
    text = "## 摘要\n\n一\n\n## 导航\n\n- [旧](#old)\n\n\n> 💡 提示：[往期](https://example.org/)\n> 还有一行\n\n## 重磅 TOP 1\n\n### 1. [甲](https://a.example)\n"
    followed = render(with_navigation(parse(text, profile()), profile(), Language.ZH))
    assert followed == text.replace("- [旧](#old)", "- [重磅 TOP 1](#重磅-top-1)")


def test_a_quotation_alone_gets_its_list_above_it() -> None:
    text = "## 导航\n\n> 💡 提示\n\n## 重磅 TOP 1\n\n### 1. [甲](https://a.example)\n"
    followed = render(with_navigation(parse(text, profile()), profile(), Language.ZH))
    assert followed == text.replace("> 💡", "- [重磅 TOP 1](#重磅-top-1)\n\n> 💡")


def test_a_navigation_at_the_end_leads_back() -> None:
    text = "## 重磅 TOP 1\n\n### 1. [甲](https://a.example)\n\n## 导航\n\n- [旧](#old)\n"
    followed = render(with_navigation(parse(text, profile()), profile(), Language.ZH))
    assert followed == text.replace("- [旧](#old)", "- [重磅 TOP 1](#重磅-top-1)")
