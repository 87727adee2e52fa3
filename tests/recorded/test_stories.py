"""Grouping on recorded answers of real sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Item
from bioai_desktop.sources import intake
from bioai_desktop.stories.group import group
from bioai_desktop.stories.identity import keys, scheme_of

FEEDS = Path(__file__).parents[2].parent / "shared" / "feeds"
pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="the recorded feeds are not beside this checkout")

#: Two answers that name the same papers in their own ways, and how many they share.
OVERLAPS = [
    ("7-arxiv-hf/arxiv-api-2026-07.atom", "7-arxiv-hf/hf-daily-papers-2026-07.json", 3),
    ("6-pubmed-europepmc/pubmed-rss-2021-12-14.xml", "4-journals/ijsem-microbiology-society-2021-12.xml", 1),
]


def _items(*names: str) -> list[Item]:
    found = {}
    for name in names:
        body = (FEEDS / name).read_bytes()
        found |= {item.id: item for item in intake.parse(intake.guess(body, Path(name).name), body)}
    return list(found.values())


@pytest.mark.parametrize(("one", "other", "shared"), OVERLAPS)
def test_same_paper_from_two_sources_is_one_story(one: str, other: str, shared: int) -> None:
    both = [members for members in group(_items(one, other)) if len({item.source for item in members}) == 2]
    assert len(both) == shared


def test_no_two_papers_are_made_one() -> None:
    names = [str(path.relative_to(FEEDS)) for folder in "123467" for path in sorted(FEEDS.glob(f"{folder}-*/*"))]
    for members in group(_items(*names)):
        dois = {key for item in members for key in keys(item) if scheme_of(key) == "doi"}
        assert len(dois) <= 1 or len({item.kind for item in members}) > 1, [item.title for item in members]
