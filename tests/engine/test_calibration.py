from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from bioai_desktop.engine.calibration import Calibrated, CellType, Fit, FitBook, calibrate, plain
from tests.engine.scripted import ScriptedBackend


class Machine:
    """Computers whose time passes with what they compute: seconds for a step of so many rows."""

    def __init__(
        self, *, cores: int = 2, read: Mapping[int, float] | None = None, write: Mapping[int, float] | None = None, cells: int = 12_000
    ) -> None:
        self.cores = cores
        self.read = read or {}  # factor by threads of a prompt's token
        self.write = write or {}  # seconds of a step by its width
        self.room = cells
        self.batches: dict[int, float] = {}  # factor by micro-batch
        self.now = 0.0
        self.opened: list[Fit] = []
        self.told: list[float] = []

    @contextmanager
    def open(self, fit: Fit) -> Generator[Trial]:
        self.opened.append(fit)
        yield Trial(self, fit)

    def calibrated(self) -> Fit:
        return self.done().fit

    def done(self) -> Calibrated:
        return calibrate(self.cores, self.affordable, self.open, self.told.append, lambda: self.now)

    def affordable(self, cells: CellType) -> int:
        return self.room * (1 if cells is CellType.F16 else 2)


class Trial(ScriptedBackend):
    def __init__(self, machine: Machine, fit: Fit) -> None:
        super().__init__(cells=machine.room, sequences=fit.width + 2 + 6 if fit.width >= 32 else 40, rows=512)
        self._machine, self._fit = machine, fit
        self._threads = fit.prefill_threads
        self.slower = 0.0  # by the number of steps before

    def use(self, threads: int, _prefill_threads: int) -> None:
        self._threads = threads

    def decode(self, rows):
        machine, width = self._machine, sum(row.wanted for row in rows)
        machine.now += self.slower * len(self.widths) * len(rows)
        if width == len(rows):
            machine.now += machine.write.get(width, 0.1 + width * 0.001) * machine.read.get(self._threads, 1.0)
        else:
            machine.now += len(rows) * 0.01 * machine.read.get(self._threads, 1.0) * machine.batches.get(self._fit.micro_batch, 1.0)
        return super().decode(rows)


def test_where_nothing_differs_the_widest_batch_and_the_least_memory_and_threads_are_taken() -> None:
    machine = Machine()
    found = machine.calibrated()
    assert found.rate > 0
    assert msgspec.structs.replace(found, rate=0.0) == Fit(threads=2, prefill_threads=2, width=32, micro_batch=128)
    assert machine.told == sorted(machine.told)
    assert machine.told[-1] == 1.0


def test_threads_are_those_that_are_fastest() -> None:
    fit = Machine(cores=4, read={1: 3.0, 2: 1.0, 3: 1.0, 4: 2.0}).calibrated()
    assert (fit.threads, fit.prefill_threads) == (2, 2)


def test_a_width_at_which_writing_falls_off_is_not_taken() -> None:
    assert Machine(write={8: 0.10, 16: 0.12, 24: 0.17, 32: 0.40}).calibrated().width == 24


def test_a_larger_micro_batch_is_taken_only_where_it_reads_faster() -> None:
    machine = Machine()
    machine.batches = {128: 1.3, 256: 1.01, 512: 1.0}
    assert machine.calibrated().micro_batch == 256


@pytest.mark.parametrize(("cells", "kind", "width"), [(12_000, CellType.F16, 32), (3_000, CellType.Q8_0, 8)])
def test_where_memory_is_short_cells_are_smaller_and_texts_fewer(cells: int, kind: CellType, width: int) -> None:
    fit = Machine(cells=cells).calibrated()
    assert (fit.cells, fit.width) == (kind, width)


def test_what_other_programs_disturbed_is_not_sure() -> None:
    class Disturbed(Machine):
        @contextmanager
        def open(self, fit: Fit) -> Generator[Trial]:
            with super().open(fit) as trial:
                trial.slower = 0.001
                yield trial

    assert Machine(cores=1).done().sure
    assert not Disturbed(cores=1).done().sure


def test_what_was_found_is_kept_for_its_maker_alone(tmp_path: Path) -> None:
    FitBook(tmp_path / "new", "machine and model").put(plain(3))
    assert FitBook(tmp_path / "new", "machine and model").get() == plain(3)
    assert FitBook(tmp_path / "new", "another").get() is None


@pytest.mark.parametrize("damage", [b"", b"{", b'{"threads": "many"}'])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    book = FitBook(tmp_path, "one")
    book.put(plain(3))
    [file] = tmp_path.iterdir()
    file.write_bytes(damage)
    assert book.get() is None


def test_a_folder_that_takes_nothing_costs_nothing_but_the_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    book = FitBook(tmp_path / "file", "one")
    book.put(plain(2))
    assert book.get() is None
