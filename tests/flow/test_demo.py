from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Step
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.errors import Cancelled, FileUnwritable, ModelUnknown
from bioai_desktop.flow import demo as flow
from bioai_desktop.flow.check import blocking, check_file
from bioai_desktop.flow.fetch import import_files
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from bioai_desktop.settings import Settings
from tests.gguf_files import RecordingJob, write_model
from tests.newsroom import newsroom

PAGE = "content/cn/2026-02/2026-02-05.md"


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Parts]:
    """The example's newsroom; its model is a file that nobody loads."""
    made = newsroom(tmp_path / "data", settings=Settings(model=str(write_model(tmp_path / "own.gguf"))))
    parts = made.for_demo()
    yield parts
    parts.close()


def test_feeds_go_in_and_a_page_of_a_site_comes_out(demo: Parts, tmp_path: Path) -> None:
    report = flow.demo(demo, tmp_path / "out", RecordingJob())
    page = tmp_path / "out" / PAGE
    assert report.files[0] == page
    assert all(file.is_file() for file in report.files)
    assert (tmp_path / "out" / "hugo.yaml").is_file()
    assert blocking(check_file(demo, page)) == ()
    assert [step for step, _ in report.seconds] == [Step.DOWNLOAD, Step.IMPORT, Step.RANK, Step.LOAD, Step.WRITE, Step.EXPORT]


def test_the_example_is_of_real_works_with_stories_to_spare(demo: Parts, tmp_path: Path) -> None:
    report = flow.demo(demo, tmp_path / "out", RecordingJob())
    sections = {kind: report.draft.edition.section(kind) for kind in (SectionKind.TOP, SectionKind.NOTES)}
    sizes = {kind: len(section.entries) if section else 0 for kind, section in sections.items()}
    assert sizes == {SectionKind.TOP: 10, SectionKind.NOTES: 8}
    assert report.stories >= 18 + 12
    links = [entry.get(Role.LINK) for section in sections.values() if section for entry in section.entries]
    assert len(set(links)) == 18
    assert all(link.startswith("https://") for link in links)


def test_every_feed_of_the_example_gives_items(demo: Parts) -> None:
    _, feeds = flow.example()
    assert {feed.suffix for feed in feeds} == {".xml", ".rdf", ".atom", ".json"}
    reports = import_files(demo, feeds, RecordingJob())
    assert all(report.items and report.problem is None for report in reports)


def test_the_same_again_is_the_same_page(demo: Parts, tmp_path: Path) -> None:
    first = flow.demo(demo, tmp_path / "out", RecordingJob())
    before = first.files[0].read_text("utf-8")
    flow.demo(demo, tmp_path / "out", RecordingJob())
    assert first.files[0].read_text("utf-8") == before


def test_one_item_altered_is_another_page(demo: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day, feeds = flow.example()
    before = flow.demo(demo, tmp_path / "out", RecordingJob()).draft.edition
    title = next(story.primary.title for story in stories(demo, day) if any(entry.story == story.id for _, entry in before.entries()))
    altered = []
    for feed in feeds:
        copy = tmp_path / feed.name
        copy.write_text(feed.read_text("utf-8").replace(title, f"{title} of quaggas"), "utf-8")
        altered.append(copy)
    monkeypatch.setattr(flow, "example", lambda: (day, altered))
    other = newsroom(tmp_path / "other", settings=demo.settings).for_demo()
    assert flow.demo(other, tmp_path / "out2", RecordingJob()).draft.edition != before
    other.close()


def test_the_users_own_day_is_not_touched(demo: Parts, tmp_path: Path) -> None:
    flow.demo(demo, tmp_path / "out", RecordingJob())
    own = newsroom(tmp_path / "data")
    assert own.store.editions.days() == {}
    own.close()


def test_a_site_that_is_there_keeps_its_configuration(demo: Parts, tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("title = 'mine'", "utf-8")
    flow.demo(demo, tmp_path, RecordingJob())
    assert [path.name for path in tmp_path.glob("hugo.*")] == ["hugo.toml"]


def test_a_folder_that_cannot_be_made(demo: Parts, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(FileUnwritable):
        flow.demo(demo, tmp_path / "file" / "out", RecordingJob())


def test_a_model_that_nobody_knows(tmp_path: Path) -> None:
    parts = newsroom(tmp_path / "data", settings=Settings(model="nosuch")).for_demo()
    with pytest.raises(ModelUnknown):
        flow.demo(parts, tmp_path / "out", RecordingJob())
    assert not (tmp_path / "out").exists()
    parts.close()


def test_stopped_it_leaves_no_page(demo: Parts, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        flow.demo(demo, tmp_path / "out", RecordingJob(cancel_at=30))
    assert demo.store.editions.get(flow.example()[0], Language.ZH) is None
    assert not (tmp_path / "out").exists()
