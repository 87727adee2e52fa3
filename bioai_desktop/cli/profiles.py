"""Commands for profiles: what makes a site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import BLOCKED, session
from bioai_desktop.edition.profile import Limits, Profile, SectionRule
from bioai_desktop.flow import profile_check, profiles

app = typer.Typer(no_args_is_help=True, help="Profiles: what makes a site.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the profile, as `profiles list` shows it.")]


@app.command("list")
def list_profiles(context: typer.Context, json: Json = False) -> None:
    """List the profiles that can be chosen."""
    here = session(context)
    paths = here.parts.paths
    chosen = profiles.library(paths).find(here.parts.settings.profile).name
    rows = [{"name": each.name, "own": each.own, "chosen": each.name == chosen, "path": str(each.folder)} for each in profiles.names(paths)]
    lines = [
        f"{'*' if row['chosen'] else ' '} {row['name']:<20} {here.wording.text('text.profile-own' if row['own'] else 'text.profile-shipped')}"
        for row in rows
    ]
    here.answer({"profiles": rows}, lines, as_json=json)


@app.command()
def show(context: typer.Context, name: Name, json: Json = False) -> None:
    """Show what a profile says: its sections in order, its files and languages."""
    here = session(context)
    profile = profiles.load(here.parts.paths, name)
    here.answer(_document(name, profile), list(_lines(profile)), as_json=json)


@app.command()
def copy(
    context: typer.Context,
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Name of your own profile: letters, digits, - and _.")],
    json: Json = False,
) -> None:
    """Take a profile as the start of your own."""
    here = session(context)
    made = profiles.copy(here.parts.paths, name, new)
    lines = [here.wording.text("text.profile-copied", name=made.name, path=made.folder)]
    here.answer({"name": made.name, "path": str(made.folder)}, lines, as_json=json)


@app.command()
def check(context: typer.Context, name: Name, json: Json = False) -> None:
    """Say what is wrong in a profile's files; ends with 3 where something is."""
    here = session(context)
    found = profile_check.problems(here.parts.paths, name)
    rows = [{"path": each.path, "line": each.line, "reason": each.reason, "message": here.wording.error(each)} for each in found]
    here.answer({"name": name, "problems": rows}, [str(row["message"]) for row in rows], as_json=json)
    here.say("text.profile-problems" if found else "text.profile-fine", name=name, count=len(found))
    if found:
        raise typer.Exit(BLOCKED)


def _document(name: str, profile: Profile) -> dict[str, Any]:
    return {
        "name": name,
        "site": profile.name,
        "path": profile.folder,
        "timezone": profile.timezone,
        "files": profile.files,
        "sections": [
            {
                "name": rule.name,
                "kind": rule.kind,
                "title": rule.title,
                "task": rule.task,
                "most": rule.most,
                "least": rule.least,
                "required": rule.required,
                "limits": rule.limits,
                "titles": rule.titles,
            }
            for rule in profile.sections
        ],
        "promotions": [each.after for each in profile.promotions if each.shown],
    }


def _lines(profile: Profile) -> Iterator[str]:
    yield profile.folder
    yield f"{', '.join(profile.files)}   {profile.timezone}"
    for files in profile.files.values():
        yield from (f"  {path}" for path in (files.page, files.daily, files.month_index, files.home) if path)
    for rule in profile.sections:
        parts = (f"{rule.name:<11} {rule.kind:<11}", rule.title.get(profile.language, ""), str(rule.task or ""), _amounts(rule))
        yield "   ".join(part for part in parts if part)


def _amounts(rule: SectionRule) -> str:
    """Return how many entries, and how long, as "≤ 10 × 80–150"."""
    entries = f"≤ {rule.most}" if rule.most else ""
    return " × ".join(part for part in (entries, _range(rule.limits)) if part)


def _range(limits: Limits) -> str:
    return f"{limits.min_chars or ''}–{limits.max_chars or ''}" if limits != Limits() else ""
