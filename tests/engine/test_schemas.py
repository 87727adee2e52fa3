from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.engine.schemas import shape
from bioai_desktop.errors import ConstraintInvalid
from tests.engine.reference import conforms, instances, schemas, taken_by


@given(schemas(), st.data())
def test_every_value_of_a_schema_can_be_written(schema: dict[str, Any], data: st.DataObject) -> None:
    value = data.draw(instances(schema))
    assert conforms(value, schema)

    assert taken_by(shape(json.dumps(schema)), json.dumps(value, ensure_ascii=False))


@given(schemas(), schemas(), st.data())
def test_no_other_value_can(schema: dict[str, Any], other: dict[str, Any], data: st.DataObject) -> None:
    value = data.draw(instances(other))

    assert taken_by(shape(json.dumps(schema)), json.dumps(value, ensure_ascii=False)) == conforms(value, schema)


class _Person(msgspec.Struct):
    name: str
    age: int | None


class _Team(msgspec.Struct):
    people: list[_Person]
    open: bool


def test_the_schema_of_a_struct_is_understood() -> None:
    part = shape(json.dumps(msgspec.json.schema(_Team)))

    assert taken_by(part, '{"people": [{"name": "王", "age": 31}, {"name": "", "age": null}], "open": true}')
    assert not taken_by(part, '{"people": [{"name": "王"}], "open": true}')


@pytest.mark.parametrize("text", ["0", "-7", "120", "1.50", "-0.5"])
def test_numbers_are_json(text: str) -> None:
    assert taken_by(shape('{"type": "number"}'), text)
    assert taken_by(shape('{"type": "integer"}'), text) == ("." not in text)


@pytest.mark.parametrize("text", ["", "01", "1.", ".5", "+1", "1e3", "--1", "9" * 16])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert not taken_by(shape('{"type": "number"}'), text)


@pytest.mark.parametrize(
    ("schema", "place"),
    [
        ("no json", "$"),
        ("[" * 100_000, "$"),
        ("3", "$"),
        ("{}", "$"),
        ('{"type": "text"}', "$: type text"),
        ('{"type": "string", "pattern": "a+"}', "$: pattern"),
        ('{"type": "string", "maxLength": -1}', "$: minLength, maxLength"),
        ('{"type": "string", "minLength": 4, "maxLength": 3}', "$: minLength, maxLength"),
        ('{"type": "object"}', "$: properties"),
        ('{"type": "object", "properties": {"a": {"type": "integer", "minimum": 3}}}', "$.a: minimum"),
        ('{"type": "object", "properties": {"a": {"type": "null"}}, "required": ["b"]}', "$: properties"),
        ('{"type": "array"}', "$[]"),
        ('{"type": "array", "items": {"enum": []}}', "$[]: enum"),
        ('{"anyOf": [{"type": "null"}], "oneOf": []}', "$: oneOf"),
        ('{"$ref": "#/$defs/a"}', "$: $ref #/$defs/a"),
        ('{"$ref": "#/$defs/a", "$defs": {"a": {"type": "array", "items": {"$ref": "#/$defs/a"}}}}', "$[]: $ref #/$defs/a"),
        ('{"type": "null", "$defs": 3}', "$: $defs"),
        (json.dumps({"type": "array", "items": {"type": "null"}}).replace('{"type": "null"}', '{"type": "array", "items": ' * 40 + "{}" + "}" * 40), "$[]"),
    ],
)  # fmt: skip
def test_what_is_not_supported_is_named(schema: str, place: str) -> None:
    with pytest.raises(ConstraintInvalid) as caught:
        shape(schema)

    assert caught.value.reason == "schema"
    assert caught.value.detail.startswith(place)
