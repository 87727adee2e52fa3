import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, found, line_of, only, page, profile


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('description: "', 'description: "一个 "引号" 太多，'),
        ("title: BioAI 生命科学日报 2026/3/4", "title: BioAI: 生命科学日报: 2026/3/4"),
        ("title: BioAI 生命科学日报 2026/3/4", "title: @BioAI"),
        ("title: BioAI 生命科学日报 2026/3/4", "title: [BioAI"),
        ("comments: true", "\tcomments: true"),
        ("comments: true", "comments: true\n  more: x"),
        ("comments: true", "comments: true\ndate: 不详"),
        ("comments: true", "comments: true\ndate: 2026-13-45"),
        ("---\nlinkTitle", "```markdown\n---\nlinkTitle"),
        ("---\nlinkTitle", "linkTitle"),
        ("---\n\n## **今日摘要**", "\n## **今日摘要**"),
    ],
)
def test_a_front_matter_that_hugo_cannot_read_blocks(good: str, bad: str) -> None:
    text = changed(good, bad)
    findings = [each for each in found(text) if each.kind == "front-matter"]
    assert [each.severity for each in findings] == [Severity.BLOCK]
    assert findings[0].line >= 1


def test_a_list_is_no_front_matter() -> None:
    body = page()[page().index("## **今日摘要**") :]
    assert [each.kind for each in found(f"---\n- a\n---\n\n{body}")] == ["front-matter"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("comments: true", "comments: true\ndate: 2026-03-04T00:00:00+08:00\nlastmod: 2026-03-04"),
        ("comments: true", "comments: true\ncomments: true"),
        ("comments: true", "comments: yes\nparams:\n  a: 1"),
        ("title: BioAI 生命科学日报 2026/3/4", "title: 'BioAI 生命科学日报: 2026/3/4'"),
        ("---\nlinkTitle", "\ufeff---\nlinkTitle"),
    ],
)
def test_what_hugo_reads_is_fine(before: str, after: str) -> None:
    assert found(changed(before, after)) == []


def test_windows_ends_of_line_are_fine() -> None:
    assert found(page().replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("ours", "other"), [("2026/3/4", "2026/3/5"), ("linkTitle: 03-04-日报", "linkTitle: 03-05-日报"), ("2026/3/4", "2025年3月4日")]
)
def test_another_day_is_to_be_looked_at(ours: str, other: str) -> None:
    text = changed(ours, other)
    finding = only(text)
    assert (finding.kind, finding.severity, finding.line) == ("date-differs", Severity.LOOK, line_of(text, other))


def test_a_description_about_something_else() -> None:
    text = page().replace(next(iter(profile().description.values())), "买账号，一分钟上手。")
    finding = only(text)
    assert (finding.kind, finding.severity, finding.line) == ("description-differs", Severity.LOOK, line_of(text, "买账号"))
    assert finding.fix == next(iter(profile().description.values()))
