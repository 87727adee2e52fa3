"""The nouns of the newsroom, in the order in which news flows, and the protocols between its parts.

Standard library only: every other module may import this one.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

# ---------------------------------------------------------------- what comes in


class SourceKind(enum.StrEnum):
    """How a Source's answer is to be read."""

    FEED = "feed"  #: RSS 0.9x/1.0/2.0, RDF or Atom
    JSON_FEED = "json_feed"  #: https://jsonfeed.org
    PUBMED = "pubmed"  #: esearch, then efetch XML
    EUROPEPMC = "europepmc"  #: Europe PMC REST search, JSON
    BIORXIV = "biorxiv"  #: bioRxiv and medRxiv API, JSON
    GITHUB = "github"  #: GitHub repository search, JSON
    HUGGINGFACE = "huggingface"  #: Hugging Face daily papers, JSON
    ARXIV = "arxiv"  #: arXiv API, Atom with fields of its own
    GITHUB_RELEASES = "github_releases"  #: GitHub API, the releases of a repository, JSON
    HACKERNEWS = "hackernews"  #: Hacker News: search answers of Algolia, items and lists of Firebase, JSON
    MASTODON = "mastodon"  #: the account of a Mastodon server and its posts, JSON
    JSON = "json"  #: any other JSON, read by the paths that the Source declares


class ItemKind(enum.StrEnum):
    """What sort of thing an Item is: decides its evidence line and the tag of a note."""

    ARTICLE = "article"  #: reviewed paper
    PREPRINT = "preprint"
    REPOSITORY = "repository"
    NEWS = "news"  #: news, comment, press note, post


@dataclass(frozen=True, slots=True)
class JsonPaths:
    """Where the fields of a record stand in a JSON answer: names with dots between them ("metadata.creators.name").

    A name on a list is looked for in each of its members, a number picks one. A text with braces is an address or a
    sentence around such paths: "https://example.org/records/{id}".
    """

    title: str
    records: str = ""  #: the list of records; "": the answer itself is that list
    link: str = ""
    date: str = ""
    text: str = ""
    authors: str = ""
    venue: str = ""
    identifiers: tuple[str, ...] = ()  #: what may hold a DOI, a PMID, an arXiv number


@dataclass(frozen=True, slots=True)
class Source:
    """A place items come from."""

    id: str
    title: str
    kind: SourceKind
    url: str
    weight: float = 1.0  #: authority, 0 to 2, multiplies that part of a score
    items: ItemKind = ItemKind.NEWS  #: what its items are, where the item itself does not tell
    folder: tuple[str, ...] = ()  #: where the user has put it, the outermost folder first
    paths: JsonPaths | None = None  #: of a source of kind JSON


@dataclass(frozen=True, slots=True)
class Facts:
    """What a record tells of its own standing, as it was read; empty where it tells nothing."""

    revised: datetime | None = None  #: UTC; last change of what it says, after it was first published
    version: int = 0  #: of a preprint; 0: not told
    types: tuple[str, ...] = ()  #: publication types, as PubMed names them
    subjects: tuple[str, ...] = ()  #: MeSH headings
    issn: tuple[str, ...] = ()
    related: tuple[
        str, ...
    ] = ()  #: keys ("doi:10.…") of other records of the same work: the article of a preprint, the preprint of an article
    notices: tuple[str, ...] = ()  #: what was said of it later: "retracted", "concern", "corrected"
    licence: str = ""  #: as SPDX writes it
    stars: int | None = None  #: of a repository
    points: int | None = None  #: of a post or a listed paper
    read: datetime | None = None  #: UTC; when licence, stars and points were so
    through: str = ""  #: host of a redirecting service, where the link names no other


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a Source published, as it was received."""

    id: str
    source: str
    title: str
    url: str  #: canonical: no tracking parameters, no fragment
    published: datetime | None  #: UTC
    text: str  #: plain text of the abstract or body, "" where there is none
    kind: ItemKind = ItemKind.NEWS
    identifiers: Mapping[str, str] = field(default_factory=dict[str, str])  #: doi, pmid, pmcid, arxiv, repository
    authors: tuple[str, ...] = ()
    venue: str = ""  #: journal, preprint server or site, as the record names it
    facts: Facts = Facts()
    article: str = ""  #: what its own page says at length, where the user had that read


@dataclass(frozen=True, slots=True)
class Ran:
    """One earlier appearance of a story on the site."""

    date: date
    place: str  #: "top 4", "notes 2"


@dataclass(frozen=True, slots=True)
class Reason:
    """One declared part of a Story's score."""

    name: str  #: "topic", "authority", "freshness", …: the key of its words
    value: float  #: points, may be negative
    most: float = 0.0  #: points that this part can give or take at the most, 0 where it has no bound
    detail: str = ""  #: what it rests on: the words found, a journal, a number, the text of a rule


