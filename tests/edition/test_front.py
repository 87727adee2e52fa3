import pytest
from hypothesis import given
from ruamel.yaml import YAML

from bioai_desktop.edition.edits import SetFront
from bioai_desktop.edition.front import get_front, parts, read_front, typed_values, values, with_value
from bioai_desktop.edition.render import render
from bioai_desktop.edition.spelling import fold
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, pages, read, texts

FRONT = """\
---
title: 小站 2026/3/4   # 今天
single: 'it''s'
double: "a \\"b\\" \\\\"
empty:
folded: one
  two
nested:
  type: docs
list:
- a
block: |
  text
weight: 007
draft: false
quoted: "28" # text
number: 28
---
"""


def test_simple_values_are_read_as_yaml_reads_them():
    known = YAML(typ="safe").load(FRONT.strip("-\n"))
    found = values(read(FRONT))
    assert found == {
        "title": "小站 2026/3/4", "single": "it's", "double": 'a "b" \\', "empty": "", "folded": "one two",
        "weight": "007", "draft": "false", "quoted": "28", "number": "28",
    }  # fmt: skip
    assert {key: known[key] for key in ("title", "single", "double", "folded", "quoted")}.items() <= found.items()


def test_plain_numbers_and_booleans_have_their_type():
    found = typed_values(read(FRONT))
    assert (found["number"], found["quoted"], found["draft"]) == (28, "28", False)


def test_a_key_that_is_not_there_is_empty():
    assert get_front(EDITION, "none") == ""
    assert get_front(EDITION, "linkTitle") == "03-04-日报"


@given(pages)
def test_front_matter_is_the_beginning_of_the_text(text: str):
    spans, body = read_front(text)
    assert "".join(span.text for span in spans) == text[:body]


def test_front_matter_that_is_not_closed_is_none():
    assert read_front("---\ntitle: a\n")[1] == 0


@pytest.mark.parametrize(
    ("key", "value", "line"),
    [
        ("title", "新 题", "title: 新 题   # 今天"),
        ("title", "甲: 乙", 'title: "甲: 乙"   # 今天'),
        ("single", "it's", "single: 'it''s'"),
        ("double", 'a"\\b', 'double: "a\\"\\\\b"'),
        ("empty", "x", "empty: x"),
        ("folded", "one\ntwo three", "folded: one two three"),
        ("number", "29", "number: 29"),
        ("new", "- a", 'new: "- a"'),
    ],
)
def test_a_value_is_written_in_its_place(key: str, value: str, line: str):
    changed = SetFront(key, value).apply(read(FRONT))
    assert line in render(changed).split("\n")
    assert get_front(changed, key) == value.replace("\n", " ")
    others = {name: text for name, text in values(read(FRONT)).items() if name != key}
    assert others.items() <= values(changed).items()


@given(texts)
def test_any_value_reads_back_as_it_was_folded_by_us_and_by_yaml(value: str):
    for key in ("title", "description", "new"):
        changed = SetFront(key, value).apply(EDITION)
        assert read(render(changed)) == changed
        assert get_front(changed, key) == fold(value)


@pytest.mark.parametrize(
    ("text", "key"), [(FRONT, "nested"), (FRONT, "block"), (FRONT, "a b"), ("## 重磅\n", "title"), ("---\ntitle: a\n", "title")]
)
def test_what_is_no_simple_value_cannot_be_written(text: str, key: str):
    with pytest.raises(EditConflict):
        with_value(read(text), key, "x")


@pytest.mark.parametrize(
    ("front", "cut"),
    [
        ("---\na: 1\nb:\n  - c\n---\n\n", {"": "---\n", "a": "a: 1\n", "b": "b:\n  - c\n", "---": "---\n\n"}),
        ("\ufeff---\r\n# Notiz\r\na: 1\r\n---", {"": "\ufeff---\r\n# Notiz\r\n", "a": "a: 1\r\n", "---": "---"}),
        ("---\na: 1\na: 2\n---\n", None),
        ("---\na: 1\n", None),
        ("---\n---\n", None),
        ("", None),
        ("---\na: 1\n---\ntext", None),
    ],
)
def test_the_parts_of_a_front_matter_are_its_text(front: str, cut: dict[str, str] | None):
    assert parts(front) == cut
    assert cut is None or "".join(cut.values()) == front
