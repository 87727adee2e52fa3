from __future__ import annotations

from pathlib import Path

from bioai_desktop.domain import Language
from tests.cli.conftest import Bioai
from tests.published import lay


def test_hits_are_told_with_their_places(bioai: Bioai, parts: object, tmp_path: Path) -> None:
    bioai("import", lay(tmp_path / "site", 2, (Language.ZH,)))
    said = bioai("search", "脑区", "--json")
    assert said.status == 0
    assert said.document["query"] == "脑区"
    assert said.document["hits"][0] == {
        "kind": "page",
        "date": "2026-03-02",
        "language": "zh",
        "section": "🔥 重磅 TOP 2",
        "place": "top/2",
        "source": "",
        "title": 'A "new" atlas [beta]',
        "url": "https://example.com/atlas/2026-03-02",
        "snippet": "图谱覆盖 8 个脑区。",
    }
    assert len(said.document["hits"]) == 2
    lines = bioai("--lang", "zh", "search", "脑区", "--limit", "1").out.splitlines()
    assert lines[0].startswith("2026-03-02  页面 zh top/2")
    assert len(lines) == 3


def test_words_in_one_argument_are_one_phrase_and_items_are_found(bioai: Bioai, parts: object) -> None:
    one = bioai("search", "Mapping", "enzymes", "--json").document
    assert {hit["kind"] for hit in one["hits"]} == {"item"}
    assert one["hits"][0]["place"].startswith("item-")
    assert one["hits"][0]["source"] == "tests"
    assert bioai("search", "enzymes Mapping", "--json").document["hits"] == []
    assert bioai("search", '"enzymes Mapping" kind:item', "--json").document["query"] == '"enzymes Mapping" kind:item'


def test_nothing_found_and_nothing_meant(bioai: Bioai, parts: object) -> None:
    said = bioai("search", "nosuchword")
    assert (said.status, said.out) == (0, "")
    assert "nosuchword" in said.err
    wrong = bioai("search", "kind:pages")
    assert (wrong.status, wrong.out) == (1, "")
    assert "kind:page" in wrong.err


def test_filters_and_what_fits_best(bioai: Bioai, parts: object) -> None:
    newest = bioai("search", "enzymes", "source:tests", "--json").document["hits"]
    best = bioai("search", "enzymes", "source:tests", "--order", "best", "--json").document["hits"]
    assert {hit["place"] for hit in newest} == {hit["place"] for hit in best} != set()
    assert bioai("search", "source:tests", "before:2020-01-01", "--json").document["hits"] == []
    assert [hit["place"] for hit in bioai("search", "doi:10.5555/TEST.7", "--json").document["hits"]] == ["item-7"]
    assert bioai("search", "x", "--order", "oldest").status == 2
