from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Device, Language
from bioai_desktop.errors import FileUnreadable, FileUnwritable, SettingInvalid
from bioai_desktop.settings import Settings, Theme, load, save, system_language

CHOSEN = Settings(Language.EN, Theme.DARK, "bioai-daily", "tiny", Device.CPU, "/srv/网站")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.toml"


@pytest.fixture(autouse=True)
def locale(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path


def test_what_is_saved_is_read_again(path: Path) -> None:
    save(CHOSEN, path)
    assert load(path) == CHOSEN
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_without_a_file_all_has_a_default(path: Path) -> None:
    assert load(path) == Settings(language=Language.EN)
    assert not path.parent.exists()


def test_a_key_that_is_missing_has_its_default(path: Path) -> None:
    assert load(write(path, 'model = "tiny"\n')) == Settings(language=Language.EN, model="tiny")


def test_comments_and_other_keys_stay(path: Path) -> None:
    write(path, '# my own\nmodel = "tiny"  # quick\nfuture = 3\n\n[table]\nx = 1\n')
    save(CHOSEN, path)
    text = path.read_text("utf-8")
    assert text.startswith("# my own\n")
    assert "# quick" in text
    assert "future = 3" in text
    assert load(path) == CHOSEN


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('device = "abacus"', "device"),
        ('language = "fr"', "language"),
        ("theme = 3", "theme"),
        ('model = ["tiny"]', "model"),
        ("site = 5", "site"),
    ],
)
def test_a_value_that_cannot_be(path: Path, line: str, name: str) -> None:
    with pytest.raises(SettingInvalid) as told:
        load(write(path, line))
    assert told.value.name == name


@pytest.mark.parametrize("content", [b"model = ", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(FileUnreadable):
        load(path)
    with pytest.raises(FileUnreadable):
        save(CHOSEN, path)
    assert path.read_bytes() == content


def test_a_folder_in_its_place(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(FileUnreadable):
        load(path)


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        load(tmp_path / ("n" * 300))


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    write(tmp_path / "data" / "file", "")
    assert load(tmp_path / "data" / "file" / "settings.toml") == Settings(language=Language.EN)
    with pytest.raises(FileUnwritable):
        save(CHOSEN, tmp_path / "data" / "file" / "settings.toml")


@pytest.mark.parametrize(
    ("names", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, Language.ZH),
        ({"LANG": "zh"}, Language.ZH),
        ({"LANG": "de_DE.UTF-8"}, Language.EN),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, Language.EN),
        ({"LANG": "C", "LC_MESSAGES": "zh_TW"}, Language.ZH),
    ],
)
def test_the_languages_of_the_system(monkeypatch: pytest.MonkeyPatch, names: dict[str, str], language: Language) -> None:
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert system_language() is language
