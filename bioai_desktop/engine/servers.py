"""What is known of a server with an OpenAI-compatible interface: which program it is, its model, how much it does at a time. Pure."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import msgspec

from bioai_desktop.errors import ServerAddressInvalid, ServerFailed

_DETAIL = 200  # characters of a server's own words that are passed on
REFUSED = (401, 403)  #: statuses that say that the key is wrong or missing
_TAG = re.compile(r"<[^>]*>")  # of a page in the place of an answer
_REASONS = {"": "unreachable", "protocol": "broken-off", "too-large": "nonsense"}
_STRAY = re.compile(r"[\s\"'<>]")  # in no address
_LATEST = ":latest"  # what Ollama adds to a name without a tag
T = TypeVar("T", bound=msgspec.Struct)


class Kind(enum.StrEnum):
    """The program that serves."""

    LLAMA_CPP = "llama.cpp"
    VLLM = "vLLM"
    OLLAMA = "Ollama"
    OTHER = "OpenAI API"


#: Texts asked for at the same time where the server doesn't say how many it writes.
_WIDTHS = {Kind.LLAMA_CPP: 4, Kind.VLLM: 32, Kind.OLLAMA: 4, Kind.OTHER: 8}


class Reply(NamedTuple):
    """A whole answer."""

    status: int
    text: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Server:
    """One server that answered."""

    base: str  #: its address, without "/v1"
    kind: Kind
    model: str  #: as it is asked for, "" where the server has but one and names none
    version: tuple[int, ...] = ()
    width: int = 1  #: texts that it is asked for at the same time
    told: str = ""  #: what else it says of its model, for the provenance

    @property
    def host(self) -> str:
        """The machine, as it is named to the user."""
        return host_of(self.base)

    @property
    def title(self) -> str:
        """The model, as it is named to the user: a path is more than that."""
        return re.split(r"[/\\]", self.model)[-1] if self.kind is Kind.LLAMA_CPP else self.model

    @property
    def confines(self) -> bool:
        """Whether it samples by a grammar."""
        return self.kind in {Kind.LLAMA_CPP, Kind.VLLM}

    @property
    def continues(self) -> bool:
        """Whether it goes on with a text that was begun."""
        return self.kind is not Kind.OTHER


def base_of(address: str) -> str:
    """Return the part of an address that all others are made from; raises `ServerAddressInvalid`."""
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        named = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # a port or an address of IPv6 that is none
        raise ServerAddressInvalid(address) from None
    if not named or _STRAY.search(text):
        raise ServerAddressInvalid(address)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('/v1')}"


def host_of(base: str) -> str:
    """Return host and port of an address, without a password that it may hold."""
    return urlsplit(base).netloc.rpartition("@")[2]


#: What is looked at to know a server; by name, so that the answers can be told apart.
PLACES: Mapping[str, str] = {"models": "/v1/models", "props": "/props", "ollama": "/api/version", "vllm": "/version"}


class _Listed(msgspec.Struct):
    id: str
    owned_by: str = ""
    meta: dict[str, Any] | None = None


class _Models(msgspec.Struct):
    data: list[_Listed] | None = None


class _Props(msgspec.Struct):
    total_slots: int
    model_path: str = ""


class _Version(msgspec.Struct):
    version: str


def recognise(base: str, replies: Mapping[str, Reply], wanted: str) -> Server:
    """Return what the answers to `PLACES` say of a server, and its model of the name that is wanted, "" for the first.

    Raises `ServerFailed`.
    """
    host, listed, props = host_of(base), replies["models"], _read(replies["props"], _Props)
    if listed.status == 0:
        raise ServerFailed(host, reason_of(listed.problem))
    if listed.status >= 500:
        raise ServerFailed(host, "status", listed.status, words_of(listed.text))
    models = _read(listed, _Models)
    offered = (models.data or []) if models else []
    kind = _kind(offered, replies, props)
    if listed.status in REFUSED or (kind is Kind.LLAMA_CPP and replies["props"].status in REFUSED):
        raise ServerFailed(host, "key", listed.status)
    if models is None and (listed.status == 200 or not wanted):
        raise ServerFailed(host, "nonsense", listed.status, words_of(listed.text))
    version = _read(replies["vllm"], _Version) if kind is Kind.VLLM else None
    chosen = _chosen(host, [model.id for model in offered], wanted)
    width = props.total_slots if props and kind is Kind.LLAMA_CPP else _WIDTHS[kind]
    meta = next((model.meta for model in offered if model.id == chosen), None)
    told = f"{props.model_path if props else ''} {msgspec.json.encode(meta, order='sorted').decode() if meta else ''}".strip()
    return Server(base, kind, chosen, _numbers(version.version) if version else (), max(1, width), told)


def provenance(servers: Sequence[Server]) -> str:
    """Return what stands in the place of a model file's hash: nobody here has seen the file."""
    lines = sorted(f"{server.base}\n{server.kind}\n{server.model}\n{server.told}" for server in servers)
    return "server:" + sha256("\n\n".join(lines).encode()).hexdigest()


def _kind(offered: Sequence[_Listed], replies: Mapping[str, Reply], props: _Props | None) -> Kind:
    owners = {model.owned_by for model in offered}
    if "llamacpp" in owners or props is not None:
        return Kind.LLAMA_CPP
    if "vllm" in owners:
        return Kind.VLLM
    return Kind.OLLAMA if _read(replies["ollama"], _Version) is not None else Kind.OTHER


def _chosen(host: str, offered: Sequence[str], wanted: str) -> str:
    if not wanted:
        if not offered:
            raise ServerFailed(host, "model", detail="–")
        return offered[0]
    found = next((name for name in offered if wanted in {name, name.removesuffix(_LATEST)}), None)
    if found is None and offered:
        raise ServerFailed(host, "model", detail=", ".join(offered))
    return found or wanted


def _read(reply: Reply, kind: type[T]) -> T | None:
    if reply.status != 200 or reply.problem:
        return None
    try:
        return msgspec.json.decode(reply.text.encode(), type=kind)
    except msgspec.DecodeError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def reason_of(problem: str) -> str:
    """Return the reason of `ServerFailed` for a problem of `Heard`."""
    return _REASONS.get(problem, problem)


def words_of(text: str) -> str:
    """Return what a server says in an answer, short and on one line."""
    found = re.search(r'"message"\s*:\s*("(?:[^"\\]|\\.)*")', text) or re.search(r'"(?:error|detail)"\s*:\s*("(?:[^"\\]|\\.)*")', text)
    try:
        said = msgspec.json.decode(found.group(1), type=str) if found else text
    except msgspec.DecodeError:
        said = text
    return " ".join(_TAG.sub(" ", said).split())[:_DETAIL].rstrip(" .。") or "–"
