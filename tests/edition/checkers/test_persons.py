import pytest

from bioai_desktop.edition.checkers.persons import is_person, says_i


@pytest.mark.parametrize(
    "text", ["I need it", "and I'm here", "what I have", "It was I, he said", "my own view", "to me it seems", "我想", "让我看", "，我"]
)
def test_somebody_speaks_of_himself(text: str) -> None:
    assert says_i(text)


@pytest.mark.parametrize(
    "text",
    [
        "phase I trials",
        "MHC class I molecules",
        "type I and II",
        "topoisomerase, part I of",
        "section (i) and (ii)",
        "I. Introduction",
        "in my-lab/tools",
        "我们",
        "我国",
        "自我修复",
        "忘我",
        "我省",
        "“我想回家。”他说",
        "he said 'I can't have made this'",
    ],
)
def test_nobody_does(text: str) -> None:
    assert says_i(text) == ""


def test_the_words_from_there_on_are_returned() -> None:
    assert says_i("说实话，我更看好第一条。") == "我更看好第一条。"


def test_a_numeral_is_no_person() -> None:
    assert is_person("Here I am")
    assert not is_person("a phase I trial")
