from __future__ import annotations

from collections.abc import Callable

import pytest

from bioai_desktop.domain import Item
from bioai_desktop.stories.identity import addresses, keys, plain_title, story_id

Make = Callable[..., Item]


def test_strongest_key_comes_first(make: Make) -> None:
    item = make("i", url="https://example.org/x", pmid="12", doi="https://doi.org/10.1000/X.", arxiv="arXiv:2401.01234v2")
    assert keys(item) == ("doi:10.1000/x", "arxiv:2401.01234", "pmid:12", "url:example.org/x")


def test_item_without_any_key_stands_for_itself(make: Make) -> None:
    assert keys(make("lonely")) == ("item:lonely",)
    assert keys(make("lonely", doi=" ", isbn="3")) == ("item:lonely",)


def test_story_keeps_its_id_from_day_to_day(make: Make) -> None:
    first = make("a", url="https://x.org/1?utm=2", doi="10.1000/X")
    later = make("b", "Other title", "https://doi.org/10.1000/x", pmid="9")
    assert story_id(first) == story_id(later)
    assert story_id(first) != story_id(make("c", doi="10.1000/y"))
    assert story_id(make("x", url="https://example.org/1")) == "d4babaec96ccf09e"


def test_addresses_a_page_may_have_linked_to(make: Make) -> None:
    items = [make("a", url="https://x.org/1", doi="10.1000/X"), make("b", arxiv="2401.01234", repository="o/n", pmcid="PMC1")]
    assert addresses(items) == {
        "https://x.org/1",
        "https://doi.org/10.1000/x",
        "https://arxiv.org/abs/2401.01234",
        "https://github.com/o/n",
    }


@pytest.mark.parametrize(
    "title",
    ["Protein design – with AI!", "PROTEIN DESIGN, WITH AI", "Protein\u00a0design:  with A\u200bI", "Ｐrotein design (with AI)"],
)
def test_plain_title(title: str) -> None:
    assert plain_title(title) == "protein design with ai"
