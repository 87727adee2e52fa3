"""The recorded answers of real sources, read in place: every file against the number of entries that its list counts."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bioai_desktop.domain import Item, ItemKind, Source, SourceKind
from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import intake

FEEDS = Path(__file__).parents[2].parent / "shared" / "feeds"
MANIFEST = FEEDS / "MANIFEST.tsv"

pytestmark = pytest.mark.skipif(not MANIFEST.is_file(), reason="the recorded feeds are not beside this checkout")


def rows() -> dict[str, dict[str, str]]:
    if not MANIFEST.is_file():
        return {}
    with MANIFEST.open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}


ROWS = rows()
FRIENDLY = [name for name in ROWS if name[0] in "12345678" and "replay" not in name]

#: Files where items and counted entries differ, and why.
COUNTS = {
    "2-biorxiv-medrxiv/biorxiv-api-details-2024.json": 79,  # 100 records are versions of 79 preprints; the newest of each stays
    "4-journals/chemrxiv-2026-08.xml": 111,  # 39 of 150 entries repeat the DOI of another one, under a second guid
    "6-pubmed-europepmc/pubmed-esearch-2026-06.json": 0,  # numbers only: the records come with the follow-up
}
#: Fewer texts than were counted: in these the "text" is date, journal and authors, or the entry is a repetition.
TEXTS = {
    "2-biorxiv-medrxiv/biorxiv-api-details-2024.json": 79,
    "3-cell-elsevier/sciencedirect-mpe-2021-12.xml": 0,
    "3-cell-elsevier/drug-discovery-today-2026-08.xml": 0,
    "4-journals/chemrxiv-2026-08.xml": 108,
}
#: Newest dates that differ from the listed ones, and why.
NEWEST = {
    "3-cell-elsevier/sciencedirect-mpe-2021-12.xml": "2021-12-21",  # no dates but those of "Available online"
    "6-pubmed-europepmc/pubmed-efetch-2026-06.xml": "2026-06-12",  # on line the day before PubMed had it
    "6-pubmed-europepmc/pubmed-efetch-italics-2018.xml": "2018-05-15",  # likewise
    "6-pubmed-europepmc/europepmc-core-2024-12.json": "2025-06-19",  # indexed before the date of its issue
    "8-chinese/gb2312-kc0011-2020.rss": "2020-01-10",  # 2020/1/10 is no day of November
}
#: What every item of a file is identified by.
IDENTIFIERS = {
    "1-nature/": "doi",
    "2-biorxiv-medrxiv/": "doi",
    "4-journals/wiley": "doi",
    "4-journals/oup": "doi",
    "4-journals/ijsem": "doi",
    "4-journals/cambridge": "doi",
    "4-journals/chemrxiv": "doi",
    "4-journals/acs": "doi",
    "5-github/": "repository",
    "6-pubmed-europepmc/": "pmid",
    "7-arxiv-hf/": "arxiv",
}
HOSTILE: dict[str, int | str] = {
    "html-instead-of-xml-nature-not-found-2023.rss": "html",
    "jstage-empty-feed-2021.xml": 0,
    "xxe-rss-system-entity-file.xml": "entities",
    "xxe-rss-system-entity-http.xml": "entities",
    "billion-laughs-small.xml": "entities",
    "duplicate-guid.xml": 2,
    "javascript-link.xml": 0,
    "no-dates.xml": 10,
    "no-guid-no-link.xml": 1,
    "no-guid-future-dates-2035.xml": 11,
    "relative-links.xml": 2,
    "gzip-bytes-as-xml.xml": 10,  # counted as 0 while packed
    "sax-error.xml": 3,
    "illformed-cercle-psy-2013.xml": 7,
    "charset-windows-1251.xml": 50,
}


@cache
def items(name: str) -> list[Item]:
    body = (FEEDS / name).read_bytes()
    return intake.parse(intake.guess(body, name), body)


@pytest.mark.parametrize("name", FRIENDLY)
def test_as_many_items_as_entries(name: str) -> None:
    found = items(name)
    assert len(found) == COUNTS.get(name, int(ROWS[name]["entries"]))
    assert len({item.id for item in found}) == len(found)


@pytest.mark.parametrize("name", FRIENDLY)
def test_every_item_has_title_and_link(name: str) -> None:
    assert all(item.title and item.url.startswith(("https://", "http://")) for item in items(name))
    assert not [item.url for item in items(name) if re.search(r"utm_|[?&](?:rss|af|TRACK|dgcid)=|#|\s", item.url)]


@pytest.mark.parametrize("name", FRIENDLY)
def test_dates_and_texts_where_the_record_has_them(name: str) -> None:
    newest = max((item.published for item in items(name) if item.published), default=None)
    listed = NEWEST.get(name, ROWS[name]["newest"])
    assert (newest.date().isoformat() if newest else "-") == listed
    if name != "3-cell-elsevier/sciencedirect-mpe-2021-12.xml":
        assert all(item.published for item in items(name))
    assert sum(bool(item.text) for item in items(name)) >= TEXTS.get(name, int(ROWS[name]["entries_with_text"]))


@pytest.mark.parametrize("name", FRIENDLY)
def test_texts_are_clean(name: str) -> None:
    marks = re.compile(
        r"</?(?:p|div|span|br|a|i|b|em|sub|sup|h\d|font|img)\b[^>]*>|&(?:amp|lt|gt|nbsp|#\d+);|\ufffd|O_FIG|Announce Type:|Published online:"
    )
    starts = re.compile(r"abstract[\s:A-Z]|publication date:|doi:", re.IGNORECASE)
    for item in items(name):
        assert not marks.search(item.title + item.text)
        assert not starts.match(item.text)


@pytest.mark.parametrize("name", [name for name in FRIENDLY if name.startswith(tuple(IDENTIFIERS))])
def test_every_item_has_its_identifier(name: str) -> None:
    key = next(key for start, key in IDENTIFIERS.items() if name.startswith(start))
    assert all(key in item.identifiers for item in items(name))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("1-nature/nature-2024-07-18a.rss", "1-nature/nature-2024-07-18b.rss"),
        ("1-nature/nature-2024-07-17.rss", "1-nature/nature-2024-07-18b.rss"),
    ],
)
def test_a_feed_read_again_brings_what_is_known_under_its_id(earlier: str, later: str) -> None:
    known, now = {item.id: item for item in items(earlier)}, {item.id: item for item in items(later)}
    both = known.keys() & now.keys()
    assert len(both) > 30
    assert {known[key].url for key in both} == {now[key].url for key in both}
    assert not {known[key].url for key in known.keys() - both} & {now[key].url for key in now.keys() - both}


def test_kinds() -> None:
    kinds = {item.url: item.kind for item in items("1-nature/nature-2024-07-18b.rss")}
    assert {kind for url, kind in kinds.items() if "/d41586" in url} == {ItemKind.NEWS}
    assert {kind for url, kind in kinds.items() if "/s41586" in url} == {ItemKind.ARTICLE}
    for name in (
        "2-biorxiv-medrxiv/biorxiv-plant-biology-2019.rdf",
        "4-journals/chemrxiv-2026-08.xml",
        "7-arxiv-hf/arxiv-api-2026-07.atom",
    ):
        assert {item.kind for item in items(name)} == {ItemKind.PREPRINT}
    assert {item.kind for item in items("5-github/github-releases-2025.atom")} == {ItemKind.REPOSITORY}


def test_thousands_of_authors_are_cut_short() -> None:
    assert max(len(item.authors) for item in items("1-nature/nature-2023-09-08-huge-author-list.rss")) == 20


@pytest.mark.parametrize("name", [name for name in FRIENDLY if name.startswith("8-chinese/") and "cnki" not in name])
def test_chinese_is_legible(name: str) -> None:
    text = "".join(item.title + item.text for item in items(name))
    assert len(re.findall("[一-鿿]", text)) > 100
    assert not re.search("[ÀÁÂÃÄÅÐÑ]{2}", text)


def test_a_search_of_pubmed_is_followed_up() -> None:
    body = (FEEDS / "6-pubmed-europepmc/pubmed-esearch-2026-06.json").read_bytes()
    address = intake.follow_up(intake.guess(body, "x"), body)
    assert address is not None
    assert {item.identifiers["pmid"] for item in items("6-pubmed-europepmc/pubmed-efetch-2026-06.xml")} == set(
        address.rpartition("id=")[2].split(",")
    )


def test_a_log_of_requests_is_no_payload() -> None:
    body = (FEEDS / "5-github/github-search-repositories-replay-2014.txt").read_bytes()
    with pytest.raises(FeedUnreadable):
        intake.guess(body, "replay.txt")


@pytest.mark.parametrize(("name", "expected"), HOSTILE.items())
def test_hostile_payloads(name: str, expected: int | str) -> None:
    if isinstance(expected, int):
        found = items(f"9-hostile/{name}")
        assert len(found) == expected
        assert all(item.title and not item.url.startswith(("javascript", "file", "/")) for item in found)
    else:
        with pytest.raises(FeedUnreadable) as caught:
            items(f"9-hostile/{name}")
        assert caught.value.reason == expected


def test_every_hostile_payload_is_listed() -> None:
    assert {f"9-hostile/{name}" for name in HOSTILE} == {name for name in ROWS if name.startswith("9-")}


def test_relative_links_are_absolute() -> None:
    assert {item.url.split("/")[2] for item in items("9-hostile/relative-links.xml")} == {"www.arcgames.com"}


@pytest.mark.parametrize("name", ROWS)
def test_any_payload_as_any_kind_is_items_or_an_error(name: str) -> None:
    body = (FEEDS / name).read_bytes()
    source = Source("any", "Any", SourceKind.FEED, "https://any.example/")
    for kind in SourceKind:
        try:
            found = intake.parse(replace(source, kind=kind), body)
        except FeedUnreadable:
            continue
        assert all(item.title for item in found)
