from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Finding, Language, Severity
from bioai_desktop.edition.checks import CheckContext, check
from bioai_desktop.edition.fixes import all_fixed, fixed, taken_over
from bioai_desktop.edition.model import EntryState
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from tests.edition.checkers.pages import DAY, TITLES, changed, found, page, profile

ZH = Language.ZH


def finding(kind: str, line: int, detail: str, fix: str | None) -> Finding:
    return Finding(kind, Severity.LOOK, line, "", detail, fix)


def one(text: str, kind: str, language: Language = ZH) -> Finding:
    """Return the finding of that kind; it has a fix."""
    (said,) = [each for each in found(text, language) if each.kind == kind]
    assert said.fix is not None
    return said


@pytest.mark.parametrize(
    ("kind", "old", "wrong", "right"),
    [
        ("anchor-dead", "(#-值得关注)", "(#值得关注)", "(#-值得关注)"),
        ("tracking", "https://example.com/fin", "https://example.com/fin?utm_source=x", "https://example.com/fin"),
        ("numbering", "### 2. [", "### 3. [", "### 2. ["),
        ("numbering", "### 2. [", "### [", "### 2. ["),
        ("heading-count", "TOP 2**", "TOP 3**", "TOP 2**"),
        ("description-differs", 'description: "', 'description: "AI 行业动态" # ', 'description: "'),
        ("date-differs", "title: BioAI 生命科学日报 2026/3/4", "title: BioAI 生命科学日报 2026/3/5", "title: BioAI 生命科学日报 2026/3/4"),
        ("date-differs", "linkTitle: 03-04", "linkTitle: 03-05", "linkTitle: 03-04"),
        ("date-differs", "资讯**", "资讯 2026/3/5**", "资讯 2026/3/4**"),
        ("title-differs", "BioAI 生命科学日报", "AI 日报", "BioAI 生命科学日报"),
        ("front-matter", "weight: 28", "weight：28", "weight: 28"),
        ("front-matter", "comments: true", "comments: @true", 'comments: "@true"'),
        ("emphasis-broken", "一组修复基因", "一组**“修复”**基因", "一组 **“修复”** 基因"),
        ("emphasis-broken", "## **今日 AI", "##**今日 AI", "## **今日 AI"),
        ("punctuation", "停止分裂，一直", "停止分裂,一直", "停止分裂，一直"),
    ],
)
def test_a_fix_changes_what_it_is_about_and_no_other_byte(kind: str, old: str, wrong: str, right: str) -> None:
    text = changed(old, wrong)
    wanted = changed(old, right)
    if kind == "description-differs":
        text, wanted = page().replace(profile().description[ZH], "AI 行业动态"), page()
    for before, after in ((text, wanted), (text.replace("\n", "\r\n"), wanted.replace("\n", "\r\n")), ("\ufeff" + text, "\ufeff" + wanted)):
        assert fixed(before, one(before, kind)) == after


def test_a_page_that_shows_as_code_is_taken_out_of_it() -> None:
    text = f"```markdown\n{page()}```\n"
    assert fixed(text, one(text, "page-as-code")) == page()
    assert fixed(page(), finding("page-as-code", 1, "```", "")) is None


def test_a_value_of_the_front_matter_is_spelled_as_yaml_needs_it() -> None:
    text = page().replace(f'description: "{profile().description[ZH]}"', "description: 别的事")
    fix = finding("description-differs", 7, "别的事", '说: "好" # 不')
    made = fixed(text, fix)
    assert made is not None
    assert 'description: "说: \\"好\\" # 不"\n' in made


def test_a_key_that_is_not_there_is_added() -> None:
    text = "".join(line for line in page().splitlines(keepends=True) if not line.startswith("description"))
    made = fixed(text, one(text, "description-differs"))
    assert made is not None
    assert parse(made, profile()).front != parse(text, profile()).front
    assert found(made) == []


