"""Sentences with their translations, to measure with: the shipped ones, or those of files that are read in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec

from bioai_desktop.domain import Language
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.paths import resource

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FORMS = (".jsonl", ".tmx")


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence in both languages."""

    en: str
    zh: str

    def text(self, language: Language) -> str:
        """Return it in one of them."""
        return self.zh if language is Language.ZH else self.en


def shipped() -> list[Pair]:
    """Return the sentences that come with the program."""
    return load(resource("bench", "sentences.jsonl"))


def load(path: Path) -> list[Pair]:
    """Read a file of pairs (JSON lines with `en` and `zh`, or a translation memory, .tmx), or all such files of a folder.

    Raises `FileUnreadable`, also where there is no pair.
    """
    files = sorted(file for file in path.iterdir() if file.suffix.lower() in _FORMS) if path.is_dir() else [path]
    pairs = [pair for file in files for pair in _read(file) if pair.en.strip() and pair.zh.strip()]
    if not pairs:
        raise FileUnreadable(str(path))
    return pairs


def spread(pairs: list[Pair], most: int) -> list[Pair]:
    """Return at most so many pairs, evenly from all of them, always the same."""
    return [pairs[at * len(pairs) // most] for at in range(most)] if len(pairs) > most else pairs


def _read(file: Path) -> list[Pair]:
    try:
        if file.suffix.lower() == ".tmx":
            return list(_memory(file))
        decoder = msgspec.json.Decoder(Pair)
        return [decoder.decode(line) for line in file.read_bytes().splitlines() if line.strip()]
    except (OSError, msgspec.MsgspecError, ET.ParseError) as error:
        raise FileUnreadable(str(file)) from error


def _memory(file: Path) -> Iterator[Pair]:
    """Yield the units of a translation memory that have both languages."""
    for unit in ET.parse(file).iter("tu"):  # noqa: S314 - expat refuses what grows without bound
        said = {(variant.get(_LANGUAGE) or "").lower()[:2]: "".join(variant.itertext()).strip() for variant in unit.iter("tuv")}
        if "en" in said and "zh" in said:
            yield Pair(said["en"], said["zh"])
