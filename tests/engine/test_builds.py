from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bioai_desktop.engine.builds import build_mark, machine


def _package(folder: Path, **libraries: bytes) -> None:
    (folder / "llama_cpp" / "lib").mkdir(parents=True)
    (folder / "llama_cpp" / "__init__.py").write_text("raise SystemExit('nobody imports this')", "utf-8")
    for name, data in libraries.items():
        (folder / "llama_cpp" / "lib" / f"{name}.so").write_bytes(data)


def _mark(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "path", [str(folder)])
        patch.delitem(sys.modules, "llama_cpp", raising=False)
        return build_mark()


def test_another_build_has_another_mark_and_nothing_native_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, data in (("one", b"1"), ("same", b"1"), ("other", b"2")):
        _package(tmp_path / name, libllama=data, libggml=b"g")
    one, same, other = (_mark(tmp_path / name, monkeypatch) for name in ("one", "same", "other"))
    assert one == same != other
    assert len(one) == 64


def test_without_libraries_there_is_no_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _mark(tmp_path, monkeypatch) == ""
    _package(tmp_path)
    assert _mark(tmp_path, monkeypatch) == ""


def test_the_machine_is_told_with_its_threads() -> None:
    assert machine().endswith(" threads")
    assert machine() == machine()
