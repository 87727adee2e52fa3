from collections.abc import Sequence
from dataclasses import replace

import pytest

from bioai_desktop.domain import Item, ItemKind, Language, Story
from bioai_desktop.edition.edits import InsertEntry
from bioai_desktop.edition.front import values
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.site.compose import EntryContent, PageContent, compose, entry, section, tag_of
from tests.site.contents import DAY, NOTES, PAGE, TOP, lines, profile

ZH_HEAD = """\
---
linkTitle: 03-04-日报
title: BioAI 生命科学日报 2026/3/4
weight: 28
breadcrumbs: false
comments: true
date: 2026-03-04T00:00:00+08:00
lastmod: 2026-03-04T00:00:00+08:00
description: "{}"
---

## **今日摘要**

```
第一行说酵母。
第二行说图谱。
第三行说工具。
```



## ⚡ 快速导航

- [今日 AI 生命科学资讯](#今日-ai-生命科学资讯)
- [🔥 重磅 TOP 3](#-重磅-top-3)
- [📌 值得关注](#-值得关注)



## **今日 AI 生命科学资讯**

### **👀 只有一句话**
酵母先修复，再停工。

### **🔑 3 个关键词**
#单细胞 #再生 #AI-制药

---

## **🔥 重磅 TOP 3**

### 1. [酵母受热，先修复再停工](https://example.org/S0092(26)00012-3?id=1)

第一段。

第二段 37 度。

---

### 2. [A "new" atlas [beta]](https://example.com/atlas)
"""

ZH_TAIL = """
---

## **📌 值得关注**

- **[开源]** [YeastFlow](https://github.com/example/yeastflow) - 做显微成像的能省半天
- [没有类别的一条](https://example.net/size) - 可以从这篇读起
"""


def composed(page: PageContent = PAGE, language: Language = Language.ZH) -> Edition:
    return compose(profile(), language, DAY, page)


def page_of(digest: Sequence[str], lead: str, top: Sequence[EntryContent], notes: Sequence[EntryContent]) -> PageContent:
    return {"digest": lines(*digest), "lead": lines(lead), "keywords": lines("一"), "top": top, "notes": notes}


def said(entry: Entry) -> tuple[str, ...]:
    return tuple(entry.get(role) for role in (Role.TAG, Role.TITLE, Role.LINK, Role.TEXT))


def test_the_page_has_the_form_of_the_site() -> None:
    text = render(composed())
    assert text.startswith(ZH_HEAD.format(profile().description[Language.ZH]))
    assert text.endswith(ZH_TAIL)


def test_the_page_reads_back_as_it_was_made() -> None:
    for language in Language:
        edition = composed(language=language)
        assert parse(render(edition), profile()) == edition


def test_stories_and_states_are_on_the_entries() -> None:
    edition = composed()
    assert [(held.story, held.state) for _, held in edition.entries() if held.story] == [
        (each.story, each.state) for each in (*TOP, *NOTES)
    ]


def test_the_english_twin_has_the_same_form() -> None:
    edition = composed(language=Language.EN)
    assert values(edition) == {
        "linkTitle": "03-04-Daily",
        "title": "BioAI Daily 2026/3/4",
        "weight": "28",
        "breadcrumbs": "false",
        "comments": "true",
        "date": "2026-03-04T00:00:00+08:00",
        "lastmod": "2026-03-04T00:00:00+08:00",
        "description": profile().description[Language.EN],
    }
    assert [part.kind for part in edition.sections] == [part.kind for part in composed().sections]
    assert [part.title for part in edition.sections if part.kind is SectionKind.TOP] == ["🔥 Top 3"]


def test_what_is_empty_is_left_out_and_the_navigation_with_it() -> None:
    page = {**PAGE, "digest": (), "lead": lines(" "), "keywords": (), "notes": ()}
    edition = composed(page)
    assert [part.kind for part in edition.sections] == [SectionKind.NAVIGATION, SectionKind.NEWS, SectionKind.TOP]
    assert "值得关注" not in render(edition)


