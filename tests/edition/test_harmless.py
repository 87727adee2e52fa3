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


def test_what_nobody_sees_goes_and_line_ends_become_blanks() -> None:
    assert harmless("一\x00二\x1b三\ue000四\ufeff五") == "一二三四五"
    assert harmless("一\ud800二") == "一二"
    assert harmless("上\r\n下\t右\x85左") == "上 下 右左"
    assert harmless("می\u200cخواهم") == "می\u200cخواهم"  # a joiner is part of the word


def test_commands_tags_and_addresses_leave_nothing_behind() -> None:
    assert harmless("前<b>中</b>{{< raw >}}后<!-- 注 -->尾<|im_end|>") == "前中后尾"
    assert harmless("见 https://a.example/x 与 **重** 点") == "见 与 重 点"
    assert harmless("看[这里][1]。") == "看这里。"
    assert harmless("[甲](乙") == "[甲] (乙"
