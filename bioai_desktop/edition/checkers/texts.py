"""Texts: their length, their language, their end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.checkers.page import Block, Page, PageKind, without_code
from bioai_desktop.edition.model import Entry, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import han_share, length, letters, plain, unquoted
from bioai_desktop.edition.rules import rule_of

#: A paragraph with at least so many letters is in one language or the other.
_ENOUGH = {Language.ZH: 40, Language.EN: 12}  # letters of the other script: English ones are smaller change
_FOREIGN = {Language.ZH: 0.1, Language.EN: 0.5}  # share of Han below, above which a paragraph is in the other language
_MOST_OF_IT = 0.5  # share of foreign letters from which the page as a whole is in the other language

_LATIN = re.compile(r"(?<![A-Za-z0-9\-_./@#])[a-z]{3,}(?:-[a-z]+)*(?![A-Za-z0-9\-_./@])")
_NAME = re.compile(r"[A-Z][\w-]*(?: [a-z]+){1,2} [A-Z]\w*")  # "AI for Science"
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]|《[^》]*》")
_UNFINISHED = re.compile(r"[，、；：,;:（(“「《—–-]\s*$|[A-Za-z\u3400-\u9fff]\s*$")
_LAST_MARKS = "*_~` \t\r\n"


def check(page: Page) -> Iterator[Finding]:
    """Find texts that are too long or short, in the other language, with foreign words in them, or broken off."""
    yield from _language(page)
    for section, entry in page.edition.entries():
        if page.context.language is page.context.profile.language and page.context.kind is not PageKind.OTHER:
            yield from _lengths(page, section, entry)
        yield from _end(page, section, entry)
    if page.context.language is Language.ZH:
        yield from _latin(page)


def _lengths(page: Page, section: Section, entry: Entry) -> Iterator[Finding]:
    """Compare with the profile's limits, which are those of the language in which pages are drafted."""
    rule = rule_of(section, page.context.profile)
    if rule is None:
        return
    line, count = page.lines[entry.id], length(text_of(entry))
    if count and rule.limits.max_chars and count > rule.limits.max_chars:
        yield page.finding("too-long", line, entry.id, f"{count} > {rule.limits.max_chars}")
    if count and count < rule.limits.min_chars:
        yield page.finding("too-short", line, entry.id, f"{count} < {rule.limits.min_chars}")
    said = length(entry.get(Role.TITLE)) if section.kind is SectionKind.TOP else 0
    if rule.titles.max_chars and said > rule.titles.max_chars:
        yield page.finding("title-long", line, entry.id, f"{said} > {rule.titles.max_chars}")


def _end(page: Page, section: Section, entry: Entry) -> Iterator[Finding]:
    """Find the text of a top entry that stops in the middle of a sentence."""
    text = plain(text_of(entry)).rstrip(_LAST_MARKS)
    if section.kind is SectionKind.TOP and text and _UNFINISHED.search(text):
        yield page.finding("text-unfinished", page.lines[entry.id], entry.id, text[-12:])


def _language(page: Page) -> Iterator[Finding]:
    """Find paragraphs in the other language; where they are most of the page, say so once."""
    read = [block for block in page.blocks if not block.code and block.role is not Role.TAG]
    foreign = [block for block in read if _is_foreign(block, page.context.language)]
    total = sum(_letters(block) for block in read)
    if foreign and sum(_letters(block) for block in foreign) >= _MOST_OF_IT * total:
        yield page.at("language", foreign[0], foreign[0].words[:40])
        return
    for block in foreign:
        if block.role is not Role.TITLE:
            yield page.at("language", block, block.words[:40])


def _is_foreign(block: Block, language: Language) -> bool:
    share, count = han_share(_prose(block)), _letters(block)
    if language is Language.ZH:
        return count >= _ENOUGH[language] and share < _FOREIGN[language]
    return share * count >= _ENOUGH[language] and share > _FOREIGN[language]


def _letters(block: Block) -> int:
    return letters(_prose(block))


def _prose(block: Block) -> str:
    return plain(without_code(block.text)) if "`" in block.text else block.words


def _latin(page: Page) -> Iterator[Finding]:
    """Find plain English words in Chinese text; names, acronyms, quotations and what stands in brackets may stay."""
    for block in page.blocks:
        if block.code or block.role not in (Role.TEXT, Role.SYNTAX) or han_share(block.words) < _FOREIGN[Language.ZH]:
            continue
        said = _LATIN.findall(unquoted(_NAME.sub(" ", _BRACKETED.sub(" ", _without_links(without_code(block.text))))))
        if said:
            yield page.at("latin-words", block, ", ".join(dict.fromkeys(said)))


def _without_links(text: str) -> str:
    """Return the words of a text without those of its links."""
    return plain(re.sub(r"\[[^\[\]]*\](?=\()", "[]", text)) if "](" in text else plain(text)
