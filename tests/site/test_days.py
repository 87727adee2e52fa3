from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Language
from bioai_desktop.edition.checks import PageKind
from bioai_desktop.edition.profile import Files, Profile
from bioai_desktop.paths import resource
from bioai_desktop.site.days import PagePaths, Placed, days_in, iso_day
from bioai_desktop.site.files import page_path
from bioai_desktop.site.profile import load_profile
from tests.site.contents import DAY, profile
from tests.site.profiles import NAMES

ZH, EN = Language.ZH, Language.EN
PROFILES = {name: load_profile(resource("profiles", name)) for name in NAMES}


def with_page(template: str) -> Profile:
    return replace(profile(), files={Language.EN: Files(page=template)})


@given(st.sampled_from(NAMES), st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.sampled_from(Language))
def test_a_page_is_known_by_its_path(name: str, day: date, language: Language) -> None:
    paths = PagePaths(PROFILES[name])
    path = PurePosixPath(page_path(PROFILES[name], language, day))
    assert paths.find(path) == (language, day)
    assert paths.find("/home/someone/site" / path) == (language, day)
    assert path.match(paths.globs[language])
    assert paths.find(path.with_name(f"x{path.name}")) is None
    assert paths.find(path / "more.md") is None


@pytest.mark.parametrize(
    "template",
    [
        "content/{{ date.strftime('%Y%m%d') }}.md",
        "content/{{ date.year }}/{{ date.month }}/{{ date.day }}.md",
        "content/{{ date.strftime('%Y.%m_%d') }}/index.md",
        "posts/2026-11-28-{{ date.isoformat() }}-{{ language }}.md",
        "{{ date.isoformat() }}/v11.md",
        "a+b (c)/{{ date.year }}/{{ date.strftime('%m%d') }}-{{ date.day }}.md",
    ],
)
def test_any_path_with_the_whole_day_in_it_is_read_back(template: str) -> None:
    site = with_page(template)
    paths = PagePaths(site)
    for days in (0, 30, 59, 303, 330, 365):
        day = date(2026, 1, 1) + timedelta(days=days)
        assert paths.find(PurePosixPath(page_path(site, Language.EN, day))) == (Language.EN, day)


@pytest.mark.parametrize(
    "path",
    [
        "content/cn/2026-03/2026-04-04.md",
        "content/cn/2026-02/2026-02-31.md",
        "content/cn/2026-03/2026-3-04.md",
        "content/cn/_index.md",
        "2026-03-04.md",
    ],
)
def test_what_is_no_page_of_the_site_is_none(path: str) -> None:
    assert PagePaths(profile()).find(PurePosixPath(path)) is None


def test_a_path_without_the_whole_day_says_none() -> None:
    assert PagePaths(with_page("posts/{{ date.strftime('%m-%d') }}.md")).find(PurePosixPath("posts/03-04.md")) is None


def test_the_folder_tells_the_language_where_it_is_of_one() -> None:
    assert PagePaths(profile()).language_of(PurePosixPath("/site/content/cn/about.md")) is Language.ZH
    assert PagePaths(profile()).language_of(PurePosixPath("/site/content/en/2026-03/x.md")) is Language.EN
    assert PagePaths(profile()).language_of(PurePosixPath("/site/static/x.md")) is None
    assert PagePaths(PROFILES["ai-brief"]).language_of(PurePosixPath("content/posts/2026/about.md")) is None


def test_pages_lie_below_these_folders() -> None:
    assert PagePaths(profile()).roots == {"content"}
    assert PagePaths(with_page("{{ date.year }}/{{ date.isoformat() }}.md")).roots == frozenset()


def test_the_days_of_an_address_come_last_first() -> None:
    assert list(days_in("/2026-03/2026-03-04")) == [date(2026, 3, 4)]
    assert list(days_in("2026/03-04 to 20260305, 2026-02-31")) == [date(2026, 3, 5), date(2026, 3, 4)]


def test_iso_days() -> None:
    assert iso_day("2026-03-04-to-2026-03-05.md") == date(2026, 3, 5)
    assert iso_day("2026-03-04-2026-99-99.md") == date(2026, 3, 4)
    assert iso_day("notes.md") is None


@pytest.mark.parametrize(
    ("path", "language", "kind", "day"),
    [
        ("content/cn/2026-02/2026-02-05.md", ZH, PageKind.DAY, date(2026, 2, 5)),
        ("content/en/2026-02/2026-02-05.md", EN, PageKind.DAY, date(2026, 2, 5)),
        ("content/cn/2026-02/_index.md", ZH, PageKind.OTHER, None),
        ("content/cn/_index.md", ZH, PageKind.HOME, None),
        ("content/en/_index.md", EN, PageKind.HOME, None),
        ("content/en/about.md", EN, PageKind.OTHER, None),
        ("content/cn/deep/er/page.md", ZH, PageKind.OTHER, None),
        ("daily/2026-02-05.md", ZH, PageKind.BODY, date(2026, 2, 5)),
    ],
)
@pytest.mark.parametrize("root", ["", "/home/editor/site/", "C:/site/"])
def test_a_path_says_which_page_lies_there(path: str, language: Language, kind: PageKind, day: date | None, root: str) -> None:
    assert PagePaths(profile()).placed(PurePosixPath(root + path)) == Placed(root, language, kind, day)


@pytest.mark.parametrize(
    "path", ["README.md", "content/ja/2026-02/2026-02-05.md", "content/cn/a.txt", "daily/notes.md", "mycontent/cn/a.md", ""]
)
def test_a_path_where_the_site_keeps_no_page(path: str) -> None:
    assert PagePaths(profile()).placed(PurePosixPath(path)) is None


def test_every_path_that_the_profile_makes_is_known() -> None:
    for language in (ZH, EN):
        assert PagePaths(profile()).placed(PurePosixPath(page_path(profile(), language, DAY))) == Placed("", language, PageKind.DAY, DAY)


def test_another_profile_has_other_paths() -> None:
    flat = replace(profile(), files={ZH: Files(page="posts/{{ date.isoformat() }}.md", home="posts/_index.md")})
    assert PagePaths(flat).placed(PurePosixPath("posts/2026-03-04.md")) == Placed("", ZH, PageKind.DAY, date(2026, 3, 4))
    assert PagePaths(flat).placed(PurePosixPath("posts/_index.md")) == Placed("", ZH, PageKind.HOME, None)
    assert PagePaths(flat).placed(PurePosixPath("content/cn/2026-03/2026-03-04.md")) is None
    assert PagePaths(flat).folders == {ZH: "posts"}
    assert PagePaths(replace(profile(), files={ZH: Files(page="{{ date.isoformat() }}.md")})).folders == {ZH: ""}


def test_pages_of_one_language_below_those_of_another() -> None:
    nested = replace(
        profile(), files={ZH: Files(page="content/{{ date.isoformat() }}.md"), EN: Files(page="content/en/{{ date.isoformat() }}.md")}
    )
    assert PagePaths(nested).placed(PurePosixPath("content/2026-03-04.md")) == Placed("", ZH, PageKind.DAY, date(2026, 3, 4))
    assert PagePaths(nested).placed(PurePosixPath("content/en/2026-03-04.md")) == Placed("", EN, PageKind.DAY, date(2026, 3, 4))
    assert PagePaths(nested).placed(PurePosixPath("content/en/about.md")) == Placed("", EN, PageKind.OTHER, None)
