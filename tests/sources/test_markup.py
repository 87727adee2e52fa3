import pytest

from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import markup


def test_what_an_element_holds_stays_markup() -> None:
    root = markup.tree("lab", b"<?xml version='1.0'?><a>p &lt; <i>0.05</i> &amp; H<sub>2</sub>O&nbsp;</a>")
    assert markup.inner(root) == "p &lt; <i>0.05</i> &amp; H<sub>2</sub>O\xa0"


def test_elements_within_elements_have_an_end() -> None:
    assert markup.tree("lab", b"<a>" * 100 + b"</a>" * 100).tag == "a"
    with pytest.raises(FeedUnreadable, check=lambda error: (error.source, error.reason) == ("lab", "not-xml")):
        markup.tree("lab", b"<a>" * 101 + b"</a>" * 101)


@pytest.mark.parametrize("body", [b"<a>", b"words", b"<a></b>", b"<a>&unknown;</a>"])
def test_what_is_no_xml(body: bytes) -> None:
    with pytest.raises(FeedUnreadable, check=lambda error: error.reason == "not-xml"):
        markup.tree("lab", body)
