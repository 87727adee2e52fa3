from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Request, SilentJob, Step
from bioai_desktop.edition.edits import RemoveSection
from bioai_desktop.edition.model import Edition, EntryState, Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.errors import Cancelled, EditConflict, EditionMissing, EngineFailed, NothingToDraft
from bioai_desktop.flow import arrange, edit, rules
from bioai_desktop.flow.check import blocking, check
from bioai_desktop.flow.draft import draft, rewrite
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import ranked, stories
from bioai_desktop.flow.writing import Writing
from tests.fakes import ScriptedEngine, fitting
from tests.gguf_files import RecordingJob
from tests.newsroom import DAY, NOON, fill, item, newsroom

ZH = Language.ZH
JOB = SilentJob()
BAD = "抱歉，我无法完成这个请求。"
TOP, NOTES = SectionKind.TOP, SectionKind.NOTES


def chosen(edition: Edition | None, *kinds: SectionKind) -> list[str]:
    """Return the stories in some sections, in page order."""
    assert edition is not None
    return [entry.story for section, entry in edition.entries() if section.kind in (kinds or (TOP, NOTES)) and entry.story]


def texts(edition: Edition | None, kind: SectionKind) -> list[str]:
    assert edition is not None
    section = edition.section(kind)
    return [entry.get(Role.TEXT) for entry in section.entries] if section else []


def failing(engine: ScriptedEngine, *titles: str) -> None:
    """Let the engine refuse to write about some stories."""

    def reply(request: Request) -> str:
        return BAD if any(title in request.prompt for title in titles) else fitting(request)

    engine.reply = reply


def test_a_whole_page(parts: Parts) -> None:
    report = draft(parts, DAY, JOB)
    page = report.edition
    drafted = {rule.kind for rule in parts.profile.drafted}
    # No story is sent to the table; sources this short answer no question, and hold no fact that was not told already.
    assert {section.kind for section in page.sections} >= drafted - {SectionKind.TABLE, SectionKind.FAQ, SectionKind.CITABLE}
    assert (len(chosen(page, TOP)), len(chosen(page, NOTES)), len(texts(page, SectionKind.DIGEST))) == (10, 8, 3)
    assert len(set(chosen(page))) == 18
    assert chosen(page, TOP) == [story for story in chosen(page, TOP) if story in {known.id for known in stories(parts, DAY)}]
    assert edit.current(parts, DAY, ZH) == page == parse(render(page), parts.profile)
    assert report.skipped == ()
    assert blocking(check(parts, DAY, ZH)) == ()


def test_top_entries_come_in_the_order_of_their_rank(parts: Parts) -> None:
    ranked = [story.id for story in stories(parts, DAY)]
    places = [ranked.index(story) for story in chosen(draft(parts, DAY, JOB).edition, TOP)]
    assert places == sorted(places)


def test_rules_decide_where_stories_go(parts: Parts, engine: ScriptedEngine) -> None:
    for line in (
        "title contains Mapping: drop",
        "title contains Designing: to top",
        "title contains Sorting: to notes",
        "title contains Weighing: to table",
    ):
        rules.add(parts, line)
    page = draft(parts, DAY, JOB).edition
    known = {story.id: story.primary.title.split()[0] for story in ranked(parts, DAY)}
    places = {kind: [known[story] for story in chosen(page, kind)] for kind in (TOP, NOTES, SectionKind.TABLE)}
    assert places[TOP][:3] == ["Designing"] * 3
    assert "Sorting" not in places[TOP]
    assert places[NOTES][:3] == ["Sorting"] * 3
    assert places[SectionKind.TABLE] == ["Weighing"] * 3
    assert not {"Mapping", "Weighing"} & {*places[TOP], *places[NOTES]}
    assert blocking(check(parts, DAY, ZH)) == ()


def test_line_of_the_table_that_fails_is_left_out_where_nobody_mends_it(parts: Parts, engine: ScriptedEngine) -> None:
    rules.add(parts, "title contains Weighing: to table")
    failing(engine, "Weighing whales")
    parts.store.items.add([item(90, title="Weighing whales by machine learning of the genome")], NOON)
    report = draft(parts, DAY, JOB, unattended=True)
    assert len(chosen(report.edition, SectionKind.TABLE)) == 3
    assert [story.title for story in report.skipped] == ["Weighing whales by machine learning of the genome"]


