"""The process that measures or transcodes one model file: an order on stdin, its progress and its answer on stdout, as lines of JSON."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bioai_desktop.domain import Device
from bioai_desktop.engine import devices, fitting, native
from bioai_desktop.engine.backend import DecodingFailed
from bioai_desktop.engine.calibration import plain
from bioai_desktop.engine.chat import Span
from bioai_desktop.engine.child import protected_stdout, step_back
from bioai_desktop.engine.fitting_call import Expect, Expected, Order, Progress, Rate, Rated, Refused, Reply, Transcode, Transcoded
from bioai_desktop.engine.rates import Loop
from bioai_desktop.engine.transcode import TranscodingFailed, transcode

_FIRST = 32  # tokens: the first batch touches memory that no later one has to


def main() -> int:
    """Follow one order; returns the exit status."""
    out = protected_stdout()
    faulthandler.enable()
    step_back()
    line = sys.stdin.buffer.readline()
    if not line:
        return 0
    order = msgspec.json.decode(line, type=Order)
    threading.Thread(target=_end_with_owner, daemon=True).start()
    log = native.Log()
    log.install()
    for reply in _follow(order, log):
        out.write(msgspec.json.encode(reply) + b"\n")
        out.flush()
    return 0


def _follow(order: Order, log: native.Log) -> Iterator[Reply]:
    try:
        match order:
            case Transcode(path, target, types):
                transcode(Path(path), Path(target), types, devices.threads())
                yield Transcoded()
            case Rate(path, device):
                yield _rate(Path(path), device, log)
            case Expect():
                yield from _expect(order, log)
    except native.LoadFailed as error:
        yield Refused(error.reason, error.detail)
    except DecodingFailed as error:
        yield Refused("decode", f"{error.code} {log.last}".strip())
    except TranscodingFailed as error:
        yield Refused("transcode", f"{error} {log.last}".strip())


def _rate(path: Path, device: Device, log: native.Log) -> Rated:
    gpu = devices.choose(device, native.offer(), path.stat().st_size).gpu
    loop = Loop(_context(native.Model(path, gpu, log)), readings=1)
    loop.prefill(_FIRST)
    name = gpu.name if gpu else f"CPU, {devices.threads()} threads"
    return Rated(loop.prefill(), loop.decode([fitting.WIDTH])[fitting.WIDTH], Device.GPU if gpu else Device.CPU, name, native.build())


def _expect(order: Expect, log: native.Log) -> Iterator[Progress | Expected]:
    path = Path(order.path)
    model = native.Model(path, devices.choose(order.device, native.offer(), path.stat().st_size).gpu, log)
    context = _context(model)
    found: list[fitting.Likelihood] = []
    for done, text in enumerate(order.texts, 1):
        found.append(fitting.likelihood(context, model.start(list(model.tokens([Span(text, marks=False)])))))
        yield Progress(done, len(order.texts))
    yield Expected(sum(each.total for each in found), sum(each.tokens for each in found))


def _context(model: native.Model) -> native.Context:
    return native.Context(model, replace(plain(devices.threads()), width=fitting.WIDTH))


def _end_with_owner() -> None:
    """Wait for the end of the pipe, after which nobody wants the answer: the other thread may be deep in native code."""
    while os.read(0, 1):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
