"""What the model is given to read of a story, and what a draft about it may draw on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bioai_desktop.domain import Item, ItemKind, Language, Story
from bioai_desktop.drafting import latin
from bioai_desktop.drafting.numbers import digit_forms, told_in_chinese, told_in_english
from bioai_desktop.drafting.sentences import choose, split, trim

BRIEF_CHARS = 60  # a text shorter than this says no more than its title
_WHOLE = 500  # characters from which on a text that was not cut is an abstract
_EXCERPT = 300  # and up to which it is an excerpt, even where nothing shows that more follows
_OPENING = 6000  # characters of an article: what comes after is detail
_CUT = ("…", "...", "[…]", "[...]")

_RECORD_NOISE = re.compile(
    r"(?:^[\w &-]{2,40}, )?Published online:[^;]*;\s*doi:\s*\S+|\bdoi:\s*\S+|https?://\S+|\barXiv:\S+|Announce Type: \w+|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Material:
    """A story as it is told to the model."""

    story: str  #: Story.id
    kind: ItemKind
    name: str  #: of the repository, "" where it is none
    title: str
    text: str  #: the sentences that are told, "" where the record has a title only
    full: str  #: title and whole text: what a draft's numbers and names must stand in
    subject: tuple[str, ...]  #: names that the work gave itself and that are told
    words: tuple[str, ...]  #: names of title and text that stay in Latin script
    numbers: tuple[str, ...]  #: digit strings that a draft may hold
    rest: str = ""  #: the sentences that are not told
    excerpt: bool = False  #: the text is how a longer one begins

    @property
    def told(self) -> str:
        """All that the model reads."""
        return f"{self.title}. {self.text}".strip()


def gather(story: Story, chars: int, most: int = 5, house: Sequence[str] = (), language: Language = Language.ZH) -> Material:
    """Return what the model is given: the primary record's title, and `most` sentences, up to `chars` characters, of the story's longest text.

    `house` are Latin words that any draft may use; a draft in `language` counts as that language does.
    """
    item = story.primary
    title = _clean(item.title)
    if item.kind is ItemKind.REPOSITORY:
        title = title.rsplit("/", 1)[-1]
    whole = _clean(_source(story)).removeprefix(title).strip()
    told = choose(whole, chars, most) if len(whole) >= BRIEF_CHARS else ""
    given = f"{title}. {told}"
    names = (*latin.coined(whole, title), *latin.names(whole, title))
    subject = (_repository(item), *latin.coined(whole, title), *_openers(told, names))
    return Material(
        story=story.id,
        kind=item.kind,
        name=_repository(item),
        title=title,
        text=told,
        full="\n".join(part for part in (title, item.identifiers.get("repository", ""), whole) if part),
        subject=tuple(dict.fromkeys(name for name in subject if name and name in given)),
        words=(*dict.fromkeys(name for name in (_repository(item), *names) if name and name in given), *house),
        numbers=digit_forms(told_in_chinese(given) if language is Language.ZH else told_in_english(given)),
        rest=" ".join(part for part in split(whole) if trim(part) not in told),
        excerpt=bool(told) and item.kind is not ItemKind.REPOSITORY and (len(whole) < _EXCERPT or _source(story).endswith(_CUT)),
    )


def _source(story: Story) -> str:
    """Return the text that is told: the longest of the records, or how an article begins where those give no more than an excerpt.

    An abstract says in brief what an article says at length, so a whole one is not given up for that.
    """
    text = max((item.text.strip() for item in story.items), key=len)
    article = max((item.article[:_OPENING] for item in story.items), key=len)
    is_excerpt = len(text) < _WHOLE or text.endswith(_CUT)
    return article if is_excerpt and len(article) > len(text) else text


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", _RECORD_NOISE.sub(" ", text)).strip()


def _openers(told: str, names: tuple[str, ...]) -> list[str]:
    """Return the names with which sentences begin: what they are about."""
    first = [next(latin.runs(sentence), None) for sentence in split(told)]
    return [run.group() for run in first if run is not None and run.start() == 0 and run.group() in names]


def _repository(item: Item) -> str:
    return item.identifiers.get("repository", "").rsplit("/", 1)[-1]
