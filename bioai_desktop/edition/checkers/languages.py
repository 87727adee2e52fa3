"""Languages: a paragraph or a page in another one than the page's own, and words of the other one within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.checkers.page import Block, Page, without_code
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.plain import HAN, han_share, plain, unquoted

_MOST_OF_IT = 0.5  # share of foreign letters from which the page as a whole is in the other language

# ---- English on a Chinese page
_FOREIGN_TO_CHINESE = 0.12  # of the letters, at most, are Han characters
_WORD = re.compile(r"(?<![A-Za-z0-9\-_./@#])[a-z]{2,}(?:['’][a-z]+)?(?![A-Za-z0-9\-_/@]|\.[a-z])")
_ENOUGH_WORDS = 5  # in small letters: names and titles have few
_KANA = re.compile(r"[\u3041-\u30fa]")
_ENOUGH_KANA = 4

# ---- Chinese on an English page
_FOREIGN_TO_ENGLISH = 0.4  # of the letters, at least
_ENOUGH_HAN = 4  # "中文版" may be a link's words
_EASTERN = re.compile(rf"[{HAN}\u3041-\u30fa]")
_HAN_RUN = re.compile(rf"[{HAN}\u3041-\u30fa]+(?:[0-9，、：；“”]*[{HAN}\u3041-\u30fa]+)*")
#: Where Chinese belongs into an English sentence: as a name, with its translation beside it.
_GLOSS = re.compile(r"\s*(?:\(|,\s*(?:which|meaning|that is)\b)")
_NAMED = re.compile(
    r"(?:\b(?:name[ds]?|call(?:ed|s)?|titled?|word|character|term|sign|phrase|brand|means?|known (?:\w+ ){0,3}as)\s+(?:for \w+\s+)?)$"
)
_APPOSED = re.compile(r"\s*[,;]")

# ---- English words in a Chinese sentence
_LATIN = re.compile(r"(?<![A-Za-z0-9\-_./@#&'’])[a-z]{3,}(?:-[a-z]+)*(?![A-Za-z0-9\-_/@]|\.[a-z])")
_SMALL = re.compile(r"(?<![A-Za-z])[a-z]{3,}(?![A-Za-z])")  # no word is found where not even this is
_NAME = re.compile(r"[A-Z][\w-]*(?: [a-z]+){1,2} [A-Z]\w*|\b[A-Z]\. ?[a-z]+|\b[A-Z][a-z]+ [a-z]+(?=[（(])|\bet al\b|\bvs\b")
_UNIT = re.compile(r"\d[\d.,]* ?(?:[a-zμ]+/)?[a-zμ]{1,4}\b")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]|《[^》]*》")
_TRANSLATED = re.compile(rf"[a-z][a-z -]*[a-z](?=[（(](?:[A-Z]|[^（）()]*[{HAN}]))")
_LINKED = re.compile(r"\[[^\[\]]*\](?=\()")


def check(page: Page) -> Iterator[Finding]:
    """Find paragraphs in the other language; where they are most of the page, say so once, else find foreign words in the others."""
    read = [block for block in page.blocks if not block.code and block.role is not Role.TAG]
    foreign = [block for block in read if _is_foreign(block, page.context.language)]
    if foreign and sum(map(_letters, foreign)) >= _MOST_OF_IT * sum(map(_letters, read)):
        yield page.at("language", foreign[0], foreign[0].words[:40])
        return
    kind, words = ("latin-words", _latin) if page.context.language is Language.ZH else ("han-left", _han)
    for block in read:
        if block in foreign:
            yield page.at("language", block, block.words[:40])
        elif said := words(block):
            yield page.at(kind, block, ", ".join(dict.fromkeys(said)))


def _is_foreign(block: Block, language: Language) -> bool:
    said = _prose(block)
    if language is Language.ZH:
        return _is_japanese(said) or (
            block.role is not Role.TITLE and len(_WORD.findall(said)) >= _ENOUGH_WORDS and han_share(said) < _FOREIGN_TO_CHINESE
        )
    if not _EASTERN.search(said):
        return False
    letters = sum(map(str.isalpha, said))
    return letters * _eastern(said) >= _ENOUGH_HAN and _eastern(said) > _FOREIGN_TO_ENGLISH


def _is_japanese(said: str) -> bool:
    return _KANA.search(said) is not None and len(_KANA.findall(unquoted(said))) >= _ENOUGH_KANA


def _eastern(said: str) -> float:
    return han_share(_KANA.sub("の", said).replace("の", "之"))


def _letters(block: Block) -> int:
    return sum(map(str.isalpha, _prose(block)))


def _prose(block: Block) -> str:
    return plain(without_code(block.text)) if "`" in block.text else block.words


def _latin(block: Block) -> list[str]:
    """Return the plain English words in Chinese text; names, acronyms, quotations and what stands in brackets may stay."""
    if block.role not in (Role.TEXT, Role.SYNTAX) or not _SMALL.search(block.text) or han_share(block.words) < _FOREIGN_TO_CHINESE:
        return []
    said = _TRANSLATED.sub(" ", plain(_LINKED.sub("[]", without_code(block.text))))
    return _LATIN.findall(unquoted(_UNIT.sub(" ", _NAME.sub(" ", _BRACKETED.sub(" ", said)))))


def _han(block: Block) -> list[str]:
    """Return the Chinese in English text that is neither quoted nor a name with its translation, a link's words or in brackets."""
    if not _EASTERN.search(block.words):
        return []
    said = re.sub(
        r"\([^()]*\)", lambda found: "(" + " " * (len(found[0]) - 2) + ")", unquoted(plain(_LINKED.sub("[]", without_code(block.text))))
    )
    return [found[0] for found in _HAN_RUN.finditer(said) if not _is_name(said, found)]


def _is_name(said: str, found: re.Match[str]) -> bool:
    before, after = said[: found.start()], said[found.end() :]
    apposed = before.rstrip()[-1:] == "," and _APPOSED.match(after)
    label = not before.strip() and after.startswith(":")
    return bool(_GLOSS.match(after) or _NAMED.search(before) or apposed or label)
