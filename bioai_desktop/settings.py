"""The user's settings: typed, frozen, read once, handed down."""

from __future__ import annotations

import enum
import locale
import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

import tomlkit

from bioai_desktop.domain import Device, Language
from bioai_desktop.errors import FileUnreadable, FileUnwritable, SettingInvalid


class Theme(enum.StrEnum):
    """Colours of the window."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Landing(enum.StrEnum):
    """What a publication from the window leaves in the site."""

    FILES = "files"
    COMMIT = "commit"  #: the files, and a commit of them with the site's own git


#: As the name of the model: another machine writes.
SERVER = "server"


def system_language() -> Language:
    """Return the interface language that fits the user's locale: Chinese for zh, else English."""
    named = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(k))), "")
    name = named or (locale.getlocale()[0] or "")
    return Language.ZH if name.lower().startswith(("zh", "chinese")) else Language.EN


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose; every field has a working default."""

    language: Language = Language.ZH  #: of the interface
    theme: Theme = Theme.SYSTEM
    profile: str = ""  #: a profile's folder name, "" for the shipped default
    model: str = "starter"
    device: Device = Device.AUTO
    site: str = ""  #: folder of the Hugo site, "" until one is chosen
    landing: Landing = Landing.FILES
    hugo: str = ""  #: path of Hugo, "" for the one that is found
    servers: str = ""  #: addresses of other machines that can write, blanks between them; used where `model` is `SERVER`
    server_model: str = ""  #: the model that they are asked for, "" for the one that each has
    budget: int = 0  #: seconds that the draft of an edition may take, 0 for any number
    examples: int = 0  #: texts of the editor's that the model is shown with each text that it is to write, 0 for none
    server_keys: str = ""  #: scheme, host and port of machines whose key lies in the system's keyring, blanks between them

    @property
    def hosts(self) -> tuple[str, ...]:
        """The other machines that get the texts now, by name; () where they stay on this computer."""
        addresses = self.servers.split() if self.model == SERVER else []
        return tuple(urlsplit(address).netloc.rpartition("@")[2] for address in addresses)


def load(path: Path) -> Settings:
    """Read the settings, defaults where the file or a key is missing; raises `SettingInvalid` on a bad value."""
    defaults = Settings(language=system_language())
    raw = tomllib.loads(_text(path))
    kinds: dict[str, type[str | int]] = {field.name: type(getattr(defaults, field.name)) for field in fields(Settings)}
    return replace(defaults, **{name: _value(name, raw[name], kind) for name, kind in kinds.items() if name in raw})


def save(settings: Settings, path: Path) -> None:
    """Write the settings; comments and keys that are not ours stay. Raises `FileUnreadable`, `FileUnwritable`."""
    document = tomlkit.parse(_text(path))
    for field in fields(Settings):
        value = getattr(settings, field.name)
        document[field.name] = value if isinstance(value, int) else str(value)
    partial = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(tomlkit.dumps(document), "utf-8")
        partial.replace(path)
    except OSError as error:
        raise FileUnwritable(str(path)) from error


def _text(path: Path) -> str:
    """Return what the file holds, "" where there is none; raises `FileUnreadable` where it is no TOML."""
    try:
        text = path.read_text("utf-8")
        tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileUnreadable(str(path)) from error
    return text


def _value(name: str, raw: object, kind: type[str | int]) -> str | int:
    """Return a setting as its type has it; raises `SettingInvalid`."""
    try:
        if kind is int and type(raw) is int and raw >= 0:
            return raw
        if isinstance(raw, str) and kind is not int:
            return kind(raw)
    except ValueError:
        pass  # told below
    raise SettingInvalid(name, str(raw))
