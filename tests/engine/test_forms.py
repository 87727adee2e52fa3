from __future__ import annotations

import pytest

from bioai_desktop.engine.forms import shape
from bioai_desktop.errors import ConstraintInvalid
from tests.engine.reference import taken_by


@pytest.mark.parametrize(
    ("form", "fits", "other"),
    [
        ("{number}. {text} | {text}", ["1. 标题 | 说明", "12. a | b | c"], ["1. 标题", "x. a | b", "1. a |", " 1. a | b"]),
        ("{high|low}: {text:2-4}", ["high: ab", "low: 研究人员"], ["mid: ab", "low: a", "low: abcde", "lowhigh: ab"]),
        ("{yes|yes and no}", ["yes", "yes and no"], ["yes and", "no"]),
        ("{number:2}", ["1", "12"], ["", "123", "一"]),
        ("{{{text}}}", ["{a}"], ["a", "{a"]),
        ("一：{text}\n二：{text}", ["一：a\n二：b"], ["一：a", "一：a\n二：b\n一：a"]),
        ("plain", ["plain"], ["plainer", ""]),
    ],
)
def test_a_form_says_what_stands_where(form: str, fits: list[str], other: list[str]) -> None:
    part = shape(form, lines=False)

    assert [text for text in fits if not taken_by(part, text)] == []
    assert [text for text in other if taken_by(part, text)] == []


def test_each_of_several_lines_has_the_form() -> None:
    part = shape("- {text}", lines=True)

    assert taken_by(part, "- a")
    assert taken_by(part, "- a\n- b\n- c")
    assert not taken_by(part, "- a\n")
    assert not taken_by(part, "- a\nb")


@pytest.mark.parametrize("form", ["", "{", "{}", "{name}", "{text!r}", "{text:x}", "{text:5-3}", "{text:0}", "{a|}", "{a|b:3}", "}"])
def test_what_is_no_form_is_named(form: str) -> None:
    with pytest.raises(ConstraintInvalid) as caught:
        shape(form, lines=False)

    assert caught.value.reason == "form"
