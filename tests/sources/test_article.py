from __future__ import annotations

import gzip
import random

import pytest

from bioai_desktop.sources.article import MOST_BYTES, Found, Page, read
from tests.pages_to_read import PARAGRAPHS, web_page

CLOSED = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'


def of(markup: str, title: str = "") -> Found:
    return read(Page(markup.encode(), title))


def test_the_article_comes_out_without_what_stands_around_it() -> None:
    found = of(web_page(*PARAGRAPHS), "A model of cells")
    assert found.reason == ""
    assert found.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "big5"])
def test_a_chinese_page_in_the_encoding_that_it_names(encoding: str) -> None:
    paragraphs = [f"第{number}段說明這個模型怎樣讀懂細胞裡的序列，" * 6 + "。" for number in "一二三四五"]
    if encoding == "gb2312":
        paragraphs = [
            text.translate(str.maketrans("說這樣讀細裡", "说这样读细里")).replace("個", "个").replace("麼", "么").replace("說明", "说明")
            for text in paragraphs
        ]
    page = web_page(*paragraphs, title="模型").replace("utf-8", encoding)
    assert read(Page(page.encode(encoding))).text.split("\n")[-5:] == paragraphs


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"%PDF-1.7 and so on", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not-html"),
        (b"", "not-html"),
        (b"\0" * 5000, "not-html"),
        (b'{"error": "no such page"}', "not-html"),
        (gzip.compress(b"x")[:-9], "not-html"),
        (web_page("Please enable JavaScript.").encode(), "empty"),
        (web_page().encode(), "empty"),
        (web_page(*PARAGRAPHS[:3], head=CLOSED).encode(), "paywall"),
    ],
)
def test_what_holds_no_article(body: bytes, reason: str) -> None:
    assert read(Page(body)) == Found(reason=reason)


def test_a_page_for_subscribers_that_shows_all_is_read() -> None:
    assert of(web_page(*PARAGRAPHS, head=CLOSED)).text.count("\n") == len(PARAGRAPHS) - 1 + 1  # the headline, and all paragraphs


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body>" + "<div>" * 300_000,
        "<html><body><ul><li>" * 40_000,
        "<html><body><!--" + "-" * 1_000_000,
        "<html><body><p " + "a=b " * 300_000 + ">x</p>",
        "<html><body><p style='" + "a" * 1_000_000,
        "<html><body><article><p>" + "<" * 500_000,
        "<html><body><script type='application/ld+json'>" + '{"a":[' * 200_000,
        "<html><body>" + "".join(chr(random.Random(3).randrange(1, 255)) for _ in range(200_000)),
    ],
)
def test_hostile_pages_come_to_an_end(markup: str) -> None:
    of(markup)


def test_of_an_endless_page_the_beginning_is_read() -> None:
    page = web_page(*PARAGRAPHS[:5], *["é" * 500] * (MOST_BYTES // 900))
    found = of(page)
    assert found.text.split("\n")[1:6] == PARAGRAPHS[:5]  # below the headline
    assert len(found.text) <= 100_000
