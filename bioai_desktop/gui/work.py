"""What takes a while: fetch, draft, translate, export, install. Each is started in one line and answered in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from bioai_desktop.domain import Device, EngineInfo, Language, Likeness, Story
from bioai_desktop.edition.model import Edition
from bioai_desktop.errors import AppError, Cancelled, ExportRefused, FetchFailed, ModelMissing
from bioai_desktop.gui import calls, phrases
from bioai_desktop.gui.banner import Weight
from bioai_desktop.gui.calls import Page
from bioai_desktop.gui.desk import Desk, Desktop
from bioai_desktop.gui.jobs import Kind, Lane, Progress, Running
from bioai_desktop.settings import SERVER, Settings, Theme
from bioai_desktop.wording import Wording

if TYPE_CHECKING:
    from bioai_desktop.edition.patch import Edit, Patch
    from bioai_desktop.engine.shelf import ModelStatus
    from bioai_desktop.flow.articles import TextReport
    from bioai_desktop.flow.bring_in import FileReport
    from bioai_desktop.flow.draft import DraftReport
    from bioai_desktop.flow.fetch import SourceReport
    from bioai_desktop.flow.night import NightReport

T = TypeVar("T")
_NAME = 30  # characters of a title that name what was dropped


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the user: words, weight, and what can be done about it."""

    words: str
    weight: Weight = Weight.NOTE
    topic: str = ""
    action: str = ""
    act: Callable[[], None] | None = None


