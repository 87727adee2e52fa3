"""Words from outside: whatever is thrown at it, what comes out holds no link and no command, and prose is left alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.harmless import harmless
from bioai_desktop.edition.inline import links

SIGNS = st.text(st.sampled_from("<>[]()!`*_~{}%#-+=|:/.@ \n\\ahttpsw数据1\u200b\u202e"), max_size=60)
PROSE = st.text(st.sampled_from("研究者用模型预测蛋白质，准确率达。（）“”《》、"), max_size=60)


@given(SIGNS)
def test_nothing_can_be_made_of_signs(text: str) -> None:
    left = harmless(text)
    assert not links(left)
    assert not {"{{", "{%", "://", "www.", "```", "<!--", "<|", "\n", "\u200b", "\u202e"} & {part for part in PARTS if part in left}


PARTS = ("{{", "{%", "://", "www.", "```", "<!--", "<|", "\n", "\u200b", "\u202e")


@given(SIGNS)
def test_second_time_changes_nothing(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)


@given(PROSE)
def test_prose_is_left_alone(text: str) -> None:
    assert harmless(text) == text


def test_words_of_links_stay_and_pictures_go() -> None:
    assert harmless("看[这里](https://a.example)和![图](https://b.example/x.png)。") == "看这里和。"


def test_signs_of_comparison_stay() -> None:
    assert harmless("p<0.05，q>0.1") == "p<0.05，q>0.1"
    assert harmless("IL-6<IL-8") == "IL-6< IL-8"
