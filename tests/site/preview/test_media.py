"""What would be loaded is named instead."""

import pytest

from bioai_desktop.site.preview.media import named


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ('<img alt="a &amp; b" src="https://img.example/x.png" />', "🖼 a &amp; b · img.example"),
        ("<img src='https://img.example/x.png'>", "🖼 img.example"),
        ('<img src="x.png" onerror="alert(1)">', "🖼 x.png"),
        ('<IMG SRC="https://[broken/x.png">', "🖼 https://[broken/x.png"),
        ('<video src="https://film.example/1.mp4" controls></video>', "▶ film.example"),
        ('<iframe src="https://frame.example/"></iframe>', "▶ frame.example"),
    ],
)
def test_an_image_is_told_by_its_words_and_its_host(tag: str, said: str) -> None:
    assert f'<span class="image">{said}</span>' in named(tag)
    assert "src" not in named(tag).lower()


def test_what_has_no_source_is_dropped() -> None:
    assert named("a<video controls><source></video>b") == "a</video>b"
