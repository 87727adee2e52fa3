"""Check a page before it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bioai_desktop.domain import Finding, Job, Language, Severity, SilentJob, Step, Task
from bioai_desktop.drafting.claims import told_as_more
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.grounding import unsupported
from bioai_desktop.drafting.term_check import changed_names, lost_terms, older_terms
from bioai_desktop.drafting.translate import lost_numbers
from bioai_desktop.edition.checkers.addresses import ran_on
from bioai_desktop.edition.checks import CheckContext, PageKind
from bioai_desktop.edition.checks import check as check_page
from bioai_desktop.edition.model import Edition, Entry, Role
from bioai_desktop.edition.outline import lines_of
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.rules import rule_of
from bioai_desktop.errors import ExportRefused
from bioai_desktop.flow import conflicts
from bioai_desktop.flow.edit import existing
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.pool import processors, spread
from bioai_desktop.flow.reading import Batch, PageFile, check_batch, check_text, merged, read_page, runs
from bioai_desktop.site.compose import title
from bioai_desktop.site.days import PagePaths, Placed, iso_day
from bioai_desktop.site.files import page_path
from bioai_desktop.site.journals import journals

_LEAST, _MOST = 12, 125  # pages of a batch: below that a process costs more than it brings, above it progress stands still


def check(parts: Parts, day: date, language: Language) -> list[Finding]:
    """Return what is to be mended or looked at on the page of a day, in page order."""
    return check_edition(parts, day, language, existing(parts, day, language))


def check_edition(parts: Parts, day: date, language: Language, edition: Edition) -> list[Finding]:
    """Return the findings of a page as it is, or as it is to become."""
    links = {link for _, entry in edition.entries() if (link := entry.get(Role.LINK))}
    stories = {entry.story for _, entry in edition.entries() if entry.story}
    sources = {story: draft.provenance.source for story in stories if (draft := parts.store.drafts.newest(story)) is not None}
    drafted = parts.profile.language
    original = parts.store.editions.get(day, drafted) if language is not drafted else None
    context = CheckContext(
        parts.profile,
        language,
        day,
        parts.store.published.ran(links, before=day),
        sources,
        title=title(parts.profile, language, day),
        journals=journals(),
        twin=frozenset(ran_on(original, parts.profile, day)) if original else frozenset(),
    )
    findings = [
        *check_page(edition, context),
        *_grounding(parts, edition, sources),
        *(_lost(original, edition) if original else []),
        *_terms(parts, language, edition, sources, original),
        *conflicts.findings(parts, day, language, edition),
    ]
    return sorted(findings, key=lambda finding: finding.line)


def _lost(original: Edition, edition: Edition) -> list[Finding]:
    """Return the numbers of the page that was drafted which its twin does not have."""
    said = {entry.story: _words(entry) for _, entry in original.entries() if entry.story}
    lines = lines_of(edition)
    return [
        replace(finding, line=lines[entry.id], entry=entry.id)
        for _, entry in edition.entries()
        for finding in lost_numbers(said.get(entry.story, ""), _words(entry))
    ]


def _terms(parts: Parts, language: Language, edition: Edition, sources: Mapping[str, str], original: Edition | None) -> list[Finding]:
    """Return where a page or a twin does not call things as the glossary does, or writes names otherwise than they are written."""
    known, lines, severities = glossary(parts.profile), lines_of(edition), parts.profile.severities
    said = {entry.story: _words(entry) for _, entry in original.entries() if entry.story} if original else {}
    found: list[Finding] = []
    for _, entry in edition.entries():
        source, words = sources.get(entry.story, ""), _words(entry)
        of_entry = lost_terms(said.get(entry.story, ""), words, language, known) if original else []
        of_entry += older_terms(source, words, known) if language is Language.ZH else []
        of_entry += changed_names(said.get(entry.story, source), words, known, all_told=bool(original))
        found += [
            replace(each, severity=severities.get(each.kind, each.severity), line=lines[entry.id], entry=entry.id) for each in of_entry
        ]
    return found


def check_file(parts: Parts, file: Path, language: Language | None = None) -> list[Finding]:
    """Return the findings of a page on disk, and of its text alone where it lies in no site.

    Its place tells its language, unless that is given, and its day; inside a site, what ran there on the days before is known.
    """
    return check_file_text(parts, file, read_page(file), language)


def check_file_text(parts: Parts, file: Path, text: str, language: Language | None = None) -> list[Finding]:
    """Return the findings of a text that is to stand in a file."""
    profile = parts.profile
    path = file.absolute()
    place = PagePaths(profile).placed(path)
    if place is None:
        day = iso_day(file.name)
        kind = PageKind.DAY if day or _is_day(parse(text, profile), profile) else PageKind.OTHER
        return check_text(text, PageFile(path, language or _language_of(file, profile), kind, day), profile, {})
    page = PageFile(path, language or place.language, place.kind, place.day, _original(profile, place))
    return check_text(text, page, profile, merged(runs(_days_before(profile, place), profile)))


def check_site(parts: Parts, site: Path, job: Job | None = None) -> dict[Path, list[Finding]]:
    """Return the findings of every page in a site, in the order of their paths; raises `ExportRefused` where it is none."""
    require_site(parts, site)
    batches = _batches(_pages(parts.profile, site), parts.profile)
    total, job = sum(len(batch.pages) for batch in batches), job or SilentJob()
    counted = 0

    def done(batch: Batch) -> None:
        nonlocal counted
        counted += len(batch.pages)
        job.step(Step.CHECK, counted, total)

    job.step(Step.CHECK, 0, total)
    results = spread(check_batch, batches, done)
    found = {
        page.path: findings
        for batch, several in zip(batches, results, strict=True)
        for page, findings in zip(batch.pages, several, strict=True)
    }
    return dict(sorted(found.items()))


def _pages(profile: Profile, site: Path) -> list[PageFile]:
    """Return every page of a site."""
    known = PagePaths(profile)
    paths = {path for folder in set(known.folders.values()) for path in (site / folder).rglob("*.md") if path.is_file()}
    places = ((path, known.placed(path.relative_to(site))) for path in sorted(paths))
    pages = [PageFile(path, place.language, place.kind, place.day) for path, place in places if place and not place.root]
    originals = {page.day: page.path for page in pages if page.kind is PageKind.DAY and page.language is profile.language}
    return [page if page.language is profile.language else replace(page, original=originals.get(page.day)) for page in pages]


def _batches(pages: Sequence[PageFile], profile: Profile) -> list[Batch]:
    """Cut the pages into runs of days, each with the pages of the days before it; an original comes before its translation."""
    size = max(_LEAST, min(_MOST, len(pages) // (4 * processors())))
    own = sorted(pages, key=lambda page: (page.day or date.min, page.original is not None))
    batches: list[Batch] = []
    for at in range(0, len(own), size):
        run = tuple(own[at : at + size])
        first = run[0].day
        before = tuple(page for page in own[:at] if page.day and first and page.day >= first - timedelta(profile.rest_days))
        batches.append(Batch(profile, run, before))
    return batches


def _days_before(profile: Profile, place: Placed) -> list[PageFile]:
    """Return the pages of the days before a page on which a link that ran may not run again, in its site and language."""
    if place.day is None or place.kind is not PageKind.DAY:
        return []
    days = [place.day - timedelta(back) for back in range(1, profile.rest_days + 1)]
    return [PageFile(Path(place.root, page_path(profile, place.language, day)), place.language, PageKind.DAY, day) for day in days]


def _original(profile: Profile, place: Placed) -> Path | None:
    """Return the page of which a page of a day is the translation, None where it is none or that is not there."""
    if place.day is None or place.kind is not PageKind.DAY or place.language is profile.language:
        return None
    path = Path(place.root, page_path(profile, profile.language, place.day))
    return path if path.is_file() else None


def _is_day(edition: Edition, profile: Profile) -> bool:
    """Return whether a page without a date in its name is made as the page of a day is."""
    required = {rule.kind for rule in profile.sections if rule.required}
    return any(section.kind in required for section in edition.sections)


def require_site(parts: Parts, folder: Path) -> None:
    """Raise `ExportRefused` where a folder is no site: it has neither Hugo's configuration nor the folder of the profile's pages."""
    try:
        here = folder.is_dir() and (any(folder.glob("hugo.*")) or any((folder / each).is_dir() for each in PagePaths(parts.profile).roots))
    except OSError:
        here = False
    if not here:
        raise ExportRefused("no-site", str(folder))


def blocking(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings with which a page may not leave."""
    return tuple(finding for finding in findings if finding.severity is Severity.BLOCK)


def _language_of(file: Path, profile: Profile) -> Language:
    """Return the language that a folder above a page is named after, the profile's first where none is."""
    return next((language for language in Language if language in file.parts[-3:-1]), profile.language)


def _grounding(parts: Parts, edition: Edition, sources: Mapping[str, str]) -> list[Finding]:
    """Compare what the page says with the source texts it was written from."""
    lines = lines_of(edition)
    found: list[Finding] = []
    for section, entry in edition.entries():
        source = sources.get(entry.story)
        if source is None:
            continue
        rule = rule_of(section, parts.profile)
        task = (rule.task if rule else None) or Task.NOTE
        for finding in (*unsupported(_words(entry), source, parts.profile.words), *told_as_more(_words(entry), source, task)):
            severity = parts.profile.severities.get(finding.kind, finding.severity)
            found.append(Finding(finding.kind, severity, lines[entry.id], entry.id, finding.detail, finding.fix))
    return found


def _words(entry: Entry) -> str:
    """Return what an entry says."""
    return f"{entry.get(Role.TITLE)}\n{entry.get(Role.TEXT)}"
