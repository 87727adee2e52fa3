import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, found, kinds, line_of, only, page


def test_a_link_to_no_heading_blocks_and_its_words_say_which_was_meant() -> None:
    text = changed("(#-值得关注)", "(#值得关注)")
    finding = only(text)
    assert (finding.kind, finding.severity, finding.line) == ("anchor-dead", Severity.BLOCK, line_of(text, "(#值得关注)"))
    assert (finding.detail, finding.fix) == ("#值得关注", "#-值得关注")


def test_the_link_that_the_old_pages_carry_is_known() -> None:
    finding = only(changed("[📌 值得关注](#-值得关注)", "[📰 今日 AI 资讯](#今日ai资讯) - 最新动态速览"))
    assert (finding.kind, finding.fix) == ("anchor-dead", "#今日-ai-生命科学资讯")


def test_no_fix_is_guessed() -> None:
    assert only(changed("[📌 值得关注](#-值得关注)", "[往期](#往期)")).fix is None
    assert only(changed("[📌 值得关注](#-值得关注)", "[📊 更多动态](#-更多动态)")).fix is None


@pytest.mark.parametrize("address", ["#值得关注", "#📌-值得关注", "#-值得-关注", "#%E5%80%BC%E5%BE%97%E5%85%B3%E6%B3%A8"])
def test_an_address_that_says_what_a_heading_says(address: str) -> None:
    assert only(changed("[📌 值得关注](#-值得关注)", f"[往下]({address})")).fix == "#-值得关注"


def test_two_headings_of_the_same_words_leave_it_open() -> None:
    text = page() + "\n## 编后\n\n字\n\n### 编后\n\n[编后](#编-后)\n"
    assert [each.fix for each in found(text) if each.kind == "anchor-dead"] == [None]


@pytest.mark.parametrize(
    "dead",
    ['<a href="#nowhere">上</a>', "[上][a]\n\n[a]: #nowhere", "[上](#NOWHERE)", "[上](#%E4%B8%8A)"],
)
def test_other_ways_to_link_are_seen(dead: str) -> None:
    assert "anchor-dead" in kinds(page() + f"\n## 编后\n\n{dead}\n")


@pytest.mark.parametrize(
    "alive",
    [
        "[上](#)",
        "[上](#top)",
        "[头条](#-%E9%87%8D%E7%A3%85-top-2)",
        "[酵母](#1-酵母受热先修复再停工)",
        "[页外](https://example.org/#nowhere)",
        "`[码](#nowhere)`",
        "### 小节 {#own}\n\n[小节](#own)",
    ],
)
def test_links_that_hit_something_are_fine(alive: str) -> None:
    assert kinds(page() + f"\n## 编后\n\n{alive}\n") == []


def test_nothing_can_link_to_a_heading_of_the_first_level() -> None:
    assert kinds(page() + "\n# 编后\n\n[编后](#编后)\n") == ["anchor-dead"]
