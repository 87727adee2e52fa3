from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Severity, SilentJob, Step
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.outline import lines_of
from bioai_desktop.edition.render import render
from bioai_desktop.errors import Cancelled, EditionMissing, ExportRefused, FileUnreadable
from bioai_desktop.flow import edit
from bioai_desktop.flow.check import blocking, check, check_file, check_site, require_site
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.glossary import put
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.reading import read_page
from bioai_desktop.flow.translate import translate_page
from tests.edition.checkers.pages import page as english
from tests.newsroom import DAY, NOON, item

ZH = Language.ZH
LONG_NAME = "n" * 300  # longer than a file system takes


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def first(page: Edition) -> str:
    top = page.section(SectionKind.TOP)
    assert top is not None
    return top.entries[0].id


def test_a_fresh_draft_has_nothing_that_blocks(parts: Parts, page: Edition) -> None:
    found = check(parts, DAY, ZH)
    assert blocking(found) == ()
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


def test_a_number_that_the_source_does_not_say_blocks_where_it_stands(parts: Parts, page: Edition) -> None:
    changed = edit.apply(parts, DAY, ZH, SetField(first(page), Role.TITLE, "准确率提高到 97%"))
    found = blocking(check(parts, DAY, ZH))
    assert [(finding.kind, finding.entry, finding.line) for finding in found] == [
        ("number-unsupported", first(page), lines_of(changed)[first(page)])
    ]
    assert "97" in found[0].detail


def test_an_animal_that_became_a_patient_blocks_on_the_page(parts: Parts) -> None:
    mice = [
        item(number, text="Machine learning of the genome found a peptide. Treated mice lived 20% longer. " * 4) for number in range(50, 62)
    ]
    parts.store.items.add(mice, NOON)
    page = draft(parts, DAY, SilentJob()).edition
    [entry] = [each for _, each in page.entries() if each.story and "小鼠" in each.get(Role.TEXT)][:1]
    edit.apply(parts, DAY, ZH, SetField(entry.id, Role.TEXT, "这种肽能让患者多活 20%，由机器学习从基因组里找出。"))
    assert "told-as-human" in {finding.kind for finding in blocking(check(parts, DAY, ZH)) if finding.entry == entry.id}


def test_what_ran_the_day_before_is_to_be_looked_at(parts: Parts, page: Edition) -> None:
    link = next(link for _, entry in page.entries() if (link := entry.get(Role.LINK)).startswith("http"))
    parts.store.published.record(date(2026, 2, 4), ZH, {link: "top 1"})
    assert [finding.severity for finding in check(parts, DAY, ZH) if finding.kind == "ran-before"] == [Severity.LOOK]


def test_a_day_without_a_page(parts: Parts) -> None:
    with pytest.raises(EditionMissing):
        check(parts, DAY, ZH)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [("content/cn/2026-02", False), ("content/en/2026-02", True), ("en/2026-02", True), ("other", False), ("en/deep/er/2026-02", False)],
)
def test_the_language_of_a_file_is_read_off_its_path(parts: Parts, page: Edition, tmp_path: Path, place: str, wrong: bool) -> None:
    file = tmp_path / place / "2026-02-05.md"
    file.parent.mkdir(parents=True)
    file.write_text(render(page), "utf-8")
    assert any(finding.kind == "language" for finding in check_file(parts, file)) is wrong
    assert any(finding.kind == "language" for finding in check_file(parts, file, Language.EN))


def test_the_date_of_a_file_is_read_off_its_name(parts: Parts, page: Edition, tmp_path: Path) -> None:
    def dated(name: str) -> bool:
        (tmp_path / name).write_text(render(page), "utf-8")
        return any(finding.kind == "date-differs" for finding in check_file(parts, tmp_path / name))

    assert [dated(name) for name in ("2026-02-05.md", "2026-02-09.md", "2026-02-31.md", "page.md")] == [False, True, False, False]


def test_a_file_that_cannot_be_read(parts: Parts, tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"\xe9t\xe9")
    for path in (tmp_path / "none.md", tmp_path, tmp_path / "latin.md", tmp_path / LONG_NAME):
        with pytest.raises(FileUnreadable):
            read_page(path)


