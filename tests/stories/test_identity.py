from __future__ import annotations

from collections.abc import Callable

import pytest

from bioai_desktop.domain import Item
from bioai_desktop.stories.identity import addresses, keys, link_keys, plain_title, story_id

Make = Callable[..., Item]


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://doi.org/10.1038/S41586-024-07487-w", "doi:10.1038/s41586-024-07487-w"),
        ("http://dx.doi.org/10.1000%2Fxyz", "doi:10.1000/xyz"),
        ("https://www.nature.com/articles/s41586-024-07487-w", "doi:10.1038/s41586-024-07487-w"),
        ("https://www.nature.com/articles/d41586-024-02301-7", "doi:10.1038/d41586-024-02301-7"),
        ("https://www.science.org/doi/abs/10.1126/science.abc1234?af=R", "doi:10.1126/science.abc1234"),
        ("https://pubs.acs.org/doi/10.1021/acs.jcim.5c01234", "doi:10.1021/acs.jcim.5c01234"),
        ("https://pubs.acs.org/doi/10.1021/acs.jcim.6c01107/5275812/the-title-in-words", "doi:10.1021/acs.jcim.6c01107"),
        ("https://doi.org/10.1101/029900", "doi:10.1101/029900"),
        ("https://doi.org/10.1155/2021/6640000", "doi:10.1155/2021/6640000"),
        ("https://www.biorxiv.org/content/10.1101/2024.01.02.573999v2.full", "doi:10.1101/2024.01.02.573999"),
        ("https://doi.org/10.48550/arXiv.2401.01234", "arxiv:2401.01234"),
        ("https://arxiv.org/abs/2401.01234v3", "arxiv:2401.01234"),
        ("https://arxiv.org/pdf/2401.01234v3.pdf", "arxiv:2401.01234"),
        ("https://arxiv.org/abs/q-bio/0301001", "arxiv:q-bio/0301001"),
        ("https://huggingface.co/papers/2401.01234", "arxiv:2401.01234"),
        ("https://pubmed.ncbi.nlm.nih.gov/39012345/?utm_source=x", "pmid:39012345"),
        ("https://europepmc.org/article/MED/39012345", "pmid:39012345"),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", "pmcid:pmc1234567"),
        ("https://github.com/Owner/Name.git", "repository:owner/name"),
        ("https://github.com/owner/name/releases/tag/v1", "repository:owner/name"),
    ],
)
def test_address_names_what_it_leads_to(url: str, key: str) -> None:
    assert link_keys(url)[0] == key


def test_plain_address_is_a_key_without_scheme_www_fragment_and_slash() -> None:
    assert link_keys("http://www.Example.org/a/?p=1#top") == ("url:example.org/a?p=1",)
    assert link_keys("https://example.org/a?p=1") == ("url:example.org/a?p=1",)


@pytest.mark.parametrize("url", ["", "https://example.org", "https://www.example.org/", "mailto:a@b.c", "javascript:x", "http://[broken/a"])
def test_address_that_says_nothing(url: str) -> None:
    assert link_keys(url) == ()


def test_page_of_the_code_host_is_no_repository() -> None:
    assert link_keys("https://github.com/topics/biology") == ("url:github.com/topics/biology",)


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
