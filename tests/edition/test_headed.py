import pytest

from bioai_desktop.edition.model import SectionKind
from tests.edition.pages import fields, read, section


def first(kind: SectionKind, heading: str, text: str) -> list[tuple[str, str]]:
    return fields(section(kind, read(f"## {heading}\n{text}")).entries[0])


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("### 1. [甲](https://a.example)", [("number", "1"), ("title", "甲"), ("link", "https://a.example")]),
        ("### [甲](https://a.example)", [("title", "甲"), ("link", "https://a.example")]),
        ("### **[甲](https://a.example)**", [("title", "甲"), ("link", "https://a.example")]),
        ("### 2) **[甲](https://a.example)** 新", [("number", "2"), ("title", "甲"), ("link", "https://a.example")]),
        ("### **3、[甲](https://a.example)**", [("number", "3"), ("title", "甲"), ("link", "https://a.example")]),
        ("### 🔥 [甲 [乙]](https://a.example/b(1))", [("title", "甲 [乙]"), ("link", "https://a.example/b(1)")]),
        ("### 4. 没有 链接", [("number", "4"), ("title", "没有 链接")]),
        ("### 3D 打印", [("title", "3D 打印")]),
        ("### 1.5 倍", [("title", "1.5 倍")]),
        ("### 5. [断在题", [("number", "5"), ("title", "断在题")]),
        ("### 5. [断在址](https://a.exam", [("number", "5"), ("title", "断在址"), ("link", "https://a.exam")]),
        ("###", [("title", "")]),
    ],
)
def test_headings_of_top_entries(heading: str, found: list[tuple[str, str]]):
    assert first(SectionKind.TOP, "重磅", heading) == found


def test_the_text_of_an_entry_is_all_below_it_but_images():
    text = "### [a](b)\n![i](j)\n\n  甲\n\n> 乙\n- 丙  \n\n```\n---\n# x\n```\n\n![k](l)\n\n---\n丁\n"
    found = section(SectionKind.TOP, read("## 重磅\n" + text))
    assert fields(found.entries[0])[2:] == [("text", "甲\n\n> 乙\n- 丙  \n\n```\n---\n# x\n```")]
    assert [child.text for child in found.children[1:]] == ["\n\n---\n", "丁", "\n"]


def test_an_entry_ends_before_the_next_heading_of_its_level():
    found = section(SectionKind.FUN, read("## 趣闻\n说明\n### [a](b)\n甲\n#### 小题\n乙\n### [c](d)\n"))
    assert [fields(entry) for entry in found.entries] == [
        [("title", "a"), ("link", "b"), ("text", "甲\n#### 小题\n乙")],
        [("title", "c"), ("link", "d")],
    ]


def test_a_question_keeps_a_link_in_its_title():
    assert first(SectionKind.FAQ, "相关问题", "### 什么是 [甲](https://a.example)？\n\n答。") == [
        ("title", "什么是 [甲](https://a.example)？"),
        ("text", "答。"),
    ]


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ("- **时间**：Q3\n- **概率**：65%\n- **依据**：甲 ", [("window", "Q3"), ("probability", "65"), ("text", "甲")]),
        ("* **When:** Q3\n* **How likely:** 65 %\n* **Why:** a", [("window", "Q3"), ("probability", "65"), ("text", "a")]),
        ("- **概率**：65%\n- **依据**：甲", [("probability", "65"), ("text", "甲")]),
        ("- **时间**：Q3\n- **概率**：65%", [("window", "Q3"), ("probability", "65")]),
        ("- **时间**：\n- **概率**：65%\n- **依据**：", [("window", ""), ("probability", "65"), ("text", "")]),
        ("- **依据**：约 60%", [("text", "约 60%")]),
        ("甲。\n\n乙。", [("text", "甲。\n\n乙。")]),
    ],
)
def test_points_of_a_forecast(points: str, found: list[tuple[str, str]]):
    assert first(SectionKind.FORECASTS, "趋势预测", "### 题\n" + points) == [("title", "题"), *found]


def test_a_lead_is_the_first_block():
    found = section(SectionKind.LEAD, read("### 只有一句话\n\n甲。\n乙。\n\n---\n丙\n"))
    assert [fields(entry) for entry in found.entries] == [[("text", "甲。\n乙。")]]


def test_a_lead_without_text_has_no_entry():
    assert section(SectionKind.LEAD, read("### 只有一句话\n\n![i](j)\n\n---\n丙\n")).entries == ()
