"""Rules that an editor can read, one to a line, in English or in Chinese: text to values and back.

    from GitHub and fewer than 50 stars: drop       来自 GitHub 且 星标少于 50：丢弃
    title contains AlphaFold: to notes              标题含 AlphaFold：放短讯

Conditions with "and" between them, a colon, and what is to happen. A value that could be taken for something else stands
in quotes, a quote inside them twice. `parse(render(rule)) == rule`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bioai_desktop.domain import Language, Sent
from bioai_desktop.errors import RuleInvalid
from bioai_desktop.stories.grammar import NUMBERS, Condition, Grammar, Rule, Subject
from bioai_desktop.stories.grammar import grammar as grammar_of

MOST_POINTS = 100  # that a rule may give or take
_MOST_NUMBER = 10_000_000
_HAN = re.compile(r"[\u3400-\u9fff]")
_QUOTES = re.compile(r'["“”]')
_TAKEN = re.compile(r'["“”:：]')  # signs that a value without quotes would be misread by, or look odd with
#: A value in quotes; a doubled closing quote is one quote.
_QUOTED = re.compile(r'"((?:[^"]|"")*)"|“((?:[^”]|””)*)”')


def parse(line: str) -> Rule:
    """Return the rule that a line writes; raises `RuleInvalid`."""
    if len(line.splitlines()) != 1 or not line.strip():
        raise RuleInvalid(line.strip(), "line")
    hidden = _hidden(line)
    at = max(hidden.rfind(":"), hidden.rfind("："))
    language = Language.ZH if _HAN.search(hidden[at + 1 :]) else Language.EN
    grammar = grammar_of(language)
    if at < 0:
        raise RuleInvalid(line.strip(), "no-action", _listed((grammar.colon + each).strip() for each in grammar.actions))
    pieces = _pieces(line[:at], grammar)
    return Rule(tuple(_condition(piece, grammar) for piece in pieces), _action(line[at + 1 :].strip(), grammar), language)


def render(rule: Rule) -> str:
    """Return the line that writes a rule."""
    grammar = grammar_of(rule.language)
    conditions = grammar.joint.join(_written(condition, grammar) for condition in rule.conditions)
    if isinstance(rule.action, Sent):
        return f"{conditions}{grammar.colon}{grammar.sent[rule.action]}"
    return f"{conditions}{grammar.colon}{(grammar.up if rule.action > 0 else grammar.down).format(abs(rule.action))}"


def _hidden(text: str) -> str:
    """Return the text with every quoted value blanked out, character by character; raises `RuleInvalid` where a quote stays open."""
    hidden = _QUOTED.sub(lambda found: "\0" * len(found[0]), text)
    if _QUOTES.search(hidden):
        raise RuleInvalid(text.strip(), "quote")
    return hidden


def _pieces(text: str, grammar: Grammar) -> list[str]:
    """Return the conditions of a line, cut where "and" stands outside quotes."""
    hidden = _hidden(text)
    cuts = [found.span() for found in re.finditer(_loose(grammar.joint), hidden, re.IGNORECASE)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _condition(text: str, grammar: Grammar) -> Condition:
    for subject, holds, form in grammar.conditions:
        found = re.fullmatch(_loose(form), text, re.IGNORECASE | re.DOTALL)
        if found is not None:
            return Condition(subject, holds, _value(subject, found[1].strip(), grammar) if found.groups() else "")
    raise RuleInvalid(text, "condition", _listed((*grammar.holds.values(), *grammar.lacks.values())))


def _value(subject: Subject, written: str, grammar: Grammar) -> str:
    value = _unquoted(written)
    if not value.strip():
        raise RuleInvalid(written, "value")
    if subject in NUMBERS:
        return str(_number(value, _MOST_NUMBER))
    names = grammar.names(subject)
    return _named(value, subject, names) if names else value


def _unquoted(written: str) -> str:
    quoted = _QUOTED.fullmatch(written)
    if quoted is not None:
        return quoted[1].replace('""', '"') if quoted[1] is not None else quoted[2].replace("””", "”")
    if _QUOTES.search(written):
        raise RuleInvalid(written, "quote")
    return written


def _number(written: str, most: int) -> int:
    digits = written.replace(",", "")
    if not digits.isdecimal() or not 0 < int(digits) <= most:
        raise RuleInvalid(written, "number", f"1–{most}")
    return int(digits)


def _named(written: str, subject: Subject, names: Mapping[str, str]) -> str:
    for value, word in names.items():
        if word.lower() == written.lower():
            return str(value)
    raise RuleInvalid(written, str(subject), _listed(names.values()))


def _action(written: str, grammar: Grammar) -> Sent | int:
    for sent, words in grammar.sent.items():
        if re.fullmatch(_loose(words), written, re.IGNORECASE):
            return sent
    for form, sign in ((grammar.up, 1), (grammar.down, -1)):
        if (found := re.fullmatch(_loose(form), written, re.IGNORECASE)) is not None:
            return sign * _number(found[1].strip(), MOST_POINTS)
    raise RuleInvalid(written, "action", _listed(grammar.actions))


def _written(condition: Condition, grammar: Grammar) -> str:
    """Return a condition as it is written, its value in quotes where it would else be read as something else."""
    value = grammar.names(condition.subject).get(condition.value, condition.value)
    form = (grammar.holds if condition.holds else grammar.lacks)[condition.subject]
    plain = form.format(value) if "{}" in form else form
    # Beside another one, as a value that ends or begins with "and" tells only there.
    if (
        not _TAKEN.search(plain)
        and _pieces(f"{plain}{grammar.joint}{plain}", grammar) == [plain] * 2
        and _reads_as(plain, condition, grammar)
    ):
        return plain
    begin, end = grammar.quotes
    return form.format(f"{begin}{value.replace(end, end * 2)}{end}")


def _reads_as(text: str, condition: Condition, grammar: Grammar) -> bool:
    try:
        return _condition(text, grammar) == condition
    except RuleInvalid:
        return False


def _loose(form: str) -> str:
    """Return the pattern of a form: a space is any spaces, and none next to Chinese or a value."""
    spaced = r"\s*" if _HAN.search(form) else r"\s+"
    return r"(.*)".join(spaced.join(map(re.escape, part.split(" "))) for part in form.split("{}"))


def _listed(forms: Iterable[str]) -> str:
    """Return forms for an editor to choose from."""
    return " · ".join(form.format("X") for form in forms)
