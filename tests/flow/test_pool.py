from __future__ import annotations

import operator
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil
import pytest

from bioai_desktop.errors import Cancelled
from bioai_desktop.flow import pool
from bioai_desktop.flow.pool import LOST, Crew, alone, processors, spread


def test_results_come_in_the_order_of_the_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "processors", lambda: 2)
    heard: list[int] = []
    assert spread(operator.neg, list(range(20)), heard.append) == [-number for number in range(20)]
    assert sorted(heard) == list(range(20))


def test_the_work_is_done_in_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "processors", lambda: 2)
    done = spread(os.getenv, ["PYTEST_CURRENT_TEST", "PATH"], lambda _: None)
    assert done == [os.environ["PYTEST_CURRENT_TEST"], os.environ["PATH"]]
    assert os.getpid() not in spread(eval, ["__import__('os').getpid()"] * 3, lambda _: None)


def test_one_batch_needs_no_process() -> None:
    assert spread(eval, ["__import__('os').getpid()"], lambda _: None) == [os.getpid()]
    assert spread(operator.neg, list[int](), lambda _: None) == []


def test_where_processes_end_the_rest_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "processors", lambda: 2)
    here = f"__import__('os')._exit(1) if __import__('os').getpid() != {os.getpid()} else 7"
    heard: list[str] = []
    assert spread(eval, [here, here, here], heard.append) == [7, 7, 7]
    assert len(heard) == 3


def test_where_none_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(pool, "processors", lambda: 2)
    monkeypatch.setattr(pool, "ProcessPoolExecutor", refused)
    assert spread(operator.neg, [1, 2], lambda _: None) == [-1, -2]


def test_a_stop_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "processors", lambda: 2)
    heard: list[int] = []

    def stop(batch: int) -> None:
        heard.append(batch)
        raise Cancelled

    with pytest.raises(Cancelled):
        spread(operator.neg, list(range(50)), stop)
    assert len(heard) == 1


def test_a_mistake_in_the_work_is_no_missing_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "processors", lambda: 2)

    def numbers() -> Sequence[object]:
        return ["x", "y"]

    with pytest.raises(TypeError):
        spread(operator.neg, numbers(), lambda _: None)


def test_there_is_a_processor() -> None:
    assert 1 <= processors() <= (os.cpu_count() or 1)


def test_work_in_a_process_of_its_own() -> None:
    assert alone(operator.neg, 7, 60, lambda: None) == -7
    assert alone(eval, "__import__('os').getpid()", 60, lambda: None) != os.getpid()


@pytest.mark.parametrize("given", ["__import__('time').sleep(600)", "__import__('os')._exit(1)"])
def test_work_that_does_not_end_or_ends_without_a_word(given: str) -> None:
    assert alone(eval, given, 1.0, lambda: None) is None


def test_a_stop_ends_work_in_a_process_of_its_own() -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        alone(eval, "__import__('time').sleep(600)", 60, stop)


def test_a_crew_stays_for_more_work_until_it_is_closed() -> None:
    crew = Crew(1)
    where = [crew.submit(eval, "__import__('os').getpid()").result() for _ in range(2)]
    assert where[0] == where[1] != os.getpid()
    crew.close()
    assert not psutil.pid_exists(where[0])


def test_closing_a_crew_waits_for_no_work() -> None:
    crew = Crew(1)
    where = crew.submit(eval, "__import__('os').getpid()").result()
    endless = crew.submit(eval, "__import__('time').sleep(600)")
    crew.close()
    assert endless.cancelled() or isinstance(endless.exception(), LOST)
    assert not psutil.pid_exists(where)


def test_a_crew_ends_with_the_process_it_is_of(tmp_path: Path) -> None:
    script = tmp_path / "short.py"
    script.write_text(
        "import os, signal\n"
        "from bioai_desktop.flow.pool import Crew\n"
        "if __name__ == '__main__':\n"
        "    crew = Crew(1)\n"
        "    print(crew.submit(eval, \"__import__('os').getpid()\").result(), flush=True)\n"
        "    crew.submit(eval, \"__import__('time').sleep(600)\")\n"
        "    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, 'SIGKILL') else signal.SIGTERM)\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], stdout=subprocess.PIPE, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    one = int(done.stdout)
    _, alive = psutil.wait_procs([psutil.Process(one)] if psutil.pid_exists(one) else [], timeout=30)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
