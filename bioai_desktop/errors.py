"""What can go wrong, named by what happened, with fields instead of sentences.

    AppError                    the user is told; anything else is a bug
      Cancelled                 the user pressed stop
      FeedUnreadable            a payload that is no feed
      FetchFailed               a source that did not answer
      AddressRefused            an address that a feed may not send us to
      ArticleUnreadable         a page without an article that could be read
      FileUnreadable            a file that is missing or can't be read
      FileUnwritable            a file or folder that can't be written
      ImportRefused             a file that is not what could be taken in
      DateInvalid               a date that is none
      SearchInvalid             a filter that a search does not know
      ModelUnknown              a name that is not in the catalogue
      ModelMissing              a model that is not on this computer
      ModelUnavailable          a model that no way delivers
      ModelDamaged              a file whose hash is another
      ModelUnusable             a file that no engine can load
      ModelKept                 a model that lies where it is not ours to remove
      DiskFull                  not enough room
      EngineFailed              the worker died or answered with an error
      ServerFailed              another machine that did not write what it was asked for
      ServerAddressInvalid      what was given as a server's address is none
      ServerUnset               no other machine is known
      ConstraintInvalid         a constraint that no text can be written by
      NothingToDraft            no story for that date
      EditionMissing            no page for that date
      EditConflict              an edit that no longer fits the page
      ProfileInvalid            a profile file with a mistake
      ProfileUnknown            a name that no profile has
      ProfileShipped            a profile that is not the user's to change
      TaskUnknown               a kind of text that is not written
      ProfileNameRefused        a name that a profile of one's own can't get
      SourcesInvalid            a list of sources with a mistake
      SourceUnknown             an id that no source has
      SourceKnown               an address that is a source already
      KeyRefused                a key that can't be kept for a source or a server
      KeyringUnusable           a system that keeps no keys, or not now
      StoryUnknown              an id that no story of the day has
      AddressInvalid            an address that is none
      NoFeedFound               a page without a feed
      SettingInvalid            a setting out of its range
      ExportRefused             a page with blocking findings, or a site that can't take it
      UndoRefused               an export that can't be taken back
      GitFailed                 the site's git did not do what it was asked
      HugoMissing               no Hugo to build the site with
      HugoFailed                a site that Hugo did not build
      StoreUnusable             a database that can't be opened
      StoreDamaged              a database in which something is wrong
      BackupMissing             no copy of the database of that day
      RuleInvalid               a line that is no rule
      RuleUnknown               a number under which no rule of the user's own stands
      TermInvalid               words that make no term
      TermUnknown               English words for which the user has no term of their own

The sentences are in `resources/i18n`, keyed by class name; a field is a placeholder there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bioai_desktop.domain import Finding


class AppError(Exception):
    """Something that happened to the user's work and that the user is told about."""


class Cancelled(AppError):
    """The user pressed stop."""


@dataclass(eq=False)
class FeedUnreadable(AppError):
    """A payload that holds no feed; `reason` is a key: "html", "not-xml", "not-json", "empty", "entities", "other-form", "damaged", "too-large", "too-many"."""

    source: str
    reason: str


@dataclass(eq=False)
class FetchFailed(AppError):
    """A source that did not answer; `reason` is a key: "offline", "unreachable", "timeout", "status", "too-large", "tls", "protocol", "package", "robots", "key"."""

    source: str
    reason: str
    status: int = 0
    detail: str = ""  #: what the other side said, in its own words


@dataclass(eq=False)
class AddressRefused(AppError):
    """An address reached by redirect or named in a feed that is not on the public network."""

    url: str


@dataclass(eq=False)
class ArticleUnreadable(AppError):
    """A page without an article that could be read.

    `reason` is a key: "robots", "closed", "paywall", "empty", "no-more", "pdf", "not-html", "unreadable", "no-address".
    """

    url: str  #: the title of the story where it has no address
    reason: str


@dataclass(eq=False)
class FileUnreadable(AppError):
    """A file that is missing, not a file, or can't be read."""

    path: str


@dataclass(eq=False)
class BenchDisturbed(AppError):
    """A measure in which other load showed."""

    rounds: int


@dataclass(eq=False)
class NoFittedCopy(AppError):
    """A model of which no copy fitted to this machine is there, or none that may be used now."""

    name: str


