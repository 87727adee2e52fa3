from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Ran, Severity
from bioai_desktop.edition.checks import PageKind
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.flow.reading import Batch, PageFile, check_batch, check_text, merged, read_page, runs
from tests.edition.checkers.pages import DAY, changed, page, profile

ZH = Language.ZH


def written(folder: Path, day: date, text: str) -> PageFile:
    path = folder / f"{day.isoformat()}.md"
    path.write_bytes(text.encode())
    return PageFile(path, ZH, PageKind.DAY, day)


def dated(day: date, text: str = "") -> str:
    return (text or page()).replace("2026/3/4", f"{day.year}/{day.month}/{day.day}").replace("03-04", f"{day:%m-%d}")


def test_a_page_knows_what_ran_on_the_seven_days_before(tmp_path: Path) -> None:
    days = [DAY - timedelta(back) for back in (8, 7, 3)]
    before = [written(tmp_path, day, dated(day)) for day in days]
    own = written(tmp_path, DAY, page())
    told = [finding.detail for (found,) in [check_batch(Batch(profile(), (own,), tuple(before)))] for finding in found]
    assert Counter(told) == {"2026-03-01 top 1": 1, "2026-03-01 top 2": 1, "2026-03-01 notes 1": 1, "2026-03-01 notes 2": 1}


def test_the_pages_of_a_batch_know_one_another(tmp_path: Path) -> None:
    pages = [written(tmp_path, day, dated(day)) for day in (DAY - timedelta(9), DAY - timedelta(1), DAY)]
    counts = [[finding.kind for finding in found] for found in check_batch(Batch(profile(), tuple(pages)))]
    assert counts == [[], [], ["ran-before"] * 4]


def test_two_pages_of_one_day_do_not_count_against_each_other(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    pages = (written(tmp_path, DAY, page()), written(tmp_path / "other", DAY, page()))
    assert check_batch(Batch(profile(), pages)) == [[], []]


def test_a_file_that_is_no_text_is_a_finding_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = written(tmp_path, DAY, page())
    bad.path.write_bytes(b"\xff\xfe")
    gone = PageFile(tmp_path / "none.md", ZH, PageKind.DAY, DAY)
    (tmp_path / "other").mkdir()
    found = check_batch(Batch(profile(), (bad, gone, written(tmp_path / "other", DAY, page())), (gone,)))
    assert [[(each.kind, each.severity) for each in several] for several in found] == [[("page-unreadable", Severity.BLOCK)]] * 2 + [[]]


@pytest.mark.parametrize(
    ("kind", "day", "text", "kinds"),
    [
        (PageKind.OTHER, None, "---\ntitle: 关于\n---\n\n我们是谁。\n", set()),
        (PageKind.OTHER, None, "---\ntitle: 2026-03\nweight: 1\nsidebar:\n  open: true\n---\n", set()),
        (PageKind.OTHER, None, "---\ntitle: 关于\n---\n\n{{< cards >}}\n\n<b>字</b>\n\n## 重磅 TOP 3\n\n### 2. 甲\n", set()),
        (PageKind.OTHER, None, "---\ntitle: @关于\n---\n\n<script>x</script>\n\n[看](#没有)\n", {"front-matter", "script", "anchor-dead"}),
        (PageKind.BODY, DAY, page()[page().index("## **今日摘要**") :], set()),
        (PageKind.BODY, DAY, "字\n", {"section-missing"}),
        (PageKind.HOME, None, page().replace("weight: 28", "next: /2026-03/2026-03-04"), set()),
        (PageKind.HOME, None, page().replace("weight: 28", "next: /2026-03/2026-03-05"), {"date-differs"}),
        (PageKind.HOME, None, page().replace("weight: 28", "next: /").split("\n\n## ", maxsplit=1)[0], set()),
        (PageKind.DAY, None, page(), set()),
    ],
)
def test_what_is_asked_of_each_kind_of_page(kind: PageKind, day: date | None, text: str, kinds: set[str]) -> None:
    found = check_text(text, PageFile(Path("a.md"), ZH, kind, day), profile(), {})
    assert {each.kind for each in found} == kinds


def test_what_ran_on_several_pages(tmp_path: Path) -> None:
    pages = [written(tmp_path, day, dated(day)) for day in (DAY - timedelta(1), DAY)]
    missing = PageFile(tmp_path / "none.md", ZH, PageKind.DAY, DAY)
    ran = merged(runs([*pages, missing], profile()))
    assert ran["https://example.com/fin"] == (Ran(DAY - timedelta(1), "top 2"), Ran(DAY, "top 2"))


def test_a_title_of_another_site_is_told(tmp_path: Path) -> None:
    own = written(tmp_path, DAY, changed("title: BioAI 生命科学日报", "title: AI 日报"))
    assert [each.kind for each in check_batch(Batch(profile(), (own,)))[0]] == ["title-differs"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"\xe9t\xe9")
    for path in (tmp_path / "none.md", tmp_path, tmp_path / "latin.md", tmp_path / ("n" * 300)):
        with pytest.raises(FileUnreadable):
            read_page(path)


def test_a_translation_is_held_beside_its_original(tmp_path: Path) -> None:
    original = written(tmp_path, DAY, page())
    path = tmp_path / "en.md"
    path.write_text(page(Language.EN), "utf-8")
    for held, kinds in ((original.path, ["twin-differs"]), (tmp_path / "none.md", []), (None, [])):
        own = PageFile(path, Language.EN, PageKind.DAY, DAY, held)
        assert [each.kind for each in check_batch(Batch(profile(), (own,)))[0]] == kinds
