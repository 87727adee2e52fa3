import pytest

from bioai_desktop.sources import clean


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("Water is H<sub>2</sub>O", "Water is H2O"),
        ("<i>Salmonella</i> in <b>mice</b>", "Salmonella in mice"),
        ("R&amp;D at caf&eacute;s &#8211; now", "R&D at cafés – now"),
        ("R&D as written", "R&D as written"),
        ("  two\n lines\tone  title ", "two lines one title"),
        ("p<0.05 where IL-6<IL-8 and <em>x</em> > 3", "p<0.05 where IL-6<IL-8 and x > 3"),
        ("up to 10<sup>9</sup> cells, 10<sup>−12</sup> M, m<sup>2</sup>", "up to 10^9 cells, 10^−12 M, m2"),
        ("<jats:title>One</jats:title>", "One"),
        ('<mml:math><mml:mi>k</mml:mi><mml:annotation encoding="tex">k_x</mml:annotation></mml:math> steps', "k steps"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("Poincar\\'e and Erd\\H{o}s and {\\\"o}", "Poincaré and Erdős and ö"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("<script>alert(1)</script>safe<style>p{}</style>", "safe"),
        ("<![CDATA[kept out]]>text", "text"),
    ],
)
def test_a_line(markup: str, expected: str) -> None:
    assert clean.line(markup) == expected


def test_blocks_become_paragraphs() -> None:
    assert clean.paragraphs("<div><p>One\n wrapped</p><p>Two<br/>Three</p><ul><li>Four</li></ul></div>") == [
        "One wrapped",
        "Two",
        "Three",
        "Four",
    ]


def test_plain_text_has_empty_lines_between_paragraphs() -> None:
    assert clean.paragraphs("One\nstill one\n\nTwo &amp; a half\n \nThree") == ["One still one", "Two & a half", "Three"]


def test_a_label_line_stands_alone() -> None:
    assert clean.paragraphs("Abstract\nWe show\nthat") == ["Abstract", "We show that"]


def test_markup_that_was_escaped_twice() -> None:
    assert clean.paragraphs("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;") == ["One", "Two"]


def test_table_cells_do_not_run_together() -> None:
    assert clean.paragraphs("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == ["a b", "c"]


def test_deep_nesting_ends() -> None:
    assert clean.line("<div>" * 5000 + "deep") == "deep"


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 80, "short"),
        ("one two three four", 12, "one two…"),
        ("一二三四五六七八九十", 6, "一二三四五…"),
        ("first line\nsecond", 80, "first line"),
    ],
)
def test_the_start_of_a_text(text: str, limit: int, expected: str) -> None:
    assert clean.start(text, limit) == expected
