"""Findings as a SARIF 2.1.0 log, which editors and code review tools read: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import bioai_desktop
from bioai_desktop.domain import Finding, Severity
from bioai_desktop.edition.fixes import fixed
from bioai_desktop.edition.lines import count, split
from bioai_desktop.wording import Wording

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.BLOCK: "error", Severity.LOOK: "warning", Severity.HINT: "note"}
_BASE = "PAGES"  # the name of the folder that all paths are relative to
_PAGE = "page.md"  # the page of a day, which is no file
_ANY = "…"  # in the place of the words that a sentence is about, where it says what a rule finds

Log = dict[str, Any]


class Checked(NamedTuple):
    """A page and what is wrong with it."""

    name: str  #: its file, "" for the page of a day
    findings: Sequence[Finding]
    text: Callable[[], str]


def log(pages: Sequence[Checked], base: Path, wording: Wording) -> Log:
    """Return the log of one run; files are named relative to `base`."""
    severities = {finding.kind: finding.severity for page in pages for finding in page.findings}
    kinds = sorted(severities)
    run = {
        "tool": {
            "driver": {
                "name": "bioai",
                "semanticVersion": bioai_desktop.__version__,
                "rules": [_rule(kind, severities[kind], wording) for kind in kinds],
            }
        },
        "language": str(wording.language),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"uri": base.absolute().as_uri().rstrip("/") + "/"}},
        "results": [result for page in pages if page.findings for result in _results(page, kinds, base, wording)],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _results(page: Checked, kinds: Sequence[str], base: Path, wording: Wording) -> Iterator[Log]:
    artifact, text = _artifact(page.name or _PAGE, base), page.text()
    for finding in page.findings:
        yield _result(finding, kinds.index(finding.kind), artifact, text, wording)


def _rule(kind: str, severity: Severity, wording: Wording) -> Log:
    sentence = wording.finding(Finding(kind, severity, detail=_ANY, fix=_ANY))
    return {"id": kind, "shortDescription": {"text": sentence}, "defaultConfiguration": {"level": _LEVELS[severity]}}


def _artifact(name: str, base: Path) -> Log:
    path = Path(name).absolute()
    if path.is_relative_to(base.absolute()):
        return {"uri": quote(path.relative_to(base.absolute()).as_posix()), "uriBaseId": _BASE}
    return {"uri": path.as_uri()}


def _result(finding: Finding, rule: int, artifact: Log, text: str, wording: Wording) -> Log:
    made = {
        "ruleId": finding.kind,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": wording.finding(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(finding, text)}}],
    }
    new = fixed(text, finding)
    if new is None or new == text:
        return made
    change = {"artifactLocation": artifact, "replacements": [_replacement(text, new)]}
    return made | {"fixes": [{"description": {"text": wording.finding(finding)}, "artifactChanges": [change]}]}


def _region(finding: Finding, text: str) -> Log:
    """Return where a finding is: the words it is about where they stand on its line, else the line; the first one where it has none."""
    number = max(1, finding.line)
    line = next((line.text for at, line in enumerate(split(text), 1) if at == number), "")
    at = line.find(finding.detail) if finding.detail else -1
    if at < 0:
        return {"startLine": number}
    return {"startLine": number, "startColumn": at + 1, "endColumn": at + 1 + len(finding.detail)}


def _replacement(old: str, new: str) -> Log:
    """Return the one change that makes a text another."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    begin, end = _place(old, start), _place(old, len(old) - tail)
    region = {"startLine": begin[0], "startColumn": begin[1], "endLine": end[0], "endColumn": end[1]}
    return {"deletedRegion": region, "insertedContent": {"text": new[start : len(new) - tail]}}


def _place(text: str, at: int) -> tuple[int, int]:
    """Return the 1-based line and column of a place."""
    above = text[:at]
    return 1 + count(above), 1 + at - max(above.rfind("\n"), above.rfind("\r")) - 1
