import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.amend import amended, plain_ends

texts = st.text("ab \n\r甲", max_size=12)


@pytest.mark.parametrize(
    ("held", "new", "texts"),
    [
        (["一二三"], "一改三", ["一改三"]),
        (["一  \r\n二\n三"], "一  \n改\n三", ["一  \r\n改\n三"]),
        (["一\r\n二"], "一\n二\n三", ["一\r\n二|三"]),
        (["一", "二", "三"], "一\n\n改\n\n三", ["一", "改", "三"]),
        (["一", "二"], "一\n\n二三", ["一", "二三"]),
        (["一", "二"], "改\n\n改", None),
        (["一"], "一\x00", None),
        (["一"], "一\u2028二", None),
        (["aa"], "a", ["a"]),
        (["aa"], "aaa", ["aaa"]),
        ([""], "一", ["一"]),
    ],
)
def test_the_least_change(held: list[str], new: str, texts: list[str] | None):
    assert amended(held, new, "\n\n", "|") == texts


@given(texts, texts.map(plain_ends))
def test_what_is_amended_shows_what_was_asked_for(held: str, new: str):
    (made,) = amended([held], new, "", "\r\n") or [None]
    assert made is not None
    assert plain_ends(made) == new


@given(texts, st.integers(0, 12))
def test_one_character_changed_is_one_character_changed(held: str, at: int):
    shown = plain_ends(held)
    if at >= len(shown) or shown[at] == "\n":
        return
    (made,) = amended([held], f"{shown[:at]}改{shown[at + 1 :]}", "", "\n") or [""]
    assert len(made) == len(held)
    assert sum(one != other for one, other in zip(made, held, strict=True)) == 1


@given(st.lists(texts, min_size=1, max_size=4), texts.map(plain_ends))
def test_only_one_of_several_changes(held: list[str], new: str):
    made = amended(held, new, "\n\n", "\n")
    if made is not None:
        assert "\n\n".join(map(plain_ends, made)) == new
        assert sum(one != other for one, other in zip(made, held, strict=True)) <= 1