class Sent(enum.StrEnum):
    """Where a rule of the editor's sends a Story, whatever its rank."""

    DROP = "drop"  #: off the list; it is told which rule did it
    TOP = "top"
    NOTES = "notes"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another story that may be the same: proposed, never merged unasked."""

    story: str  #: Story.id
    title: str
    words: tuple[str, ...]  #: what the two have in common, the rarest first


@dataclass(frozen=True, slots=True)
class Story:
    """The items that are about the same thing, ranked as one; `items[0]` is the primary record."""

    id: str
    items: tuple[Item, ...]
    score: float = 0.0  #: 0 to 100
    reasons: tuple[Reason, ...] = ()
    ran: tuple[Ran, ...] = ()
    sent: Sent | None = None  #: by a rule
    like: tuple[Likeness, ...] = ()  #: the likest first

    @property
    def primary(self) -> Item:
        """The record that the page links to."""
        return self.items[0]


class Verdict(enum.StrEnum):
    """What the editor did with a Story on a page."""

    PICKED = "picked"
    RAISED = "raised"  #: moved to a better place
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing the editor did that tells what the site wants."""

    day: date  #: of the page
    story: str  #: Story.id
    item: str  #: Item.id of its primary record
    verdict: Verdict


class Outcome(enum.StrEnum):
    """How a Source answered when it was asked."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"  #: it said itself that nothing changed
    EMPTY = "empty"  #: it answered, and there was no item in it
    FAILED = "failed"


# ---------------------------------------------------------------- what the model writes


class Language(enum.StrEnum):
    """A language that a page, a text or the interface can be in."""

    ZH = "zh"
    EN = "en"


class Task(enum.StrEnum):
    """What is asked of the model; each has a prompt in the Profile and a set of rules."""

    TITLE = "title"  #: the finding as a headline
    TEXT = "text"  #: text of a top entry
    NOTE = "note"  #: one line that says who would want it, and why
    DIGEST = "digest"  #: one of the three digest lines
    LEAD = "lead"  #: the one sentence to know today
    KEYWORD = "keyword"  #: one topic of the day
    ROW = "row"  #: title of a table's row
    CITE = "cite"  #: a fact to be cited, as one whole sentence
    FORECAST = "forecast"  #: what may follow from an entry, with months and a probability
    QUESTION = "question"  #: what a reader would ask about an entry, and the answer
    TRANSLATE = "translate"


class SupportKind(enum.StrEnum):
    """What sort of words of a draft has a place in its source."""

    NUMBER = "number"
    UNIT = "unit"
    NAME = "name"  #: a name in Latin script that is none of the others
    GENE = "gene"
    DRUG = "drug"
    ORGANISM = "organism"
    INSTITUTION = "institution"
    TERM = "term"  #: of the house's glossary
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Support:
    """Some words of a draft and the place in its source that they rest on; both as slices of the texts."""

    kind: SupportKind
    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """All that is needed to ask for the same text again."""

    model: str  #: SHA-256 of the model file
    prompt: str  #: hash of the prompt template
    seed: int
    source: str  #: the text the model was given
    asked: str = ""  #: digest of the model, of what it was first asked, and of what the answer was judged by; "" where nobody noted it


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that the model proposed for an Entry or a part of the page."""

    task: Task
    text: str
    provenance: Provenance
    story: str = ""  #: Story.id, "" for a page part
    attempts: int = 1
    findings: tuple[Finding, ...] = ()
    support: tuple[Support, ...] = ()  #: in order of place
    details: tuple[
        str, ...
    ] = ()  #: the other parts of an answer that has some: of a forecast months and percent, of an answer its question


