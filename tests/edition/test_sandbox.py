import pytest

from bioai_desktop.edition.sandbox import MISTAKES, environment, place_of

TEXTS = {
    "page": "a\n{% include 'part' %}\n",
    "part": "{% if x %}\n\n{{ nothing }}\n{% endif %}\n",
    "loop": "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{{ nobody }}", 1),
        ("\n{{ x.__class__.__mro__ }}", 2),
        ("\n\n{{ ''.__class__ }}", 3),
        ("{{ x.mro() }}", 1),
        ("{% include 'none' %}", 1),
        ("a\n{{ 1 / 0 }}", 2),
        ("a\n{{ x + 1 }}", 2),
        ("{% for n in range(10 ** 9) %}{% endfor %}", 1),
        ("\n{% include 'loop' %}", 0),
    ],
)
def test_what_a_text_may_not_do_is_a_mistake_with_its_line(text: str, line: int) -> None:
    texts = {**TEXTS, "main": text}
    with pytest.raises(MISTAKES) as caught:
        environment(texts).get_template("main").render(x="x")
    assert place_of(caught.value, "main", texts) == (("main", line) if line else ("loop", 1))


def test_a_mistake_in_an_included_text_is_told_there() -> None:
    with pytest.raises(MISTAKES) as caught:
        environment(TEXTS).get_template("page").render(x=1)
    assert place_of(caught.value, "page", TEXTS) == ("part", 3)


def test_a_text_that_can_not_be_read_is_told_with_its_line() -> None:
    texts = {**TEXTS, "part": "\n{% if %}"}
    with pytest.raises(MISTAKES) as caught:
        environment(texts).get_template("page").render(x=1)
    assert place_of(caught.value, "page", texts) == ("part", 2)
    with pytest.raises(MISTAKES) as caught:
        environment({}).from_string("a\n{{ y }}").render()
    assert place_of(caught.value, "short", {}) == ("short", 2)
