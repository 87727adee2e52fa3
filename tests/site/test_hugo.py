"""An exported page in the hands of the real Hugo, over a theme of our own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from bioai_desktop.checkout import files as checkout
from bioai_desktop.domain import Language
from bioai_desktop.edition.anchors import headings
from bioai_desktop.edition.checks import CheckContext, check
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.site.compose import PageContent, compose
from bioai_desktop.site.files import change_set
from tests.site.contents import DAY, NOTES, PAGE, TOP, profile
from tests.site.hugo_site import Html, build, site

HEADINGS = """\
## **今日摘要**
## ⚡ 快速导航
##  今日 AI 生命科学资讯\x20
## **🔥 重磅 TOP 10** ##
### 1. [T](https://x.com/a_b?c=1(2))
## **Today's AI "x" News**
## Today's **AI 'x' News** end
## **a *b* c** d ~~e'f~~ g
## [a `b` c](http://x.y) [**bold link** rest](http://x.y) tail
## *Don't* **a & b -- c** **a\\_b\\*c** [a_b_c x_y](u) **f\\'g**
## **https://foo.bar/x y**
## 3. [Alzheimer's [early] disease](u) **a<b>c</b>d** **a :rocket: b**
### **[Café é](https://x.com/a)**
## Today's AI　Life—Sciences "News"
## 今日摘要
## 今日摘要
## 今日摘要-1
## 🔥
## 🔥
## Ⅷ ② ½ ٣ a_b c--d e---f x.y हिन्दी İ
## custom {#my-id}
## my id {.cls}
## &amp; ent &copy; &#35; AT&T
## <b>x</b> `code--x` \\*a\\_b
##\ttab\tx
## _emph_ in_tra_word __b__ ~~del~~ **粗**体 **粗“引”**体
## ![alt text](http://a/b.png) img[^1]
## end \\
 ### indented
##nospace
####### seven
    ## code
Para one
continues
---
Setext
======

> ## in quote

- ## in list

<div>
## in html
</div>

<!--
## in comment
-->

```
## fenced
```

~~~~
## fenced too
~~~
## still
~~~~

| a |
|---|
| ## c |

## last one

[^1]: note
"""


def export(root: Path, language: Language, day: date, page: PageContent) -> str:
    text = render(compose(profile(), language, day, page))
    changes = change_set(profile(), language, day, text, lambda path: checkout.read(root, path))
    checkout.write(root, checkout.plan(root, changes))
    return text


@pytest.fixture
def built(tmp_path: Path) -> Callable[[], Path]:
    root = site(tmp_path / "site")

    def run() -> Path:
        result = build(root, tmp_path / "out")
        assert result.returncode == 0, result.stderr + result.stdout
        assert "WARN" not in result.stdout + result.stderr
        return tmp_path / "out"

    return run


@pytest.fixture
def root(tmp_path: Path, built: Callable[[], Path]) -> Path:
    return tmp_path / "site"


def test_an_exported_page_is_read_whole(root: Path, built: Callable[[], Path]) -> None:
    for language in Language:
        export(root, language, DAY, PAGE)
    out = built()
    for language in Language:
        prefix = out if language is Language.ZH else out / "en"
        for path in (prefix / "2026-03" / "2026-03-04" / "index.html", prefix / "index.html"):
            seen = Html(path)
            assert seen.dead() == []
            assert len(seen.inside()) == 3
            assert len([link for link in seen.links if link[0].startswith("http")]) == len(TOP) + len(NOTES)
            for content in (*TOP, *NOTES):
                said = next(words for href, words in seen.links if unquote(href) == content.link)
                assert said.replace("“", '"').replace("”", '"') == content.title
                assert all(paragraph in seen.text for paragraph in content.text.split("\n\n"))


def test_front_matter_reaches_hugo(root: Path, built: Callable[[], Path]) -> None:
    export(root, Language.ZH, DAY, PAGE)
    out = built()
    page = (out / "2026-03" / "2026-03-04" / "index.html").read_text("utf-8")
    assert "<title>BioAI 生命科学日报 2026/3/4</title>" in page
    assert f'<meta name="description" content="{profile().description[Language.ZH]}">' in page
    assert 'data-weight="28"' in page
    assert 'data-next="/2026-03/2026-03-04"' in (out / "index.html").read_text("utf-8")


def test_months_list_the_newest_day_first(root: Path, built: Callable[[], Path]) -> None:
    for day in (date(2026, 3, 3), date(2026, 3, 5), DAY):
        export(root, Language.ZH, day, PAGE)
    month = Html(built() / "2026-03" / "index.html")
    assert [words for _, words in month.links] == ["03-05-日报", "03-04-日报", "03-03-日报"]
    assert "2026-03-05" in (root / "content" / "cn" / "_index.md").read_text("utf-8")


def test_hostile_texts_stay_texts(root: Path, built: Callable[[], Path]) -> None:
    hostile = replace(TOP[0], title="[x](https://evil.example) ](#nowhere)", text="## 新栏目\n\n---\n\n```\n围栏")
    export(root, Language.ZH, DAY, {**PAGE, "top": (hostile, *TOP[1:]), "notes": (replace(NOTES[0], text="| [a](b"),)})
    seen = Html(built() / "2026-03" / "2026-03-04" / "index.html")
    assert seen.dead() == []
    assert not any("evil" in href for href, _ in seen.links)
    assert not any("新栏目" in anchor for anchor in seen.ids)
    assert "📌 值得关注" in seen.text
    assert len(seen.headings) == 7 + len(TOP)


def test_our_ids_are_hugos(root: Path, built: Callable[[], Path]) -> None:
    text = f"---\ntitle: ids\n---\n\n{HEADINGS}"
    (root / "content" / "cn" / "ids.md").write_text(text, "utf-8")
    seen = Html(built() / "ids" / "index.html")
    assert [heading.anchor for heading in headings(text)] == seen.headings


@pytest.mark.parametrize(
    ("front", "readable"),
    [
        ("title: a\nweight: abc", True),
        ("title: a\ntitle: b", True),
        ("title: a # b", True),
        ("date: 2026-03-04T00:00:00+08:00", True),
        ("title: [a", False),
        ('title: "a" b"', False),
        ("title: a: b", False),
        ("title: @a", False),
        ("\ttitle: a", False),
        ("a: *x", False),
        ("- a", False),
        ("just text", False),
        ("date: 2026-13-45", False),
        ("date: nonsense", False),
        ("lastmod: nonsense", False),
    ],
)
def test_we_refuse_the_front_matter_that_hugo_refuses(root: Path, tmp_path: Path, front: str, readable: bool) -> None:
    text = f"---\n{front}\n---\n\n## 编后\n\n明天见。\n"
    (root / "content" / "cn" / "page.md").write_text(text, "utf-8")
    result = build(root, tmp_path / "out")
    ours = [finding.kind for finding in check(parse(text, profile()), CheckContext(profile(), Language.ZH, None, {}, {}))]
    assert (result.returncode == 0) is readable
    assert ("front-matter" not in ours) is readable
