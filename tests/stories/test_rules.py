from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import ItemKind, Language, Sent
from bioai_desktop.errors import RuleInvalid
from bioai_desktop.stories.grammar import NUMBERS, Condition, Rule, Subject, grammar
from bioai_desktop.stories.rules import parse, render

EN, ZH = Language.EN, Language.ZH


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "from GitHub and fewer than 50 stars: drop",
            Rule((Condition(Subject.SOURCE, value="GitHub"), Condition(Subject.STARS, False, "50")), Sent.DROP),
        ),
        ("title contains AlphaFold: to notes", Rule((Condition(Subject.TITLE, value="AlphaFold"),), Sent.NOTES)),
        ("title lacks cell: to top", Rule((Condition(Subject.TITLE, False, "cell"),), Sent.TOP)),
        (
            "kind is Preprint and older than 3 days: weight down 5",
            Rule((Condition(Subject.KIND, value="preprint"), Condition(Subject.DAYS, value="3")), -5),
        ),
        ("author is not Marie Curie: to table", Rule((Condition(Subject.AUTHOR, False, "Marie Curie"),), Sent.TABLE)),
        ("more than 1,000 points: weight up 10", Rule((Condition(Subject.POINTS, value="1000"),), 10)),
        ("has no text: drop", Rule((Condition(Subject.ABSTRACT, False),), Sent.DROP)),
        (
            "  FROM Nature   AND text contains mice :  DROP ",
            Rule((Condition(Subject.SOURCE, value="Nature"), Condition(Subject.TEXT, value="mice")), Sent.DROP),
        ),
        (
            "来自 GitHub 且 星标少于 50：丢弃",
            Rule((Condition(Subject.SOURCE, value="GitHub"), Condition(Subject.STARS, False, "50")), Sent.DROP, ZH),
        ),
        ("标题含细胞:放短讯", Rule((Condition(Subject.TITLE, value="细胞"),), Sent.NOTES, ZH)),
        ("类型不是开源且没有正文：减5分", Rule((Condition(Subject.KIND, False, "repository"), Condition(Subject.ABSTRACT, False)), -5, ZH)),
        ("发表超过 3 天：放表格", Rule((Condition(Subject.DAYS, value="3"),), Sent.TABLE, ZH)),
        ("正文含 drug and gene：放头条", Rule((Condition(Subject.TEXT, value="drug and gene"),), Sent.TOP, ZH)),
    ],
)
def test_lines_that_are_rules(line: str, rule: Rule) -> None:
    assert parse(line) == rule
    assert parse(render(rule)) == rule


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('title contains "this and that": drop', "this and that"),
        ('title contains "so: it says": drop', "so: it says"),
        ('title contains "the ""best"" one": drop', 'the "best" one'),
        ("title contains “drop: that”: drop", "drop: that"),
        ("title contains a: b: drop", "a: b"),
        ("标题含 “又快且好”：丢弃", "又快且好"),
        ("标题含 “他说””好””了”：丢弃", "他说”好”了"),
    ],
)
def test_values_in_quotes(line: str, value: str) -> None:
    assert parse(line).conditions[0].value == value


@pytest.mark.parametrize(
    ("line", "reason", "found"),
    [
        ("", "line", ""),
        ("from GitHub: drop\nfrom Nature: drop", "line", "from GitHub: drop\nfrom Nature: drop"),
        ("from GitHub", "no-action", "from GitHub"),
        ("from GitHub: explode", "action", "explode"),
        ("from GitHub: weight up 500", "number", "500"),
        ("from GitHub: weight up 0", "number", "0"),
        ("fewer than many stars: drop", "number", "many"),
        ("stars below 5: drop", "condition", "stars below 5"),
        ("from GitHub and  and from Nature: drop", "condition", "and from Nature"),
        (": drop", "condition", ""),
        ("kind is paper: drop", "kind", "paper"),
        ('title contains "": drop', "value", '""'),
        ('title contains "open: drop', "quote", 'title contains "open: drop'),
        ('title contains 5" disk: drop', "quote", 'title contains 5" disk: drop'),
        ('title contains a "b": drop', "quote", 'a "b"'),
        ("标题有 X：丢弃", "condition", "标题有 X"),
        ("来自 GitHub：删掉", "action", "删掉"),
        ("类型是 preprint：丢弃", "kind", "preprint"),
    ],
)
def test_line_that_is_no_rule_is_told_with_what_may_stand_there(line: str, reason: str, found: str) -> None:
    with pytest.raises(RuleInvalid) as caught:
        parse(line)
    assert (caught.value.reason, caught.value.found) == (reason, found)
    assert bool(caught.value.expected) == (reason in {"no-action", "action", "condition", "kind", "number"})