@dataclass(eq=False)
class RequestsInvalid(AppError):
    """A file of requests for a measure that can't be measured with; `reason` is a key: "form", "sets", "length"."""

    path: str
    reason: str
    detail: str = ""  #: the line's problem, what is missing, or the id of a request


@dataclass(eq=False)
class FileUnwritable(AppError):
    """A file or folder that can't be written."""

    path: str


@dataclass(eq=False)
class ImportRefused(AppError):
    """A file that was not taken in; `reason` is a key: "no-pages", "undated", "folder", "outside", "encoding", "no-terms"."""

    path: str
    reason: str
    detail: str = ""  #: where pages would lie


@dataclass(eq=False)
class DateInvalid(AppError):
    """A date that is not YYYY-MM-DD."""

    text: str


@dataclass(eq=False)
class SearchInvalid(AppError):
    """A filter in what is searched for that means nothing."""

    filter: str
    known: str  #: those of one kind, to choose from


@dataclass(eq=False)
class ModelUnknown(AppError):
    """A name that is not in the catalogue."""

    name: str
    known: str


@dataclass(eq=False)
class ModelMissing(AppError):
    """A model of the catalogue that is not on this computer yet."""

    name: str


@dataclass(eq=False)
class ModelUnavailable(AppError):
    """A model that none of its ways delivered."""

    name: str
    tried: str


@dataclass(eq=False)
class ModelDamaged(AppError):
    """A file whose SHA-256 is not the published one."""

    path: str
    expected: str
    found: str


@dataclass(eq=False)
class ModelUnusable(AppError):
    """A file that is not a model which the engine can load; `reason` is a key: "not-gguf", "version", "split", "no-tokenizer", "not-generative", "truncated"."""

    path: str
    reason: str


@dataclass(eq=False)
class ModelKept(AppError):
    """A model outside the program's own folder, which only its owner may remove."""

    name: str
    path: str


@dataclass(eq=False)
class DiskFull(AppError):
    """Not enough room; sizes in bytes."""

    path: str
    needed: int
    free: int


@dataclass(eq=False)
class EngineFailed(AppError):
    """The worker died or answered with an error; `reason` is a key: "died", "start", "load", "memory", "decode", "grammar", "transcode"."""

    reason: str
    detail: str = ""


@dataclass(eq=False)
class ServerFailed(AppError):
    """Another machine that did not write what it was asked for.

    `reason` is a key: "offline", "unreachable", "timeout", "tls", "key", "model", "nonsense", "broken-off", "status".
    """

    host: str
    reason: str
    status: int = 0
    detail: str = ""  #: what it said, in its own words, or the models that it has


@dataclass(eq=False)
class ServerAddressInvalid(AppError):
    """What was given as a server's address is none."""

    text: str


class ServerUnset(AppError):
    """Another machine is to write, and none is known."""


@dataclass(eq=False)
class ConstraintInvalid(AppError):
    """A constraint that no text can be written by; `reason` is a key: "schema", "form", "several"."""

    reason: str
    detail: str = ""  #: the place in the schema and what is not known there, or the form


@dataclass(eq=False)
class NothingToDraft(AppError):
    """No story for that date, or none that could be written."""

    date: str


@dataclass(eq=False)
class EditionMissing(AppError):
    """No page in the store for that date and language."""

    date: str
    language: str


@dataclass(eq=False)
class EditConflict(AppError):
    """An edit that names a place which the page does not have (any more)."""

    place: str


@dataclass(eq=False)
class ProfileInvalid(AppError):
    """A file of the profile with a mistake in it.

    `reason` is a key: "mistake", "missing", "unreadable", "toml", "unknown", "value", "words", "twice", "section", "language", "zone",
    "template", "form", "key", "path", "claimed", "prompt", "term".
    """

    path: str
    problem: str = ""  #: what it is about, or in the words of the reader that stumbled over it
    reason: str = "mistake"
    line: int = 0  #: 1-based, 0 where it is not known


@dataclass(eq=False)
class ProfileUnknown(AppError):
    """A name that neither the user nor the program has a profile of."""

    name: str
    known: str


@dataclass(eq=False)
class ProfileShipped(AppError):
    """A profile that comes with the program: there is nothing of the user's in it."""

    name: str


@dataclass(eq=False)
class NothingToTell(AppError):
    """A story whose source holds nothing that such a text could be made from."""

    task: str
    title: str


