from dataclasses import replace

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import MoveEntry, RemoveEntry, SetField, SetTitle
from bioai_desktop.edition.model import Edition, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.render import render
from bioai_desktop.site.compose import compose
from bioai_desktop.site.following import follow
from tests.site.contents import DAY, PAGE, profile

ZH = Language.ZH


def ruled(kind: SectionKind, **changes: object) -> Profile:
    """Return the profile with the rule of a kind changed."""
    rules = tuple(replace(rule, **changes) if rule.kind is kind else rule for rule in profile().sections)
    return replace(profile(), sections=rules)


def section(edition: Edition, kind: SectionKind) -> Section:
    found = edition.section(kind)
    assert found is not None
    return found


def titles(edition: Edition) -> list[str]:
    return [entry.get(Role.TITLE) for entry in section(edition, SectionKind.TOP).entries]


def lines(edition: Edition) -> list[str]:
    return [text_of(entry) for entry in section(edition, SectionKind.DIGEST).entries]


def without_first(edition: Edition) -> Edition:
    return RemoveEntry(section(edition, SectionKind.TOP).entries[0].id).apply(edition)


def test_numbers_count_and_navigation_follow() -> None:
    edition = compose(profile(), ZH, DAY, PAGE)
    count = len(titles(edition))
    page = follow(without_first(edition), profile(), ZH, edition)
    assert [entry.get(Role.NUMBER) for entry in section(page, SectionKind.TOP).entries] == [str(n) for n in range(1, count)]
    assert section(page, SectionKind.TOP).title == f"🔥 重磅 TOP {count - 1}"
    assert f"- [🔥 重磅 TOP {count - 1}](#-重磅-top-{count - 1})" in render(page)


def test_what_was_otherwise_before_stays() -> None:
    edition = compose(profile(), ZH, DAY, PAGE)
    wrong = SetTitle(section(edition, SectionKind.TOP).id, "🔥 重磅 TOP 9").apply(edition)
    notes = section(wrong, SectionKind.NOTES).entries[0]
    changed = SetField(notes.id, Role.TEXT, "只改这一句").apply(wrong)
    assert follow(changed, profile(), ZH, wrong) == changed
    assert section(follow(without_first(wrong), profile(), ZH, wrong), SectionKind.TOP).title == "🔥 重磅 TOP 9"
    assert section(follow(wrong, profile(), ZH), SectionKind.TOP).title == section(edition, SectionKind.TOP).title


def test_only_where_the_profile_says_so() -> None:
    edition = compose(profile(), ZH, DAY, PAGE)
    quiet = ruled(SectionKind.NAVIGATION, follow=False)
    page = follow(without_first(edition), quiet, ZH, edition)
    assert section(page, SectionKind.NAVIGATION) == section(edition, SectionKind.NAVIGATION)


def test_a_digest_repeats_the_first_titles_where_the_profile_says_so() -> None:
    repeats = ruled(SectionKind.DIGEST, follow=True, most=2)
    edition = compose(repeats, ZH, DAY, PAGE)
    assert lines(edition) == titles(edition)[:2]
    first = section(edition, SectionKind.TOP).entries[0]
    moved = MoveEntry(first.id, section(edition, SectionKind.TOP).id, 1).apply(edition)
    assert lines(follow(moved, repeats, ZH, edition)) == titles(moved)[:2]
    one = follow(without_first(without_first(edition)), repeats, ZH, edition)
    assert lines(one) == titles(one)[:2]
    assert lines(follow(without_first(edition), profile(), ZH, edition)) == lines(edition)


def test_a_digest_in_words_of_its_own_stays() -> None:
    repeats = ruled(SectionKind.DIGEST, follow=True, most=2)
    edition = compose(profile(), ZH, DAY, PAGE)
    assert lines(follow(without_first(edition), repeats, ZH, edition)) == lines(edition)
