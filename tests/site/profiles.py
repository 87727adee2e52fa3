"""Copies of the shipped profiles, to change files in and see what follows."""

import shutil
from pathlib import Path

from bioai_desktop.edition.profile import Profile
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile

NAMES = sorted(folder.name for folder in resource("profiles").iterdir() if folder.is_dir())


class Copy:
    """A shipped profile in a folder of its own."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder = Path(shutil.copytree(resource("profiles", name), folder / name))

    def change(self, file: str, old: str, new: str) -> None:
        """Write other words into a file."""
        path = self.folder / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), "utf-8")

    def read(self) -> Profile:
        """Return the profile as its files are now."""
        return load_profile(self.folder)