def test_story_on_the_page_can_be_rewritten_though_a_rule_drops_it_now(parts: Parts) -> None:
    page = draft(parts, DAY, JOB).edition
    section = page.section(TOP)
    assert section is not None
    rules.add(parts, "has text: drop")
    assert rewrite(parts, DAY, section.entries[0].id)


def test_every_draft_is_kept_with_its_source(parts: Parts) -> None:
    page = draft(parts, DAY, JOB).edition
    kept = parts.store.drafts.of_edition(DAY, ZH)
    assert {made.story for made in kept if made.story} == set(chosen(page))
    assert all(made.provenance.source for made in kept)


def test_a_day_without_items_needs_no_model(parts: Parts) -> None:
    with pytest.raises(NothingToDraft):
        draft(parts, DAY + timedelta(days=300), JOB)
    assert parts.engine_if_running is None


def test_with_an_editor_a_text_that_fails_twice_stays_marked(parts: Parts, engine: ScriptedEngine) -> None:
    best = stories(parts, DAY)[0]
    failing(engine, best.primary.title)
    page = draft(parts, DAY, JOB).edition
    [state] = [entry.state for _, entry in page.entries() if entry.story == best.id]
    assert state is EntryState.LOOK
    assert blocking(check(parts, DAY, ZH))


def test_unattended_the_next_by_rank_takes_its_place(tmp_path: Path, parts: Parts, engine: ScriptedEngine) -> None:
    other = newsroom(tmp_path / "other")
    fill(other, 30)
    before = draft(other, DAY, JOB).edition
    other.close()
    best = stories(parts, DAY)[0]
    failing(engine, best.primary.title)
    report = draft(parts, DAY, JOB, unattended=True)
    after = chosen(report.edition, TOP)
    assert best.primary.title in {skipped.title for skipped in report.skipped}
    assert all(blocking(skipped.findings) for skipped in report.skipped)
    assert best.id not in after
    assert len(after) == 10
    assert after[:9] == [story for story in chosen(before, TOP) if story in after][:9]
    assert blocking(check(parts, DAY, ZH)) == ()


def test_unattended_with_nothing_good_there_is_no_page(parts: Parts, engine: ScriptedEngine) -> None:
    engine.reply = lambda _: BAD
    with pytest.raises(NothingToDraft):
        draft(parts, DAY, JOB, unattended=True)
    assert edit.current(parts, DAY, ZH) is None


def test_a_page_part_that_fails_is_made_from_the_next_entry(parts: Parts, engine: ScriptedEngine) -> None:
    page = draft(parts, DAY, JOB).edition
    first = next(entry.get(Role.TITLE) for section, entry in page.entries() if section.kind is TOP)
    failing(engine, first)
    again = draft(parts, DAY, JOB, only=frozenset(("digest",))).edition
    assert len(texts(again, SectionKind.DIGEST)) == 3
    assert BAD not in render(again)


def test_a_thin_day_gives_fewer(tmp_path: Path, engine: ScriptedEngine) -> None:
    parts = newsroom(tmp_path, engine)
    fill(parts, 4)
    page = draft(parts, DAY, JOB).edition
    assert (len(chosen(page, TOP)), page.section(NOTES)) == (4, None)
    assert "值得关注" not in render(page)
    parts.close()


def test_one_section_is_written_anew_and_the_rest_stays(parts: Parts, engine: ScriptedEngine) -> None:
    before = draft(parts, DAY, JOB).edition
    asked = len(engine.asked)
    engine.reply = lambda request: fitting(request)[::-1] if request.constraint.max_chars < 60 else fitting(request)
    after = draft(parts, DAY, JOB, only=frozenset(("lead",))).edition
    assert len(engine.asked) - asked <= 4  # the lead alone, not the whole page
    assert texts(after, SectionKind.LEAD) != texts(before, SectionKind.LEAD)
    assert [texts(after, kind) for kind in (TOP, NOTES, SectionKind.DIGEST)] == [
        texts(before, kind) for kind in (TOP, NOTES, SectionKind.DIGEST)
    ]
    assert edit.undo(parts, DAY, ZH) == before


def test_other_notes_are_not_of_stories_that_stand_above(parts: Parts) -> None:
    before = draft(parts, DAY, JOB).edition
    after = draft(parts, DAY, JOB, only=frozenset(("notes",))).edition
    assert chosen(after, TOP) == chosen(before, TOP)
    assert not set(chosen(after, TOP)) & set(chosen(after, NOTES))
    ids = [entry.id for _, entry in after.entries()]
    assert len(ids) == len(set(ids))
    assert parse(render(after), parts.profile) == after


