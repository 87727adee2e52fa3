"""Commands for how texts are written: try a prompt, put the shipped ones back, see what becomes of drafts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.pages import Model, Where
from bioai_desktop.cli.session import BLOCKED, Session, session
from bioai_desktop.domain import Reception
from bioai_desktop.edition.plain import length
from bioai_desktop.flow import profile_check, prompt_files, teaching, trying
from bioai_desktop.flow.teaching import Survival
from bioai_desktop.flow.trying import Attempt, Trial

app = typer.Typer(no_args_is_help=True, help="How texts are written: try prompts, put them back, see what becomes of drafts.")

_HASH = 8  # signs of a hash: enough to tell versions apart


@app.command("try")
def attempt(
    context: typer.Context,
    story: Annotated[str, typer.Argument(metavar="STORY", help="A story's id, or DATE:N, the N-th of a day by rank.")],
    task: Annotated[
        str,
        typer.Option(
            "--task", metavar="TASK", help="What is written: title, text, note, row, digest, lead, keyword, cite, forecast, question."
        ),
    ] = "text",
    prompt: Annotated[Path | None, typer.Option("--prompt", metavar="FILE", help="Ask with this file in the place of the prompt.")] = None,
    model: Model = "",
    device: Where = None,
    json: Json = False,
) -> None:
    """Write one text about a story and show all that was sent, what came back, and what is wrong with it; nothing is kept."""
    here = session(context)
    here.use_engine(model, device)
    found = trying.find(here.parts, story)
    done = trying.attempt(here.parts, found, task, prompt, here.job())
    here.answer(_document(here, done), list(_lines(here, done)), as_json=json)


@app.command()
def reset(
    context: typer.Context,
    task: Annotated[str, typer.Argument(metavar="[TASK]", help="Only the prompts of this name, as text or title.")] = "",
    json: Json = False,
) -> None:
    """Put the shipped prompts back into your profile; what you had is kept beside them."""
    here = session(context)
    done = prompt_files.reset(here.parts, task)
    lines = [
        here.wording.text("drafting.reset-file" if each.backup else "drafting.reset-back", file=each.file, backup=each.backup)
        for each in done
    ]
    rows = [{"file": str(each.file), "backup": str(each.backup) if each.backup else None} for each in done]
    here.answer({"put_back": rows}, lines, as_json=json)
    name = here.parts.settings.profile
    if not done:
        here.say("drafting.reset-none", name=name)
    found = profile_check.problems(here.parts.paths, name)
    for problem in found:
        here.say_error(problem)
    if found:
        raise typer.Exit(BLOCKED)


@app.command()
def report(context: typer.Context, json: Json = False) -> None:
    """Show how much of the drafts is left when pages are published, by task, prompt version and model."""
    here = session(context)
    found = teaching.report(here.parts)
    lines = [here.wording.text("drafting.report-head"), *map(_row_line, found)] if found else []
    here.answer({"drafts": [_row(each) for each in found]}, lines, as_json=json)
    if not found:
        here.say("drafting.report-none")


def _lines(here: Session, done: Trial) -> Iterator[str]:
    def head(key: str, **values: object) -> str:
        return f"── {here.wording.text(f'drafting.{key}', **values)}"

    yield here.wording.text("drafting.tried-story", title=done.story.primary.title)
    yield here.wording.text("drafting.tried-prompt", prompt=done.draft.provenance.prompt[:_HASH])
    for number, each in enumerate(done.attempts, 1):
        yield f"\n══ {here.wording.text('drafting.tried-attempt', number=number)}"
        yield from (head("tried-system"), each.request.system, head("tried-shared"), each.request.shared.rstrip())
        yield from (head("tried-own"), each.request.prompt, f"── {_rules(here, each)}")
        yield from (head("tried-answer", tokens=each.answer.tokens, seconds=f"{each.answer.seconds:.1f}"), each.answer.text)
    yield ""
    yield f"══ {here.wording.text('drafting.tried-draft', chars=length(done.draft.text))}"
    yield done.draft.text
    yield from (f"  · {here.wording.finding(finding)}" for finding in done.draft.findings)
    if not done.draft.findings:
        yield f"  · {here.wording.text('drafting.tried-fine')}"


def _rules(here: Session, done: Attempt) -> str:
    rules = done.request.constraint
    words, numbers = (" ".join(each) or "–" for each in (rules.words, rules.numbers))
    return here.wording.text("drafting.tried-rules", least=rules.min_chars, most=rules.max_chars, words=words, numbers=numbers)


def _document(here: Session, done: Trial) -> dict[str, Any]:
    return {
        "story": done.story.id,
        "title": done.story.primary.title,
        "task": done.task,
        "prompt": done.draft.provenance.prompt,
        "attempts": [
            {
                "system": each.request.system,
                "shared": each.request.shared,
                "own": each.request.prompt,
                "constraint": each.request.constraint,
                "answer": each.answer.text,
                "stop": each.answer.stop,
                "prompt_tokens": each.answer.prompt_tokens,
                "tokens": each.answer.tokens,
                "seconds": round(each.answer.seconds, 2),
            }
            for each in done.attempts
        ],
        "text": done.draft.text,
        "findings": [
            {"kind": finding.kind, "severity": finding.severity, "message": here.wording.finding(finding)}
            for finding in done.draft.findings
        ],
    }


def _row_line(each: Survival) -> str:
    counts = "".join(f"{each.receptions[reception]:8}" for reception in Reception)
    return f"{each.task:<11} {each.prompt[:_HASH]}  {each.model[:_HASH]} {sum(each.receptions.values()):8}{counts}  {each.share:6.0%}"


def _row(each: Survival) -> dict[str, Any]:
    receptions = {str(reception): count for reception, count in each.receptions.items()}
    return {"task": each.task, "prompt": each.prompt, "model": each.model, **receptions, "chars": each.chars, "kept": round(each.share, 4)}