class Severity(enum.StrEnum):
    """How far a Finding keeps a page from leaving."""

    BLOCK = "block"  #: export refuses
    LOOK = "look"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says about a place on the page; `kind` and `detail` become a sentence in `wording`."""

    kind: str  #: e.g. "number-unsupported"; the key of its sentence
    severity: Severity
    line: int = 0  #: 1-based line of the rendered page, 0 where it has none
    entry: str = ""  #: id of the entry or raw block that it is about, where there is one
    detail: str = ""  #: the words it is about
    fix: str | None = None  #: replacement for `detail`, where one is certain
    conflict: int = 0  #: number of the conflict that it is about, 0 where it is about none


class Reception(enum.StrEnum):
    """What became of a Draft that stood on a page, once that page left."""

    ACCEPTED = "accepted"  #: word for word
    EDITED = "edited"
    REJECTED = "rejected"  #: its entry was taken off the page


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an editor made of a Draft: what the drafts are measured by, and what a model can be shown as an example."""

    day: date  #: of the page
    language: Language
    profile: str  #: Profile.name
    story: str  #: Story.id, "" for a page part
    task: Task
    model: str  #: SHA-256 of the model file
    prompt: str  #: hash of the prompt template
    source: str  #: the text the model was given
    before: str  #: what the model wrote
    after: str  #: what left, "" where it was rejected
    reception: Reception


# ---------------------------------------------------------------- the engine as others see it


class Script(enum.StrEnum):
    """Which letters a text may be written in."""

    ANY = "any"
    CHINESE = "chinese"  #: Han characters, CJK punctuation, and the declared Latin words and numbers
    LATIN = "latin"  #: anything but Han, kana, hangul and their full-width punctuation


@dataclass(frozen=True, slots=True)
class Constraint:
    """What may be sampled, declared as data.

    At most one of `schema`, `form` and `grammar` is declared. They say themselves how long a text is: with one of them, `min_chars` and
    `max_chars` count for nothing. Script, words and numbers hold in the parts of a schema or form that are text, and all through a grammar.
    """

    script: Script = Script.ANY
    words: tuple[str, ...] = ()  #: Latin words and names that may appear, verbatim
    numbers: tuple[str, ...] = ()  #: digit strings that may appear, verbatim, separators and decimals included
    min_chars: int = 0  #: no end of text before this many characters, spaces not counted
    max_chars: int = 0  #: a soft landing on a sentence end before this many; 0: no limit
    one_line: bool = True  #: a line break ends the text
    forbidden: tuple[str, ...] = ()  #: strings that must not appear
    required: tuple[str, ...] = ()  #: strings that must appear, verbatim, before the text ends
    stops: tuple[str, ...] = ()  #: strings that end the text where they begin; they are no part of it
    schema: str = ""  #: a JSON schema, as JSON: the text is one value of it; what can be declared: `engine/schemas`
    form: str = ""  #: what a line looks like, e.g. "{number}. {text:4-40} | {yes|no}"; each line where there may be several: `engine/forms`
    grammar: str = ""  #: GBNF, run by llama.cpp; `one_line` and `stops` count for nothing


class Priority(enum.IntEnum):
    """Who is served first."""

    INTERACTIVE = 0
    BACKGROUND = 1


@dataclass(frozen=True, slots=True)
class Request:
    """One text asked of the model; requests with the same `system` and `shared` text decode it once."""

    id: str
    system: str
    prompt: str
    shared: str = ""  #: the beginning of the user's turn that many requests have in common
    max_tokens: int = 256
    temperature: float = 0.0
    seed: int = 0
    constraint: Constraint = Constraint()
    priority: Priority = Priority.BACKGROUND
    spare: str = ""  #: the part of `prompt` whose last sentences may be left out where all of it is too long for the model


class Stop(enum.StrEnum):
    """Why a text ended."""

    END = "end"  #: the model ended it, or its line or its characters were full
    LENGTH = "length"  #: max_tokens reached
    DEAD_END = "dead_end"  #: the constraint left nothing to say, or no room for what is required
    TOO_LONG = "too_long"  #: the prompt does not fit the model's context: nothing was written
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some more text of a request, as it is written."""

    request: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole text of a request that has ended."""

    request: str
    text: str
    stop: Stop
    prompt_tokens: int = 0
    tokens: int = 0
    seconds: float = 0.0
    left_out: int = 0  #: characters of the request's `spare` part that the model did not get to read


