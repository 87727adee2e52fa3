"""The one window: stories on the left, the page in the middle, the piece in hand and its source on the right."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QInputDialog,
    QMainWindow,
    QMessageBox,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bioai_desktop.domain import Language
from bioai_desktop.errors import AppError
from bioai_desktop.gui import calls, commands
from bioai_desktop.gui.banner import Banner
from bioai_desktop.gui.commands import Command, Palette
from bioai_desktop.gui.crash import CrashNet
from bioai_desktop.gui.desk import Desk
from bioai_desktop.gui.entry_editor import EntryEditor
from bioai_desktop.gui.findings import FindingModel
from bioai_desktop.gui.gestures import Gestures
from bioai_desktop.gui.grounding import Grounding
from bioai_desktop.gui.jobs import Jobs, Lane
from bioai_desktop.gui.keeping import Keeping
from bioai_desktop.gui.look import Look, icon
from bioai_desktop.gui.panes import PagePane, StoriesPane
from bioai_desktop.gui.past import Past
from bioai_desktop.gui.publish_pane import PublishPane
from bioai_desktop.gui.publishing import Publishing
from bioai_desktop.gui.reading import SidePane
from bioai_desktop.gui.showing import Showing
from bioai_desktop.gui.status_strip import StatusStrip
from bioai_desktop.gui.terms import Terms
from bioai_desktop.gui.top_bar import TopBar
from bioai_desktop.gui.widgets import padded
from bioai_desktop.gui.work import Work
from bioai_desktop.settings import Theme, system_language
from bioai_desktop.wording import Wording

if TYPE_CHECKING:
    from bioai_desktop.flow.parts import Parts

#: Typing in the search field rests this long before the list follows, in milliseconds.
_SEARCH_PAUSE = 200
_LONGEST = 86_400  # seconds that the draft of a page can be given
_SIZE = (1440, 900)


class Window(QMainWindow):
    """Puts the panes together and connects them with the desk; what they show is `showing`'s business."""

    reopen_wanted = Signal()  #: the interface's language or the profile was changed

    def __init__(self, parts: Parts, look: Look) -> None:
        super().__init__()
        self.parts, self.look = parts, look
        self.wording = Wording(parts.settings.language)
        self.jobs = Jobs(self)
        self.desk = Desk(parts, self.jobs, self)
        self.work = Work(self.desk, self.wording, self)
        self._make_panes()
        self.gestures = Gestures(self.desk, self.work, self.stories, self.page, self.editor)
        self._frame()
        self.showing = Showing(self)
        self.publishing = Publishing(self)
        self.keeping = Keeping(self)
        self.past = Past(self)
        self.terms = Terms(self)
        self.grounding = Grounding(self)
        self._connect()
        self._actions = commands.install(self, self._commands(), self.wording, lambda: not self.editor.composing)
        self._fill_menu()
        self._restore()

    def begin(self, day: date | None = None) -> None:
        """Read what is on the desk; the window already stands."""
        self.status.show_settings(self.parts.settings)
        self.stories.list.setFocus()
        self.desk.open(day)
        self.work.list_models()

    # ---------------------------------------------------------------- putting together

    def _make_panes(self) -> None:
        wording, look = self.wording, self.look
        self.top = TopBar(wording)
        self.banner = Banner(wording)
        self.stories = StoriesPane(wording, look)
        self.page = PagePane(wording, look)
        self.finding_model = FindingModel(wording, self)
        self.editor = EntryEditor(wording, look, self.finding_model)
        self.publish = PublishPane(wording, look)
        self.side = SidePane(wording, look)
        self.status = StatusStrip(wording, look, self.jobs)

    def _frame(self) -> None:
        self.setWindowTitle(self.wording.text("gui.title"))
        self.setWindowIcon(icon("bioai"))
        self.setMinimumSize(1140, 640)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for pane in (self.stories, self.page, self._work_area()):
            self._split.addWidget(pane)
        self._split.setSizes([371, 301, 768])
        self._split.setStretchFactor(2, 1)
        desk = QWidget()
        desk.setObjectName("desk")
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.top, self.banner, self._split, self.status):
            column.addWidget(widget, int(widget is self._split))
        self.setCentralWidget(desk)

    def _work_area(self) -> QWidget:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(padded("entryColumn", self.editor, (24, 20, 12, 20), stretch=True))
        self._hands = QStackedWidget()
        self._hands.addWidget(scroll)
        self._hands.addWidget(padded("publishColumn", self.publish, (24, 20, 12, 20)))
        side = padded("", self.side, (12, 20, 24, 20))
        self._reading = QSplitter(Qt.Orientation.Horizontal)
        self._reading.setObjectName("workArea")
        self._reading.setHandleWidth(1)
        self._reading.setChildrenCollapsible(False)
        self._reading.addWidget(self._hands)
        self._reading.addWidget(side)
        self._hands.setMinimumWidth(296)
        side.setMinimumWidth(240)
        self._reading.setSizes([410, 358])
        return self._reading

    def show_publishing(self, *, on: bool) -> None:
        """Put what publishing would change in the place of the piece in hand, or back."""
        self._hands.setCurrentIndex(int(on))
        if on:
            self.publishing.refresh()

    def _connect(self) -> None:
        self._connect_page()
        desk, work, gestures = self.desk, self.work, self.gestures
        self._search_pause = QTimer(self, singleShot=True, interval=_SEARCH_PAUSE)
        self._search_pause.timeout.connect(lambda: desk.search(self.top.search.text()))
        self.top.searched.connect(self._search_soon)
        self.top.day_chosen.connect(self._go_to_day)
        self.top.preview.toggled.connect(self.showing.preview)
        self.top.step_chosen.connect(self.showing.step)
        self.stories.fetch.clicked.connect(work.fetch)
        self.stories.list.files_dropped.connect(work.import_files)
        self.stories.list.selectionModel().currentChanged.connect(self._reading_stories)
        self.stories.list.doubleClicked.connect(gestures.edit)
        self.side.text_wanted.connect(gestures.read_text)
        self.side.likeness.judged.connect(gestures.judge)
        self.side.copy_wanted.connect(lambda: work.copy_page(QGuiApplication.clipboard().setText))
        self.status.model_chosen.connect(work.choose_model)
        self.status.device_chosen.connect(work.choose_device)
        self.status.undo_wanted.connect(gestures.undo)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _connect_page(self) -> None:
        desk, work, gestures = self.desk, self.work, self.gestures
        for button in (self.page.draft, self.page.translate):
            button.clicked.connect(self.editor.settle)
        self.page.language_chosen.connect(self._turn_to)
        self.page.draft.clicked.connect(work.draft)
        self.page.translate.clicked.connect(work.translate_page)
        self.page.model.edit_wanted.connect(desk.edit)
        self.page.model.story_wanted.connect(gestures.add)
        self.page.tree.edit_started.connect(gestures.edit)
        self.editor.edited.connect(desk.write)
        self.editor.rewrite_wanted.connect(gestures.rewrite)
        self.editor.translate_wanted.connect(gestures.translate)
        self.editor.open_wanted.connect(gestures.open_source)
        self.editor.next_wanted.connect(lambda: gestures.step(1))
        self.editor.left.connect(self.page.tree.setFocus)
        self.editor.undo_wanted.connect(gestures.undo)
        self.editor.redo_wanted.connect(gestures.redo)
        self.editor.findings.fix_wanted.connect(gestures.fix)
        self.editor.findings.decided.connect(gestures.decide)

    def _commands(self) -> list[Command]:
        """Return everything that can be asked for, in the order of the palette."""
        return [
            Command("fetch", (), self.work.fetch),
            Command("import", (), self._import),
            Command("import-site", (), self._import_site),
            Command("draft", (), self.page.draft.click),
            Command("draft-all", (), self.work.draft_all),
            Command("translate", (), self.page.translate.click),
            Command("export", ("Ctrl+Return", "Ctrl+Enter"), self.publishing.publish),
            Command("push", (), self.publish.push.click),
            Command("take-back", (), self.status.take_back.click),
            *self.gestures.commands(),
            Command("change-term", (), self.terms.change),
            Command("same", (), lambda: self.side.likeness.judge(same=True)),
            Command("apart", (), lambda: self.side.likeness.judge(same=False)),
            Command("preview", ("V",), self.top.preview.toggle),
            Command("open-site", ("Shift+V",), self.publishing.open_in_site),
            Command("search", ("/", "Ctrl+F"), self.top.search.setFocus),
            Command("leave", ("Esc",), self.page.tree.setFocus),
            Command("copy-page", (), self.side.copy_wanted.emit),
            Command("save-page", (), self.publishing.save_page),
            Command("choose-site", (), self.publishing.choose_site),
            Command("servers", (), self._name_servers),
            Command("budget", (), self._set_budget),
            Command("palette", ("Ctrl+K", "?"), self._open_palette),
        ]

    def _fill_menu(self) -> None:
        """Put the settings into the menu of the status line."""
        menu = self.status.menu
        by_name = {action.objectName(): action for action in self._actions}
        for name in ("do-import", "do-import-site", "do-choose-site", "do-servers", "do-budget", "do-palette"):
            menu.addAction(by_name[name])
        menu.addSeparator()
        themes = QActionGroup(self)
        for theme in Theme:
            action = QAction(self.wording.text(f"gui.theme-{theme}"), themes, checkable=True, checked=theme is self.parts.settings.theme)
            action.triggered.connect(lambda _=False, chosen=theme: self.choose_theme(chosen))
            menu.addAction(action)
        menu.addSeparator()
        languages = QActionGroup(self)
        for language in Language:
            chosen = language is self.wording.language
            action = QAction(self.wording.text(f"gui.interface-{language}"), languages, checkable=True, checked=chosen)
            action.triggered.connect(lambda _=False, chosen=language: self.choose_language(chosen))
            menu.addAction(action)
        menu.addSeparator()
        self._profiles = menu.addMenu(self.wording.text("gui.profile"))
        self._profiles.setObjectName("profileMenu")
        self._profiles.aboutToShow.connect(self._list_profiles)

    def _list_profiles(self) -> None:
        """Fill the menu of profiles as it opens: the user may have made one since."""
        self._profiles.clear()
        group = QActionGroup(self._profiles)
        chosen = calls.chosen_profile(self.parts)
        for shelved in calls.profiles(self.parts):
            action = QAction(shelved.name, group, checkable=True, checked=shelved.name == chosen)
            action.triggered.connect(lambda _=False, name=shelved.name: self.choose_profile(name))
            self._profiles.addAction(action)

    # ---------------------------------------------------------------- what the window itself does

    def _go_to_day(self, day: date) -> None:
        self.editor.settle()
        self.desk.go(day)

    def _turn_to(self, language: Language) -> None:
        self.editor.settle()
        self.desk.go(language=language)

    def _search_soon(self) -> None:
        self._search_pause.start()

    def _reading_stories(self) -> None:
        self.gestures.use(stories=True)

    def choose_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.look.choose(theme)
        self.work.choose_look(theme, self.wording.language, lambda: None)

    def choose_language(self, language: Language) -> None:
        """Change the interface's language: the window is made anew once that and what was typed is saved."""
        self.editor.settle()
        self.work.choose_look(self.parts.settings.theme, language, self.reopen_wanted.emit)

    def choose_profile(self, name: str) -> None:
        """Work for another site: the window is made anew once what was typed is saved and the profile is read."""
        self.editor.settle()
        self.work.choose_profile(name, self.reopen_wanted.emit)

    def _import(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, self.wording.text("gui.do-import"))
        if files:
            self.work.import_files([Path(file) for file in files])

    def _import_site(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.wording.text("gui.do-import-site"), self.parts.settings.site)
        if folder:
            self.work.import_files([Path(folder)])

    def _name_servers(self) -> None:
        title, words = self.wording.text("gui.do-servers"), self.wording.text("gui.servers-ask")
        addresses, wanted = QInputDialog.getText(self, title, words, text=self.parts.settings.servers)
        if wanted:
            self.work.name_servers(addresses.split())

    def _set_budget(self) -> None:
        title, words = self.wording.text("gui.do-budget"), self.wording.text("gui.budget-ask")
        seconds, wanted = QInputDialog.getInt(self, title, words, self.parts.settings.budget, 0, _LONGEST)
        if wanted:
            self.work.set_budget(seconds)

    def _open_palette(self) -> None:
        palette = Palette(self._actions, self.wording, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open_over(self)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is self.stories.list or now is self.page.tree or (now is not None and self.editor.isAncestorOf(now)):
            self.gestures.use(stories=now is self.stories.list)

    def _memory(self) -> QSettings:
        """Return where the window's own shape is kept."""
        return QSettings(str(self.parts.paths.data / "window.ini"), QSettings.Format.IniFormat)

    def _restore(self) -> None:
        memory = self._memory()
        self.resize(*_SIZE)
        for name, restore in (
            ("window", self.restoreGeometry),
            ("panes", self._split.restoreState),
            ("reading", self._reading.restoreState),
        ):
            state = memory.value(name)
            if isinstance(state, QByteArray):
                restore(state)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was typed, stop and wait for the rest; stays open where the store refuses the last words."""
        self.editor.settle()
        refused = self.jobs.finish(Lane.STORE)
        if refused and QMessageBox.warning(self, self.windowTitle(), self._close_anyway(refused), _ANYWAY, _STAY) == _STAY:
            event.ignore()
            return
        memory = self._memory()
        for name, state in (("window", self.saveGeometry()), ("panes", self._split.saveState()), ("reading", self._reading.saveState())):
            memory.setValue(name, state)
        memory.sync()
        self.hide()
        self.jobs.close()
        self.publishing.close()
        event.accept()

    def _close_anyway(self, refused: Sequence[AppError]) -> str:
        return "\n".join([self.wording.text("gui.not-saved"), *(self.wording.error(error) for error in refused)])


_ANYWAY, _STAY = QMessageBox.StandardButton.Discard, QMessageBox.StandardButton.Cancel


def run(build: Callable[[Path | None], Parts], arguments: Sequence[str]) -> int:
    """Open the window; returns once it is closed. `build` is `app.build`."""
    parser = argparse.ArgumentParser(prog="bioai-desktop")
    parser.add_argument("--data-dir", type=Path, default=None, metavar="DIR")
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--day", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    chosen = parser.parse_args(arguments)
    app = application()
    try:
        parts = build(chosen.data_dir)
        parts = parts.for_demo() if chosen.demo else parts
    except AppError as error:
        QMessageBox.critical(None, "BioAI Desktop", Wording(system_language()).error(error))
        return 1
    sys.excepthook = CrashNet(parts.paths.data / "crash.log", Wording(parts.settings.language))
    look = Look(parts.settings.theme, app)
    windows: list[Window] = []

    def open_window() -> None:
        day = windows[-1].desk.day if windows else chosen.day
        windows.append(Window(parts, look))
        windows[-1].reopen_wanted.connect(lambda: (open_window(), windows[-2].close()), Qt.ConnectionType.QueuedConnection)
        windows[-1].show()
        windows[-1].begin(day)

    open_window()
    status = app.exec()
    parts.close()
    return status


def application() -> QApplication:
    """Return the one application object, made where there is none yet."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("bioai-desktop")
    app.setDesktopFileName("bioai-desktop")
    return app
