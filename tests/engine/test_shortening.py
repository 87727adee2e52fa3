from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.engine.shortening import shortened

SOURCE = "One cell divides. Two cells meet. 三个细胞走开了。The rest stays"


@pytest.mark.parametrize(
    ("room", "kept"),
    [
        (200, "One cell divides. Two cells meet. 三个细胞走开了。"),
        (45, "One cell divides. Two cells meet."),
        (40, "One cell divides. Two cells meet."),
        (25, "One cell divides."),
    ],
)
def test_whole_sentences_stay_as_many_as_fit(room: int, kept: str) -> None:
    assert shortened(f"A: {SOURCE}\nB:", SOURCE, lambda text: len(text) <= room) == f"A: {kept}\nB:"


def test_where_not_one_sentence_fits_nothing_is_made_up() -> None:
    assert shortened(f"A: {SOURCE}\nB:", SOURCE, lambda text: len(text) <= 12) is None


@pytest.mark.parametrize("spare", ["", "something else"])
def test_a_prompt_without_such_a_part_stays(spare: str) -> None:
    assert shortened(f"A: {SOURCE}", spare, lambda _: False) is None


@given(st.lists(st.sampled_from(["Cells meet. ", "细胞相遇。", "no end ", "\n"]), max_size=30).map("".join), st.integers(0, 200))
def test_what_is_returned_fits_and_the_next_sentence_would_not(source: str, room: int) -> None:
    prompt = f"say:\n{source}\nnow"
    text = shortened(prompt, source, lambda text: len(text) <= room)
    if text is not None:
        assert len(text) <= room
        assert prompt.startswith(text.removesuffix("\nnow"))
