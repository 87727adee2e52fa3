"""feedparser's own tests, which its source distribution carries: `FEEDPARSER_TESTS` names that folder.

python -m pip download --no-deps --no-binary feedparser feedparser && tar xf feedparser-*.tar.gz
FEEDPARSER_TESTS=feedparser-6.0.12/tests python -m pytest tests/recorded/test_feedparser_suite.py
"""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path

import feedparser
import pytest

from bioai_desktop.domain import Source, SourceKind
from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import intake

SUITE = Path(os.environ.get("FEEDPARSER_TESTS", ""))
FOLDERS = ["compression", "encoding", "entities", "http", "illformed", "wellformed"]
LAB = Source("lab", "The Lab", SourceKind.FEED, "https://lab.example/feed")
#: An entry that stands in a payload twice, letter by letter or under one id and without a word, is one item.
TWICE = {
    "wellformed/node_precedence/atom10_id.xml",
    "wellformed/lang/entry_content_xml_lang_blank_3.xml",
    "wellformed/node_precedence/atom10_arbitrary_element.xml",
    "wellformed/node_precedence/atom10_title.xml",
}

pytestmark = pytest.mark.skipif(not (SUITE / "wellformed").is_dir(), reason="FEEDPARSER_TESTS names no folder of feedparser's tests")


def files(folder: str) -> list[Path]:
    return [path for path in sorted((SUITE / folder).rglob("*")) if path.is_file() and path.suffix != ".py"]


def ours(body: bytes) -> int:
    """Return how many items a payload has for us; one that we refuse has none."""
    try:
        return len(intake.parse(LAB, body))
    except FeedUnreadable:
        return 0


def theirs(body: bytes) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return len(feedparser.parse(io.BytesIO(body)).entries)


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_breaks_and_no_entry_is_lost(folder: str) -> None:
    found = {path.relative_to(SUITE).as_posix(): (ours(body), theirs(body)) for path in files(folder) for body in [path.read_bytes()]}
    assert found
    assert {name: counts for name, counts in found.items() if counts[0] < counts[1] and name not in TWICE} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_breaks_another_kind_of_parser(folder: str) -> None:
    for path in files(folder):
        for kind in SourceKind:
            try:
                intake.parse(Source("lab", "The Lab", kind, ""), path.read_bytes())
            except FeedUnreadable:
                continue
