"""Where a model can compute: what this build of llama.cpp offers, and what this machine has. Runs in the worker only."""

from __future__ import annotations

import ctypes
import enum
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from bioai_desktop.domain import Device

_NO_GPU_BUILDS = frozenset({"CPU", "BLAS", "RPC"})  # parts of a build that compute on no graphics card
_HEADROOM = 1.15  # a model's share of graphics memory over its file: cells, buffers
_FEW_CORES = 4  # up to here, every logical core counts


class _Kind(enum.IntEnum):
    """llama.cpp's kinds of device that are used here."""

    GPU = 1
    INTEGRATED = 2


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics card that the build can use."""

    handle: int
    name: str
    free: int  #: bytes


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be had."""

    build_has_gpu: bool
    gpus: tuple[Gpu, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Where a model goes: `gpu` None is the CPU, for a `reason` if a card was wanted."""

    gpu: Gpu | None
    reason: str = ""


def choose(device: Device, offer: Offer, file_bytes: int) -> Choice:
    """Choose the card with the most free memory, or the CPU where none is wanted, none is there or none is large enough."""
    if device is Device.CPU:
        return Choice(None)
    if not offer.gpus:
        return Choice(None, "no-gpu-found" if offer.build_has_gpu else "build-without-gpu")
    best = max(offer.gpus, key=lambda gpu: gpu.free)
    return Choice(best) if best.free >= file_bytes * _HEADROOM else Choice(None, "gpu-memory")


def threads() -> int:
    """Return how many threads to compute with: all cores this process may use, without hyper-threads where there are many."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    allowed = min(allowed, _quota() or allowed)
    physical = psutil.cpu_count(logical=False) or allowed
    return max(1, allowed if allowed <= _FEW_CORES else min(allowed, physical))


def find(ggml: Sequence[ctypes.CDLL]) -> Offer:
    """Ask ggml, whose functions lie in several libraries, for its devices."""
    registries = range(_ask(ggml, "ggml_backend_reg_count", ctypes.c_size_t) or 0)
    names = {_name(ggml, _ask(ggml, "ggml_backend_reg_get", ctypes.c_void_p, ctypes.c_size_t(number))) for number in registries}
    count = range(_ask(ggml, "ggml_backend_dev_count", ctypes.c_size_t) or 0)
    handles = [_ask(ggml, "ggml_backend_dev_get", ctypes.c_void_p, ctypes.c_size_t(number)) for number in count]
    return Offer(bool(names - _NO_GPU_BUILDS), tuple(gpu for handle in handles if handle and (gpu := _gpu(ggml, handle))))


def _quota() -> int:
    """Cores that a container is allowed on Linux, 0 where there is no such limit."""
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
    except (OSError, ValueError):
        return 0
    return max(1, int(quota) // int(period)) if quota.isdigit() else 0


def _ask(ggml: Sequence[ctypes.CDLL], name: str, result: type[Any] | None, *arguments: object) -> Any:  # noqa: ANN401 - as C answers
    library = next(library for library in ggml if hasattr(library, name))
    function = getattr(library, name)
    function.restype = result
    return function(*arguments)


def _name(ggml: Sequence[ctypes.CDLL], registry: int) -> str:
    return (_ask(ggml, "ggml_backend_reg_name", ctypes.c_char_p, ctypes.c_void_p(registry)) or b"").decode(errors="replace")


def _gpu(ggml: Sequence[ctypes.CDLL], handle: int) -> Gpu | None:
    device = ctypes.c_void_p(handle)
    if _ask(ggml, "ggml_backend_dev_type", ctypes.c_int, device) not in set(_Kind):
        return None
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    _ask(ggml, "ggml_backend_dev_memory", None, device, ctypes.byref(free), ctypes.byref(total))
    build = _name(ggml, _ask(ggml, "ggml_backend_dev_backend_reg", ctypes.c_void_p, device))
    description: bytes = _ask(ggml, "ggml_backend_dev_description", ctypes.c_char_p, device) or b""
    return Gpu(handle, f"{description.decode(errors='replace')} ({build})", free.value)
