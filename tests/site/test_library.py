import shutil
from pathlib import Path

import pytest

from bioai_desktop.errors import FileUnwritable, ProfileNameRefused, ProfileUnknown
from bioai_desktop.paths import resource
from bioai_desktop.site.library import Library
from bioai_desktop.site.profile import load_profile

SHIPPED = resource("profiles")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "own", SHIPPED)


def test_the_shipped_ones_can_be_chosen(library: Library) -> None:
    assert [(each.name, each.own) for each in library.all()] == [("ai-brief", False), ("bioai-daily", False)]
    assert library.find("").name == library.default == "bioai-daily"
    assert library.find("ai-brief").folder == SHIPPED / "ai-brief"


def test_ones_own_is_looked_at_first(library: Library) -> None:
    mine = library.copy("ai-brief", "bioai-daily")
    assert library.find("bioai-daily") == mine
    assert [(each.name, each.own) for each in library.all()] == [("ai-brief", False), ("bioai-daily", True)]


def test_a_copy_is_whole_and_can_be_changed(library: Library) -> None:
    mine = library.copy("bioai-daily", "mine")
    assert load_profile(mine.folder).sections == load_profile(SHIPPED / "bioai-daily").sections
    files = {path.relative_to(mine.folder): path.read_bytes() for path in mine.folder.rglob("*") if path.is_file()}
    source = SHIPPED / "bioai-daily"
    assert files == {path.relative_to(source): path.read_bytes() for path in source.rglob("*") if path.is_file()}
    again = library.copy("mine", "other")
    assert (again.folder / "profile.toml").read_bytes() == (mine.folder / "profile.toml").read_bytes()
    assert [path.name for path in library.own.iterdir() if path.name.startswith(".")] == []


def test_files_that_are_shipped_read_only_are_not_so_in_a_copy(library: Library, tmp_path: Path) -> None:
    shipped = Path(shutil.copytree(SHIPPED, tmp_path / "shipped"))
    (shipped / "ai-brief" / "profile.toml").chmod(0o444)
    made = Library(library.own, shipped).copy("ai-brief", "mine")
    assert (made.folder / "profile.toml").stat().st_mode & 0o200


def test_what_is_no_profile_is_no_choice(library: Library) -> None:
    for name in ("empty", ".hidden", "two words"):
        (library.own / name).mkdir(parents=True)
    (library.own / ".hidden" / "profile.toml").write_text("", "utf-8")
    (library.own / "two words" / "profile.toml").write_text("", "utf-8")
    (library.own / "profile.toml").write_text("", "utf-8")
    assert len(library.all()) == 2


@pytest.mark.parametrize("name", ["nosuch", "../bioai-daily", "/etc", "empty/../bioai-daily"])
def test_an_unknown_name_is_told_with_those_that_are_known(library: Library, name: str) -> None:
    for ask in (library.find, lambda wanted: library.copy(wanted, "new")):
        with pytest.raises(ProfileUnknown) as caught:
            ask(name)
        assert (caught.value.name, caught.value.known) == (name, "ai-brief, bioai-daily")


@pytest.mark.parametrize(
    ("new", "reason"), [("mine", "taken"), ("", "form"), ("../out", "form"), ("a/b", "form"), (".x", "form"), ("n" * 65, "form")]
)
def test_a_name_that_can_not_be_given(library: Library, new: str, reason: str) -> None:
    library.copy("ai-brief", "mine")
    before = sorted(library.own.parent.rglob("*"))
    with pytest.raises(ProfileNameRefused) as caught:
        library.copy("bioai-daily", new)
    assert caught.value.reason == reason
    assert sorted(library.own.parent.rglob("*")) == before


def test_a_copy_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file in the way", "utf-8")
    with pytest.raises(FileUnwritable):
        Library(tmp_path / "own", SHIPPED).copy("ai-brief", "mine")
    assert (tmp_path / "own").read_text("utf-8") == "a file in the way"
