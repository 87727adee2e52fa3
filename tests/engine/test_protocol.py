import io

import msgspec
import pytest

from bioai_desktop.domain import Answer, Constraint, Device, Piece, Priority, Request, Script, Stop
from bioai_desktop.engine.calibration import Fit
from bioai_desktop.engine.protocol import (
    Ask,
    Cancel,
    Done,
    Failed,
    FromWorker,
    Load,
    LoadShare,
    Rate,
    Rated,
    Ready,
    Receiver,
    ToWorker,
    Wrote,
    send,
)

_REQUEST = Request(
    "r", "系统", "提示", "共", 9, 0.5, 3, Constraint(Script.LATIN, ("A",), ("1",), 2, 3, False, ("x",)), Priority.INTERACTIVE
)


@pytest.mark.parametrize(
    "message", [Load("/a b/模型.gguf", Device.AUTO, Fit(2, 4)), Ask(1, [_REQUEST, _REQUEST]), Cancel(7), Rate(3, [1, 8], 64)]
)
def test_what_is_sent_to_a_worker_arrives(message: ToWorker) -> None:
    stream = io.BytesIO()
    send(stream, message)
    stream.seek(0)

    assert Receiver(stream, ToWorker).receive() == message


@pytest.mark.parametrize(
    "message",
    [
        LoadShare(0.5, measuring=True),
        Ready(Device.GPU, "NVIDIA (CUDA)", "", Fit(2, 4), 1000, 4),
        Failed("load", "words"),
        Wrote(1, [Piece("r", "文")], [Answer("r", "文本", Stop.END, 1, 2, 0.5)]),
        Done(1, 2, 3, 4, 5, 0.25, 0.2, 0.01),
        Rated(3, 100.5, {1: 20.5, 8: 80.0}),
    ],
)
def test_what_a_worker_sends_arrives(message: FromWorker) -> None:
    stream = io.BytesIO()
    send(stream, message)
    send(stream, message)
    stream.seek(0)
    receiver = Receiver(stream, FromWorker)

    assert [receiver.receive(), receiver.receive(), receiver.receive()] == [message, message, None]


def test_a_message_that_was_cut_off_is_the_end() -> None:
    stream = io.BytesIO()
    send(stream, Cancel(7))

    assert Receiver(io.BytesIO(stream.getvalue()[:-1]), ToWorker).receive() is None
    assert Receiver(io.BytesIO(stream.getvalue()[:2]), ToWorker).receive() is None


def test_what_is_no_message_is_an_error() -> None:
    with pytest.raises(msgspec.MsgspecError):
        Receiver(io.BytesIO(b"\x02\x00\x00\x00hi"), ToWorker).receive()
