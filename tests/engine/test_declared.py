from __future__ import annotations

from dataclasses import replace

import pytest

from bioai_desktop.domain import Constraint
from bioai_desktop.engine.declared import effective, shape
from bioai_desktop.errors import ConstraintInvalid
from tests.engine.reference import taken_by

_PLAIN = Constraint(min_chars=3, max_chars=9, stops=("#",))


def test_a_constraint_without_a_shape_counts_as_it_is() -> None:
    assert shape(_PLAIN) is None
    assert effective(_PLAIN) == _PLAIN


@pytest.mark.parametrize("declared", [{"schema": '{"type": "null"}'}, {"form": "{text}"}])
def test_beside_a_shape_lengths_do_not_count(declared: dict[str, str]) -> None:
    constraint = replace(_PLAIN, **declared)

    assert effective(constraint) == replace(constraint, min_chars=0, max_chars=0)
    assert shape(constraint) is not None


def test_a_grammar_says_itself_where_lines_break() -> None:
    constraint = replace(_PLAIN, grammar='root ::= "a"')

    assert effective(constraint) == Constraint(one_line=False, grammar=constraint.grammar)
    assert shape(constraint) is None


@pytest.mark.parametrize(
    ("form", "one_line", "several"),
    [("{text}", True, False), ("{text}", False, True), ("{text}\nb", True, False), ("{text}\nb", False, False)],
)
def test_a_form_is_one_of_each_line_unless_it_has_lines_itself(form: str, one_line: bool, several: bool) -> None:
    part = shape(Constraint(form=form, one_line=one_line))
    assert part is not None

    text = form.format(text="a")
    assert taken_by(part, text)
    assert taken_by(part, f"{text}\n{text}") is several


def test_only_one_of_them_can_be_declared() -> None:
    with pytest.raises(ConstraintInvalid) as caught:
        shape(Constraint(form="{text}", grammar='root ::= "a"'))

    assert caught.value.reason == "several"
