"""Sentences for the user: keys, errors, findings and steps to words, in Chinese and in English.

All words lie in `resources/i18n`; a field of an error or finding is a placeholder of its sentence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from bioai_desktop.domain import Finding, Language, Reason, Step
from bioai_desktop.edition.rules import list_name
from bioai_desktop.errors import AppError, ModelDamaged, ProfileInvalid
from bioai_desktop.paths import resource
from bioai_desktop.stories.basis import Basis
from bioai_desktop.stories.evidence import Evidence
from bioai_desktop.stories.since import News

if TYPE_CHECKING:
    from bioai_desktop.flow.morning import Morning, SourceLine

_NAMED = 8  # sources that gave nothing, by name
_OLD = 48  # hours from which on an age is told in days


class Wording:
    """The interface's words in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._words = catalogue(language)

    def text(self, key: str, /, **values: object) -> str:
        """Return the sentence of a dotted key, its placeholders filled in."""
        return self._words[key].format(**values)

    def knows(self, key: str) -> bool:
        """Tell whether there is a sentence for that key."""
        return key in self._words

    def error(self, error: AppError) -> str:
        """Say what happened, to what, and what to do."""
        name = type(error).__name__
        values: dict[str, object] = {}
        if is_dataclass(error):
            values = {field.name: getattr(error, field.name) for field in fields(error)}
        if "reason" in values:
            values["reason"] = self.text(f"reason.{name}.{values['reason']}", **values)
        if isinstance(error, ProfileInvalid) and error.line:
            values["path"] = f"{error.path}:{error.line}"
        if isinstance(error, ModelDamaged):
            values |= {"expected": error.expected[:12], "found": error.found[:12]}
        for size in ("needed", "free"):
            if size in values:
                values[size] = self.size(cast("int", values[size]))
        findings = cast("tuple[Finding, ...]", values.get("findings", ()))
        return "\n".join([self.text(f"error.{name}", **values), *(f"  · {self.finding(finding)}" for finding in findings)])

    def finding(self, finding: Finding) -> str:
        """Say what is wrong at a place of the page."""
        return self.text(f"finding.{finding.kind}", detail=finding.detail, fix=finding.fix or "")

    def reason(self, reason: Reason) -> str:
        """Name a part of a story's score, and say what it rests on."""
        return self.text("why.line", name=self.text(f"why.{reason.name}"), words=self.because(reason))

    def because(self, reason: Reason) -> str:
        """Say what a part of a story's score rests on."""
        if not reason.detail:
            return self.text(f"why.{reason.name}-without")
        if self.knows(f"why.{reason.name}-{reason.detail}"):
            return self.text(f"why.{reason.name}-because", detail=self.text(f"why.{reason.name}-{reason.detail}"))
        if reason.name == "freshness" and int(reason.detail) >= _OLD:
            return self.text("why.freshness-days", days=int(reason.detail) // 24)
        return self.text(f"why.{reason.name}-because", detail=reason.detail)

    def step(self, step: Step) -> str:
        """Name what a job is doing."""
        return self.text(f"step.{step}")

    def evidence(self, found: Evidence) -> str:
        """Return the evidence line of a story: what speaks against it first, then where it stands, when, and of what kind it is."""
        return self.text("evidence.between").join(part for part in self._evidence_parts(found) if part)

    def _evidence_parts(self, found: Evidence) -> Iterator[str]:
        yield from (self.text(f"evidence.notice.{notice}") for notice in found.notices)
        if found.known_by:
            yield self.text(f"evidence.journal-{found.known_by}", journal=found.journal)
        yield self.text(f"evidence.standing.{found.standing}")
        if found.publisher:
            yield self.text("evidence.publisher", publisher=found.publisher)
        if found.first:
            yield self.text("evidence.first", date=_day(found.first))
        if found.version > 1:
            yield self.text("evidence.version", version=found.version)
        if found.revised:
            yield self.text("evidence.revised", date=_day(found.revised))
        yield self._other_record(found)
        if found.study:
            yield self.text(f"evidence.study.{found.study}")
        yield ", ".join(self.text(f"evidence.species.{species}") for species in found.species)
        yield self._counted(found)
        if found.through:
            yield self.text("evidence.through", through=found.through)

    def _other_record(self, found: Evidence) -> str:
        """Say which of preprint and article came first, or that there is the other one."""
        if found.other is None:
            return ""
        is_preprint = found.standing == "preprint"
        if found.other.published is None or found.first is None:
            return self.text("evidence.article-other" if is_preprint else "evidence.preprint-other", key=found.other.key)
        if is_preprint:
            return self.text("evidence.article-later", date=_day(found.other.published))
        earlier = found.other.published <= found.first
        return self.text("evidence.preprint-earlier" if earlier else "evidence.preprint-later", date=_day(found.other.published))

    def _counted(self, found: Evidence) -> str:
        """Say licence, stars and points, with the day on which they were so."""
        named = {"licence": found.licence or None, "stars": found.stars, "points": found.points}
        parts = [self.text(f"evidence.{name}", **{name: value}) for name, value in named.items() if value is not None]
        if parts and found.read:
            parts[-1] += " " + self.text("evidence.read", date=_day(found.read))
        return self.text("evidence.between").join(parts)

    def since(self, news: Iterable[News]) -> str:
        """Return what is new about a story since it ran, "" where nothing is."""
        told = [self.text(f"evidence.since.{each.change}", date=_day(each.at), count=each.count, detail=each.detail) for each in news]
        return self.text("evidence.since.between").join(told)

    def sheet(self, sheet: Morning) -> list[str]:
        """Return the morning sheet: how the sources answered, a blank line, and what there is for the page."""
        return [*self._sources(sheet), "", *self._page(sheet)]

    def _sources(self, sheet: Morning) -> Iterator[str]:
        yield self.text("morning.sources", count=len(sheet.sources), new=sum(line.new for line in sheet.sources))
        for name in ("fetched", "unchanged", "empty", "failed", "never"):
            of = [line for line in sheet.sources if (line.outcome or "never") == name]
            if of:
                titles = ", ".join([line.source.title for line in of[:_NAMED]] + ["…"] * (len(of) > _NAMED))
                yield self.text(f"morning.{name}", count=len(of), titles=titles).rstrip()
            if name == "failed":
                yield from (f"    {self._failing(line)}" for line in of)

    def _failing(self, line: SourceLine) -> str:
        """Say since when a source fails, and why."""
        since = line.failing_since.strftime("%m-%d %H:%M UTC") if line.failing_since else "?"
        return self.text("morning.failing", since=since, problem=self.error(line.problem) if line.problem else line.source.title)

    def _page(self, sheet: Morning) -> Iterator[str]:
        yield self.text("morning.stories", seen=sheet.seen, may=len(sheet.stories), dropped=sheet.dropped)
        for room in sheet.rooms:
            yield self.text("morning.room", title=list_name(room.rule, self.language), filled=room.filled, most=room.rule.most)
        yield self.text("morning.thin" if sheet.thin else "morning.full")
        yield self.text("morning.bases", **{str(each): sheet.bases.get(each, 0) for each in Basis})

    def size(self, count: int) -> str:
        """Return a number of bytes as a reader would say it: 491 MB, 1.1 GB."""
        return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} KB"

    def duration(self, seconds: float) -> str:
        """Return a span of time as m:ss, with hours where there are any."""
        minutes, rest = divmod(max(0, round(seconds)), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _day(moment: datetime) -> str:
    return moment.date().isoformat()


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return all words of a language by dotted key."""
    words: dict[str, str] = {}
    for path in sorted(resource("i18n").glob(f"*{language}.toml")):
        _flatten("", tomllib.loads(path.read_text("utf-8")), words)
    return words


def _flatten(prefix: str, table: Mapping[str, Any], words: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, str):
            words[prefix + key] = value
        else:
            _flatten(f"{prefix}{key}.", value, words)
