"""Stars and backticks beside what the real Hugo makes of them."""

import random
import re
from pathlib import Path

import pytest

from bioai_desktop.edition.emphasis import mended, strays
from tests.site.hugo_site import build, site

PARTS = [
    "**",
    "**",
    "字",
    "a",
    " ",
    "“",
    "”",
    "。",
    "（",
    "）",
    "￥",
    "+",
    "🔥",
    "½",
    "、",
    "：",
    "1",
    "$",
    "②",
    "\u3000",
    "—",
    "℃",
    "[b](u)",
    "`c`",
]


def seen(text: str) -> list[str]:
    return [text[stray.start : stray.end] for stray in strays(text)]


def test_hugo_shows_the_stars_that_are_strays(tmp_path: Path) -> None:
    dice = random.Random(5)
    texts = ["x" + "".join(dice.choice(PARTS) for _ in range(dice.randint(2, 9))) + "y" for _ in range(1200)]
    texts = [text for text in texts if "**" in text and "****" not in text]
    assert len(texts) > 300
    root = site(tmp_path / "site")
    (root / "content" / "cn" / "page.md").write_text("---\ntitle: x\n---\n\n" + "\n\n".join(texts) + "\n", "utf-8")
    assert build(root, root / "out").returncode == 0
    html = (root / "out" / "page" / "index.html").read_text("utf-8")
    shown = re.findall(r"<p>(.*?)</p>", html, re.DOTALL)
    assert len(shown) == len(texts)
    assert {text for text, made in zip(texts, shown, strict=True) if ("**" in made) is not bool(strays(text))} == set()


@pytest.mark.parametrize("text", ["**粗体", "前**“引文”**后", "a **b ** c", "**一** 和 **二", "前**粗***", "***粗*", "[**题](u) 后**"])
def test_stars_that_readers_would_see(text: str) -> None:
    assert "**" in seen(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        *("前**粗体**后", "**“引文”** 后", "**[类]** 题", "没有", r"\*\* 两颗星", "**一**、**二**", "前 **“引文”** 后", "***又粗又斜***"),
        *("`**` 在代码里", "[a](u**v)", "CYP2C19*2 与 *3", "<https://a.example/**>", "**[题](u)** 后", "[**题**](u)", "**a `b` c**"),
    ],
)
def test_stars_that_markdown_reads(text: str) -> None:
    assert seen(text) == []


@pytest.mark.parametrize(("text", "left"), [("`a", ["`"]), ("``a`", ["``", "`"]), ("`a` `b", ["`"]), (r"\`a", []), ("``a`b``", [])])
def test_backticks_that_do_not_pair(text: str, left: list[str]) -> None:
    assert seen(text) == left


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("前**“引文”**后", "前 **“引文”** 后"),
        ("**标题：**内容", "**标题：** 内容"),
        ("前** 粗体 **后", "前**粗体**后"),
        ("a** bold **b", "a **bold** b"),
        ("一直**“甲”**没有**“乙”**说清", "一直 **“甲”** 没有 **“乙”** 说清"),
        ("**甲**与**“乙”**丙", "**甲**与 **“乙”** 丙"),
    ],
)
def test_a_pair_is_written_as_markdown_reads_it(text: str, right: str) -> None:
    assert strays(text)
    made = text
    for start, end, new in reversed(mended(text)):
        made = made[:start] + new + made[end:]
    assert made == right
    assert strays(made) == []


@pytest.mark.parametrize("text", ["前**“引文\n”**后", "前**  **", "***“引”***后", "一**个", "一**“二”**三**四", "前**“引”**后 `a`**"])
def test_what_is_not_certain_is_left(text: str) -> None:
    assert mended(text) == []
