from dataclasses import replace

from bioai_desktop.domain import Finding, ItemKind, Language, Script, Severity, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.tasks import Written, again, pick
from bioai_desktop.edition.profile import Files, Limits
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
from tests.drafting.texts import DIGEST, KEYWORDS, LEAD, NOTES, PROFILE, RING, TOP, ring, story

WRITTEN = [Written(story(f"Title {n}", RING, name=f"s{n}"), f"标题{n}", f"正文{n}") for n in range(4)]


def test_requests_of_a_task_share_all_but_the_item() -> None:
    first, second = tasks.entry(ring(), PROFILE, TOP).request, tasks.entry(story("Another", RING, name="s2"), PROFILE, TOP).request
    assert (first.system, first.shared) == (second.system, second.shared)
    assert first.prompt != second.prompt
    assert first.system == tasks.entry(ring(), PROFILE, NOTES).request.system


def test_a_preprint_is_told_as_one() -> None:
    assert "not yet peer reviewed" in tasks.entry(ring(), PROFILE, TOP).request.prompt
    assert "not yet peer reviewed" not in tasks.entry(story("A ring", RING), PROFILE, TOP).request.prompt


def test_a_title_alone_asks_for_one_sentence() -> None:
    made = tasks.entry(story("A ring that forecasts migraine"), PROFILE, TOP)
    assert made.title_only
    assert (made.limits.min_chars, made.limits.max_chars) == (20, 60)
    assert made.request.shared != tasks.entry(ring(), PROFILE, TOP).request.shared


def test_a_short_source_asks_for_a_shorter_text() -> None:
    short = tasks.entry(story("A ring", "The ring announced most attacks of migraine ahead of time in a small test."), PROFILE, TOP)
    assert short.limits.min_chars < TOP.limits.min_chars
    assert not short.title_only


def test_a_title_keeps_a_repository_s_name() -> None:
    made = tasks.title(story("lab/ringcast", RING, ItemKind.REPOSITORY, repository="lab/ringcast"), PROFILE, TOP, "正文")
    assert made.subject == ("ringcast",)
    assert made.request.prompt.startswith("ringcast: ")
    assert not made.title_only


def test_lines_have_room_to_end_by_themselves() -> None:
    assert tasks.entry(ring(), PROFILE, NOTES).request.constraint.max_chars > NOTES.limits.max_chars
    assert tasks.entry(ring(), PROFILE, TOP).request.constraint.max_chars <= TOP.limits.max_chars


def test_digest_lines_are_three_and_open_differently() -> None:
    lines = tasks.digest(WRITTEN[:3], PROFILE, DIGEST)
    assert len(lines) == 3
    assert "研究" not in lines[0].request.constraint.forbidden
    assert all("研究" in line.request.constraint.forbidden for line in lines[1:])
    assert all(line.story == "" and RING in line.source for line in lines)


def test_page_parts_are_made_from_finished_entries() -> None:
    assert "正文0" in tasks.lead(WRITTEN, PROFILE, LEAD).request.prompt
    assert [made.request.prompt for made in tasks.keywords(WRITTEN[:2], PROFILE, KEYWORDS)] == ["标题0", "标题1"]


def test_keywords_do_not_hold_one_another() -> None:
    assert pick(["蛋白质", "蛋白质设计", "", "抗生素", "蛋白质", "脑图谱", "衰老"], 3) == ("蛋白质", "抗生素", "脑图谱")


def test_again_names_the_rule_and_keeps_the_words_away() -> None:
    first = tasks.entry(ring(), PROFILE, TOP)
    found = [Finding("number-unsupported", Severity.BLOCK, detail="300"), Finding("subject-missing", Severity.LOOK, detail="RingCast")]
    second = again(first, found, PROFILE)
    assert "原文里的数字" in second.request.prompt
    assert "RingCast" in second.request.prompt.splitlines()[1]
    assert second.request.prompt.endswith(first.request.prompt)
    assert "300" in second.request.constraint.forbidden
    assert second.request.temperature > first.request.temperature == 0
    assert second.request.seed != first.request.seed
    assert (second.attempts, second.request.shared) == (2, first.request.shared)


def test_again_without_advice_only_warms() -> None:
    first = tasks.entry(ring(), PROFILE, TOP)
    assert again(first, [Finding("source-title-only", Severity.HINT)], PROFILE).request.prompt == first.request.prompt


def test_a_short_source_leaves_room_for_a_sentence_to_end() -> None:
    short = replace(
        ring(),
        items=(replace(ring().primary, text="A ring that tells when a migraine is about to begin, tried in 212 patients at three sites."),),
    )
    made = tasks.entry(short, PROFILE, TOP).limits
    assert made.max_chars >= 1.25 * made.min_chars


def test_a_site_is_asked_in_its_first_language_and_by_its_own_limits() -> None:
    brief = load_profile(resource("profiles", "ai-brief"))
    lead, research = (next(rule for rule in brief.sections if rule.name == name) for name in ("lead", "research"))
    made = tasks.entry(ring(), brief, research)
    assert (made.language, made.request.constraint.script) == (Language.EN, Script.LATIN)
    assert (made.limits, made.task) == (research.limits, Task.NOTE)
    assert set(made.request.constraint.numbers) <= {"212", "90", "68", "6", "7"}
    assert (
        made.request.max_tokens
        < tasks.entry(ring(), replace(brief, files={Language.ZH: Files()}, prompts=PROFILE.prompts), research).request.max_tokens
    )
    assert tasks.title(ring(), brief, research, "").limits == research.titles
    assert "The study" in tasks.lead(WRITTEN, brief, lead).request.constraint.forbidden


def test_a_top_text_in_english_may_be_as_long_as_what_is_read() -> None:
    brief = load_profile(resource("profiles", "ai-brief"))
    rule = replace(TOP, limits=Limits(200, 500))
    asked = replace(brief, prompts={**brief.prompts, "text.en.md": "Tell it\n---\n{{ text }}", "brief.en.md": "Tell it\n---\n{{ title }}"})
    assert tasks.entry(ring(), asked, rule).limits.max_chars > 250
    alone = tasks.entry(story("A ring that forecasts migraine"), asked, rule)
    assert (alone.limits, alone.title_only) == (Limits(40, 160), True)
