"""The order, the words, the limits and the places of a site are its profile's files: other files, another page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Language
from bioai_desktop.edition.anchors import headings
from bioai_desktop.edition.checks import CheckContext, check
from bioai_desktop.edition.edits import InsertSection
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.edition.render import render
from bioai_desktop.edition.rules import name_of
from bioai_desktop.paths import resource
from bioai_desktop.site.compose import EntryContent, compose, section
from bioai_desktop.site.files import change_set
from bioai_desktop.site.profile import load_profile
from bioai_desktop.site.trial import sample
from tests.site.contents import DAY
from tests.site.profiles import NAMES, Copy

PROFILES = {name: load_profile(resource("profiles", name)) for name in NAMES}
#: The first list of stories of each.
FIRST = {"bioai-daily": "top", "ai-brief": "research"}


def full(profile: Profile) -> dict[str, tuple[EntryContent, ...]]:
    return {rule.name: sample(rule) for rule in profile.sections}


def names(edition: Edition, profile: Profile) -> list[str]:
    return [name_of(each, profile) for each in edition.sections]


def promoted(profile: Profile, rules: list[SectionRule]) -> Profile:
    shown = tuple(replace(each, shown=True) for each in profile.promotions)
    return replace(profile, sections=tuple(rules), promotions=shown)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=60)
def test_in_any_order_the_page_reads_back_as_it_was_arranged(name: str, data: st.DataObject) -> None:
    shipped = PROFILES[name]
    rules = data.draw(st.permutations(shipped.sections))
    language = data.draw(st.sampled_from(Language))
    profile = promoted(shipped, rules)
    edition = compose(profile, language, DAY, full(profile))
    wanted = [rule for rule in rules if rule.always or sample(rule)]
    again = parse(render(edition), profile)
    assert again == edition
    assert [each.kind for each in again.sections] == [rule.kind for rule in wanted]
    assert names(again, profile) == [rule.name for rule in wanted]
    for rule, each in zip(wanted, again.sections, strict=True):
        said = [(entry.get(Role.TITLE), entry.get(Role.LINK), entry.get(Role.TEXT)) for entry in each.entries]
        if rule.kind is not SectionKind.NAVIGATION:
            assert len(said) == len(sample(rule))
            assert all(
                content.text in text for content, (_, _, text) in zip(sample(rule), said, strict=True) if rule.kind is not SectionKind.TABLE
            )
    links = [entry.get(Role.LINK) for each in again.sections if each.kind is SectionKind.NAVIGATION for entry in each.entries]
    assert {unquote(link[1:]) for link in links} <= {heading.anchor for heading in headings(render(again))}
    assert [promotion.text[language] in render(again) for promotion in profile.promotions] == [True]


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=40)
def test_a_section_of_any_kind_can_be_put_anywhere(name: str, data: st.DataObject) -> None:
    profile, language = PROFILES[name], data.draw(st.sampled_from(Language))
    rule = data.draw(st.sampled_from(profile.sections))
    contents = sample(rule)[: data.draw(st.integers(0, 2))]
    made = section(profile, language, rule.name, contents)
    left = {each.name: sample(each) for each in profile.sections if each is not rule}
    edition = compose(replace(profile, sections=tuple(each for each in profile.sections if each is not rule)), language, DAY, left)
    place = data.draw(st.integers(0, len(edition.sections)))
    changed = InsertSection(place, made).apply(edition)
    assert parse(render(changed), profile) == changed
    assert names(changed, profile)[place] == rule.name
    assert [entry.get(Role.TEXT) for entry in changed.sections[place].entries] == [
        content.text if rule.kind is not SectionKind.TABLE else "" for content in contents if rule.kind is not SectionKind.NAVIGATION
    ]


@pytest.fixture(params=NAMES)
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Copy:
    return Copy(request.param, tmp_path)


def test_another_order_of_the_files_tables_is_another_order_of_the_page(copy: Copy) -> None:
    before = copy.read()
    path = copy.folder / "profile.toml"
    head, *tables = path.read_text("utf-8").split("[[sections]]\n")
    last, rest = tables[-1].split("\n[weights]", 1)
    path.write_text("[[sections]]\n".join([head, f"{last}\n", *tables[:-1]]) + f"\n[weights]{rest}", "utf-8")
    after = copy.read()
    assert [rule.name for rule in after.sections] == [before.sections[-1].name, *(rule.name for rule in before.sections[:-1])]
    edition = compose(after, after.language, DAY, full(after))
    assert names(edition, after) == [rule.name for rule in after.sections]
    assert names(compose(before, before.language, DAY, full(before)), before) == [rule.name for rule in before.sections]


def test_another_wording_is_written_and_recognised(copy: Copy) -> None:
    before = copy.read()
    rule = before.named(FIRST[before.name])
    assert rule is not None
    title = rule.title[before.language]
    copy.change("profile.toml", f'"{title}"', '"Zebra crossing {count}"')
    copy.change("profile.toml", f'match = ["{rule.match[0]}"', 'match = ["zebra crossing"')
    after = copy.read()
    text = render(compose(after, after.language, DAY, full(after)))
    assert [line.replace("*", "") for line in text.splitlines() if line.startswith("#") and "Zebra" in line] == ["## Zebra crossing 2"]
    assert "(#zebra-crossing-2)" in text
    assert [name_of(each, after) for each in parse(text, after).sections if "Zebra" in each.title] == [rule.name]
    assert [each.kind for each in parse(text, before).sections if "Zebra" in each.title] == [SectionKind.TEXT]


def test_other_limits_are_other_findings(copy: Copy) -> None:
    before = copy.read()
    rule = before.named(FIRST[before.name])
    assert rule is not None
    text = ("好" if before.language is Language.ZH else "a") * (rule.limits.max_chars - 1)
    page = {**full(before), rule.name: [replace(sample(rule)[0], text=f"{text}。" if before.language is Language.ZH else f"{text}.")]}

    def kinds(profile: Profile) -> list[str]:
        edition = compose(profile, profile.language, DAY, page)
        found = check(edition, CheckContext(profile, profile.language, DAY, {}, {}))
        return [
            each.kind
            for each in found
            if each.entry in {entry.id for held in edition.sections for entry in held.entries if entry.story == "s0"}
        ]

    assert "too-long" not in kinds(before)
    copy.change("profile.toml", f"max_chars = {rule.limits.max_chars} }}\ntitles", f"max_chars = {rule.limits.max_chars - 20} }}\ntitles")
    assert "too-long" in kinds(copy.read())


def test_a_number_of_entries_below_the_least_is_no_section(copy: Copy) -> None:
    before = copy.read()
    rule = before.named(FIRST[before.name])
    assert rule is not None
    page = {**full(before), rule.name: sample(rule)[:2]}
    assert rule.name in names(compose(before, before.language, DAY, page), before)
    copy.change("profile.toml", f"most = {rule.most}\nleast = 1\n", f"most = {rule.most}\nleast = 3\n")
    after = copy.read()
    assert rule.name not in names(compose(after, after.language, DAY, page), after)


def test_other_paths_are_other_files(copy: Copy) -> None:
    before = copy.read()
    text = render(compose(before, before.language, DAY, full(before)))
    old = [change.path for change in change_set(before, before.language, DAY, text, {}.get)]
    template = before.files[before.language].page
    copy.change("profile.toml", f'page = "{template}"', "page = \"archive/{{ date.strftime('%Y%m%d') }}.md\"")
    after = copy.read()
    new = [change.path for change in change_set(after, after.language, DAY, text, {}.get)]
    assert [path for path in new if path not in old] == ["archive/20260304.md"]
    assert len(new) == len(old)


def test_a_block_of_the_sites_own_can_be_added_moved_and_taken_away(copy: Copy) -> None:
    before = copy.read()
    promotion = before.promotions[0]
    language, other = before.language, before.sections[0].name
    after_it = f'after = "{promotion.after}"\n'
    shown = "" if promotion.shown else "shown = false\n"
    copy.change("profile.toml", after_it + shown, f'after = "{other}"\n')
    text = render(compose(copy.read(), language, DAY, full(before)))
    assert text.index(promotion.text[language]) < text.index(before.sections[1].title[language])
    copy.change("profile.toml", promotion.text[language], "> On {{ date.isoformat() }}, [a link](https://example.org/ours).")
    text = render(compose(copy.read(), language, DAY, full(before)))
    assert "> On 2026-03-04, [a link](https://example.org/ours).\n" in text
    assert parse(text, copy.read()) == compose(copy.read(), language, DAY, full(before))
    copy.change("profile.toml", f'after = "{other}"\n', f'after = "{other}"\nshown = false\n')
    assert "example.org/ours" not in render(compose(copy.read(), language, DAY, full(before)))


def test_the_form_of_an_entry_is_a_template(copy: Copy) -> None:
    before = copy.read()
    name = "section.top.md" if before.name == "bioai-daily" else "section.notes.md"
    path = copy.folder / "templates" / name
    path.write_text(
        "{{ section.marks }} {{ section.title }}\n{% for entry in section.entries %}\n\n"
        + (
            "### [{{ entry.title }}]({{ entry.link }})\n{{ entry.text }}\n"
            if "top" in name
            else "1. [{{ entry.title }}]({{ entry.link }}): {{ entry.text }}\n"
        )
        + "{% endfor %}\n",
        "utf-8",
    )
    after = copy.read()
    edition = compose(after, after.language, DAY, full(after))
    text = render(edition)
    assert ("### [title 0](https://example.org/0)\ntext0\n" if "top" in name else "1. [title 0](https://example.org/0): text0\n") in text
    assert parse(text, after) == edition
