"""How a process of the engine behaves: its pipe is for messages, the machine is the user's, and it ends with its owner."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import BinaryIO

import psutil

_PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG
_NICE = 5  # below the window and the browser, above what runs only when nothing else does


def protected_stdout() -> BinaryIO:
    """Keep the pipe to the owner for messages: what native code prints goes to stderr."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def step_back() -> None:
    """Leave the machine to the user: lower priority, no share in Ctrl-C, and an end when the owner ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(_NICE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
