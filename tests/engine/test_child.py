from __future__ import annotations

import subprocess
import sys

_NOISY = (
    "import os; from bioai_desktop.engine.child import protected_stdout; out = protected_stdout();"
    "os.write(1, b'noise'); out.write(b'word'); out.flush()"
)
_STEPPED_BACK = (
    "import os, signal; from bioai_desktop.engine.child import step_back; before = os.nice(0); step_back();"
    "print(os.nice(0) > before or before > 14, signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
)


def test_what_others_print_does_not_reach_the_owner() -> None:
    run = subprocess.run([sys.executable, "-c", _NOISY], capture_output=True, check=True)
    assert (run.stdout, run.stderr) == (b"word", b"noise")


def test_it_steps_back_and_leaves_ctrl_c_to_its_owner() -> None:
    run = subprocess.run([sys.executable, "-c", _STEPPED_BACK], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["True", "True"]
