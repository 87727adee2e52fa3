import re

from bioai_desktop.domain import Language, Severity
from tests.edition.checkers.pages import SECOND, changed, found, kinds, line_of, only, page


def test_a_good_page_has_nothing_wrong_with_it() -> None:
    assert found(page()) == []
    assert found(page(Language.EN), Language.EN) == []


def test_a_required_section_that_is_absent_or_empty_blocks() -> None:
    text = page()
    start, end = text.index("### **👀"), text.index("### **🔑")
    absent = only(text[:start] + text[end:])
    empty = only(changed("酵母受热时先修复基因，再停止分裂。\n", ""))
    assert [(each.kind, each.severity, each.detail) for each in (absent, empty)] == [
        ("section-missing", Severity.BLOCK, "👀 只有一句话")
    ] * 2
    assert absent.line == 0
    assert empty.line == line_of(page(), "只有一句话")


def test_a_top_list_that_only_says_there_is_nothing_is_empty() -> None:
    text = page()
    start, end = text.index("### 1."), text.index("## **📌")
    said = kinds(text[:start] + "今天没有合适的内容。\n\n" + text[end:])
    assert "section-missing" in said


def test_other_sections_without_content_are_to_be_looked_at() -> None:
    finding = only(page() + "\n## **📊 更多动态**\n")
    assert (finding.kind, finding.severity, finding.detail) == ("section-empty", Severity.LOOK, "📊 更多动态")
    assert kinds(page() + "\n## **📊 更多动态**\n\n本周没有更多。\n") == ["section-empty"]  # a table without rows
    assert kinds(page() + "\n## 编后\n\n明天见。\n") == []
    assert kinds(page() + "\n## 编后\n\n### 明天\n\n再见。\n") == []


def test_a_heading_of_the_same_words_twice() -> None:
    finding = only(page() + "\n## 📌 值得关注\n\n- [新工具](https://example.org/new) - 做显微成像的能省下半天时间，值得先试一试它\n")
    assert (finding.kind, finding.detail) == ("section-repeated", "📌 值得关注")


def test_a_heading_that_counts_wrongly_says_what_it_should_be() -> None:
    text = page().replace("🔥 重磅 TOP 2", "🔥 重磅 TOP 10").replace("-重磅-top-2", "-重磅-top-10")
    finding = only(text)
    assert (finding.kind, finding.detail, finding.fix) == ("heading-count", "🔥 重磅 TOP 10", "🔥 重磅 TOP 2")
    assert kinds(changed("#单细胞 #再生 #深度学习", "#单细胞 #再生")) == ["heading-count"]


def test_a_number_out_of_sequence_is_found_once() -> None:
    text = changed("### 1. ", "### 3. ").replace("### 2. ", "### 4. ")
    finding = only(text)
    assert (finding.kind, finding.detail, finding.fix, finding.line) == ("numbering", "3", "1", line_of(text, "### 3."))


def test_a_list_without_numbers_is_fine() -> None:
    assert kinds(re.sub(r"### \d\. ", "### ", page())) == []


def test_an_entry_still_to_be_written_blocks() -> None:
    finding = only(changed(SECOND, ""))
    assert (finding.kind, finding.severity, finding.detail) == ("entry-empty", Severity.BLOCK, "鱼能长回尾鳍，鼠差在哪一步")
    assert finding.entry


def test_an_entry_without_a_number_among_numbered_ones_gets_the_next() -> None:
    finding = only(changed("### 2. [", "### ["))
    assert (finding.kind, finding.detail, finding.fix) == (
        "numbering",
        "### [鱼能长回尾鳍，鼠差在哪一步](https://example.com/fin)",
        "### 2. [鱼能长回尾鳍，鼠差在哪一步](https://example.com/fin)",
    )


def test_numbers_of_other_sections_may_go_on_but_not_collide() -> None:
    section = "\n## 😄 趣闻\n\n### {}. [章鱼](https://example.org/o1)\n\n字。\n\n### {}. [海豚](https://example.org/o2)\n\n字。\n"
    assert kinds(page() + section.format(11, 12)) == []
    assert kinds(page() + section.format(11, 11)) == ["numbering"]


def test_a_heading_that_can_only_count_must_count_rightly() -> None:
    notes = "\n- **[研究]** [细胞大小由谁决定](https://example.net/size) - 想弄懂细胞怎么知道自己该长多大，可以从这篇读起\n"
    text = page() + f"\n## 又一批值得关注（5条）\n{notes.replace('example.net', 'example.org')}"
    finding = only(text)
    assert (finding.kind, finding.fix) == ("heading-count", "又一批值得关注（1条）")
    assert kinds(text.replace("（5条）", "（二）")) == []


def test_a_missing_section_is_named_without_its_count() -> None:
    text = page(Language.EN)
    said = found(text[: text.index("## **🔥 Top 1**")], Language.EN)
    assert [each.detail for each in said if each.kind == "section-missing"] == ["🔥 Top"]
