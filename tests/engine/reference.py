"""A plain, slow check of finished texts against their constraint: spans instead of an automaton."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Script
from bioai_desktop.engine.shape import Part, begin, follow

_HAN_AND_MARKS = re.compile(
    "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
    " \u00b7—‘’“”…、。〃〈〉《》「」『』【】〔〕〖〗！％（），：；？～\n]"
)
_EASTERN = re.compile(
    "[\u1100-\u11ff\u3000-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff01-\uffdc\U0001aff0-\U0001b16f\U00020000-\U000323af]"
)
_DIGIT = re.compile("[0-9０-９]")


def satisfies(constraint: Constraint, text: str, *, ended: bool) -> bool:
    """Tell whether a text is one that this constraint allows; `ended`: by itself, so that its least length counts too."""
    chars = sum(not character.isspace() for character in text)
    if constraint.max_chars and chars > constraint.max_chars:
        return False
    if ended and chars < constraint.min_chars:
        return False
    if constraint.one_line and "\n" in text:
        return False
    if any(words in text for words in constraint.forbidden):
        return False
    if text != text.strip():
        return False
    return _written(constraint, text)


def _written(constraint: Constraint, text: str) -> bool:
    if constraint.script is Script.CHINESE:
        return "  " not in text and _made_of_terms(constraint, text)
    if constraint.script is Script.LATIN and _EASTERN.search(text):
        return False
    return not constraint.numbers or _numbers_declared(constraint, text)


def _made_of_terms(constraint: Constraint, text: str) -> bool:
    """Every way to lay declared terms over a text is tried: `reached` holds (position, after a number and joiners only)."""
    reached = {(0, False)}
    waiting = [(0, False)]
    while waiting:
        at, joined = waiting.pop()
        following: set[tuple[int, bool]] = set()
        if at == len(text):
            return True
        if _HAN_AND_MARKS.match(text[at]):
            following.add((at + 1, joined and text[at] == " "))
        for terms, is_number in ((constraint.words, False), (constraint.numbers, True)):
            for term in terms:
                if not text.startswith(term, at) or (joined and term[0].isdigit()):
                    continue
                following |= _after_term(text, at + len(term), is_number=is_number)
        waiting += following - reached
        reached |= following
    return False


def _after_term(text: str, end: int, *, is_number: bool) -> set[tuple[int, bool]]:
    if end == len(text):
        return {(end, False)}
    mark = text[end]
    if is_number and (mark in "%‰℃°" or mark in " ，"):
        return {(end + 1, True)}
    return {(end + 1, False)} if _HAN_AND_MARKS.match(mark) else set()


def _numbers_declared(constraint: Constraint, text: str) -> bool:
    """Every digit lies in a declared number or word."""
    covered: set[int] = set()
    for term in (*constraint.numbers, *constraint.words):
        for match in re.finditer(f"(?={re.escape(term)})", text):
            covered |= set(range(match.start(), match.start() + len(term)))
    return all(match.start() in covered for match in _DIGIT.finditer(text))


# ---------------------------------------------------------------- shapes


def taken_by(part: Part, text: str) -> bool:
    """Tell whether a shape takes a whole text."""
    places = set(begin(part))
    for character in text:
        places = {after for place in places if place is not None for after in follow(place, character)}
    return None in places


_TEXTS = st.text('ab"\\研 究，', max_size=6)


def schemas() -> st.SearchStrategy[dict[str, Any]]:
    """Schemas of the supported kind."""
    lengths = st.fixed_dictionaries({"type": st.just("string")}, optional={"minLength": st.integers(0, 2), "maxLength": st.integers(2, 6)})
    single = st.sampled_from([{"type": kind} for kind in ("integer", "number", "boolean", "null")])
    one_of = st.lists(_TEXTS | st.integers(0, 99) | st.none(), min_size=1, max_size=3).map(lambda values: {"enum": values})
    kinds = st.lists(st.sampled_from(["string", "null", "integer"]), min_size=1, max_size=2, unique=True).map(lambda found: {"type": found})
    return st.recursive(lengths | single | one_of | kinds, _nested, max_leaves=5)


def _nested(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    objects = st.dictionaries(st.sampled_from(["title", "说明", "n", 'a"b']), inner, min_size=1, max_size=3).map(
        lambda found: {"type": "object", "properties": found, "required": list(found)}
    )
    arrays = st.fixed_dictionaries(
        {"type": st.just("array"), "items": inner}, optional={"minItems": st.integers(0, 2), "maxItems": st.integers(2, 3)}
    )
    return st.one_of(objects, arrays, st.lists(inner, min_size=1, max_size=2).map(lambda found: {"anyOf": found}))


def instances(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a schema."""
    if "anyOf" in schema:
        return st.one_of(*map(instances, schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(_of_kind(kind, schema) for kind in kinds))


def _of_kind(kind: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if kind == "object":
        inner = schema["properties"]
        return st.tuples(*map(instances, inner.values())).map(lambda values: dict(zip(inner, values, strict=True)))
    if kind == "array":
        return st.lists(instances(schema["items"]), min_size=schema.get("minItems", 0), max_size=schema.get("maxItems", 4))
    if kind == "string":
        return st.text('ab"\\研 究，', min_size=schema.get("minLength", 0), max_size=schema.get("maxLength", 6))
    numbers = st.integers(-999, 999)
    return {"integer": numbers, "number": numbers | numbers.map(lambda n: n / 8), "boolean": st.booleans(), "null": st.none()}[kind]


def conforms(value: Any, schema: dict[str, Any]) -> bool:
    """Tell whether a value is one of a schema, written in the order of its properties; `1.0` is no integer here."""
    if "anyOf" in schema:
        return any(conforms(value, option) for option in schema["anyOf"])
    if "enum" in schema:
        return any(type(value) is type(option) and value == option for option in schema["enum"])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return any(_is_of(value, kind, schema) for kind in kinds)


def _is_of(value: Any, kind: str, schema: dict[str, Any]) -> bool:
    if kind == "object":
        inner = schema["properties"]
        return isinstance(value, dict) and list(value) == list(inner) and all(conforms(value[name], inner[name]) for name in inner)
    if kind == "array":
        fits = isinstance(value, list) and schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 99)
        return fits and all(conforms(item, schema["items"]) for item in value)
    if kind == "string":
        return isinstance(value, str) and schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 999)
    return type(value) in {"integer": (int,), "number": (int, float), "boolean": (bool,), "null": (type(None),)}[kind]
