import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.checkers.features import features, heads, sentences, windows


def test_classes_that_stand_near_each_other_count_as_a_pair() -> None:
    counted = features("抱歉，我无法回答。")
    assert {"sorry", "^sorry", "me", "cannot", "help", "cannot&me", "cannot&help"} <= counted


def test_tokens_count_with_their_neighbours_and_at_the_ends() -> None:
    assert {"1 无", "2 无 法", "^ 抱", "^ 抱 歉", "$ 答", "$ 回 答"} <= features("抱歉，我无法回答。")


@pytest.mark.parametrize(
    ("sentence", "shape"),
    [
        ("{{ entry.title }}", "HOLE"),
        ("[Insert link here]", "HOLE"),
        ("【在此处填写】", "HOLE"),
        ("<think>先分类", "TAG"),
        ("<|im_start|>user", "TAG"),
        ("输出格式：JSON", "LABEL"),
        ("（检查：28 字）", "BRACKETED"),
        ("怎么写？", "ASKS"),
        ("**Refining the Tone**", "BOLD"),
        ("## 输出要求", "HEADING"),
        ("综合 8.5/10", "SCORE"),
    ],
)
def test_shapes(sentence: str, shape: str) -> None:
    assert shape in features(sentence)


def test_a_link_s_words_are_no_hole() -> None:
    assert "HOLE" not in features("见 [here](https://example.org)")


def test_how_much_of_a_sentence_is_listed() -> None:
    assert "other 0" in features("请按要求改写标题。")
    assert "other 0" not in features("酵母在热水里打颤，显微镜下一清二楚。")


def test_of_a_sentence_with_a_subject_of_its_own_nothing_else_counts() -> None:
    assert features("抱歉，酵母在三十七摄氏度的摇床里吐出了一层厚厚的泡沫，颜色像隔夜的麦茶。") == {"subject"}


def test_each_sentence_counts_and_each_with_the_next() -> None:
    said = sentences("先写标题。再写正文。最后检查。")
    assert said == ["先写标题。", "再写正文。", "最后检查。"]
    counted = windows(said)
    assert [sentence for sentence, _ in counted] == [*said, *said[:2]]
    assert counted[0][1] < counted[3][1]
    assert "2 写 正" in counted[3][1]
    assert not any(name.startswith("$ 文") for name in counted[3][1])


def test_what_leads_up_to_a_colon_counts_by_itself() -> None:
    said = sentences("好的，以下是摘要：酵母先修复，再停止分裂。")
    assert heads(said) == ["好的，以下是摘要："]
    assert [sentence for sentence, _ in windows(said)] == [*said, "好的，以下是摘要："]
    assert heads(["08:30 更新", "以下是摘要："]) == []


def test_a_quotation_is_left_out() -> None:
    assert sentences("“抱歉，我无法回答。”") == []


@given(st.text(max_size=80))
def test_any_text_can_be_counted(text: str) -> None:
    names = [name for _, counted in windows(sentences(text)) for name in counted]
    assert not any(set(name) & set("\t\n\r") for name in names)
