import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.checkers import voices
from bioai_desktop.edition.checkers.gate import Gate, needed

PATTERNS = [signal.pattern for signal in voices._SIGNALS]
GATE = Gate(PATTERNS)
WORDS = [
    "我",
    "我不能",
    "抱歉",
    "请",
    "字数",
    "I",
    "can't",
    "as an AI",
    "sorry",
    "the user",
    "摘要",
    "改写",
    "不超过",
    "50 个字",
    "。",
    "，",
    " ",
    "\n",
    "酵母",
    "K",
    "ſ",
]


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("abc", {"abc"}),
        ("a|bc", {"a", "bc"}),
        ("(?:ab|cd)ef?", {"ab", "cd"}),
        ("ABC", {"abc"}),
        (r"\d+x{0,2}", set()),
        (r"(?:ab)+\s*long", {"long"}),
        ("[ab]c?", {"a", "b"}),
        ("(?:ab)?", set()),
        ("x(?:y|)", {"x"}),
        ("[^a]b", {"b"}),
        ("(?>abc)", {"abc"}),
        ("(?=abc)", set()),
        ("", set()),
    ],
)
def test_what_every_match_must_hold(pattern: str, strings: set[str]) -> None:
    assert needed(re.compile(pattern, re.IGNORECASE)) == strings


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=12).map("".join))
def test_no_pattern_that_matches_is_kept_out(text: str) -> None:
    likely = set(GATE.fitting(text))
    assert {at for at, pattern in enumerate(PATTERNS) if pattern.search(text)} <= likely


def test_most_patterns_are_not_tried() -> None:
    text = "酵母受热时先打开一组修复基因，随后才停止分裂，研究者在实验里关掉其中三个作了验证。"
    assert len(list(GATE.fitting(text))) < len(PATTERNS) / 10