def test_a_section_that_was_taken_out_comes_back_where_it_belongs(parts: Parts) -> None:
    page = draft(parts, DAY, JOB).edition
    notes = page.section(NOTES)
    assert notes is not None
    edit.apply(parts, DAY, ZH, RemoveSection(notes.id))
    after = draft(parts, DAY, JOB, only=frozenset(("notes",))).edition
    kinds = [section.kind for section in after.sections]
    assert kinds.index(NOTES) == kinds.index(TOP) + 1
    assert "#-值得关注" in render(after)


def test_sections_of_no_page(parts: Parts) -> None:
    with pytest.raises(EditionMissing):
        draft(parts, DAY, JOB, only=frozenset(("notes",)))


def test_a_new_draft_keeps_what_the_editor_wrote(parts: Parts) -> None:
    draft(parts, DAY, JOB)
    arrange.write(parts, DAY, ZH, "top/2", Role.TITLE, "自己写的标题")
    arrange.write(parts, DAY, ZH, "lead/1", Role.TEXT, "自己写的一句话")
    after = draft(parts, DAY, JOB).edition
    top = after.section(TOP)
    assert top is not None
    assert (top.entries[1].get(Role.TITLE), top.entries[1].state) == ("自己写的标题", EntryState.EDITED)
    assert texts(after, SectionKind.LEAD) == ["自己写的一句话"]
    assert len(chosen(after)) == len(set(chosen(after))) == 18


def test_stopping_leaves_the_earlier_page(parts: Parts) -> None:
    before = draft(parts, DAY, JOB).edition
    with pytest.raises(Cancelled):
        draft(parts, DAY, RecordingJob(cancel_at=8), only=frozenset(("top",)))
    assert edit.current(parts, DAY, ZH) == before
    assert not edit.can_redo(parts, DAY, ZH)


def test_a_model_that_dies_leaves_the_earlier_page(parts: Parts, engine: ScriptedEngine) -> None:
    before = draft(parts, DAY, JOB).edition

    def reply(_request: Request) -> str:
        raise EngineFailed("died")

    engine.reply = reply
    with pytest.raises(EngineFailed):
        draft(parts, DAY, JOB, only=frozenset(("top",)))
    assert edit.current(parts, DAY, ZH) == before


def test_progress_is_told_by_texts(parts: Parts) -> None:
    job = RecordingJob()
    draft(parts, DAY, job)
    assert job.steps[0][0] is Step.RANK
    written = [(done, total) for step, done, total, _ in job.steps if step is Step.WRITE]
    entries_and_lines = 2 * 18 + 3 + 1 + 6
    assert max(done for done, _ in written) >= entries_and_lines + 2  # forecasts
    assert all(done <= total for done, total in written)


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, JOB).edition


def test_one_entry_is_written_anew(parts: Parts, page: Edition, engine: ScriptedEngine) -> None:
    top = page.section(TOP)
    assert top is not None
    seen: list[Writing] = []
    engine.reply = lambda request: fitting(request)[::-1]
    after = rewrite(parts, DAY, top.entries[2].id, JOB, seen.append).section(TOP)
    assert after is not None
    assert after.entries[2].get(Role.TEXT) != top.entries[2].get(Role.TEXT)
    assert [entry.source for entry in after.entries if entry.id != top.entries[2].id] == [
        entry.source for entry in top.entries if entry.id != top.entries[2].id
    ]
    assert {writing.story for writing in seen} == {top.entries[2].story}
    assert edit.undo(parts, DAY, ZH) == page


def test_an_empty_entry_gets_its_text(parts: Parts, page: Edition) -> None:
    story = next(story for story in stories(parts, DAY) if story.id not in chosen(page))
    added = edit.add_story(parts, DAY, ZH, story, "notes", 0).section(NOTES)
    assert added is not None
    notes = rewrite(parts, DAY, added.entries[0].id).section(NOTES)
    assert notes is not None
    assert notes.entries[0].state is EntryState.FINE
    assert notes.entries[0].get(Role.TEXT)


def test_an_entry_that_is_about_no_story(parts: Parts, page: Edition) -> None:
    lead = page.section(SectionKind.LEAD)
    assert lead is not None
    for entry in (lead.entries[0].id, "nowhere"):
        with pytest.raises(EditConflict):
            rewrite(parts, DAY, entry)
