from __future__ import annotations

from bioai_desktop.domain import Request, Story
from bioai_desktop.drafting import tasks
from bioai_desktop.flow.diversity import apart
from bioai_desktop.flow.writing import Writer
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
from tests.fakes import ScriptedEngine
from tests.gguf_files import RecordingJob
from tests.newsroom import item

PROFILE = load_profile(resource("profiles", "bioai-daily"))
NOTES = next(rule for rule in PROFILE.sections if rule.name == "notes")
ALIKE = "做基因组研究的人用得上，还省下不少功夫和钱财"
LONG = "做基因组研究的人都能直接拿来用，还省下不少功夫"
OTHER = "想省功夫的实验室，可以先从公开的数据试起，再定"


def written(engine: ScriptedEngine, taken: tuple[str, ...] = ()) -> tuple[list[str], list[list[str]]]:
    asked = [tasks.entry(Story(f"story-{number}", (item(number),)), PROFILE, NOTES) for number in range(2)]
    writer = Writer(engine, PROFILE, RecordingJob())
    drafts = apart(writer, PROFILE, asked, writer.write(asked), taken)
    return [draft.text for draft in drafts], [[finding.kind for finding in draft.findings] for draft in drafts]


def test_the_later_of_two_texts_alike_is_asked_for_again() -> None:
    engine = ScriptedEngine(lambda request: OTHER if request.temperature else LONG)
    texts, kinds = written(engine)
    assert texts == [LONG, OTHER]
    assert kinds == [[], []]
    again = engine.asked[-1]
    assert any(part in LONG and len(part) < 12 for part in again.constraint.forbidden)
    assert len(engine.asked) == 3


def test_what_stays_alike_is_marked() -> None:
    _, kinds = written(ScriptedEngine(lambda _: LONG))
    assert kinds == [[], ["repeats-entry"]]


def test_texts_that_stand_already_count_too() -> None:
    def reply(request: Request) -> str:
        return OTHER if request.temperature else LONG if "promoters" in request.prompt else ALIKE

    texts, _ = written(ScriptedEngine(reply), (f"昨天说过：{LONG}",))
    assert texts == [OTHER, ALIKE]
