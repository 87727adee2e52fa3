"""What a constraint declares, put in order before anything is written."""

from __future__ import annotations

from dataclasses import replace

from bioai_desktop.domain import Constraint
from bioai_desktop.engine import forms, schemas
from bioai_desktop.engine.shape import Part
from bioai_desktop.errors import ConstraintInvalid


def shape(constraint: Constraint) -> Part | None:
    """Return the shape that a constraint's texts have, None where it declares none; raises `ConstraintInvalid`."""
    if sum(map(bool, (constraint.schema, constraint.form, constraint.grammar))) > 1:
        raise ConstraintInvalid("several")
    if constraint.schema:
        return schemas.shape(constraint.schema)
    if constraint.form:
        return forms.shape(constraint.form, lines=not constraint.one_line and "\n" not in constraint.form)
    return None


def effective(constraint: Constraint) -> Constraint:
    """Return a constraint without what does not count beside its schema, form or grammar."""
    if constraint.grammar:
        return replace(constraint, min_chars=0, max_chars=0, one_line=False, stops=())
    if constraint.schema or constraint.form:
        return replace(constraint, min_chars=0, max_chars=0, one_line=constraint.one_line and "\n" not in constraint.form)
    return constraint
