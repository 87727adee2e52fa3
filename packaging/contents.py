"""What goes into a bundle, and what of the libraries stays out: data for `bioai.spec`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

#: Imported by name at run time, where PyInstaller can't see it.
HIDDEN = (
    *("llama_cpp", "bioai_desktop.engine.worker", "bioai_desktop.engine.fitting_process", "brotli", "zstandard"),
    *(f"keyring.backends.{name}" for name in ("SecretService", "kwallet", "libsecret", "macOS", "Windows", "chainer", "fail", "null")),
)
#: Libraries that read files of their own.
WITH_DATA = ("tld", "trafilatura", "justext")
#: Libraries that look for parts of themselves in what was written of them at installation.
WITH_METADATA = ("keyring",)
#: Never imported by the program, but reachable from libraries that are.
EXCLUDED = (
    *("tkinter", "unittest", "pydoc", "lib2to3", "test", "pip", "setuptools", "wheel", "pkg_resources"),
    *("IPython", "matplotlib", "pandas", "scipy", "PIL", "torch", "transformers", "sentencepiece", "numpy.f2py"),
    *("llama_cpp.server", "fastapi", "uvicorn", "pytest", "_pytest", "hypothesis", "hugo"),
    *(
        f"PySide6.{name}"
        for name in ("QtQml", "QtQuick", "QtQuickWidgets", "QtDesigner", "QtHelp", "QtTest", "QtSql", "QtUiTools", "QtOpenGLWidgets")
    ),
)
#: Qt plugins of a kind that the window has no use for; of the platforms, those that need no window system but `offscreen`.
_PLUGIN_KINDS = (
    "qmltooling|qmllint|networkinformation|tls|sqldrivers|designer|egldeviceintegrations|generic|help|printsupport|scxmldatamodel"
)
_PLUGIN_FILES = "virtualkeyboard|libqgtk3|platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vnc|vkkhrdisplay|webgl)"
#: GTK's own libraries: half of GTK in the bundle and half on the computer would not go together, and the window has its own look.
_GTK = re.compile(r"lib(atk-|cairo|pango|gdk|gtk|pixman|thai|datrie|fribidi|epoxy)")
#: Qt libraries that only those plugins need.
_LIBRARIES = "Qml|Quick|VirtualKeyboard|Designer|Sql|Test|Help|ShaderTools|LabsStyleKit|EglF|QmlModels|QmlMeta|QmlWorkerScript"
_TRANSLATIONS = r"translations/(?!qtbase_(zh_CN|en)\.qm$)"
_UNUSED_QT = re.compile(
    rf"PySide6/.*(plugins/({_PLUGIN_KINDS})/|plugins/.*({_PLUGIN_FILES})|{_TRANSLATIONS}|Qt6?({_LIBRARIES}))|PySide6/Qt/qml/"
)
#: Names of countries, months and the like in a thousand tongues, without which an article is found as well.
_TONGUES = re.compile(r"babel/locale-data/(?!(root|en|zh)(_|\.))")
#: A wheel has no links, so that each of llama.cpp's libraries lies in it three times; this name is never asked for.
_FULL_VERSION = re.compile(r"\.so\.\d+\.\d+\.\d+$")


def is_wanted(destination: str) -> bool:
    """Tell whether a collected file has a use in the bundle; `destination` is its path there."""
    path = PurePath(destination.replace("\\", "/")).as_posix()
    if path.startswith("llama_cpp/lib/"):
        return not _FULL_VERSION.search(path)
    return not (_UNUSED_QT.search(path) or _TONGUES.search(path) or _GTK.match(path) or _is_stray_link(path))


def wanted(collected: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the entries of a table of contents that have a use."""
    return [entry for entry in collected if is_wanted(entry[0])]


def _is_stray_link(path: str) -> bool:
    """Links at the top that PyInstaller makes for libraries which were left out above."""
    return "/" not in path and bool(
        re.match(rf"libQt6({_LIBRARIES})", path) or (re.match("lib(ggml|llama)", path) and _FULL_VERSION.search(path))
    )
