from __future__ import annotations

import importlib.util
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def contents() -> ModuleType:
    # The folder has the name of a library, so it is loaded by its place.
    place = Path(__file__).parents[2] / "packaging" / "contents.py"
    spec = importlib.util.spec_from_file_location("bundle_contents", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "path",
    [
        "bioai_desktop/resources/models.toml",
        "llama_cpp/lib/libllama.so",
        "llama_cpp/lib/libggml-cpu.so.0",
        "llama_cpp/lib/ggml-cpu.dll",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/QtWidgets.abi3.so",
        "libQt6Widgets.so.6",
        "libggml.so.0",
        "babel/locale-data/zh_Hans_CN.dat",
        "babel/locale-data/root.dat",
    ],
)
def test_what_the_program_needs_stays(contents: ModuleType, path: str) -> None:
    assert contents.is_wanted(path)


@pytest.mark.parametrize(
    "path",
    [
        "llama_cpp/lib/libllama.so.0.5.0",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platforms/libqlinuxfb.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/translations/qt_zh_CN.qm",
        "PySide6/Qt/qml/QtQuick/qmldir",
        "PySide6\\plugins\\qmltooling\\qmldbg_server.dll",
        "libQt6EglFSDeviceIntegration.so.6",
        "libQt6EglFsKmsSupport.so.6",
        "libpango-1.0.so.0",
        "babel/locale-data/de_AT.dat",
    ],
)
def test_what_it_has_no_use_for_stays_out(contents: ModuleType, path: str) -> None:
    assert not contents.is_wanted(path)


def test_every_name_that_is_imported_at_run_time_is_one(contents: ModuleType) -> None:
    assert [name for name in contents.HIDDEN if importlib.util.find_spec(name) is None] == []


def test_the_keyrings_of_all_systems_are_in_the_bundle(contents: ModuleType) -> None:
    offered = {point.value for point in entry_points(group="keyring.backends") if point.dist and point.dist.name in contents.WITH_METADATA}
    assert offered
    assert offered <= set(contents.HIDDEN)
