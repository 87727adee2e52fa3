import pytest

from bioai_desktop.domain import Severity
from tests.edition.checkers.pages import changed, found, line_of, only, page


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
        ("---\nlinkTitle", "字\n---\nlinkTitle"),
        ("comments: true", "comments: true\ndate: 2026/3/4"),
        ("comments: true", "comments: true\nlastmod: 2026-03-04 08:00"),
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
        ("title: BioAI 生命科学日报 2026/3/4", "title: 'BioAI 生命科学日报 2026/3/4: 酵母'"),
        ("---\nlinkTitle", "\ufeff---\nlinkTitle"),
    ],
)
def test_what_hugo_reads_is_fine(before: str, after: str) -> None:
    assert found(changed(before, after)) == []


def test_windows_ends_of_line_are_fine() -> None:
    assert found(page().replace("\n", "\r\n")) == []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("note: 他说: 好", 'note: "他说: 好"'),
        ('note: "他说"好""', 'note: "他说\\"好\\""'),
        ("note: 'it's'", 'note: "it\'s"'),
        ("note: @desk", 'note: "@desk"'),
        ("note: [新] 模型", 'note: "[新] 模型"'),
        ("note：字", "note: 字"),
        ("note:字", "note: 字"),
        ('note: "a\\d"', 'note: "a\\\\d"'),
    ],
)
def test_a_line_that_yaml_does_not_read_with_what_it_reads(line: str, right: str) -> None:
    text = changed("weight: 28", line)
    finding = only(text)
    assert (finding.kind, finding.detail, finding.fix, finding.line) == ("front-matter", line, right, line_of(text, line))
    assert found(text.replace(line, right)) == []


def test_each_line_that_yaml_does_not_read() -> None:
    said = found(changed("weight: 28", "one: @a\ntwo: %b"))
    assert [(each.kind, each.line, each.fix) for each in said] == [("front-matter", 4, 'one: "@a"'), ("front-matter", 5, 'two: "%b"')]


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("2026/3/4", "2026-03-04"),
        ("2026-3-4", "2026-03-04"),
        ("2026年3月4日", "2026-03-04"),
        ("2026-03-04 08:00", "2026-03-04T08:00:00"),
        ("2026/3/4 8:05:06", "2026-03-04T08:05:06"),
        ("2026/13/4", None),
        ("昨天", None),
    ],
)
def test_a_date_that_hugo_does_not_read_with_the_same_as_it_does(value: str, right: str | None) -> None:
    said = [each for each in found(changed("weight: 28", f"lastmod: {value}")) if each.kind == "front-matter"]
    assert [(each.detail, each.fix) for each in said] == [(value, right)]


@pytest.mark.parametrize(
    "front",
    [
        '+++\ntitle = "BioAI 生命科学日报 2026/3/4"\n+++',
        '{\n"title": "BioAI 生命科学日报 2026/3/4"\n}',
        "\n\n---\ntitle: BioAI 生命科学日报 2026/3/4\n---",
    ],
)
def test_other_forms_that_hugo_reads(front: str) -> None:
    text = page()
    assert not [each for each in found(front + text[text.index("\n\n## ") :]) if each.kind == "front-matter"]


@pytest.mark.parametrize("front", ["+++\ntitle = \n+++", '{"title": }', "+++\ntitle = 'x'"])
def test_other_forms_that_it_does_not_read(front: str) -> None:
    text = page()
    assert [each.line for each in found(front + text[text.index("\n\n## ") :]) if each.kind == "front-matter"] == [1]