def test_all_pages_of_a_site_are_checked(parts: Parts, page: Edition, tmp_path: Path) -> None:
    for path in ("content/cn/2026-02/2026-02-05.md", "content/en/2026-02/2026-02-05.md", "content/cn/2026-02/_index.md", "content/cn/a.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(render(page), "utf-8")
    found = {path.relative_to(tmp_path).as_posix(): findings for path, findings in check_site(parts, tmp_path).items()}
    assert list(found) == [
        "content/cn/2026-02/2026-02-05.md",
        "content/cn/2026-02/_index.md",
        "content/cn/a.md",
        "content/en/2026-02/2026-02-05.md",
    ]
    assert [bool(blocking(findings)) for findings in found.values()] == [False, False, False, True]


def test_a_folder_that_is_no_site(parts: Parts, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "other").mkdir()
    for path in (tmp_path / "none", tmp_path / "file", tmp_path / "other", tmp_path / LONG_NAME):
        with pytest.raises(ExportRefused) as refused:
            check_site(parts, path)
        assert refused.value.reason == "no-site"


@pytest.mark.parametrize("mark", ["hugo.yaml", "hugo.toml", "content/"])
def test_what_makes_a_site(parts: Parts, tmp_path: Path, mark: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / mark).mkdir() if mark.endswith("/") else (site / mark).write_text("", "utf-8")
    require_site(parts, site)


def test_a_number_that_got_lost_in_translation_is_to_be_looked_at(parts: Parts, page: Edition) -> None:
    section = page.section(SectionKind.TOP)
    assert section is not None
    entry = section.entries[0]
    edit.apply(parts, DAY, Language.ZH, SetField(entry.id, Role.TEXT, "这项研究看了 71 名病人，给出的结果还要再看一看。"))
    twin = translate_page(parts, DAY, Language.EN, SilentJob())
    place = next(placed for _, placed in twin.entries() if placed.story == entry.story)
    lost = [finding for finding in check(parts, DAY, Language.EN) if finding.kind == "number-lost"]
    assert [(finding.entry, finding.detail, finding.severity) for finding in lost] == [(place.id, "71", Severity.LOOK)]
    assert not [finding for finding in check(parts, DAY, Language.ZH) if finding.kind == "number-lost"]


def test_a_term_that_the_twin_says_otherwise_is_to_be_looked_at(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    entry = top.entries[0]
    edit.apply(parts, DAY, Language.ZH, SetField(entry.id, Role.TEXT, "AlphaFold 和扩散模型一起设计蛋白质。"))
    twin = translate_page(parts, DAY, Language.EN, SilentJob())
    place = next(placed for _, placed in twin.entries() if placed.story == entry.story)
    edit.apply(parts, DAY, Language.EN, SetField(place.id, Role.TEXT, "Alphafold and spreading pictures design proteins."))
    found = [finding for finding in check(parts, DAY, Language.EN) if finding.kind in ("term-differs", "name-changed")]
    assert {(finding.entry, finding.detail, finding.severity) for finding in found if finding.entry == place.id} == {
        (place.id, "扩散模型 → diffusion model", Severity.LOOK),
        (place.id, "Alphafold → AlphaFold", Severity.LOOK),
    }


def test_a_word_that_the_editor_gave_up_is_told_of_a_page(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, Language.ZH, SetField(top.entries[0].id, Role.TEXT, "机器学习模型读出了基因组里的信息。"))
    assert "term-differs" not in {finding.kind for finding in check(parts, DAY, Language.ZH)}
    put(parts, "machine learning", "机器自学")
    found = [finding for finding in check(parts, DAY, Language.ZH) if finding.kind == "term-differs"]
    assert (top.entries[0].id, "机器学习 → 机器自学") in {(finding.entry, finding.detail) for finding in found}


def test_a_page_is_held_beside_the_one_it_was_translated_from(parts: Parts, page: Edition, tmp_path: Path) -> None:
    for language, text in (("cn", render(page)), ("en", english(Language.EN))):
        file = tmp_path / f"content/{language}/2026-02/2026-02-05.md"
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    alone = check_file(parts, tmp_path / "content/en/2026-02/2026-02-05.md")
    assert [finding.kind for finding in alone if finding.kind == "twin-differs"] == ["twin-differs"]
    assert check_site(parts, tmp_path)[tmp_path / "content/en/2026-02/2026-02-05.md"] == alone


def test_progress_is_told_and_a_stop_ends_it(parts: Parts, page: Edition, tmp_path: Path) -> None:
    file = tmp_path / "content/cn/2026-02/2026-02-05.md"
    file.parent.mkdir(parents=True)
    file.write_text(render(page), "utf-8")
    steps: list[tuple[Step, int, int]] = []

    class Watched(SilentJob):
        def step(self, step: Step, done: int, total: int, note: str = "") -> None:
            super().step(step, done, total, note)
            steps.append((step, done, total))
            if done == total:
                raise Cancelled

    with pytest.raises(Cancelled):
        check_site(parts, tmp_path, Watched())
    assert steps == [(Step.CHECK, 0, 1), (Step.CHECK, 1, 1)]


def test_a_large_site_is_checked_as_a_small_one(parts: Parts, page: Edition, tmp_path: Path) -> None:
    first = date(2026, 2, 5)
    for number in range(40):
        day = first + timedelta(number)
        file = tmp_path / f"content/cn/{day:%Y-%m}/{day.isoformat()}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(render(page).replace("2026/2/5", f"{day.year}/{day.month}/{day.day}").replace("02-05", f"{day:%m-%d}"), "utf-8")
    found = check_site(parts, tmp_path)
    assert len(found) == 40
    assert found == {path: check_file(parts, path) for path in found}
    ran = [sum(finding.kind == "ran-before" for finding in findings) for findings in found.values()]
    assert ran[0] == 0
    assert min(ran[1:]) == max(ran[1:]) > 0