@dataclass(eq=False)
class TaskUnknown(AppError):
    """A name that no kind of text, and no prompt, has."""

    name: str
    known: str


@dataclass(eq=False)
class ProfileNameRefused(AppError):
    """A name that a profile of the user's own can't get; `reason` is a key: "taken", "form"."""

    name: str
    reason: str


@dataclass(eq=False)
class SourcesInvalid(AppError):
    """A list of sources with a mistake in it."""

    path: str
    problem: str


@dataclass(eq=False)
class SourceUnknown(AppError):
    """An id that no source has."""

    name: str
    known: str


@dataclass(eq=False)
class SourceKnown(AppError):
    """An address that is a source already."""

    url: str
    name: str


@dataclass(eq=False)
class KeyRefused(AppError):
    """A key that can't be kept for a source or a server; `reason` is a key: "kind", "plain", "form", "none"."""

    name: str  #: Source.id, or the server's address
    reason: str


@dataclass(eq=False)
class KeyringUnusable(AppError):
    """A system that keeps no keys, or not now; `reason` is a key: "none", "locked", "refused"."""

    reason: str
    backend: str  #: what the system has in its place, or what refused


@dataclass(eq=False)
class StoryUnknown(AppError):
    """An id, or the beginning of one, that no story of the day has, or more than one."""

    name: str
    date: str


@dataclass(eq=False)
class AddressInvalid(AppError):
    """What was given as an address is none of the web."""

    text: str


@dataclass(eq=False)
class NoFeedFound(AppError):
    """A page that neither is a feed nor leads to one."""

    url: str


@dataclass(eq=False)
class SettingInvalid(AppError):
    """A setting out of its range."""

    name: str
    value: str


@dataclass(eq=False)
class ExportRefused(AppError):
    """A page that may not leave yet; `reason` is a key: "findings", "no-site", "outside", "changed", "on-disk", "uncommitted", "no-git"."""

    reason: str
    path: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(eq=False)
class UndoRefused(AppError):
    """An export that can't be taken back; `reason` is a key: "none", "changed", "damaged"."""

    reason: str
    date: str
    path: str = ""


@dataclass(eq=False)
class GitFailed(AppError):
    """What the site's git was asked and did not do; `reason` is a key: "status", "commit", "push", "slow"."""

    reason: str
    detail: str = ""  #: what git or one of its hooks said, in its own words


class HugoMissing(AppError):
    """No Hugo on this computer to build the site with."""


@dataclass(eq=False)
class HugoFailed(AppError):
    """A site that Hugo did not build."""

    detail: str  #: what Hugo said, in its own words


@dataclass(eq=False)
class StoreUnusable(AppError):
    """A database that can't be opened; `reason` is a key: "damaged", "newer", "locked", "unwritable"."""

    path: str
    reason: str


@dataclass(eq=False)
class StoreDamaged(AppError):
    """A database in which something is wrong; it stays as it is. `reason` is a key: "backup", "none"."""

    path: str
    problem: str  #: in the words of SQLite
    reason: str
    backup: str = ""  #: day of the newest copy, "" where there is none

    @classmethod
    def of(cls, path: str, problem: str, backup: date | None) -> StoreDamaged:
        """Return the error with what there is to go back to."""
        return cls(path, problem, "backup", backup.isoformat()) if backup else cls(path, problem, "none")


@dataclass(eq=False)
class BackupMissing(AppError):
    """No copy of the database; `reason` is a key: "day" (there are others), "none"."""

    reason: str
    known: str = ""  #: the days of which there are copies


@dataclass(eq=False)
class RuleInvalid(AppError):
    """A line that is no rule.

    `reason` is a key: "line", "no-action", "condition", "action", "value", "number", "kind", "language", "quote".
    """

    found: str  #: the words that were not understood
    reason: str
    expected: str = ""  #: what may stand there
    where: str = ""  #: file and line that it stands in ("rules.txt:3: "), "" where it was given by hand


@dataclass(eq=False)
class RuleUnknown(AppError):
    """A number under which no rule of the user's own stands."""

    number: int


@dataclass(eq=False)
class TermInvalid(AppError):
    """Words that make no term: a side is empty, or it is not English on one side and Chinese on the other."""

    found: str


@dataclass(eq=False)
class TermUnknown(AppError):
    """English words for which the user has no term of their own, or words that stand nowhere on a page."""

    found: str