@pytest.mark.parametrize(
    "stale",
    [
        finding("anchor-dead", 22, "#没有", "#有"),
        finding("anchor-dead", 999, "#-值得关注", "#x"),
        finding("anchor-dead", 0, "#-值得关注", "#x"),
        finding("anchor-dead", 24, "", "#x"),
        finding("too-long", 24, "字", None),
        finding("description-differs", 7, "以前的简介", "新的"),
        finding("date-differs", 3, "以前的标题", "新的"),
        finding("date-differs", 1, "---", "新的"),
    ],
)
def test_a_finding_that_no_longer_fits_changes_nothing(stale: Finding) -> None:
    assert fixed(page(), stale) is None


def test_all_fixes_of_a_page_at_once() -> None:
    text = page().replace("(#-值得关注)", "(#值得关注)").replace("example.com/fin", "example.com/fin?rss=1").replace("2026/3/4", "2026/3/5")
    new, done = all_fixed(text, found(text))
    assert new == page()
    assert [each.kind for each in done] == ["date-differs", "anchor-dead", "tracking"]
    assert all_fixed(new, found(new)) == (new, [])


def test_two_of_one_sort_on_a_line() -> None:
    text = changed("一直没有说清", "一直**“甲”**没有**“乙”**说清")
    new, done = all_fixed(text, found(text))
    assert new == changed("一直没有说清", "一直 **“甲”** 没有 **“乙”** 说清")
    assert len(done) == 2


@given(st.data())
def test_a_fix_of_a_page_with_random_defects_leaves_the_rest(data: st.DataObject) -> None:
    defects = [
        ("(#-值得关注)", "(#值得关注)"),
        ("example.com/fin", "example.com/fin?rss=1"),
        ("### 2. ", "### 7. "),
        ("TOP 2**", "TOP 9**"),
    ]
    chosen = data.draw(st.lists(st.sampled_from(defects), unique=True))
    text = page()
    for old, new in chosen:
        text = text.replace(old, new, 1)
    # The navigation names the heading, so that a wrong count makes its link dead too: both follow, in two rounds.
    for _ in range(2):
        text, _ = all_fixed(text, found(text))
    assert text == page()


def test_what_stood_there_keeps_its_id_its_story_and_its_state() -> None:
    edition = parse(changed("(#-值得关注)", "(#值得关注)"), profile())
    sections = tuple(
        replace(
            section,
            children=tuple(
                replace(child, story=f"of {child.id}", state=EntryState.EDITED) if hasattr(child, "spans") else child
                for child in section.children
            ),
        )
        for section in edition.sections
    )
    edition = replace(edition, sections=sections)
    said = check(edition, CheckContext(profile(), ZH, DAY, {}, {}, title=TITLES[ZH]))
    text, _ = all_fixed(render(edition), said)
    made = taken_over(edition, text, profile())
    assert render(made) == text == page()
    before, after = ([(entry.id, entry.story, entry.state) for _, entry in each.entries()] for each in (edition, made))
    assert before == after
    assert [section.id for section in made.sections] == [section.id for section in edition.sections]


def test_what_is_new_gets_an_id_of_its_own() -> None:
    edition = parse(page(), profile())
    more = (
        page().replace("\n---\n\n## **📌", "\n---\n\n### 3. [又一条](https://example.org/more)\n\n字。\n\n---\n\n## **📌")
        + "\n## 编后\n\n字\n"
    )
    made = taken_over(edition, more, profile())
    ids = [entry.id for _, entry in made.entries()]
    assert len(set(ids)) == len(ids) == 1 + len(list(edition.entries()))
    assert {entry.id for _, entry in edition.entries()} < set(ids)
    assert len({section.id for section in made.sections}) == len(made.sections)


def test_a_block_between_entries_keeps_its_id_too() -> None:
    edition = parse(changed("## **📌 值得关注**", "说明 [一] (https://example.org/x)。\n\n另一段。\n\n## **📌 值得关注**"), profile())
    blocks = [(child.id, type(child)) for section in edition.sections for child in section.blocks]
    text, done = all_fixed(render(edition), found(render(edition)))
    made = taken_over(edition, text, profile())
    assert [each.kind for each in done] == ["emphasis-broken"]
    assert [(child.id, type(child)) for section in made.sections for child in section.blocks] == blocks
