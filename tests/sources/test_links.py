import pytest

from bioai_desktop.sources.links import canonical


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Lab.Example/A?id=7&utm_source=rss&utm_medium=x#top", "https://lab.example/A?id=7"),
        ("https://lab.example/a?rss=yes", "https://lab.example/a"),
        ("https://lab.example/a?rss=1&page=2", "https://lab.example/a?page=2"),
        ("https://lab.example/a?af=R", "https://lab.example/a"),
        ("https://lab.example/a?af=5", "https://lab.example/a?af=5"),
        ("https://lab.example/a?TRACK=RSS", "https://lab.example/a"),
        ("https://lab.example/a?fbclid=1&dgcid=rss_sd_all&q=b", "https://lab.example/a?q=b"),
        ("https://lab.example/a?ref=main", "https://lab.example/a?ref=main"),
        ("https://lab.example/S0092-8674(25)01497-7?rss=yes", "https://lab.example/S0092-8674(25)01497-7"),
        ("https://lab.example/a).", "https://lab.example/a"),
        ("https://lab.example/纸?q=细胞", "https://lab.example/%E7%BA%B8?q=%E7%BB%86%E8%83%9E"),
        ("https://lab.example/a%20b c", "https://lab.example/a%20b%20c"),
        ("https://lab.example/a&amp;b?x=1&amp;y=2", "https://lab.example/a&b?x=1&y=2"),
        ("https://user:secret@lab.example:443/", "https://lab.example/"),
        ("http://localhost:8080/feed", "http://localhost:8080/feed"),
        ("HTTP://LAB.EXAMPLE", "http://lab.example/"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://arxiv.org/pdf/2603.00001v3.pdf", "https://arxiv.org/abs/2603.00001"),
        ("https://arxiv.org/abs/hep-th/9901001v2", "https://arxiv.org/abs/hep-th/9901001"),
        ("http://dx.doi.org/10.1000/ABC?rft_dat=source%3Ddrss", "https://doi.org/10.1000/ABC"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/40000001", "https://pubmed.ncbi.nlm.nih.gov/40000001/"),
        ("https://pubmed.ncbi.nlm.nih.gov/40000001/?utm_source=Safari UI/x&fc=2021&v=2", "https://pubmed.ncbi.nlm.nih.gov/40000001/"),
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "mailto:a@b.example",
        "//",
        "http://",
        "https://[::1",
        "http://a b/",
        "notes.html",
        "http://x:99999999/",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    assert canonical(url) == ""


def test_relative_links() -> None:
    assert canonical("/news/1", "https://lab.example/feed/rss.xml") == "https://lab.example/news/1"
    assert canonical("2.html?utm_campaign=x", "https://lab.example/feed/rss.xml") == "https://lab.example/feed/2.html"
    assert canonical("javascript:alert(1)", "https://lab.example/") == ""
