"""Pages put together as the site's pages are, in every arrangement that was counted there: each entry is recognised, whatever the form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.amend import plain_ends
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Entry, Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.raw_edits import SetRaw
from bioai_desktop.edition.render import render
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile

WORDS = st.sampled_from(
    [
        "酵母会数数",
        "鱼鳍再生",
        'AI"读懂"蛋白',
        "scGPT：单细胞模型",
        "新工具（beta）",
        "A/B 测试",
        "42% 的样本",
        "为什么？",
        "C++ 库",
        "小鼠 & 大鼠",
        "[新] 图谱",
    ]
)
ADDRESSES = st.sampled_from(
    [
        "https://cell.example/fulltext/S0092-8674(25)01497-7?rss=yes",
        "https://git.example/lab/tool",
        "https://x.example/user/status/2024006452487086579",
        "https://nature.example/articles/s41586-026-1",
        "https://pre.example/content/10.1101/2026.01.01.1v1?rss=1",
        "https://wiki.example/Gene_(biology)_(human)",
    ]
)
TEXTS = st.sampled_from(
    [
        "它先修复再分裂，研究者在 6 种温度下看到同样的顺序。",
        "有 **粗体**，有 [链接](https://a.example/b(c))，也有 `代码`。",
        "第一段。\n\n第二段，仍是同一条。",
        "一行\n接着一行。",
        "1. 先看\n2. 再看",
    ]
)
NOTE_TEXTS = st.sampled_from(["想省半天的可以试试", "含 - 连字符的话", "含（括号）与 [方括号]", "618 星标,适合入门"])
TAGS = st.sampled_from(["开源", "研究", "产品", "工具", "数据集"])
RULES = st.sampled_from(["\n\n---\n\n", "\n\n---\n", "\n\n", "\n\n\n\n", "\n\n***\n\n"])


@dataclass(frozen=True)
class Part:
    """A section as text, with the kind it is of and what is to be found in it: title and link of each entry."""

    kind: SectionKind
    text: str
    entries: tuple[tuple[str, str], ...]


@cache
def profile() -> Profile:
    return load_profile(resource("profiles", "bioai-daily"))


def heading(draw: st.DrawFn, words: str) -> str:
    return draw(st.sampled_from(["## **{}**", "## {}", "# {}", "## **{}** ", "##  {}", "## {} ##"])).format(words)


@st.composite
def tops(draw: st.DrawFn) -> Part:
    stories = draw(st.lists(st.tuples(WORDS, ADDRESSES, TEXTS), min_size=1, max_size=5))
    form = draw(
        st.sampled_from(["### {n}. [{t}]({u})", "### [{t}]({u})", "### **[{t}]({u})**", "### {n}. **[{t}]({u})**", "### {n}.[{t}]({u})"])
    )
    below = draw(st.sampled_from(["\n\n", "\n"]))
    image = draw(st.sampled_from(["", "\n\n![图](https://img.example/1(2).png)", "\n\n![图](https://img.example/2.png)\n\n图下还有话。"]))
    blocks = [f"{form.format(n=n, t=t, u=u)}{below}{x}{image}" for n, (t, u, x) in enumerate(stories, 1)]
    intro = draw(st.sampled_from(["", "**⚠️ 说明**：今天只有几条。\n\n"]))
    words = draw(st.sampled_from(["🔥 重磅 TOP {}", "🔥重磅 TOP{}", "重磅 TOP {}", "🔥 重磅TOP{}"])).format(len(stories))
    parted = draw(st.sampled_from(["\n\n---\n\n", "\n\n", "\n\n---\n"]))
    return Part(SectionKind.TOP, f"{heading(draw, words)}\n\n{intro}{parted.join(blocks)}", tuple((t, u) for t, u, _ in stories))


@st.composite
def notes(draw: st.DrawFn) -> Part:
    stories = draw(st.lists(st.tuples(TAGS, WORDS, ADDRESSES, NOTE_TEXTS), min_size=1, max_size=6))
    form, parted = draw(
        st.sampled_from(
            [
                ("**[{c}]** [{t}]({u}) - {s}", "\n\n"),
                ("- **[{c}]** [{t}]({u}) - {s}", "\n"),
                ("### [{c}]\n- **[{t}]({u})** - {s}", "\n\n"),
                ("**[{c}]**  \n- [{t}]({u}) - {s}", "\n\n"),
                ("**[{c}] [{t}]({u})** - {s}", "\n\n"),
                ("- **[{c}]** [{t}]({u}) — {s}", "\n\n"),
                ("1. **[{c}]** [{t}]({u}) - {s}", "\n"),
            ]
        )
    )
    words = draw(st.sampled_from(["📌 值得关注", "值得关注（5条）", "📌值得关注"]))
    body = parted.join(form.format(c=c, t=t, u=u, s=s) for c, t, u, s in stories)
    return Part(SectionKind.NOTES, f"{heading(draw, words)}\n\n{body}", tuple((t, u) for _, t, u, _ in stories))


@st.composite
def tables(draw: st.DrawFn) -> Part:
    stories = draw(st.lists(st.tuples(TAGS, WORDS.filter(lambda words: "[" not in words), ADDRESSES), min_size=1, max_size=5))
    if draw(st.booleans()):
        head = "| # | 类型 | 标题 | 链接 |\n|---|------|------|------|\n"
        rows = "\n".join(f"| {n} | {c} | {t} | [链接]({u}) |" for n, (c, t, u) in enumerate(stories, 1))
    else:
        head = "| 类型 | 标题 | 链接 |\n|:--|:-:|--:|\n"
        rows = "\n".join(f"| {c} | {t} | [原文]({u}) |" for c, t, u in stories)
    return Part(SectionKind.TABLE, f"{heading(draw, '📊 更多动态')}\n\n{head}{rows}", tuple((t, u) for _, t, u in stories))


@st.composite
def forecasts(draw: st.DrawFn) -> Part:
    titles = draw(st.lists(WORDS, min_size=1, max_size=3))
    body = "\n\n".join(
        f"### {t}\n- **预测时间**：2026年Q3\n- **预测概率**：65%\n- **预测依据**：今日新闻 [酵母](https://a.example/b(c)) + 趋势"
        for t in titles
    )
    words = draw(st.sampled_from(["🔮 AI生命科学趋势预测", "🔮 AI 生命科学趋势预测", "🎯 趋势预测"]))
    return Part(SectionKind.FORECASTS, f"{heading(draw, words)}\n\n{body}", tuple((t, "") for t in titles))


@st.composite
def questions(draw: st.DrawFn) -> Part:
    titles = draw(st.lists(WORDS.map(lambda words: f"{words}在哪里看？"), min_size=1, max_size=2))
    body = "\n\n".join(f"### {t}\n\n答案如下：\n\n**推荐方案**：\n- 看这里\n- 再看那里\n\n访问 [小站](https://s.example)。" for t in titles)
    return Part(SectionKind.FAQ, f"{heading(draw, '❓ 相关问题')}\n\n{body}", tuple((t, "") for t in titles))


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Part]]:
    """Draw a page, and the sections that are to be found on it."""
    digest = Part(SectionKind.DIGEST, "## **今日摘要**\n\n```\n第一行。\n第二行。\n第三行。\n```", ())
    navigation = Part(
        SectionKind.NAVIGATION,
        "## ⚡ 快速导航\n\n- [📰 今日 AI 资讯](#今日ai资讯) - 最新动态速览\n\n\n\n> 💡 **提示**：来 [**站**](https://s.example)",
        (),
    )
    news = Part(SectionKind.NEWS, heading(draw, draw(st.sampled_from(["今日 AI 生命科学资讯", "今日AI生命科学资讯"]))), ())
    lead = Part(SectionKind.LEAD, "### **👀 只有一句话**\n\n今天知道这一件就够了。", ())
    words = Part(SectionKind.KEYWORDS, "### **🔑 3 个关键词**\n\n#单细胞 #再生 #图谱", ())
    fun = draw(
        st.sampled_from(
            [
                [],
                [
                    Part(
                        SectionKind.FUN,
                        "## **😄 AI生命科学趣闻**\n\n### [章鱼](https://sea.example)\n它会变色。",
                        (("章鱼", "https://sea.example"),),
                    )
                ],
            ]
        )
    )
    lists = draw(st.permutations([draw(tops()), draw(notes()), draw(tables()), draw(forecasts()), draw(questions()), *fun]))
    parts = [digest, navigation, news, lead, words, *lists[: draw(st.integers(1, 6))]]
    rule = draw(RULES)
    front = '---\nlinkTitle: 01-23-日报\ntitle: 小站 2026/1/23\nweight: 9\ndescription: "一站"\n---\n\n'
    text = (
        draw(st.sampled_from(["", "\ufeff"])) + front + rule.join(part.text for part in parts) + draw(st.sampled_from(["", "\n", "\n\n\n"]))
    )
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"]))), parts


def found(edition: Edition, kind: SectionKind) -> list[tuple[str, str]]:
    return [(entry.get(Role.TITLE), entry.get(Role.LINK)) for section, entry in edition.entries() if section.kind is kind]


@given(pages())
def test_every_entry_is_recognised_with_its_title_and_link(page: tuple[str, list[Part]]):
    text, parts = page
    edition = parse(text, profile())
    assert [section.kind for section in edition.sections] == [part.kind for part in parts]
    for part in parts:
        if part.entries:
            assert found(edition, part.kind) == list(part.entries)
    assert len(edition.sections[0].entries) == 3
    assert [entry.get(Role.TEXT) for entry in edition.sections[4].entries] == ["单细胞", "再生", "图谱"]


def mixed(draw: st.DrawFn, text: str) -> str:
    """Let some lines end otherwise, and some with blanks, as on pages that several programs wrote."""
    lines = text.split("\n")
    ends = draw(st.lists(st.sampled_from(["\n", "\n", "\r\n", "  \n"]), min_size=len(lines), max_size=len(lines)))
    return "".join(line + (end if at < len(lines) - 1 else "") for at, (line, end) in enumerate(zip(lines, ends, strict=True)))


@given(st.composite(lambda draw: mixed(draw, draw(pages())[0]))(), st.data())
def test_one_word_changed_is_one_line_changed(text: str, data: st.DataObject):
    edition = parse(text, profile())
    blocks = [child for section in edition.sections for child in section.blocks]
    child = data.draw(st.sampled_from(blocks))
    role = Role.TEXT
    if isinstance(child, Entry):
        role = data.draw(st.sampled_from([role for role in (Role.TITLE, Role.TEXT, Role.TAG) if child.get(role)]))
    words = (
        text_of(child)
        if isinstance(child, Entry) and role is Role.TEXT
        else child.get(role)
        if isinstance(child, Entry)
        else plain_ends(child.text)
    )
    places = [at for at, char in enumerate(words) if "\u4e00" <= char <= "\u9fff"]
    at = data.draw(st.sampled_from(places or [0]))
    new = f"{words[:at]}改{words[at + 1 :]}"
    edit = SetField(child.id, role, new) if isinstance(child, Entry) else SetRaw(child.id, new)
    before, after = text.split("\n"), render(edit.apply(edition)).split("\n")
    assert len(before) == len(after)
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert len(changed) == 1
    one, other = changed[0]
    assert len(one) == len(other)
    assert sum(a != b for a, b in zip(one, other, strict=True)) == 1
