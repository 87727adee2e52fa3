from __future__ import annotations

import pytest

from bioai_desktop.edition.addresses import link_keys, same, untracked


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


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        ("https://a.org/p?utm_campaign=c", "https://a.org/p"),
        ("https://a.org/p?rss=yes#s", "https://a.org/p#s"),
        ("https://a.org/p?a=%20b&fbclid=z&c=d", "https://a.org/p?a=%20b&c=d"),
        ("https://a.org/p?q=rss", "https://a.org/p?q=rss"),
        ("https://a.org/rss=1", "https://a.org/rss=1"),
        ("/about?utm_source=x", "/about?utm_source=x"),
    ],
)
def test_only_trackers_are_taken_off(link: str, clean: str) -> None:
    assert untracked(link) == clean


def test_what_makes_two_addresses_the_same() -> None:
    assert same("http://www.A.org/P/?b=2&a=1&utm_medium=m") == same("https://a.org/P?a=1&b=2#x")
    assert same("https://a.org/P") != same("https://a.org/p")
