import pytest

from bioai_desktop.edition.model import Role, SectionKind
from tests.edition.pages import fields, read, section


def found(kind: SectionKind, heading: str, text: str) -> list[list[tuple[str, str]]]:
    return [fields(entry) for entry in section(kind, read(f"{heading}\n{text}")).entries]


@pytest.mark.parametrize(
    ("line", "tag", "text"),
    [
        ("**[研究]** [甲](b) - 快", "研究", "快"),
        ("- **[研究]** [甲](b) - 快", "研究", "快"),
        ("- **[甲](b)** - 快", None, "快"),
        ("- [甲](b) - 快", None, "快"),
        ("**[研究] [甲](b)** - 快", "研究", "快"),
        ("[研究] [甲](b)：快 ", "研究", "快"),
        ("**研究** [甲](b) — 快 - 稳", "研究", "快 - 稳"),
        ("**【研究】**：[甲](b) -- 快", "研究", "快"),
        ("- [甲](b) -", None, ""),
        ("- [甲](b)", None, None),
        ("- [甲](b) 快", None, "快"),
    ],
)
def test_shapes_of_a_note(line: str, tag: str | None, text: str | None):
    fields_of = [("tag", tag), ("title", "甲"), ("link", "b"), ("text", text)]
    assert found(SectionKind.NOTES, "## 值得关注", line) == [[pair for pair in fields_of if pair[1] is not None]]


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("1. [甲](b) - 快", [("number", "1"), ("title", "甲"), ("link", "b"), ("text", "快")]),
        ("**[产品]** [断在题", [("tag", "产品"), ("title", "断在题")]),
        ("**[产品]** [断](https://a.ex", [("tag", "产品"), ("title", "断"), ("link", "https://a.ex")]),
        ("**[产品]** 没有链接 - 快", [("tag", "产品"), ("title", "没有链接"), ("text", "快")]),
        ("**[产品]** 只有题", [("tag", "产品"), ("title", "只有题")]),
    ],
)
def test_odd_notes_are_notes(line: str, pairs: list[tuple[str, str]]):
    assert found(SectionKind.NOTES, "## 值得关注", line) == [pairs]


@pytest.mark.parametrize("line", ["**[产品]**  ", "### [产品]", "暂无 [更多](a)。", "- 一句话", "> [a](b)", "```\n[a](b)\n```", "![a](b)"])
def test_other_lines_are_no_notes(line: str):
    assert found(SectionKind.NOTES, "## 值得关注", line) == []


def test_lines_that_go_on_belong_to_their_note():
    text = "- [甲](b) - 一\n  - 二\n三\n- [乙](c)\n  四\n\n五\n"
    assert found(SectionKind.NOTES, "## 值得关注", text) == [
        [("title", "甲"), ("link", "b"), ("text", "一\n  - 二\n三")],
        [("title", "乙"), ("link", "c"), ("text", "四")],
    ]


@pytest.mark.parametrize("line", ["**[类]**  ", "# x", "---", "| a |", "> q", "![a](b)", "```", "- x", "<p>"])
def test_a_line_that_opens_something_ends_a_note(line: str):
    assert found(SectionKind.NOTES, "## 值得关注", f"[甲](b) - 一\n{line}")[0][-1] == ("text", "一")


def test_keywords():
    words = found(SectionKind.KEYWORDS, "### 关键词", "#甲 #b-c、＃丁 x#y ##z\n\n#戊\n```\n#己\n```")
    assert words == [[("text", word)] for word in ("甲", "b-c", "丁", "戊")]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("```\n甲\n\n  乙 \n```\n丙", ["甲", "乙"]),
        ("~~~\n甲\n~~~\n```\n乙\n```", ["甲"]),
        ("甲\n乙", []),
        ("```\n甲\n乙", []),
        ("```\n```", []),
    ],
)
def test_digest_lines(text: str, lines: list[str]):
    assert found(SectionKind.DIGEST, "## 今日摘要", text) == [[("text", line)] for line in lines]


def test_citable_points():
    text = "- **事实**：甲\n- **来源**：[乙](https://a.example) 与 [丙](https://b.example)\n- **边界**：丁\n- **事实**：戊\n- **来源**：见 <https://c.example/x>\n\n- **事实**：己"
    assert found(SectionKind.CITABLE, "## 可引用要点", text) == [
        [("title", "甲"), ("link", "https://a.example"), ("text", "丁")],
        [("title", "戊"), ("link", "https://c.example/x")],
        [("title", "己")],
    ]


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        ("**[产品]** 甲 - 乙 - 丙  ", "甲", "乙 - 丙"),
        ("**[产品]** 甲与乙", "甲与乙", ""),
        ("- **[产品]**  甲 - 乙", "甲", "乙"),
    ],
)
def test_a_note_without_a_link_has_a_title_and_what_follows_the_dash(line: str, title: str, text: str):
    edition = read(f"## 值得关注\n前 - 言\n\n{line}\n\n后 - 记\n")
    (found,) = edition.sections[0].entries
    assert (found.get(Role.TITLE), found.get(Role.TEXT)) == (title, text)
