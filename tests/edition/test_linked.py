from __future__ import annotations

import pytest

from bioai_desktop.edition.linked import places
from tests.edition.pages import EDITION, PROFILE, read


def test_a_source_is_known_by_the_place_of_its_entry() -> None:
    found = places(EDITION, PROFILE)
    assert found["https://cell.example/S0092-8674(25)01497-7?rss=yes"] == "top 1"
    assert found["https://git.example/a"] == "notes 1"
    assert found["https://align.example/2"] == "table 2"


def test_another_link_is_known_by_its_section_and_images_are_none() -> None:
    found = places(EDITION, PROFILE)
    assert found["https://a.example/x"] == "top"
    assert found["https://small.example"] == "faq"
    assert "https://img.example/1.png" not in found


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("- 1. 一条，见 <https://old.example/a>\n", "https://old.example/a"),
        ("见 https://old.example/a。\n", "https://old.example/a"),
        ('<a href="https://old.example/a" target=_blank>这里</a>\n', "https://old.example/a"),
        ('[这里](https://old.example/a "标题")\n', "https://old.example/a"),
        ("**https://old.example/a**\n", "https://old.example/a"),
        ("[图](https://old.example/a) ![图](https://img.example/1)\n", "https://old.example/a"),
        ("[![图](https://img.example/1)](https://old.example/a)\n", "https://old.example/a"),
    ],
)
def test_links_of_pages_without_entries(text: str, link: str) -> None:
    assert places(read(f"## 旧时的一节\n\n{text}"), PROFILE) == {link: "text"}


def test_what_is_no_link_of_the_web() -> None:
    assert places(read('[上](#top) [站内](/about) <img src="https://img.example/1"> mailto:a@b.c https://\n'), PROFILE) == {}
