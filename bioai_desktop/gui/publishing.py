"""How a page leaves from the window: at once where nothing blocks, with what changes beside it, and a way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtWidgets import QFileDialog

from bioai_desktop.errors import AppError
from bioai_desktop.gui import calls, phrases
from bioai_desktop.gui.banner import Weight
from bioai_desktop.gui.jobs import Kind, Lane
from bioai_desktop.gui.reader import open_link
from bioai_desktop.gui.top_bar import DeskStep
from bioai_desktop.gui.work import Notice
from bioai_desktop.settings import Landing

if TYPE_CHECKING:
    from bioai_desktop.domain import Language
    from bioai_desktop.flow.export import ExportReport
    from bioai_desktop.flow.outlook import Published
    from bioai_desktop.flow.take_back import UndoReport
    from bioai_desktop.gui.window import Window


_KINDS = "Markdown (*.md);;HTML (*.html)"  # of files that a page is saved as


class Publishing(QObject):
    """Publishes, takes back, and keeps the pane and the status line true to the site."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk, self._work, self._wording = window.desk, window.work, window.wording
        self._site = calls.SitePages(window.parts)
        pane, desk = window.publish, window.desk
        pane.commit_chosen.connect(self.choose_commit)
        pane.push_wanted.connect(self.push)
        pane.site_wanted.connect(self.choose_site)
        pane.findings_wanted.connect(self._to_findings)
        window.top.export.clicked.connect(self.publish)
        window.side.save_wanted.connect(self.save_page)
        window.side.site_wanted.connect(self.open_in_site)
        window.status.take_back_wanted.connect(self.take_back)
        desk.page_changed.connect(self.refresh)
        desk.opened.connect(self.look_back)

    # ---------------------------------------------------------------- acting

    def publish(self) -> None:
        """Write the day into the site, with a commit where the settings want one."""
        self._with_site(self._export)

    def push(self) -> None:
        """Write the day into the site, commit it and push: only this leaves the computer, so it is asked for each time."""
        self._with_site(partial(self._export, push=True))

    def choose_site(self) -> None:
        """Choose the folder of the site."""
        self._choose_site(lambda: None)

    def save_page(self) -> None:
        """Write the page into a file of the user's choice."""
        window, title = self._window, self._wording.text("gui.save-page")
        file, _ = QFileDialog.getSaveFileName(window, title, f"{self._desk.day}.md", _KINDS)
        if file:
            window.editor.settle()
            self._work.write_page(Path(file))

    def take_back(self) -> None:
        """Put the site back as it was before the last publication of the day."""
        place, parts = self._desk.place, self._desk.parts
        self._work.run("export", Lane.STORE, lambda _: calls.take_back(parts, place.day), self._taken_back)

    def choose_commit(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Have publications make a commit, or not, from now on."""
        landing = Landing.COMMIT if on else Landing.FILES
        self._work.change_settings(lambda settings: replace(settings, landing=landing), lambda: None)

    def open_in_site(self) -> None:
        """Have Hugo build the page, and open it in the browser."""
        self._with_site(self._build)

    def close(self) -> None:
        """Serve no page any longer."""
        self._site.close()

    def _export(self, *, push: bool = False) -> None:
        place, parts = self._desk.place, self._desk.parts
        commit = parts.settings.landing is Landing.COMMIT
        work = partial(calls.export, parts, place.day, place.language, commit=commit, push=push)
        self._work.run("export", Lane.STORE, lambda _: work(), self._exported)

    def _build(self) -> None:
        place = self._desk.place
        self._work.run("site", Lane.BUILD, lambda _: self._site.show(place.day, place.language), lambda address: open_link(QUrl(address)))

    def _with_site(self, then: Callable[[], None]) -> None:
        """Do something with the site once what is being typed is saved; asks for its folder where none was chosen yet."""
        self._window.editor.settle()
        (then if self._desk.parts.settings.site else partial(self._choose_site, then))()

    def _choose_site(self, then: Callable[[], None]) -> None:
        title = self._wording.text("gui.choose-site")
        folder = QFileDialog.getExistingDirectory(self._window, title, self._desk.parts.settings.site)

        def chosen() -> None:
            then()
            self._look_again()

        if folder:
            self._work.choose_site(Path(folder), chosen)

    # ---------------------------------------------------------------- showing

    def refresh(self) -> None:
        """Look anew what publishing would change, where that is in sight."""
        pane, settings = self._window.publish, self._desk.parts.settings
        pane.show_site(settings.site)
        if not pane.isVisible():
            return
        if self._desk.edition is None or not settings.site:
            pane.show_state(self._wording.text("gui.no-page-yet" if settings.site else "gui.no-site-yet"))
            pane.show_changes([])
            pane.show_git(versioned=False, commit=settings.landing is Landing.COMMIT)
            return
        place, parts = self._desk.place, self._desk.parts
        work = partial(calls.outlook, parts, place.day, place.language)
        self._desk.jobs.start(lambda _: work(), Lane.READ, self._show, self._unknown, kind=Kind("outlook"))

    def look_back(self) -> None:
        """Say in the status line whether the day is published."""
        day, parts = self._desk.day, self._desk.parts
        work = partial(calls.published, parts, day)
        self._desk.jobs.start(lambda _: work(), Lane.READ, self._published, self._work.fail, kind=Kind("published"))

    def _show(self, found: calls.Outlook) -> None:
        pane, outlook = self._window.publish, found.outlook
        if outlook is None:
            return
        pane.show_git(versioned=outlook.versioned, commit=self._desk.parts.settings.landing is Landing.COMMIT)
        pane.show_changes(found.changes)
        if outlook.refused is None:
            key = "gui.ready" if outlook.report.replaced else "gui.same"
            pane.show_state(
                " ".join([self._wording.text(key), *self._stood(outlook.report), *self._left_out(outlook.report.left_out)]), Weight.NOTE
            )
        elif outlook.refused.findings:
            words = self._wording.text("gui.blocked", count=len(outlook.refused.findings))
            pane.show_state(words, Weight.BLOCK, findings=True)
        else:
            pane.show_state(self._wording.error(outlook.refused), Weight.BLOCK)

    def _unknown(self, error: AppError) -> None:
        """Say why it is not known what would change."""
        self._window.publish.show_state(self._wording.error(error), Weight.BLOCK)
        self._window.publish.show_changes([])

    def _published(self, found: Published | None) -> None:
        words = ""
        if found is not None:
            words = self._wording.text("gui.published", time=self._when(found.at), count=found.files)
        self._window.status.show_published(words)

    def _when(self, at: datetime | None) -> str:
        """Return the time of a publication, with its day where that is not today."""
        if at is None:
            return ""
        here, now = at.astimezone(), datetime.now().astimezone()
        clock = f"{here:%H:%M}"
        return clock if here.date() == now.date() else f"{phrases.short_day(self._wording, here.date())} {clock}"

    def _stood(self, report: ExportReport) -> list[str]:
        return [self._wording.text("gui.stood", count=len(report.stood))] if report.stood else []

    def _left_out(self, languages: Sequence[Language]) -> list[str]:
        names = [self._wording.text(f"gui.language-{each}") for each in languages]
        return [self._wording.text("gui.exported-without", language=name) for name in names]

    def _to_findings(self) -> None:
        """Turn to what keeps the page."""
        showing = self._window.showing
        showing.step(DeskStep.EDIT)
        showing.list_all_findings()

    # ---------------------------------------------------------------- answers

    def _exported(self, report: ExportReport) -> None:
        written = report.replaced
        key = "gui.exported" if written else "gui.exported-same"
        words = [self._wording.text(key, count=len(written), paths=", ".join(written))]
        words += [self._wording.text("gui.committed", commit=report.commit[:10])] if report.commit else []
        words += [self._wording.text("gui.pushed")] if report.pushed else []
        words += [*self._stood(report), *self._left_out(report.left_out)]
        weight = Weight.LOOK if report.left_out else Weight.NOTE
        self._work.said.emit(Notice(" ".join(words), weight, "export"))
        self._look_again()

    def _taken_back(self, report: UndoReport) -> None:
        words = [self._wording.text("gui.taken-back", count=len(report.files))]
        words += [self._wording.text("gui.taken-back-commit", commit=report.commit[:10])] if report.commit else []
        self._work.said.emit(Notice(" ".join(words), Weight.NOTE, "export"))
        self._look_again()

    def _look_again(self) -> None:
        self.look_back()
        self.refresh()
