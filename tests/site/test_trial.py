from pathlib import Path

import pytest

from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
from bioai_desktop.site.trial import trial
from tests.site.profiles import NAMES, Copy


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_profile_makes_what_it_says(name: str) -> None:
    assert list(trial(load_profile(resource("profiles", name)))) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "reason", "said"),
    [
        ("templates/section.lead.md", "{{ entry.text }}", "", "form", "lead: 0 != 1"),
        ("templates/section.notes.md", "**[{{ entry.tag }}]**", "{{ entry.mark }}", "template", "mark"),
        ("templates/body.md", "{% include section.template %}", "{{ section.title }}", "form", "digest"),
        ("templates/page.zh.md", "{% include 'body.md' %}", "", "form", "digest"),
        ("templates/home.en.md", "next: ", "following: ", "key", "next"),
        ("templates/home.zh.md", "title: {{ title }}\n", "", "key", "title"),
        ("templates/month_index.md", "{{ date.strftime('%Y-%m') }}", "{{ month }}", "template", "month"),
        ("templates/navigation.md", "{{ target.anchor }}", "{{ target.id }}", "template", "id"),
        ("profile.toml", 'zh = "🔥 重磅 TOP {count}"', 'zh = "🔥 今日大事 {count}"', "form", "top"),
        ("profile.toml", 'page = "content/en/', 'page = "content/en/{{ week }}', "template", "week"),
        ("profile.toml", "[change] }} daily", "[reason] }} daily", "template", "reason"),
        ("profile.toml", 'zh = "BioAI 生命科学日报 {{ date.year }}', 'zh = "BioAI 生命科学日报 {{ date.era }}', "template", "era"),
    ],
)
def test_what_it_does_not_make_is_said(tmp_path: Path, file: str, old: str, new: str, reason: str, said: str) -> None:
    copy = Copy("bioai-daily", tmp_path)
    copy.change(file, old, new)
    found = list(trial(copy.read()))
    assert [(each.reason, said in each.problem) for each in found[:1]] == [(reason, True)]
    assert all(each.path.startswith(str(copy.folder)) for each in found)


def test_a_path_that_does_not_tell_the_day_is_said(tmp_path: Path) -> None:
    copy = Copy("ai-brief", tmp_path)
    copy.change("profile.toml", "{{ date.year }}/{{ date.strftime('%m-%d') }}.md", "{{ date.strftime('%m-%d') }}.md")
    assert [(each.reason, each.problem) for each in trial(copy.read())] == [("path", "content/posts/03-04.md")]


def test_a_block_of_the_sites_own_that_would_be_lost_is_said(tmp_path: Path) -> None:
    copy = Copy("ai-brief", tmp_path)
    copy.change("profile.toml", 'after = "headlines"', 'after = "lead"')
    assert list(trial(copy.read())) == []
    copy.change("templates/body.md", "'\\n---\\n\\n' if section.kind in ['lead', 'faq'] else ", "")
    assert [each.problem for each in trial(copy.read())] == list(copy.read().promotions[0].text.values())


def test_a_page_without_front_matter_for_the_month_is_no_mistake(tmp_path: Path) -> None:
    copy = Copy("bioai-daily", tmp_path)
    copy.change("profile.toml", 'month_open = "sidebar.open"', 'month_open = ""')
    assert list(trial(copy.read())) == []
