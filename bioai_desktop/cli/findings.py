"""Findings in an answer of the command line: as rows, as lines, and as a sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import typer

from bioai_desktop.cli.session import BLOCKED, Session
from bioai_desktop.domain import Finding, Severity

Row = dict[str, Any]


def rows_of(here: Session, file: str, findings: Sequence[Finding]) -> list[Row]:
    """Return findings as rows of a JSON answer."""
    return [
        {
            "file": file,
            "line": finding.line,
            "kind": finding.kind,
            "severity": finding.severity,
            "message": here.wording.finding(finding),
            "fix": finding.fix,
        }
        for finding in findings
    ]


def line_of(row: Row) -> str:
    """Return a row as a line to read."""
    return f"{row['file']}:{row['line']}: {row['severity']}: {row['message']}".removeprefix(":")


def say_kinds(here: Session, findings: Iterable[Finding]) -> None:
    """Say how many findings there are of each kind, the worst first."""
    order = list(Severity)
    counts = Counter((order.index(finding.severity), finding.kind) for finding in findings)
    for (severity, kind), count in sorted(counts.items(), key=lambda each: (each[0][0], -each[1], each[0][1])):
        here.tell(f"{count:>6}  {order[severity]:<5}  {kind}")


def end(here: Session, findings: Sequence[Finding]) -> None:
    """Say how many findings there are; end with 3 where one blocks."""
    blocking = sum(finding.severity is Severity.BLOCK for finding in findings)
    here.say("text.findings", blocking=blocking, others=len(findings) - blocking)
    if blocking:
        raise typer.Exit(BLOCKED)
