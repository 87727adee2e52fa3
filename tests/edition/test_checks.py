from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Language
from bioai_desktop.edition.checkers.kinds import SEVERITIES
from bioai_desktop.edition.checks import CheckContext, PageKind, check
from bioai_desktop.edition.fixes import all_fixed, fixed
from bioai_desktop.edition.lines import count
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.site.journals import journals
from tests.edition.checkers.pages import page, profile
from tests.edition.pages import PAGE, pages


def context(language: Language = Language.ZH, day: date | None = None) -> CheckContext:
    return CheckContext(profile(), language, day, {}, {})


DAY = date(2026, 3, 4)


@given(pages, st.sampled_from(Language), st.sampled_from(PageKind))
def test_any_page_can_be_checked_and_every_finding_has_a_place_on_it(text: str, language: Language, kind: PageKind) -> None:
    edition = parse(text, profile())
    lines = count(render(edition)) + 1
    held = {child.id for section in edition.sections for child in section.blocks} | {""}
    asked = replace(context(language, DAY), kind=kind, title="BioAI 2026/3/4", journals=journals(), twin=frozenset("abcd"))
    for finding in check(edition, asked):
        assert finding.kind in SEVERITIES
        assert 0 <= finding.line <= lines
        assert finding.entry in held


@given(pages)
def test_what_a_fix_was_for_is_found_once_less(text: str) -> None:
    asked = context(day=DAY)
    found = check(parse(text, profile()), asked)
    for finding in found:
        new = fixed(text, finding)
        if new is not None:
            assert new != text
            assert check(parse(new, profile()), asked).count(finding) == found.count(finding) - 1


@given(pages)
def test_fixes_come_to_an_end(text: str) -> None:
    asked = context(day=DAY)
    for _ in range(60):
        text, done = all_fixed(text, check(parse(text, profile()), asked))
        if not done:
            return
    raise AssertionError(text)


def test_a_page_without_a_date_has_none_to_compare() -> None:
    assert check(parse(page(), profile()), context()) == []


def test_a_check_changes_nothing_and_says_the_same_again() -> None:
    edition = parse(PAGE, profile())
    first = check(edition, context())
    assert check(edition, context()) == first
    assert render(edition) == PAGE
