from dataclasses import replace
from datetime import date

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.checks import PageKind
from bioai_desktop.edition.profile import Files
from bioai_desktop.site.files import page_path
from bioai_desktop.site.placing import Placed, day_of, page_folders, placed
from tests.site.contents import DAY, profile

ZH, EN = Language.ZH, Language.EN


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
    assert placed(profile(), root + path) == Placed(root, language, kind, day)


@pytest.mark.parametrize(
    "path", ["README.md", "content/ja/2026-02/2026-02-05.md", "content/cn/a.txt", "daily/notes.md", "mycontent/cn/a.md", ""]
)
def test_a_path_where_the_site_keeps_no_page(path: str) -> None:
    assert placed(profile(), path) is None


def test_every_path_that_the_profile_makes_is_known() -> None:
    for language in (ZH, EN):
        assert placed(profile(), page_path(profile(), language, DAY)) == Placed("", language, PageKind.DAY, DAY)


def test_another_profile_has_other_paths() -> None:
    flat = replace(profile(), files={ZH: Files(page="posts/{{ date.isoformat() }}.md", home="posts/_index.md")})
    assert placed(flat, "posts/2026-03-04.md") == Placed("", ZH, PageKind.DAY, date(2026, 3, 4))
    assert placed(flat, "posts/_index.md") == Placed("", ZH, PageKind.HOME, None)
    assert placed(flat, "content/cn/2026-03/2026-03-04.md") is None
    assert page_folders(flat) == ("posts/",)
    assert page_folders(replace(profile(), files={ZH: Files(page="{{ date.isoformat() }}.md")})) == ("",)


def test_pages_of_one_language_below_those_of_another() -> None:
    nested = replace(
        profile(), files={ZH: Files(page="content/{{ date.isoformat() }}.md"), EN: Files(page="content/en/{{ date.isoformat() }}.md")}
    )
    assert placed(nested, "content/2026-03-04.md") == Placed("", ZH, PageKind.DAY, date(2026, 3, 4))
    assert placed(nested, "content/en/2026-03-04.md") == Placed("", EN, PageKind.DAY, date(2026, 3, 4))
    assert placed(nested, "content/en/about.md") == Placed("", EN, PageKind.OTHER, None)


@pytest.mark.parametrize(
    ("name", "day"),
    [("2026-02-05.md", date(2026, 2, 5)), ("home-2026-02-05.md", date(2026, 2, 5)), ("2026-02-31.md", None), ("a.md", None)],
)
def test_the_day_of_a_name(name: str, day: date | None) -> None:
    assert day_of(name) == day
