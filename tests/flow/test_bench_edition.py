from __future__ import annotations

import os
from pathlib import Path

from bioai_desktop.domain import ItemKind, Request, SilentJob
from bioai_desktop.flow.bench_edition import bench_tops, recorded
from bioai_desktop.flow.parts import Parts
from tests.fakes import ScriptedEngine, fitting
from tests.newsroom import item

BAD = "抱歉，我无法完成这个请求。"
ABSTRACT = "A machine learning model found 68% of promoters in 40 genomes. It was faster than the best baseline. " * 6


def papers(count: int) -> list[object]:
    return [item(number, text=f"{item(number).text} {ABSTRACT}", kind=ItemKind.ARTICLE) for number in range(count)]


def test_tops_are_counted_beside_plain_prompting(parts: Parts, engine: ScriptedEngine) -> None:
    def reply(request: Request) -> str:
        first = request.constraint.max_chars and not request.temperature
        return BAD if first and "Mapping" in request.prompt else fitting(request) if request.constraint.max_chars else BAD

    engine.reply = reply
    found = bench_tops(parts, papers(10), SilentJob())  # type: ignore[arg-type]
    assert (found.ours.count, found.ours.first, found.ours.second) == (10, 9, 10)
    assert (found.plain.count, found.plain.first, found.plain.second) == (10, 0, 0)
    assert found.failing == ()
    assert len([request for request in engine.asked if not request.constraint.max_chars]) == 10


def test_papers_with_an_abstract_are_taken_from_all_feeds(tmp_path: Path) -> None:
    rows = "".join(
        f'<item rdf:about="https://www.nature.com/articles/s{number}"><title>Paper {number}</title><link>https://www.nature.com/articles/s{number}</link>'
        f"<description>{ABSTRACT if number % 2 else 'Short.'}</description></item>"
        for number in range(20)
    )
    head = '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    (tmp_path / "a.rdf").write_text(f"{head}<channel rdf:about='x'><title>Nature</title></channel>{rows}</rdf:RDF>", "utf-8")
    (tmp_path / "b.tsv").write_bytes(os.urandom(30))
    found = recorded(tmp_path, 4)
    assert len(found) <= 4
    assert all(len(each.text) >= 500 for each in found)