def test_the_headings_count_what_is_there() -> None:
    edition = composed({**PAGE, "keywords": lines("一", "二", "三", "四"), "top": TOP[:1]})
    titles = [part.title for part in edition.sections]
    assert "🔑 4 个关键词" in titles
    assert "🔥 重磅 TOP 1" in titles


@pytest.mark.parametrize(
    "hostile",
    [
        "](https://evil.example) [x",
        "一行\n## 新栏目\n\n---\n",
        "```\n代码",
        "| 一 | 二 |",
        "**[类]** [题](https://evil.example) - 话",
        "---",
        "# 标题",
        "{{ title }} {% raw %}",
        "\\",
        "[[[",
        "> 引用",
    ],
)
def test_no_text_becomes_structure(hostile: str) -> None:
    content = EntryContent("s", hostile, "https://example.org/a b)c\n", hostile, hostile)
    edition = composed(page_of((hostile, "二"), hostile, (content, TOP[0]), (content, NOTES[0])))
    plain = composed(page_of(("一", "二"), "一", (TOP[1], TOP[0]), (NOTES[0], NOTES[0])))
    assert [(part.kind, len(part.entries)) for part in edition.sections] == [(part.kind, len(part.entries)) for part in plain.sections]
    assert parse(render(edition), profile()) == edition
    assert [held.get(Role.TITLE) for _, held in edition.entries() if held.story == TOP[0].story] == [TOP[0].title]


@pytest.mark.parametrize("kind", [SectionKind.TOP, SectionKind.NOTES, SectionKind.TABLE])
def test_one_entry_fits_a_section_of_its_kind(kind: SectionKind) -> None:
    made = entry(profile(), Language.ZH, str(kind), NOTES[0], 7)
    assert (made.story, made.state, made.get(Role.TITLE), made.get(Role.LINK)) == ("s4", EntryState.FINE, NOTES[0].title, NOTES[0].link)
    assert made.get(Role.NUMBER) == ("" if kind is SectionKind.NOTES else "7")
    edition = composed()
    held = section(profile(), Language.ZH, str(kind), TOP[:2])
    edition = parse(render(edition) + "\n" + render(replace(edition, front=(), sections=(held,))), profile())
    place = edition.sections[-1]
    changed = InsertEntry(place.id, 1, made).apply(edition)
    assert [each.get(Role.TITLE) for each in changed.sections[-1].entries] == [TOP[0].title, NOTES[0].title, TOP[1].title]


def test_a_section_that_the_site_does_not_have_is_said() -> None:
    with pytest.raises(ProfileInvalid) as caught:
        entry(profile(), Language.ZH, "weather", NOTES[0], 1)
    assert (caught.value.problem, caught.value.reason) == ("weather", "section")


def test_a_template_that_drops_an_entry_is_said() -> None:
    short = "## **{{ section.title }}**\n\n### 1. [{{ section.entries[0].title }}]({{ section.entries[0].link }})\n\ntext\n"
    broken = replace(profile(), templates={**profile().templates, "section.top.md": short})
    with pytest.raises(ProfileInvalid) as caught:
        compose(broken, Language.ZH, DAY, PAGE)
    assert caught.value.path.endswith("/templates/section.top.md")
    assert (caught.value.problem, caught.value.reason) == ("top: 1 != 3", "form")


def test_the_tag_of_a_note_says_what_kind_of_thing_it_is() -> None:
    for kind, word in ((ItemKind.REPOSITORY, "开源"), (ItemKind.PREPRINT, "预印本")):
        story = Story("s", (Item("i", "src", "T", "https://example.org", None, "", kind),))
        assert tag_of(profile(), Language.ZH, story) == word
    assert tag_of(replace(profile(), tags={}), Language.ZH, story) == ""
