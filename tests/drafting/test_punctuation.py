import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.punctuation import clean


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("“戴一枚指环”", "戴一枚指环"),
        ("标题：戴一枚指环", "戴一枚指环"),
        ("**标题**: 指环", "**标题**: 指环"),
        ("中文标题: “指环”", "指环"),
        ("  指环可以预报 。 ", "指环可以预报。"),
        ("研究显示,有效;可行", "研究显示，有效；可行"),
        ("有效.无效.", "有效。无效。"),
        ("网络(RNN)读取(见图)", "网络（RNN）读取（见图）"),
        ("由GPT-4驱动的24天试验", "由 GPT-4 驱动的 24 天试验"),
        ("达到 1,234 例", "达到 1,234 例"),
        ("达到１２３例", "达到 123 例"),
        ("有效，，。可行", "有效，可行"),
        ("“它”和“他”", "“它”和“他”"),
        ("A ring,  that works.", "A ring, that works."),
        ('"A ring"', "A ring"),
    ],
)
def test_certain_clean_ups(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_a_translation_keeps_its_own_label_and_quotes() -> None:
    assert clean("“摘要：指环”", labels=False) == "“摘要：指环”"


@given(st.text(alphabet='中文字，。,.:; ()（）“”"AB12%', max_size=40))
def test_cleaning_twice_changes_no_more(text: str) -> None:
    once = clean(text, labels=False)
    assert clean(once, labels=False) == once
