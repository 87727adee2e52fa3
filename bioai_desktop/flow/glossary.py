"""The editor's own terms: lines of `glossary.txt`, before the house's and the shipped ones; what is changed counts from the next text on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bioai_desktop.domain import Language
from bioai_desktop.drafting.glossary import Glossary, Known, Origin, glossary, squeezed
from bioai_desktop.drafting.term_lines import Term, parse, read, render
from bioai_desktop.errors import FileUnreadable, FileUnwritable, ImportRefused, TermInvalid, TermUnknown
from bioai_desktop.flow.parts import Parts

_LONGEST = 80  # characters of a term: what is longer in a list of terms is a sentence
#: What the columns of a list are called: in open lists, and by hand.
_LANGUAGES, _WORDS = ("sourcelang", "targetlang"), ("sourcestring", "targetstring")
_BY_HAND = ("english", "chinese")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row of a list that was not taken."""

    line: int  #: 1-based, of the file
    words: str
    reason: str  #: a key: "empty", "language", "script", "long"


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list."""

    taken: tuple[Term, ...]
    known: int  #: rows that say what the glossary says already
    skipped: tuple[Skipped, ...]


def known_terms(parts: Parts) -> tuple[Known, ...]:
    """Return all terms that hold, in order of precedence."""
    return glossary(parts.profile).terms


def strange_lines(parts: Parts) -> tuple[int, ...]:
    """Return the numbers, from 1, of the lines of the editor's own file that are no terms."""
    return tuple(at + 1 for at in read(parts.profile.own_terms).strange)


def find(parts: Parts, text: str) -> list[Known]:
    """Return the terms that hold some words, in either language; else those that stand in that text."""
    wanted, known = text.strip().casefold(), glossary(parts.profile)
    holding = [term for term in known.terms if any(wanted in form.casefold() for form in (*term.term.english, *term.term.chinese))]
    standing = (match.known for match in (*known.in_english(text), *known.in_chinese(text)))
    return holding or list(dict.fromkeys(standing))


def put(parts: Parts, english: str, chinese: str) -> Term:
    """Keep a term of the editor's own, in the place of an earlier one for the same English words; raises `TermInvalid`.

    Both may hold several forms with "|" between them; the first is the one that is written.
    """
    made = parse(f"{english.strip()} = {chinese.strip()}")
    if made is None or "\n" in english + chinese:
        raise TermInvalid(f"{english} = {chinese}")
    keep(parts, [made])
    return made


def keep(parts: Parts, terms: Sequence[Term]) -> None:
    """Write terms into the editor's own file, each in the place of one for the same English words; other lines stay."""
    lines = _lines(parts)
    if not terms:
        return
    for term in terms:
        at = _place(lines, term.english[0])
        lines[at:] = [render(term), *lines[at + 1 :]]
    _write(parts, lines)


def forget(parts: Parts, english: str) -> Term:
    """Take one of the editor's own terms away, so that the house's or the shipped one holds again; raises `TermUnknown`."""
    lines = _lines(parts)
    at = _place(lines, english.strip())
    gone = parse(lines[at]) if at < len(lines) else None
    if gone is None:
        raise TermUnknown(english)
    _write(parts, [*lines[:at], *lines[at + 1 :]])
    return gone


def take_in(parts: Parts, file: Path) -> Imported:
    """Add the terms of a list: CSV or TSV with a header, as open lists have it or with the columns "english" and "chinese".

    Rows of other languages, and those that are no terms, are skipped and told. Raises `FileUnreadable`, `ImportRefused`.
    """
    found: dict[str, Term] = {}
    skipped: list[Skipped] = []
    known, same = glossary(parts.profile), 0
    for line, row in _rows(file):
        term = _term(line, row, known)
        if isinstance(term, Skipped):
            skipped.append(term)
        elif _says_so(known, term):
            same += 1
        else:
            before = found.get(term.english[0].casefold(), term)
            found[term.english[0].casefold()] = replace(before, chinese=tuple(dict.fromkeys((*before.chinese, *term.chinese))))
    keep(parts, tuple(found.values()))
    return Imported(tuple(found.values()), same, tuple(skipped))


def _rows(file: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a list with their line numbers; column names are in small letters."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(str(file)) from error
    lines = text.splitlines()
    header = lines[0] if lines else ""
    reader = csv.reader(lines, delimiter="\t" if "\t" in header else ";" if header.count(";") > header.count(",") else ",")
    columns = next(reader, list[str]())
    names = [name.strip().casefold() for name in columns]
    if not set(_WORDS) <= set(names) and not set(_BY_HAND) <= set(names):
        raise ImportRefused("no-terms", str(file))
    try:
        yield from ((reader.line_num, dict(zip(names, row, strict=False))) for row in reader if row)
    except csv.Error as error:
        raise FileUnreadable(str(file)) from error


def _term(line: int, row: Mapping[str, str], known: Glossary) -> Term | Skipped:
    sides = _WORDS if _WORDS[0] in row else _BY_HAND
    source, target = (row.get(side, "").strip() for side in sides)
    languages = [row.get(name, "").strip().casefold()[:2] for name in _LANGUAGES]
    words = f"{source} = {target}"
    if not source or not target:
        return Skipped(line, words, "empty")
    if any(languages) and sorted(languages) != sorted(Language):
        return Skipped(line, words, "language")
    if len(source) > _LONGEST or len(target) > _LONGEST:
        return Skipped(line, words, "long")
    made = parse(words.removeprefix("#"))
    if made is None or not made.chinese:
        return Skipped(line, words, "script")
    there = known.named(made.english[0])
    return replace(made, firm=there is None or there.term.firm)  # what depends on context does so in any list


def _says_so(known: Glossary, term: Term) -> bool:
    there = known.named(term.english[0])
    return there is not None and {*map(squeezed, term.chinese)} <= {*map(squeezed, there.term.chinese)}


def _place(lines: Sequence[str], english: str) -> int:
    """Return the index of the line of a term with that English form, else where a new one goes."""
    alone = Glossary([(Origin.OWN, [term for _, term in read("\n".join(lines)).terms])])
    known = alone.named(english)
    wanted = english.casefold()
    for at, line in enumerate(lines):
        term = parse(line) if not line.lstrip().startswith("#") else None
        if term is not None and ((known is not None and term == known.term) or wanted in map(str.casefold, term.english)):
            return at
    return len(lines)


def _lines(parts: Parts) -> list[str]:
    return parts.profile.own_terms.splitlines()


def _write(parts: Parts, lines: Sequence[str]) -> None:
    path = parts.paths.glossary
    partial = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        partial.replace(path)
    except OSError as error:
        raise FileUnwritable(str(path)) from error
