"""A Profile: what makes a site, as data. A second site is a second Profile, never a code change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bioai_desktop.domain import ItemKind, Language, Severity, Task
from bioai_desktop.edition.model import SectionKind

#: The files of a profile's folder.
TABLE = "profile.toml"
TEMPLATES, PROMPTS, STARTER = "templates", "prompts", "starter"

#: Tasks that write about one story; what the others write is made from finished entries.
STORY_TASKS = (Task.TEXT, Task.NOTE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a text may be, in characters without spaces and markup; 0 means no limit."""

    min_chars: int = 0
    max_chars: int = 0


@dataclass(frozen=True, slots=True)
class SectionRule:
    """One section of the site's page, in the order in which rules are listed. Several may be of one kind."""

    kind: SectionKind
    title: Mapping[Language, str]  #: its heading's words; "{count}" is the number of entries
    match: tuple[str, ...] = ()  #: a heading that holds one of these words, case ignored, is of this section
    name: str = ""  #: what commands, templates and promotions call it; its kind where nothing else is given
    task: Task | None = None  #: what the model writes there, None where it writes nothing
    holds: tuple[ItemKind, ...] = ()  #: kinds of item that stories are chosen from, () for all
    most: int = 0  #: entries a draft puts there, 0 for none
    least: int = 0  #: a section with fewer entries is empty, and left out
    of_a_kind: int = 0  #: entries about one kind of item that a draft puts there at the most, 0 for any number
    always: bool = False  #: it stands on a new page even without entries
    level: int = 2
    renumber: bool = False  #: numbers follow when entries move
    follow: bool = False  #: a navigation lists the sections that are there; a digest, the first titles of the first list of stories
    required: bool = False  #: a page without it may not leave
    limits: Limits = Limits()  #: of an entry's text
    titles: Limits = Limits()  #: of an entry's title
    form: str = ""  #: of an answer that has parts: what a line of it looks like, by the rules of `engine/forms`

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.name or str(self.kind))


@dataclass(frozen=True, slots=True)
class Promotion:
    """A block of the site's own on every new page: a hint, an invitation."""

    after: str  #: name of the section below which it stands; a page without that section goes without it
    text: Mapping[Language, str]  #: Markdown, Jinja2 over `date` and `language`; a language that is not named goes without
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Files:
    """Where the page's files lie in the site; Jinja2 templates over `date` and `language`, "" for a file that it does not have."""

    page: str = ""
    month_index: str = ""
    home: str = ""
    daily: str = ""  #: the page's body alone


@dataclass(frozen=True, slots=True)
class Front:
    """What lines of the site's front matter mean, by their keys; "" where it has no such line."""

    description: str = "description"  #: of a page: the site's description
    home_day: str = ""  #: of the home page: names the day whose page it shows
    home_renewed: tuple[str, ...] = ()  #: of the home page: written anew with each page, all others are the site's own
    month_open: str = ""  #: of a month's index, dots between nested keys: true in the newest month, false in those before


@dataclass(frozen=True, slots=True)
class Topics:
    """What the site is about: keywords and their weights, for ranking. A story is relevant when every side is in it.

    A keyword in small letters is found in any case, one with a capital as it is written; it stands for whole words and
    their plural, with a final `*` for all words that begin so. Han keywords are found anywhere.
    """

    sides: Mapping[str, Mapping[str, float]] = field(default_factory=dict[str, Mapping[str, float]])  #: name of a side to keyword to weight
    alone: Mapping[str, float] = field(default_factory=dict[str, float])  #: keywords that make a story relevant by themselves
    against: Mapping[str, float] = field(default_factory=dict[str, float])  #: keywords that speak against it; a weight of 2 rules it out

    def __hash__(self) -> int:
        return hash((frozenset(self.sides), frozenset(self.alone), frozenset(self.against)))


@dataclass(frozen=True, slots=True)
class Rules:
    """What keeps a list of stories in shape: lines in the words of `stories.rules`, and how much alike its stories may be."""

    lines: tuple[str, ...] = ()
    of_a_journal: int = 0  #: stories that stand on the list for their full points, and on the page before others; 0 for any number
    of_a_kind: int = 0  #: stories of one kind that stand on the list for their full points; 0 for any number
    page_from: float = 0.0  #: score below which no story is chosen for a page: a thin day has a short one


@dataclass(frozen=True, slots=True)
class Profile:
    """What makes a site. `templates` and `prompts` are Jinja2 texts by name; see `resources/profiles`."""

    name: str
    sections: tuple[SectionRule, ...]
    files: Mapping[Language, Files]  #: of each language of the site; pages are drafted in the first one
    templates: Mapping[str, str]  #: "page.zh.md", "month_index.md", "home.zh.md", "section.top.md", …
    prompts: Mapping[str, str]  #: "system.zh.md", "title.zh.md", "text.zh.md", …
    starter: Mapping[str, str] = field(default_factory=dict[str, str])  #: files of a new, empty site, by path
    description: Mapping[Language, str] = field(default_factory=dict[Language, str])  #: another one on a page is a Finding
    title: Mapping[Language, str] = field(default_factory=dict[Language, str])  #: Jinja2 over `date`
    tags: Mapping[ItemKind, Mapping[Language, str]] = field(default_factory=dict[ItemKind, Mapping[Language, str]])  #: of a note
    promotions: tuple[Promotion, ...] = ()
    front: Front = Front()
    words: tuple[str, ...] = ()  #: Latin words that any text may use, whatever its source says
    own_terms: str = ""  #: the editor's own lines of terms; the house's lie among its prompts
    shipped_terms: str = ""
    topics: Topics = Topics()
    weights: Mapping[str, float] = field(default_factory=dict[str, float])  #: part of a score to its most points
    rules: Rules = Rules()
    rest_days: int = 7  #: for so long a story that ran stays off the page
    severities: Mapping[str, Severity] = field(default_factory=dict[str, Severity])  #: finding kind to severity
    commit: str = "{{ date.isoformat() }}: {{ change }}"  #: subject of a commit; `change` is "create", "update" or "undo"
    timezone: str = "UTC"  #: in which a date begins
    preview: Mapping[str, str] = field(default_factory=dict[str, str])  #: theme parameter by dotted name to its value without network
    folder: str = ""  #: that it was read from

    @property
    def language(self) -> Language:
        """The language in which pages are drafted; the others are translations."""
        return next(iter(self.files), Language.ZH)

    @property
    def lists(self) -> tuple[SectionRule, ...]:
        """The sections that hold a story in each entry, and that the model writes."""
        return tuple(rule for rule in self.sections if rule.task in STORY_TASKS)

    @property
    def drafted(self) -> tuple[SectionRule, ...]:
        """The sections that the model writes."""
        return tuple(rule for rule in self.sections if rule.task is not None)

    def file(self, *parts: str) -> str:
        """Return the path of one of its files, to point at."""
        return str(Path(self.folder, *parts))

    def named(self, name: str) -> SectionRule | None:
        """Return the rule of that name."""
        return next((rule for rule in self.sections if rule.name == name), None)
