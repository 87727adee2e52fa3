import pytest

from bioai_desktop.edition.anchors import anchor, headings, prose, targets


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("**今日摘要**", "今日摘要"),
        ("⚡ 快速导航", "-快速导航"),
        ("**今日 AI 生命科学资讯**", "今日-ai-生命科学资讯"),
        ("**🔥 重磅 TOP 10**", "-重磅-top-10"),
        ("1. [题目（一）](https://example.org/a_b(c))", "1-题目一"),
        ("Today's news", "todays-news"),
        ("**Today's news**", "today"),
        ("🔥", "heading"),
        ("a_b  c--d", "a_b--cd"),
        ("AT&T &amp; co", "att--co"),
        ("`a--b`", "a--b"),
    ],
)
def test_an_id_is_made_of_the_words(words: str, made: str) -> None:
    assert anchor(words) == made


def test_repeated_ids_are_numbered_and_own_ones_kept() -> None:
    page = "## 甲\n## 甲\n## 甲-1\n## 乙 {#own .x}\n## own\n"
    assert [(each.line, each.anchor) for each in headings(page)] == [(1, "甲"), (2, "甲-1"), (3, "甲-1-1"), (4, "own"), (5, "own-1")]


def test_front_matter_fences_and_html_hold_no_headings() -> None:
    page = "---\ntitle: x\n## 非\n---\n\n```\n## 非\n```\n<div>\n## 非\n</div>\n\n<!--\n## 非\n-->\n    ## 非\n#非\n\n## 是\n"
    assert [(each.line, each.level, each.text) for each in headings(page)] == [(19, 2, "是")]


def test_a_rule_below_a_paragraph_makes_it_a_heading() -> None:
    page = "段落\n---\n\n- 列表\n---\n\n段落\n\n---\n\n大题\n===\n"
    assert [(each.line, each.level, each.text) for each in headings(page)] == [(1, 2, "段落"), (11, 1, "大题")]


def test_nothing_links_to_the_first_level_but_to_ids_in_html() -> None:
    page = '# 一\n## 二\n\n<a id="三"></a> <a name=四></a> <p class="五">\n\n`<a id="六">`\n'
    assert targets(page) >= {"二", "三", "四"}
    assert not targets(page) & {"一", "五"}


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_prose_keeps_the_numbers_of_lines(eol: str) -> None:
    page = eol.join(["\ufeff---", "a: b", "---", "", "一", "~~~", "码", "~~~", "二"])
    assert {number: line for number, line in prose(page).items() if line} == {5: "一", 9: "二"}


def test_a_long_page_takes_no_time() -> None:
    page = "## [" + "[a](b" * 4000 + "\n" + "## **" + "_a*" * 4000 + "\n"
    assert len(headings(page)) == 2
