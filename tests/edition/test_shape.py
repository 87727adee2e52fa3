import pytest

from bioai_desktop.edition.model import Entry, Role, Section, SectionKind
from bioai_desktop.edition.shape import extended, listed, reshaped, written
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, entry, read, section


def moved(name: str, source: SectionKind, target: Section, index: int = 0) -> str:
    return reshaped(entry(name, EDITION), source, target, index, "\n").source


def empty(kind: SectionKind) -> Section:
    return Section(kind, ())


@pytest.mark.parametrize(
    ("name", "source", "target", "index", "form"),
    [
        ("e14", SectionKind.NOTES, section(SectionKind.TOP), 1, "### 2. [工具甲](https://git.example/a)\n\n快"),
        ("e14", SectionKind.NOTES, section(SectionKind.FUN), 0, "### [工具甲](https://git.example/a)\n\n快"),
        ("e14", SectionKind.NOTES, empty(SectionKind.TOP), 0, "### 1. [工具甲](https://git.example/a)\n\n快"),
        ("e14", SectionKind.NOTES, section(SectionKind.TABLE), 1, "| 2 | 开源 | 工具甲 | [链接](https://git.example/a) |"),
        ("e14", SectionKind.NOTES, section(SectionKind.TABLE), 3, "| 开源 | 工具甲 | [GitHub](https://git.example/a) |"),
        ("e14", SectionKind.NOTES, section(SectionKind.NOTES), 2, "- **[开源]** [工具甲](https://git.example/a) - 快"),
        ("e15", SectionKind.NOTES, section(SectionKind.NOTES), 0, "**[研究]** [论文乙](https://lab.example/b) - 稳"),
        ("e23", SectionKind.FUN, section(SectionKind.NOTES), 1, "- [章鱼做梦](https://sea.example/octopus) - 它会变色。"),
        ("e23", SectionKind.FUN, section(SectionKind.TOP), 2, "### 3. [章鱼做梦](https://sea.example/octopus)\n\n它会变色。"),
        ("e12", SectionKind.TOP, section(SectionKind.FUN), 0, "### **[斑马鱼脑图谱](https://fish.example/2)**\n紧跟着标题的正文。"),
        ("e22", SectionKind.TABLE, section(SectionKind.TABLE), 0, "| 1 | 资源 | 目录 | [链接](https://git.example/list) |"),
        ("e26", SectionKind.FAQ, section(SectionKind.FAQ), 0, entry("e26", EDITION).source),
    ],
)
def test_forms(name: str, source: SectionKind, target: Section, index: int, form: str):
    assert moved(name, source, target, index) == form


@pytest.mark.parametrize(
    ("name", "source", "target"),
    [
        ("e26", SectionKind.FAQ, SectionKind.TOP),
        ("e1", SectionKind.DIGEST, SectionKind.LEAD),
        ("e14", SectionKind.NOTES, SectionKind.TABLE),
    ],
)
def test_without_a_common_form_or_a_row_to_follow(name: str, source: SectionKind, target: SectionKind):
    with pytest.raises(EditConflict):
        moved(name, source, empty(target))


def test_a_text_is_written_whole():
    old = entry("e11", EDITION)
    assert written(old, Role.TEXT, "新").source == old.source.replace(old.get(Role.TEXT), "新")


@pytest.mark.parametrize(
    ("kind", "role"),
    [(SectionKind.TABLE, Role.LINK), (SectionKind.FAQ, Role.LINK), (SectionKind.DIGEST, Role.TITLE), (SectionKind.TOP, Role.TAG)],
)
def test_a_form_without_a_place_for_a_field(kind: SectionKind, role: Role):
    with pytest.raises(EditConflict):
        extended(entry("e6", EDITION), kind, role, "x", "\n")


def test_points_of_a_list():
    assert [listed(child) for child in section(SectionKind.NOTES).entries] == [False, True, True, True, False, True]
    assert not listed(Entry(()))


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        (
            "## 值得关注\n\n1. [甲](https://a.example): 快\n1. [乙](https://b.example): 慢\n",
            SectionKind.NOTES,
            "2. [斑马鱼脑图谱](https://fish.example/2): 紧跟着标题的正文。",
        ),
        (
            "## 值得关注\n\n* [甲](https://a.example) — 快\n* [乙](https://b.example)\n",
            SectionKind.NOTES,
            "* [斑马鱼脑图谱](https://fish.example/2) — 紧跟着标题的正文。",
        ),
        (
            "## 值得关注\n\n- [甲](https://a.example): 快\n- [乙](https://b.example) - 慢\n",
            SectionKind.NOTES,
            "- [斑马鱼脑图谱](https://fish.example/2) - 紧跟着标题的正文。",
        ),
    ],
)
def test_where_all_have_one_markup_it_is_the_sites_own(text: str, kind: SectionKind, form: str):
    (target,) = read(text).sections
    assert moved("e12", SectionKind.TOP, target, 1) == form


def test_a_headed_list_has_its_markup_too_but_an_image_is_none():
    (target,) = read("## 重磅\n\n### 1、 **[甲](https://a.example)**\n快\n").sections
    assert moved("e15", SectionKind.NOTES, target, 1) == "### 2、 **[论文乙](https://lab.example/b)**\n稳"
    (target,) = read("## 重磅\n\n### 1、 [甲](https://a.example)\n快\n\n![图](https://a.example/1.png)\n").sections
    assert moved("e15", SectionKind.NOTES, target, 1) == "### 2. [论文乙](https://lab.example/b)\n\n稳"