def test_expected_forms_are_in_the_language_of_the_line() -> None:
    with pytest.raises(RuleInvalid) as caught:
        parse("标题有 X：丢弃")
    assert "标题含 X" in caught.value.expected
    assert "title" not in caught.value.expected


def test_sign_that_could_mislead_is_put_in_quotes() -> None:
    assert render(Rule((Condition(Subject.TITLE, value="Correction:"),), Sent.DROP)) == 'title contains "Correction:": drop'
    assert render(Rule((Condition(Subject.AUTHOR, value="not me"),), Sent.DROP)) == 'author is "not me": drop'
    assert render(Rule((Condition(Subject.TITLE, value="快且好"),), Sent.DROP, ZH)) == "标题含 “快且好”：丢弃"


@pytest.mark.parametrize("language", list(Language))
def test_every_form_and_action_is_written_and_read(language: Language) -> None:
    known = grammar(language)
    assert {(subject, holds) for subject, holds, _ in known.conditions} == {
        (subject, holds) for subject in Subject for holds in (True, False)
    }
    assert set(known.sent) == set(Sent)
    assert set(known.kinds) == set(ItemKind)
    assert set(known.languages) == set(grammar(Language.EN).languages)
    for subject, holds, _ in known.conditions:
        plain = "7" if subject in NUMBERS else "" if subject is Subject.ABSTRACT else "X"
        value = next(iter(known.names(subject)), plain)
        for action in (*Sent, 5, -5):
            rule = Rule((Condition(subject, holds, value),), action, language)
            assert parse(render(rule)) == rule


_PIECES = [
    "and",
    " and ",
    "且",
    ":",
    "：",
    '"',
    "“",
    "”",
    "not",
    "不",
    "drop",
    "丢弃",
    "stars",
    "X",
    " ",
    "a",
    "细胞",
    "*",
    "{}",
    "\\",
    "title contains ",
]
_VALUES = st.one_of(
    st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12),
).filter(lambda text: bool(text.strip()))


@st.composite
def _conditions(draw: st.DrawFn) -> Condition:
    subject, holds = draw(st.sampled_from(Subject)), draw(st.booleans())
    if subject in NUMBERS:
        return Condition(subject, holds, str(draw(st.integers(1, 10_000_000))))
    if named := grammar(Language.EN).names(subject):
        return Condition(subject, holds, draw(st.sampled_from(sorted(named))))
    return Condition(subject, holds, "" if subject is Subject.ABSTRACT else draw(_VALUES))


_RULES = st.builds(
    Rule,
    st.lists(_conditions(), min_size=1, max_size=4).map(tuple),
    st.one_of(st.sampled_from(Sent), st.integers(1, 100), st.integers(-100, -1)),
    st.sampled_from(Language),
)


@given(_RULES)
def test_what_is_written_is_read_as_it_was(rule: Rule) -> None:
    line = render(rule)
    assert len(line.splitlines()) == 1
    assert parse(line) == rule
    assert render(parse(line)) == line


@given(
    st.one_of(
        st.text(max_size=40), st.lists(st.sampled_from([*_PIECES, "from ", "来自", "weight up 5", "标题含"]), max_size=9).map("".join)
    )
)
def test_any_line_is_a_rule_or_a_named_mistake(line: str) -> None:
    try:
        rule = parse(line)
    except RuleInvalid:
        return
    assert parse(render(rule)) == rule
