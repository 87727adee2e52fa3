"""llama.cpp's own grammars over the tokens of `tiny`, in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

_PROBE = r"""
import gc, json, sys
from pathlib import Path
import numpy as np
import psutil
from bioai_desktop.domain import Constraint, Script
from bioai_desktop.engine.constraint import Rules
from bioai_desktop.engine.grammar import GrammarInvalid
from bioai_desktop.engine.native import Log, Model, offer

log = Log()
log.install()
offer()
model = Model(Path(sys.argv[1]), None, log)
vocabulary = model.vocabulary
end = min(vocabulary.ends)
found = {}

def write(rules, data):
    # Byte by byte, as far as it is taken.
    place = rules.start
    for at, byte in enumerate(data):
        taken = rules.take(place, vocabulary.index[bytes([byte])])
        if taken is None:
            return place, at
        place = taken[0]
    return place, len(data)

grammar = model.grammar('root ::= "{\\"n\\": " [0-9]{1,3} ", \\"词\\": \\"" [一-龥]+ "\\"}"')
rules = Rules(Constraint(grammar="declared"), vocabulary, grammar)
text = '{"n": 12, "词": "研究"}'.encode()
place, reached = write(rules, text)
found["all"] = reached == len(text)
found["over"] = rules.is_over(place)
found["ends"] = [rules.take(write(rules, text[:size])[0], end) is not None for size in (0, 5, len(text))]
found["refused"] = [write(rules, line.encode())[1] for line in ('{"n": x', '{"n": 1234', '{"n": 1, "词": "a')]
place, _ = write(rules, text[:6])
ways = np.concatenate(list(rules.candidates(place)))
found["candidates"] = sorted({vocabulary.pieces[token].decode(errors="replace")[:1] for token in ways if rules.take(place, int(token))})
first = rules.take(place, vocabulary.index[b"1"])[0]
twice = [rules.take(first, vocabulary.index[byte]) is not None for byte in (b"2", b",", b"x")]
found["a value"] = twice == [rules.take(first, vocabulary.index[byte]) is not None for byte in (b"2", b",", b"x")] == [True, True, False]
found["spelt"] = write(Rules(Constraint(Script.LATIN, grammar="declared"), vocabulary, model.grammar('root ::= "a" [^a]*')), "ab研".encode())[1]

for source in ("root ::= missing", " ", "other ::= \"a\"", "root ::= root \"a\" | \"b\"", "a\0b"):
    try:
        model.grammar(source)
        found.setdefault("taken", []).append(source)
    except GrammarInvalid:
        pass

def fill():
    for _ in range(400):
        write(rules, text)
    gc.collect()
    return psutil.Process().memory_info().rss
before = fill()
found["grown"] = fill() - before
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def found(tiny_path: Path) -> dict[str, Any]:
    """What a probe learns about grammars in its own process."""
    done = subprocess.run([sys.executable, "-c", _PROBE, tiny_path], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_text_of_the_grammar_is_taken_and_no_other(found: dict[str, Any]) -> None:
    assert found["all"] is True
    assert found["refused"] == [6, 9, 17]


def test_it_ends_where_the_grammar_does(found: dict[str, Any]) -> None:
    assert found["ends"] == [False, False, True]
    assert found["over"] is True


def test_where_little_is_allowed_little_is_looked_at(found: dict[str, Any]) -> None:
    assert found["candidates"] == list("0123456789")


def test_a_place_is_a_value(found: dict[str, Any]) -> None:
    assert found["a value"] is True


def test_the_spelling_holds_in_a_grammar(found: dict[str, Any]) -> None:
    assert found["spelt"] == 2


def test_what_is_no_grammar_is_refused(found: dict[str, Any]) -> None:
    assert "taken" not in found


def test_no_memory_stays_behind(found: dict[str, Any]) -> None:
    assert found["grown"] < 4 * 2**20
