"""In which language a text is: by its script, and for Latin script by the little words without which no sentence is made."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from bioai_desktop.domain import Item

OTHER = "other"  #: a script of none of the languages that are told apart
_READ = 1500  # characters of a text: more say nothing new
_SCRIPTS = {
    "zh": re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"),
    "ja": re.compile(r"[\u3041-\u30fa\uff66-\uff9d]"),
    "ko": re.compile(r"[\u1100-\u11ff\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"),
}
#: Letters that one character stands for: it says as much as a short word, and texts of the East are full of Latin names.
_WORTH = {"zh": 4, "ja": 4, "ko": 4}
_KANA = 0.1  # of Han and kana together: Japanese names many things in Han alone, but makes no sentence without kana
_LITTLE = {
    "en": "the of and to for with from by is are that this an as at we which its in on how new using",
    "de": "der die das und ist nicht mit von für ein eine einer zur zum bei auf den dem des im wie durch über",
    "fr": "le les des et est une dans pour par sur avec du au aux qui que la de un ses chez",
    "es": "el los las y en para por con una del que la de es se un al como",
    "pt": "o os e em para por com uma da dos das na que de um ao são não",
    "it": "il gli di e in per con una della del che la nel dei alla è un le dalla",
    "nl": "de het een en van voor met op in is dat niet zijn door bij naar uit",
}
_BY_WORD = {
    word: [name for name, words in _LITTLE.items() if word in words.split()] for words in _LITTLE.values() for word in words.split()
}
_ENOUGH = 2  # little words that it takes to speak for a language: one may be part of a name
_WORD = re.compile(r"[^\W\d_]+")


def language(text: str) -> str:
    """Return the language as BCP 47 writes it ("zh", "en", "ja", "ko", "ru", "de", "fr", "es", "pt", "it", "nl"), `OTHER`, or "" without a letter.

    Latin text that speaks for none of them counts as English, in which names and titles of science are written.
    """
    read = unicodedata.normalize("NFC", text[:_READ])
    if read.isascii():
        return _of_latin(read) if _SCRIPTS["latin"].search(read) else ""
    counts = {name: len(letters.findall(read)) for name, letters in _SCRIPTS.items()}
    counts[OTHER] = sum(map(str.isalpha, read)) - sum(counts.values())
    han, kana = counts["zh"], counts["ja"]
    counts["zh"], counts["ja"] = (0, han + kana) if kana > _KANA * (han + kana) else (han, 0)
    best = max(counts, key=lambda name: counts[name] * _WORTH.get(name, 1))
    if not counts[best]:
        return ""
    return _of_latin(read) if best == "latin" else best


def of_items(items: Iterable[Item]) -> str:
    """Return the language of a story's records: of titles and texts together."""
    return language("\n".join(f"{item.title}\n{item.text}" for item in items))


def _of_latin(text: str) -> str:
    found = Counter(name for word in _WORD.findall(text.casefold()) for name in _BY_WORD.get(word, ()))
    best = max(_LITTLE, key=lambda name: found[name])
    return best if found[best] >= _ENOUGH else "en"
