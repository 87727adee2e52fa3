"""Have no two entries of a page say something in the same words: the later one is asked for again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bioai_desktop.domain import Draft, Finding, Severity
from bioai_desktop.drafting import runs, tasks
from bioai_desktop.drafting.accept import better
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.writing import Writer


def apart(writer: Writer, profile: Profile, asked: Sequence[Assignment], drafts: Sequence[Draft], taken: Sequence[str]) -> list[Draft]:
    """Return the drafts; one that has a long run in common with a text before it, or with one of `taken`, is written once more.

    What comes out alike again is marked as such.
    """
    table, made = glossary(profile).pairs, list(drafts)
    alike: dict[int, Assignment] = {}
    for at, draft in enumerate(drafts):
        others = (*taken, *(other.text for other in drafts[:at]))
        if draft.text and (run := runs.shared(draft.text, others, table)):
            finding = Finding("repeats-entry", profile.severities.get("repeats-entry", Severity.LOOK), detail=run)
            made[at] = replace(draft, findings=(*draft.findings, finding))
            alike[at] = tasks.again(tasks.beside(asked[at], others), made[at].findings, profile)
    writer.plan(len(alike))
    for at, second in zip(alike, writer.write(list(alike.values())), strict=True):
        made[at] = better(made[at], second)
    return made
