"""What is asked and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field

from bioai_desktop import __version__
from bioai_desktop.errors import AppError

AGENT = "BioAI-Desktop"  #: the name under which a site's robots.txt may speak to us
USER_AGENT = f"{AGENT}/{__version__} (+feed reader)"


@dataclass(frozen=True, slots=True)
class Secret:
    """A key of the user's: goes to one origin and to no other, whatever redirects say, and is no part of any address that is told."""

    origin: str  #: as `guard.origin_of` writes it
    name: str  #: of the header, or of the parameter
    key: str = field(repr=False)
    form: str = "{}"  #: of the header's value
    in_query: bool = False


@dataclass(frozen=True, slots=True)
class Fetch:
    """One thing to ask for; `etag` and `last_modified` are those of its last answer, "" where there was none."""

    id: str
    url: str
    etag: str = ""
    last_modified: str = ""
    trusted: bool = False  #: the user entered this address: it may be local
    by_robots: bool = False  #: asked only where the site's robots.txt lets programs read it: a page, or an address that we guessed
    secret: Secret | None = None


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What came of a Fetch; `body` is whole and unpacked, and empty with a problem or where nothing changed."""

    id: str
    url: str  #: where the answer came from, after redirects
    status: int = 0
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    wait: float = 0.0  #: seconds: so long the answer stays good, or, with a problem, the server does not want to be asked
    problem: AppError | None = None  #: FetchFailed or AddressRefused


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked at once, and how long and how often; seconds where nothing else is said."""

    together: int = 128  #: requests under way
    per_host: int = 2  #: of them, to one host
    most_bytes: int = 20_000_000  #: of a body, unpacked
    large_bytes: int = 256_000  #: of a body, from which on it counts as large
    large: int = 6  #: large bodies in memory, until they are taken
    connect: float = 10.0
    read: float = 20.0  #: between two pieces of an answer
    whole: float = 60.0  #: for one answer, from the connection to its last byte; waiting for room does not count
    tries: int = 3
    pause: float = 0.5  #: before the second try, doubled for each further one, and up to as much again by chance
    patience: float = 20.0  #: longest Retry-After that is waited for
    redirects: int = 8
    beat: float = 0.1  #: between two calls of `beat`