class Work(QObject):
    """The desk's longer actions. Each says on the banner how it ended."""

    said = Signal(object)  #: a Notice
    settled = Signal(str)  #: the topic of a Notice that no longer holds
    told = Signal(object)  #: a `flow.writing.Writing`, as it grows
    refused = Signal(object)  #: the ExportRefused
    models_listed = Signal(list)  #: of `engine.shelf.ModelStatus`
    engine_known = Signal(object)  #: an EngineInfo
    ended = Signal()  #: some work began or ended

    def __init__(self, desk: Desk, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._wording = desk, wording
        self.models: list[ModelStatus] = []

    # ---------------------------------------------------------------- actions

    def words(self, key: str) -> str:
        """Return words of the interface that go onto the page until the editor writes others."""
        return self._wording.text(key)

    def drop(self, edit: Edit, title: str) -> None:
        """Take something off the page, and offer to put it back."""

        def dropped(back: Patch) -> None:
            self.said.emit(
                Notice(
                    self._wording.text("gui.dropped", title=title[:_NAME]),
                    topic="drop",
                    action=self._wording.text("gui.put-back"),
                    act=partial(self._desk.edit, back),
                )
            )

        self._desk.drop(edit, dropped)

    def fetch(self) -> None:
        """Ask the sources what is new; pressed again while it runs, nothing happens."""
        self.run("fetch", Lane.NETWORK, lambda job: calls.fetch(self._desk.parts, job), self._asked)

    def read_text(self, story: Story) -> None:
        """Ask the page of a story for its full text."""
        self.run("text", Lane.NETWORK, lambda job: calls.read_text(self._desk.parts, story, job), self._text_read)

    def judge(self, one: Story, like: Likeness, *, same: bool) -> None:
        """Have two stories be one, or two for good, and offer to take that back."""
        other = self._desk.story(like.story)
        if other is None:
            return
        back = Notice(
            self._wording.text("gui.joined" if same else "gui.parted", title=like.title[:_NAME]),
            topic="judged",
            action=self._wording.text("gui.undo"),
            act=lambda: self._judge(one, other, same=None, told=None),
        )
        self._judge(one, other, same=same, told=back)

    def take_apart(self, story: Story) -> None:
        """Part the records of a story that the editor had called one."""

        def done(parted: bool) -> None:  # noqa: FBT001 - an answer
            self._say("gui.taken-apart" if parted else "gui.not-joined", topic="judged", title=story.primary.title[:_NAME])
            self._desk.refresh_stories()

        self._desk.jobs.start(lambda _: calls.take_apart(self._desk.parts, story), Lane.STORE, done, self.fail)

    def import_files(self, files: Sequence[Path]) -> None:
        """Take in files, and the pages of folders that are sites."""
        self.run("import", Lane.NETWORK, lambda job: calls.import_files(self._desk.parts, files, job), self._brought)

    def draft(self) -> None:
        """Write what is empty on the page; where nothing is, write the page of the day."""
        empty = self._desk.empty()
        if self._desk.edition is not None and empty:
            self.rewrite(empty)
        else:
            day = self._desk.day
            self.run("draft", Lane.ENGINE, lambda job: calls.draft(self._desk.parts, day, job), partial(self._drafted, self._desk.place))

    def draft_all(self) -> None:
        """Write about every story of the day; it rests whenever the editor has something written."""
        day, jobs = self._desk.day, self._desk.jobs
        work = partial(calls.draft_all, self._desk.parts, day, gives_way=partial(jobs.on, Lane.ENGINE))
        self.run("draft-all", Lane.NIGHT, work, self._all_drafted)

    def rewrite(self, entries: Sequence[str]) -> None:
        """Write entries anew."""
        place = self._desk.place
        if entries and self._desk.drafted:
            work = partial(calls.rewrite, self._desk.parts, place.day, entries)
            self.run("draft", Lane.ENGINE, work, lambda page: self._desk.take_page(page, place))

    def translate_page(self) -> None:
        """Translate the page into its twin, and show that."""
        place = self._desk.place
        to = calls.other(place.language)
        work = partial(calls.translate_page, self._desk.parts, place.day, to)
        self.run("translate", Lane.ENGINE, work, partial(self._translated, Desktop(place.day, to)))

    def translate_entry(self, entry: str) -> None:
        """Translate one entry into the twin of its page."""
        place = self._desk.place
        work = partial(calls.translate_entry, self._desk.parts, place.day, place.language, entry)
        self.run("translate", Lane.ENGINE, work, lambda _: self._say("gui.entry-translated", topic="translate"))

    def write_page(self, file: Path) -> None:
        """Write the page into a file: as HTML that needs nothing else where its name says so, else as Markdown."""
        place, parts = self._desk.place, self._desk.parts
        write = calls.write_html if file.suffix.lower() in {".html", ".htm"} else calls.write_page
        work = partial(write, parts, place.day, place.language, file)
        self.run("export", Lane.STORE, lambda _: work(), lambda done: self._say("gui.page-written", path=done))

    def copy_page(self, copy: Callable[[str], None]) -> None:
        """Hand the page's Markdown to `copy`."""
        place, parts = self._desk.place, self._desk.parts

        def done(text: str) -> None:
            copy(text)
            self._say("gui.page-copied")

        self._desk.jobs.start(lambda _: calls.page_text(parts, place.day, place.language), Lane.READ, done, self.fail)

    def list_models(self) -> None:
        """Look which models there are."""
        self._desk.jobs.start(lambda _: calls.models(self._desk.parts), Lane.READ, self._listed, self.fail, kind=Kind("models"))

    def install(self, name: str) -> None:
        """Fetch a model."""
        self.run("install", Lane.DOWNLOAD, lambda job: calls.install(self._desk.parts, name, job), lambda _: self._installed())

    def choose_model(self, name: str) -> None:
        """Write with another model from now on."""
        self.change_settings(lambda settings: replace(settings, model=name), self.list_models, Lane.ENGINE)

    def name_servers(self, addresses: Sequence[str]) -> None:
        """Know other machines by these addresses, or none any more; whether they write is chosen among the models."""
        parts, jobs = self._desk.parts, self._desk.jobs

        def done(found: EngineInfo | None) -> None:
            jobs.start(lambda _: calls.models(parts), Lane.READ, lambda models: told(found, models), self.fail, kind=Kind("models"))

        def told(found: EngineInfo | None, models: list[ModelStatus]) -> None:
            self._listed(models)
            if found is None or parts.settings.hosts:
                self._say(
                    "gui.servers-known" if found else "gui.servers-forgotten", topic="model", device=found.device_name if found else ""
                )
                return
            words = self._wording.text("gui.servers-found", device=found.device_name, hosts=", ".join(found.hosts))
            use = self._wording.text("gui.servers-use")
            self.said.emit(Notice(words, topic="model", action=use, act=partial(self.choose_model, SERVER)))

        jobs.start(lambda job: calls.name_servers(parts, addresses, job), Lane.ENGINE, done, self.fail)

    def choose_device(self, device: Device) -> None:
        """Compute elsewhere from now on."""
        self.change_settings(lambda settings: replace(settings, device=device), self.list_models, Lane.ENGINE)

    def choose_site(self, folder: Path, then: Callable[[], None]) -> None:
        """Export into another folder from now on."""
        self.change_settings(lambda settings: replace(settings, site=str(folder)), then)

    def set_budget(self, seconds: int) -> None:
        """Give the draft of a page so many seconds from now on, 0 for any number."""
        self.change_settings(lambda settings: replace(settings, budget=seconds), lambda: None)

    def choose_profile(self, name: str, then: Callable[[], None]) -> None:
        """Work with another profile from now on; one with a mistake in it is told and not taken."""
        self._desk.jobs.start(lambda _: calls.choose_profile(self._desk.parts, name), Lane.STORE, lambda _: then(), self.fail)

    def choose_look(self, theme: Theme, language: Language, then: Callable[[], None]) -> None:
        """Keep the window's colours and language."""
        self.change_settings(lambda settings: replace(settings, theme=theme, language=language), then)

    def fail(self, error: AppError) -> None:
        """Say what went wrong, with what to do where the window can do it."""
        if isinstance(error, Cancelled):
            self.said.emit(Notice(self._wording.error(error), Weight.NOTE, "stopped"))
        elif isinstance(error, ModelMissing):
            self._model_missing()
        elif isinstance(error, ExportRefused) and error.findings:
            words = self._wording.text("gui.refused", count=len(error.findings))
            self.said.emit(Notice(words, Weight.BLOCK, "export"))
            self.refused.emit(error)
        elif isinstance(error, ExportRefused) and error.reason == "on-disk":
            files = [Path(self._desk.parts.settings.site, path) for path in error.path.split(", ")]
            action = self._wording.text("gui.take-in")
            self.said.emit(Notice(self._wording.error(error), Weight.BLOCK, "export", action, partial(self.import_files, files)))
        else:
            self.said.emit(Notice(self._wording.error(error), Weight.BLOCK, type(error).__name__))

    # ---------------------------------------------------------------- answers

    def run(self, kind: str, lane: Lane, work: Callable[[Running], T], done: Callable[[T], None]) -> None:
        """Start visible work of a kind, unless some of it runs already."""
        jobs = self._desk.jobs
        if jobs.busy(kind):
            return

        def answered(result: T) -> None:
            self.ended.emit()
            done(result)
            self._look_at_engine(lane)

        def failed(error: AppError) -> None:
            self.ended.emit()
            self.fail(error)
            self._desk.refresh_page()

        label = self._wording.text(f"gui.job-{kind}")
        jobs.start(work, lane, answered, failed, kind=Kind(kind, label, self._hear))
        self.ended.emit()

    def _hear(self, value: object) -> None:
        if isinstance(value, Page):
            self._desk.take_page(value, Desktop(self._desk.day, self._desk.first_language))
        elif isinstance(value, Progress):
            self._desk.refresh_told()
        else:
            self.told.emit(value)

    def _judge(self, one: Story, other: Story, *, same: bool | None, told: Notice | None) -> None:
        def done(_: None) -> None:
            self._desk.refresh_stories()
            if told is not None:
                self.said.emit(told)

        self._desk.jobs.start(lambda _: calls.judge(self._desk.parts, one, other, same=same), Lane.STORE, done, self.fail)

    def _text_read(self, report: TextReport) -> None:
        if report.problem is not None:
            self.said.emit(Notice(self._wording.error(report.problem), Weight.LOOK, "text"))
            return
        self._say("gui.text-read", topic="text", title=report.story.primary.title[:_NAME])
        self._desk.refresh_stories()

    def _brought(self, reports: list[FileReport]) -> None:
        """Say what files gave; of pages, what they changed here, and where something is to be decided."""
        read = Counter(str(report.change) for report in reports if report.change)
        if not read:
            self._fetched(reports)
            return
        lines = [phrases.pages(self._wording, read)]
        lines += [self._wording.error(report.problem) for report in reports if report.problem is not None][:4]
        at_odds = [report.page for report in reports if report.conflicts and report.page]
        if at_odds:
            first = at_odds[0]
            lines.append(self._wording.text("gui.pages-at-odds", count=len(at_odds)))
            go = partial(self._desk.go, first.day, first.language)
            self.said.emit(Notice("\n".join(lines), Weight.LOOK, "import", self._wording.text("gui.go-there"), go))
        else:
            self.said.emit(Notice("\n".join(lines), topic="import"))
        if self._desk.stories or self._desk.edition is not None:
            self._desk.refresh_page()
            self._desk.refresh_stories()
        else:
            self._desk.open()

    def _asked(self, reports: Sequence[SourceReport]) -> None:
        """Say what sources gave, and which key could not be had."""
        self._fetched(reports)
        keyless = next((report.keyless for report in reports if report.keyless), None)
        if keyless is not None:
            self.said.emit(Notice(self._wording.text("text.keyless", reason=self._wording.error(keyless)), Weight.LOOK, "keys"))

    def _fetched(self, reports: Sequence[SourceReport | FileReport]) -> None:
        new = sum(report.new for report in reports)
        failed = [report for report in reports if report.problem is not None]
        offline = [report for report in failed if isinstance(report.problem, FetchFailed) and report.problem.reason == "offline"]
        if reports and len(offline) == len(reports):
            self.said.emit(Notice(self._wording.text("gui.offline"), Weight.LOOK, "fetch"))
        elif failed:
            lines = "\n".join(self._wording.error(report.problem) for report in failed[:4] if report.problem is not None)
            words = self._wording.text("gui.fetched-some", new=new, failed=len(failed), lines=lines)
            self.said.emit(Notice(words, Weight.LOOK, "fetch"))
        else:
            self._say("gui.fetched", topic="fetch", new=new, sources=len(reports))
        # What came in may belong to a newer day than the one on the desk, where that has nothing yet.
        if new and not self._desk.stories and self._desk.edition is None:
            self._desk.open()
        else:
            self._desk.refresh_stories()

    def _drafted(self, place: Desktop, report: DraftReport) -> None:
        self._desk.go(place.day, self._desk.first_language)
        skipped = len(report.skipped)
        late = len(report.left_out)
        key = "gui.drafted-skipped" if skipped else "gui.drafted-late" if late else "gui.drafted"
        self._say(key, topic="draft", count=sum(1 for _ in report.edition.pieces()), skipped=skipped, late=late)

    def _all_drafted(self, report: NightReport) -> None:
        self._desk.refresh_told()
        self._say("gui.all-drafted", topic="draft-all", stories=len(report.stories), written=report.written, ready=report.ready)

    def _translated(self, place: Desktop, _: Edition) -> None:
        self._desk.go(place.day, place.language)
        self._say("gui.page-translated", topic="translate")

    def _listed(self, models: list[ModelStatus]) -> None:
        self.models = models
        self.models_listed.emit(models)
        if any(status.usable for status in models if status.name == self._desk.parts.settings.model):
            self.settled.emit("model")
        elif not self._desk.jobs.busy("install") and not self._desk.unopened:
            self._model_missing()

    def _model_missing(self) -> None:
        name = self._desk.parts.settings.model
        status = next((status for status in self.models if status.name == name), None)
        if status is not None and status.model is not None:
            size = self._wording.size(status.bytes)
            words = self._wording.text("gui.no-model", title=status.title)
            action = self._wording.text("gui.install", size=size)
            self.said.emit(Notice(words, Weight.LOOK, "model", action, partial(self.install, name)))
        else:
            self.said.emit(Notice(self._wording.error(ModelMissing(name)), Weight.LOOK, "model"))

    def _installed(self) -> None:
        self._say("gui.installed", topic="model")
        self.list_models()

    def change_settings(self, change: Callable[[Settings], Settings], then: Callable[[], None], lane: Lane = Lane.STORE) -> None:
        """Save changed settings. What concerns the engine waits on its lane: one in use must end before it is replaced."""
        if lane is Lane.ENGINE:
            self._desk.jobs.cancel("draft")
            self._desk.jobs.cancel("draft-all")
            self._desk.jobs.cancel("translate")
        self._desk.jobs.start(lambda _: calls.change(self._desk.parts, change), lane, lambda _: then(), self.fail)

    def _look_at_engine(self, lane: Lane) -> None:
        if lane is Lane.ENGINE:
            self._desk.jobs.start(lambda _: calls.engine_info(self._desk.parts), lane, self._known, self.fail)

    def _known(self, info: EngineInfo | None) -> None:
        if info is not None:
            self.engine_known.emit(info)

    def _say(self, key: str, topic: str = "", **values: object) -> None:
        self.said.emit(Notice(self._wording.text(key, **values), topic=topic))
