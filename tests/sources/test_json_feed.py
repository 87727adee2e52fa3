import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bioai_desktop.domain import Source, SourceKind
from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import json_feed

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Lab notes",
    "home_page_url": "https://lab.example/",
    "items": [
        {
            "id": "1",
            "url": "/notes/1?utm_source=feed",
            "title": "Cells & sequences",
            "content_html": "<p>We read <b>cells</b>.</p>",
            "date_published": "2026-03-04T10:00:00+08:00",
            "authors": [{"name": "Anna Li"}, {"url": "https://lab.example/bo"}],
        },
        {
            "id": "2",
            "content_text": "Only text, where a<b and b>c.\n\nTwo parts.",
            "title": None,
            "url": None,
            "authors": None,
            "date_published": 7,
        },
        {
            "id": "3",
            "external_url": "https://doi.org/10.1000/x",
            "title": "Linked",
            "author": {"name": "Bo Wang"},
            "date_modified": "2026-03-05",
        },
        "no item",
    ],
}


def read(source: Callable[..., Source], document: object) -> list:
    return json_feed.parse(source(SourceKind.JSON_FEED), json.dumps(document).encode())


def test_items(source: Callable[..., Source]) -> None:
    first, second, third = read(source, FEED)
    assert (first.title, first.url, first.text) == ("Cells & sequences", "https://lab.example/notes/1", "We read cells.")
    assert (first.published, first.authors) == (datetime(2026, 3, 4, 2, tzinfo=UTC), ("Anna Li",))
    assert second.text == "Only text, where a<b and b>c.\nTwo parts."
    assert second.title == "Only text, where a<b and b>c."
    assert (second.url, second.published) == ("", None)
    assert (third.identifiers, third.authors, third.published) == ({"doi": "10.1000/x"}, ("Bo Wang",), datetime(2026, 3, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    "document", [{}, [], {"version": 1, "items": []}, {"version": "https://jsonfeed.org/version/1", "items": None}, {"error": "x"}]
)
def test_other_answers_are_refused(source: Callable[..., Source], document: object) -> None:
    with pytest.raises(FeedUnreadable, check=lambda error: error.reason == "other-form"):
        read(source, document)
