from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from bioai_desktop.domain import Severity
from bioai_desktop.flow.check import check_site
from tests.newsroom import newsroom


def test_made_up_pages_are_pages_of_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Path(__file__).parents[2] / "packaging" / "many_pages.py"
    spec = importlib.util.spec_from_file_location("many_pages", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(sys, "argv", ["many_pages.py", str(tmp_path / "site"), "--pages", "12"])
    module.main()
    found = check_site(newsroom(tmp_path / "data"), tmp_path / "site")
    assert len(found) == 12
    clean = [findings for findings in found.values() if not [each for each in findings if each.severity is Severity.BLOCK]]
    assert len(clean) >= 6
