import pytest

from bioai_desktop.edition.plain import han_share, length, plain, unquoted


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("**粗** _斜_ `码` ~~删~~", "粗 _斜_ 码 删"),
        ("见 [题 (一)](https://example.org/a(b)) 和 ![图](x.png)", "见 题 (一) 和"),
        ("[![徽章](a.svg)](https://example.org)", ""),
        ("## 标题", "标题"),
        ("- 项\n2. 二\n> 引", "项\n二\n引"),
        ("看 https://example.org/a?b=c。完", "看 。完"),
        (r"\[不是链接\] \*星\*", "[不是链接] *星*"),
        ("<b>粗</b><!-- 注 -->", "粗"),
        ("p < 0.05 且 n > 3", "p < 0.05 且 n > 3"),
        ("", ""),
    ],
)
def test_what_a_reader_sees(written: str, seen: str) -> None:
    assert plain(written) == seen


def test_length_counts_neither_spaces_nor_markup() -> None:
    assert length("**三 个** [字](https://example.org)\n") == 3


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("他说“不行”，走了", "他说 ，走了"),
        ("「甲」与『乙』", " 与 "),
        ('he said "no" twice', "he said   twice"),
        ('{"key": "value"}', '{"key":  }'),
        ('5" 和 6"', '5" 和 6"'),
    ],
)
def test_quotations_are_taken_out(text: str, left: str) -> None:
    assert unquoted(text) == left


def test_the_share_of_han_characters() -> None:
    assert han_share("中文ab") == 0.5
    assert han_share("123，。") == 0.0
    assert han_share("𠮷a") == 0.5
