"""Look at a page as the site itself shows it: built by the real Hugo, beside the site, and opened in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from time import monotonic

from bioai_desktop.checkout import hugo
from bioai_desktop.checkout.hugo import Build, Mount
from bioai_desktop.checkout.loopback import Loopback
from bioai_desktop.checkout.overlay import lay
from bioai_desktop.domain import Language
from bioai_desktop.flow.check import require_site
from bioai_desktop.flow.edit import current, existing
from bioai_desktop.flow.export import change_sets
from bioai_desktop.flow.parts import Parts
from bioai_desktop.site.days import PagePaths
from bioai_desktop.site.files import page_path

_CONTENT = "content"
_ROOT = "/"


@dataclass(frozen=True, slots=True)
class Built:
    """A page that Hugo built."""

    page: Path  #: its HTML; that of the home page where the site puts pages elsewhere than their sources lie
    path: str  #: the same, relative to the site's address
    seconds: float


def build(parts: Parts, day: date, language: Language, site: Path, out: Path, *, address: str = _ROOT) -> Built:
    """Build the site's month of that day into the folder `out`, with the day's pages of the store in it.

    Blocking findings are no hindrance: one looks at a page to see what is wrong. Nothing is written into the site. Raises
    `EditionMissing`, `ExportRefused` where the site is none, `HugoMissing`, `HugoFailed`.
    """
    began = monotonic()
    existing(parts, day, language)
    require_site(parts, site)
    binary = hugo.find(parts.settings.hugo)
    mounts = hugo.mounts(binary, site)
    folders = [mount.source for mount in mounts if _is_content(mount, site)]
    pages = {each: edition for each in parts.profile.files if (edition := current(parts, day, each)) is not None}
    changes = change_sets(parts, day, pages, site)
    known = PagePaths(parts.profile)
    with TemporaryDirectory(prefix="bioai-content-") as laid:
        lay(site, folders, Path(laid), lambda path: _is_wanted(known, day, path), changes)
        moved = [replace(mount, source=str(Path(laid, mount.source))) if mount.source in folders else mount for mount in mounts]
        hugo.build(binary, site, Build(out, parts.paths.cache / "hugo", address, moved, parts.profile.preview))
    path = _path(page_path(parts.profile, language, day), mounts, out)
    return Built(out / path, path.removesuffix("index.html"), monotonic() - began)


class SitePreview:
    """Shows pages through a server of its own, which ends when this is closed."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._folder = TemporaryDirectory(prefix="bioai-site-")
        self._server = Loopback(Path(self._folder.name))

    def show(self, day: date, language: Language, site: Path) -> str:
        """Build a page, and return the address at which the browser finds it."""
        built = build(self._parts, day, language, site, Path(self._folder.name), address=self._server.address)
        return self._server.address + built.path

    def close(self) -> None:
        """Serve no longer, and remove what was built."""
        self._server.close()
        self._folder.cleanup()


def _is_content(mount: Mount, site: Path) -> bool:
    """Return whether a mount brings pages that lie in the site."""
    source = PurePosixPath(mount.source)
    inside = not source.is_absolute() and ".." not in source.parts and (site / source).is_dir()
    return mount.target.partition("/")[0] == _CONTENT and inside


def _is_wanted(known: PagePaths, day: date, path: str) -> bool:
    """Return whether a file of the site is needed to see a day: the pages of other months are not."""
    other = known.find(PurePosixPath(path))
    return other is None or (other.day.year, other.day.month) == (day.year, day.month)


def _path(source: str, mounts: Sequence[Mount], out: Path) -> str:
    """Return where the page of that source was built, that of the home page where it is not found."""
    for mount in mounts:
        if mount.target == _CONTENT and source.startswith(f"{mount.source}/"):
            bare = PurePosixPath(source.removeprefix(f"{mount.source}/")).with_suffix("").as_posix()
            tried = [f"{prefix}{bare}{end}" for prefix in (f"{mount.lang}/", "") for end in ("/index.html", ".html")]
            found = [path for path in tried if (out / path).is_file()]
            if found:
                return found[0]
    return "index.html"
