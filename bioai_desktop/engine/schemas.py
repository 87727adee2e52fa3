"""JSON schemas as shapes: a part of the language, in which every text that is written is a value of its schema.

Objects have the properties that are named, all of them and in their order; arrays have items of one kind and a number of them; texts
may have a length; a value may be one of several. Other keywords are refused. What is written is one line, as `json.dumps` writes it.
"""

from __future__ import annotations

import json
from typing import Any, cast

from bioai_desktop.engine.shape import Chars, Choice, Literal, Part, Repeat, Sequence
from bioai_desktop.errors import ConstraintInvalid

_Schema = dict[str, Any]

_SAID = {"$schema", "$id", "$defs", "$comment", "title", "description", "default", "examples"}  # about a value, not what it is
_OF = {
    "object": {"properties", "required", "additionalProperties"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength"},
    "integer": set[str](),
    "number": set[str](),
    "boolean": set[str](),
    "null": set[str](),
}
_DEEPEST = 32  # one value inside another

_CHARACTER = Choice((
    Chars(((0x20, 0x21), (0x23, 0x5B), (0x5D, 0x7E), (0xA0, 0x10FFFF)), words=True),
    Sequence((Chars(((0x5C, 0x5C),), words=True), Chars(((0x22, 0x22), (0x5C, 0x5C), (0x6E, 0x6E)), words=True))),
))  # fmt: skip
_DIGIT = Chars(((0x30, 0x39),))
_SIGN = Repeat(Literal("-"), 0, 1)
_INTEGER = Sequence((_SIGN, Choice((Literal("0"), Sequence((Chars(((0x31, 0x39),)), Repeat(_DIGIT, 0, 14)))))))
_NUMBER = Sequence((_INTEGER, Repeat(Sequence((Literal("."), Repeat(_DIGIT, 1, 9))), 0, 1)))


def shape(source: str) -> Part:
    """Return the shape of a schema, given as JSON; raises `ConstraintInvalid`."""
    try:
        schema: object = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise ConstraintInvalid("schema", f"$: {error}") from error
    definitions: object = cast("_Schema", schema).get("$defs", {}) if isinstance(schema, dict) else {}
    if not isinstance(definitions, dict):
        raise ConstraintInvalid("schema", "$: $defs")
    return _Compiler(cast("_Schema", definitions)).value(cast("object", schema), "$")


class _Compiler:
    """One schema with its definitions; `where` names the value that a part is about, as JSONPath does."""

    def __init__(self, definitions: _Schema) -> None:
        self._definitions = definitions
        self._defined: dict[str, Part | None] = {}  #: None: it is being made

    def value(self, schema: object, where: str) -> Part:
        """Return the shape of one value."""
        if not isinstance(schema, dict) or where.count(".") + where.count("[") > _DEEPEST:
            raise ConstraintInvalid("schema", where)
        known = cast("_Schema", schema)
        if "$ref" in known:
            return self._definition(str(known["$ref"]), where)
        if "anyOf" in known:
            _only(known, {"anyOf"}, where)
            return _either([self.value(option, where) for option in _list(known, "anyOf", where)])
        if "enum" in known or "const" in known:
            _only(known, {"enum", "const", "type"}, where)
            values = [known["const"]] if "const" in known else _list(known, "enum", where)
            return _either([Literal(json.dumps(value, ensure_ascii=False)) for value in values])
        kind: object = known.get("type")
        kinds = _list(known, "type", where) if isinstance(kind, list) else [kind]
        _only(known, {"type"}.union(*(_OF.get(str(one), ()) for one in kinds)), where)
        return _either([self._of_kind(str(one), known, where) for one in kinds])

    def _definition(self, reference: str, where: str) -> Part:
        name = reference.removeprefix("#/$defs/")
        if name not in self._definitions or self._defined.get(name, self) is None:
            raise ConstraintInvalid("schema", f"{where}: $ref {reference}")
        if name not in self._defined:
            self._defined[name] = None
            self._defined[name] = self.value(self._definitions[name], where)
        return cast("Part", self._defined[name])

    def _of_kind(self, kind: str, schema: _Schema, where: str) -> Part:
        match kind:
            case "object":
                return self._object(schema, where)
            case "array":
                return self._array(schema, where)
            case "string":
                return Sequence((Literal('"'), Repeat(_CHARACTER, *_bounds(schema, "Length", where)), Literal('"')))
            case "boolean":
                return _either([Literal("true"), Literal("false")])
            case "integer" | "number" | "null":
                return {"integer": _INTEGER, "number": _NUMBER, "null": Literal("null")}[kind]
            case _:
                raise ConstraintInvalid("schema", f"{where}: type {kind}")

    def _object(self, schema: _Schema, where: str) -> Part:
        properties = schema.get("properties")
        if not isinstance(properties, dict) or not properties or not set(schema.get("required", ())) <= properties.keys():
            raise ConstraintInvalid("schema", f"{where}: properties")
        parts: list[Part] = []
        for name, value in cast("_Schema", properties).items():
            lead = ", " if parts else "{"
            parts += [Literal(f"{lead}{json.dumps(name, ensure_ascii=False)}: "), self.value(value, f"{where}.{name}")]
        return Sequence((*parts, Literal("}")))

    def _array(self, schema: _Schema, where: str) -> Part:
        item = self.value(schema.get("items"), f"{where}[]")
        least, most = _bounds(schema, "Items", where)
        if most == 0:
            return Literal("[]")
        more = Repeat(Sequence((Literal(", "), item)), max(0, least - 1), None if most is None else most - 1)
        items = Sequence((item, more))
        return Sequence((Literal("["), items if least else Choice((items, Sequence(()))), Literal("]")))


def _either(parts: list[Part]) -> Part:
    return parts[0] if len(parts) == 1 else Choice(tuple(parts))


def _only(schema: _Schema, known: set[str], where: str) -> None:
    unknown = schema.keys() - known - _SAID
    if unknown:
        raise ConstraintInvalid("schema", f"{where}: {', '.join(sorted(unknown))}")


def _list(schema: _Schema, key: str, where: str) -> list[Any]:
    found: object = schema[key]
    if not isinstance(found, list) or not found:
        raise ConstraintInvalid("schema", f"{where}: {key}")
    return cast("list[Any]", found)


def _bounds(schema: _Schema, of: str, where: str) -> tuple[int, int | None]:
    least, most = schema.get(f"min{of}", 0), schema.get(f"max{of}")
    if type(least) is not int or (most is not None and (type(most) is not int or most < least)) or least < 0:
        raise ConstraintInvalid("schema", f"{where}: min{of}, max{of}")
    return least, most
