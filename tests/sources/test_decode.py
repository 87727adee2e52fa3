import codecs
import gzip

import pytest

from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import decode

CHINESE = "蛋白质结构预测的新方法"


def reason(body: bytes, read=decode.xml) -> str:
    with pytest.raises(FeedUnreadable) as caught:
        read("lab", body)
    assert caught.value.source == "lab"
    return caught.value.reason


def document(text: str, label: str) -> str:
    return f'<?xml version="1.0" encoding="{label}"?><t>{text}</t>'


@pytest.mark.parametrize(
    ("text", "label", "actual"),
    [
        (CHINESE, "gb2312", "gb2312"),
        (CHINESE, "GBK", "gb18030"),
        (CHINESE, "gb2312", "utf-8"),
        (CHINESE, "utf-8", "gb18030"),
        ("新的蛋白質結構", "Big5", "big5"),
        ("Новости", "windows-1251", "windows-1251"),
        ("café – déjà", "utf-8", "windows-1252"),
        ("café – déjà", "iso-8859-1", "windows-1252"),
        ("日本語", "iso-2022-jp", "iso-2022-jp"),
        (CHINESE, "no-such-code", "utf-8"),
        ("&lt;script&gt;", "utf-7", "utf-8"),
    ],
)
def test_encodings(text: str, label: str, actual: str) -> None:
    assert decode.xml("lab", document(text, label).encode(actual)) == f"<t>{text}</t>"


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-be"),
    ],
)
def test_byte_order_marks(mark: bytes, name: str) -> None:
    assert decode.xml("lab", mark + f"<t>{CHINESE}</t>".encode(name)) == f"<t>{CHINESE}</t>"


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    assert decode.text("lab", ("<t>" + CHINESE * 5).encode() + b"\xff</t>") == "<t>" + CHINESE * 5 + "\ufffd</t>"


def test_gzip_without_a_header() -> None:
    assert decode.text("lab", gzip.compress(b"<t>packed</t>")) == "<t>packed</t>"


def test_gzip_bombs_and_damaged_gzip() -> None:
    assert reason(gzip.compress(b"<" * (65 * 1024 * 1024), compresslevel=1)) == "too-large"
    assert reason(b"\x1f\x8bnot gzip at all") == "damaged"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"\0\0\0", "empty"),
        (b"<!DOCTYPE html><html><body>not found</body></html>", "html"),
        (b"<?xml version='1.0'?><!-- served --><html xmlns='x'></html>", "html"),
        (b"just words", "not-xml"),
        (b"<!DOCTYPE t [", "not-xml"),
    ],
)
def test_what_can_hold_no_feed(body: bytes, expected: str) -> None:
    assert reason(body) == expected


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY x PUBLIC "a" "http://127.0.0.1/">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1/e.dtd"> %x;',
        '<!ENTITY a "1234567890"><!ENTITY x "&a;&a;&a;">',
        f'<!ENTITY x "{"y" * 1000}">',
        '<!ENTITY x "<script/>">',
        '<!entity x SYSTEM "file:///etc/passwd">',
    ],
)
def test_entities_that_fetch_or_multiply(entity: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        assert reason(f"<?xml version='1.0'?><!-- <t> --><!DOCTYPE t [{entity}]><t>&x;</t>".encode(encoding)) == "entities"


def test_entities_that_stand_for_a_character() -> None:
    netscape = b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    assert decode.xml("lab", netscape + b"<t>caf&eacute; &amp; &lt;b&gt; &unknown;</t>") == "<t>café &amp; &lt;b&gt; &unknown;</t>"
    assert (
        decode.xml("lab", b'<!DOCTYPE t [<!ENTITY dash "&#8212;"><!ENTITY lab "The Lab">]><t>&lab; &dash;</t>') == "<t>The Lab &#8212;</t>"
    )


def test_characters_that_no_xml_may_hold() -> None:
    assert decode.xml("lab", b"<t>a\x00b\x0bc</t>") == "<t>abc</t>"


def test_json() -> None:
    assert decode.json_document("lab", '\ufeff{"a": ["é"]}'.encode()) == {"a": ["é"]}
    assert reason(b"{'a': 1}", decode.json_document) == "not-json"
    assert reason(b"[" * 100_000, decode.json_document) == "not-json"
    assert reason(b"<html><body>", decode.json_document) == "html"
