from bioai_desktop.domain import Script
from bioai_desktop.engine.scripts import free
from bioai_desktop.engine.vocabulary import Vocabulary

_CHINESE = free(Script.CHINESE, digits=False, line_breaks=False)


def test_tokens_of_chinese_text_are_sorted_out() -> None:
    pieces = ["研究", "DNA", " 的", "的\n", "5", "，"]
    vocabulary = Vocabulary([piece.encode() for piece in pieces] + [b"", b"\xe4\xb8", b"\xce", b"\xad"], [3])

    usable = vocabulary.usable(_CHINESE)

    assert usable.tokens.tolist() == [0, 2, 5, 7]  # E4 B8 can become Chinese, CE only Greek
    assert list(usable.whole) == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_the_same_characters_are_sorted_once() -> None:
    vocabulary = Vocabulary([b"a"], [])

    assert vocabulary.usable(_CHINESE) is vocabulary.usable(_CHINESE)


def test_prefixes_are_the_tokens_a_text_can_begin_with() -> None:
    vocabulary = Vocabulary([b"G", b"GP", b"GPU", b"T", b"GPT-4", b"GPT-4o"], [])

    assert list(vocabulary.prefixes("GPT-4")) == [0, 1, 4]
    assert list(vocabulary.prefixes("中")) == []


def test_of_two_tokens_that_write_the_same_the_first_counts() -> None:
    vocabulary = Vocabulary([b"x", b"a", b"a", b""], [0])

    assert vocabulary.index == {b"a": 1}


def test_continuations_begin_inside_a_character() -> None:
    assert Vocabulary([b"a", b"\xad", b"", b"\xe4", b"\xbf\xbf"], []).continuations.tolist() == [1, 4]


def test_tokens_of_one_byte_come_by_rising_byte() -> None:
    vocabulary = Vocabulary([b"b", b"ab", b"", b"a", b"\xff", b"b"], [])

    assert vocabulary.singles.tolist() == [3, 0, 4]
    assert vocabulary.first.tolist() == [98, 97, -1, 97, 255, 98]
