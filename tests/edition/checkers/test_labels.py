from dataclasses import replace

import pytest

from bioai_desktop.domain import Finding, Language, Severity
from bioai_desktop.edition.checks import CheckContext, PageKind, check
from bioai_desktop.edition.parse import parse
from tests.edition.checkers.pages import DAY, TITLES, changed, found, line_of, only, page, profile


def told(text: str, kind: PageKind = PageKind.DAY, title: str = TITLES[Language.ZH]) -> list[Finding]:
    return check(parse(text, profile()), CheckContext(profile(), Language.ZH, DAY, {}, {}, kind, title))


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("title: BioAI 生命科学日报 2026/3/4", "title: BioAI 生命科学日报 2026/3/5", "BioAI 生命科学日报 2026/3/4"),
        ("linkTitle: 03-04-日报", "linkTitle: 04-03-日报", "03-04-日报"),
        ("weight: 28", "date: 2026-03-05T00:00:00+08:00", "2026-03-04T00:00:00+08:00"),
        ("资讯**", "资讯 2026/3/5**", "今日 AI 生命科学资讯 2026/3/4"),
    ],
)
def test_another_day_with_the_right_one(old: str, new: str, right: str) -> None:
    text = changed(old, new)
    finding = only(text)
    assert (finding.kind, finding.severity, finding.fix) == ("date-differs", Severity.LOOK, right)
    assert finding.line == line_of(text, new)


def test_a_wrong_day_in_the_title_is_told_once() -> None:
    assert [each.kind for each in found(changed("2026/3/4", "2026/3/9"))] == ["date-differs"]


def test_a_title_that_the_site_does_not_use() -> None:
    finding = only(changed("title: BioAI 生命科学日报", "title: AI 日报"))
    assert (finding.kind, finding.detail, finding.fix) == ("title-differs", "AI 日报 2026/3/4", TITLES[Language.ZH])
    assert found(changed("日报 2026/3/4", "日报 2026/3/4：酵母特刊")) == []
    assert told(changed("title: BioAI 生命科学日报", "title: AI 日报"), title="") == []


@pytest.mark.parametrize(
    "words",
    [
        "每日自动汇总最新 AI 行业动态，帮你用最低成本玩转各种聊天机器人。",
        "酵母受热时为什么停止分裂，一直没有说清。研究者在 6 种温度下逐个细胞测基因表达，发现 37 度以上有一组",
        "",
    ],
)
def test_a_description_of_something_else(words: str) -> None:
    finding = only(page().replace(profile().description[Language.ZH], words))
    assert (finding.kind, finding.detail, finding.fix) == ("description-differs", words, profile().description[Language.ZH])


def test_a_description_in_other_words_is_the_editors() -> None:
    for words in ("AI 与生物学的每日读物：蛋白质、单细胞、药物。", "酵母受热先修复，斑马鱼伤口有一条信号通路。"):
        assert found(page().replace(profile().description[Language.ZH], words)) == []


def test_a_profile_without_a_description_asks_only_for_a_whole_one() -> None:
    silent = replace(profile(), description={})
    cut = page().replace(profile().description[Language.ZH], "酵母受热时为什么停止分裂，一直没有说清。研究者在 6 种温度下")
    assert [(each.kind, each.fix) for each in found(cut, with_profile=silent)] == [("description-differs", None)]
    assert found(page().replace(profile().description[Language.ZH], ""), with_profile=silent) == []


def test_a_page_that_is_no_day_keeps_its_own_labels() -> None:
    text = changed("title: BioAI 生命科学日报 2026/3/4", "title: 关于我们 2020/1/1").replace(profile().description[Language.ZH], "我们是谁")
    assert {each.kind for each in told(text)} == {"date-differs", "description-differs"}
    assert {each.kind for each in told(text, PageKind.HOME)} == {"date-differs", "description-differs"}
    assert told(text, PageKind.OTHER) == []