class Device(enum.StrEnum):
    """Where a model computes."""

    AUTO = "auto"
    CPU = "cpu"
    GPU = "gpu"


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """What an engine runs on, once its model is loaded."""

    model: str  #: catalogue name or file name
    model_hash: str  #: SHA-256 of the file; "server:" and a digest of what it told, where another machine has the model
    device: Device  #: CPU or GPU; AUTO where another machine decides
    device_name: str  #: "CPU, 2 threads", "NVIDIA H200 (CUDA)", "llama.cpp at gpu-box:8080"
    reason: str = ""  #: key of the sentence that says why AUTO did not take a GPU: "build-without-gpu", "no-gpu-found", "gpu-memory"
    tokens_per_second: float = 0.0  #: of the last batch, 0.0 before there was one
    hosts: tuple[str, ...] = ()  #: the other machines that get the texts; () where they stay on this one
    silent: tuple[str, ...] = ()  #: those of them that did not answer
    calibrated: float = 0.0  #: tokens that many texts together got in a second when the model was tried out here; 0.0: nobody tried


@dataclass(frozen=True, slots=True)
class Loading:
    """How far an engine is before it can write."""

    step: Step  #: LOAD, or MEASURE: how the model is best served on this machine, found out at first use
    share: float  #: 0 to 1


def nothing_more() -> Sequence[Request]:
    """Return no request: what an engine is asked for is known from the beginning."""
    return ()


class Engine(Protocol):
    """A model as a service, for any number of threads at a time."""

    def stream(
        self, requests: Sequence[Request], beat: Callable[[], None] = ..., more: Callable[[], Sequence[Request]] = ...
    ) -> Generator[Piece | Answer]:
        """Write all texts, as their pieces come; ends with one Answer for each request, in order of completion.

        `beat` is called several times a second while nothing comes. What it raises ends the texts and goes up; so does closing the
        generator before its end. `more` is called after each Answer: what it returns is written beside the rest, under ids that no text
        has which is still being written.
        """
        ...

    def info(self, beat: Callable[[], None] = ...) -> EngineInfo:
        """What it runs on; loads the model if need be, during which `beat` is called as in `stream`."""
        ...

    @property
    def loading(self) -> Loading | None:
        """What it does before it can write, None where it is ready or nothing was asked of it."""
        ...

    def close(self) -> None:
        """Let go of the model and its process."""
        ...


# ---------------------------------------------------------------- other machines


@dataclass(frozen=True, slots=True)
class Call:
    """Something asked of a server that the user named."""

    id: str  #: never used twice
    url: str
    body: bytes = b""  #: JSON to post; empty where the address is only read
    key: str = ""  #: shown to the server as a bearer token


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of the answer to a Call as it comes, or the answer's end."""

    call: str  #: Call.id
    line: str = ""
    ended: bool = False  #: nothing more comes
    status: int = 0  #: of HTTP; 0: there was no answer
    problem: str = ""  #: why the end is none of the server's making: "offline", "unreachable", "timeout", "tls", "protocol", "too-large"
    fault: BaseException | None = None  #: a mistake of the wire's own, for whoever listens to raise


class Wire(Protocol):
    """Many streaming calls at once, from any number of threads."""

    def send(self, call: Call, hear: Callable[[Heard], None]) -> None:
        """Begin a call; `hear` is told what comes of it, its end always, on a thread of the wire's that it must not hold up."""
        ...

    def drop(self, call: str) -> None:
        """Hang up on a call, by its id; its end is not told any more."""
        ...

    def close(self) -> None:
        """Hang up on all calls and let go of the connections; a later call would open others."""
        ...


# ---------------------------------------------------------------- work that takes a while


class Step(enum.StrEnum):
    """What a job is doing, as a key of a sentence."""

    FETCH = "fetch"
    READ = "read"
    IMPORT = "import"
    DOWNLOAD = "download"
    COPY = "copy"
    VERIFY = "verify"
    LOAD = "load"
    RANK = "rank"
    WRITE = "write"
    TRANSLATE = "translate"
    CHECK = "check"
    EXPORT = "export"
    BACKUP = "backup"
    MEASURE = "measure"
    FIT = "fit"


class Job(Protocol):
    """How long work reports, and how it learns that it was cancelled."""

    def step(self, step: Step, done: int, total: int, note: str = "") -> None:
        """Report `done` of `total` units (bytes, sources, texts); raises `errors.Cancelled` once the user pressed stop."""
        ...


class SilentJob:
    """A Job that nobody watches and nobody cancels."""

    def step(self, step: Step, done: int, total: int, note: str = "") -> None:
        """Do nothing."""
