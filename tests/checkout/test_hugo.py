"""The real Hugo, and what is said where there is none or where it fails."""

import os
import sys
from pathlib import Path

import pytest

from bioai_desktop.checkout import hugo
from bioai_desktop.checkout.hugo import Build, Mount
from bioai_desktop.errors import FileUnreadable, HugoFailed, HugoMissing
from tests.site.hugo_site import binary, site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = site(tmp_path / "site")
    (made / "content" / "cn" / "a.md").write_text("---\ntitle: A\n---\n\nfrom the site\n", "utf-8")
    return made


def program(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


def test_the_binary_of_the_python_package_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert hugo.find() == binary()


@pytest.mark.skipif(sys.platform == "win32", reason="a program is told by its name there")
def test_one_on_the_path_comes_first_but_for_the_package_s_own_script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = program(tmp_path / "bin" / "hugo")
    monkeypatch.setenv("PATH", str(own.parent))
    assert hugo.find() == own
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert hugo.find() == binary()


def test_the_chosen_one_is_taken_and_must_be_there(tmp_path: Path) -> None:
    chosen = program(tmp_path / "my-hugo")
    assert hugo.find(str(chosen)) == chosen
    with pytest.raises(FileUnreadable):
        hugo.find(str(tmp_path / "nowhere"))


def test_without_any_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "hugo")
    with pytest.raises(HugoMissing):
        hugo.find()


def test_the_site_s_own_mounts_are_told(root: Path) -> None:
    found = hugo.mounts(binary(), root)
    assert [mount for mount in found if mount.target == "content"] == [
        Mount("content/cn", "content", "zh"),
        Mount("content/en", "content", "en"),
    ]


def test_it_builds_other_content_elsewhere_and_writes_nothing_into_the_site(root: Path, tmp_path: Path) -> None:
    before = sorted(root.rglob("*"))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.md").write_text("---\ntitle: B\n---\n\nfrom elsewhere\n", "utf-8")
    mounts = [Mount(str(tmp_path / "other"), "content", "zh"), Mount("layouts", "layouts")]
    hugo.build(binary(), root, Build(tmp_path / "out", tmp_path / "res", "http://127.0.0.1:1/", mounts, {}))
    assert "from elsewhere" in (tmp_path / "out" / "b" / "index.html").read_text("utf-8")
    assert not (tmp_path / "out" / "a").exists()
    assert sorted(root.rglob("*")) == before


def test_parameters_of_the_theme_can_be_others(root: Path, tmp_path: Path) -> None:
    (root / "layouts" / "_default" / "single.html").write_text("search={{ site.Params.search.enable }}", "utf-8")
    build = Build(tmp_path / "out", tmp_path / "res", "/", hugo.mounts(binary(), root), {"search.enable": "false"})
    hugo.build(binary(), root, build)
    assert (tmp_path / "out" / "a" / "index.html").read_text("utf-8") == "search=false"


def test_nothing_is_fetched(root: Path, tmp_path: Path) -> None:
    (root / "layouts" / "_default" / "single.html").write_text(
        '{{ with resources.GetRemote "https://example.org/x.js" }}{{ end }}', "utf-8"
    )
    with pytest.raises(HugoFailed) as failed:
        hugo.build(binary(), root, Build(tmp_path / "out", tmp_path / "res", "/", hugo.mounts(binary(), root), {}))
    assert "example.org" in failed.value.detail


def test_its_own_words_are_told(root: Path, tmp_path: Path) -> None:
    (root / "content" / "cn" / "bad.md").write_text("---\ntitle: [a\n---\n", "utf-8")
    with pytest.raises(HugoFailed) as failed:
        hugo.build(binary(), root, Build(tmp_path / "out", tmp_path / "res", "/", hugo.mounts(binary(), root), {}))
    assert "bad.md" in failed.value.detail
    assert "Total in" not in failed.value.detail
    (root / "hugo.yaml").write_text("languages: [", "utf-8")
    with pytest.raises(HugoFailed):
        hugo.mounts(binary(), root)


@pytest.mark.skipif(os.name == "nt", reason="a script of the shell")
def test_what_is_no_hugo_is_told(root: Path, tmp_path: Path) -> None:
    with pytest.raises(HugoFailed, match="no mounts"):
        hugo.mounts(program(tmp_path / "fake", "#!/bin/sh\necho no mounts\n"), root)
    with pytest.raises(HugoFailed):
        hugo.mounts(tmp_path / "gone", root)
