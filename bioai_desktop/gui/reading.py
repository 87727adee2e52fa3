"""The right-hand side: where the piece in hand comes from, or how the page will read. Nothing here asks the network."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bioai_desktop.domain import Item, Reason, Story
from bioai_desktop.edition.model import Entry, Role
from bioai_desktop.flow.evidence import of_story
from bioai_desktop.gui import phrases
from bioai_desktop.gui.likeness import LikenessBar
from bioai_desktop.gui.look import Look, page_sheet, tokens
from bioai_desktop.gui.page_view import PageView
from bioai_desktop.gui.reader import Reader
from bioai_desktop.gui.widgets import button, label
from bioai_desktop.stories.since import since
from bioai_desktop.wording import Wording

_BAR = 8  # signs of a bar that is full

if TYPE_CHECKING:
    from bioai_desktop.gui.calls import Told
    from bioai_desktop.site.preview.blocks import PreviewBlock


class SidePane(QFrame):
    """Source and preview, one at a time."""

    copy_wanted = Signal()
    save_wanted = Signal()
    site_wanted = Signal()
    text_wanted = Signal()  #: the full text of the story that is shown

    def __init__(self, wording: Wording, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePane")
        self._wording, self._look = wording, look
        self._story: Story | None = None
        self._entry: Entry | None = None
        self._sheet: Sequence[str] = ()
        self._told: Mapping[str, Told] = {}
        self.source, self.preview = Reader("sourcePane"), PageView("preview")
        self._stack = QStackedWidget()
        self._text = button(wording.text("gui.full-text"), "fullTextButton", small=True)
        self._text.setToolTip(wording.text("gui.full-text-tip"))
        self._text.clicked.connect(self.text_wanted)
        self.likeness = LikenessBar(wording)
        self._stack.addWidget(self._source_page())
        self._stack.addWidget(self._preview_page())
        self.source.setAccessibleName(wording.text("gui.source-head"))
        self.preview.setAccessibleName(wording.text("gui.preview-head"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 8, 16)
        column.addWidget(self._stack)
        look.changed.connect(self._redraw)
        self._redraw()

    @property
    def previewing(self) -> bool:
        """Whether the preview stands in the place of the source."""
        return self._stack.currentIndex() == 1

    def show_preview(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Put the preview in the place of the source, or back."""
        self._stack.setCurrentIndex(int(on))

    def show_story(self, story: Story | None, entry: Entry | None = None) -> None:
        """Show the source text of a story, its other sources, and where it ran; of an entry without a story, that there is none."""
        self._story, self._entry = story, entry
        self._text.setVisible(story is not None and not _article(story))
        self.likeness.show_story(story)
        self._redraw_source()

    def show_told(self, told: Mapping[str, Told]) -> None:
        """Keep what is written about stories; it stands above the source of one that is not on the page."""
        self._told = told
        if self._story is not None and self._entry is None:
            self._redraw_source()

    def show_sheet(self, lines: Sequence[str]) -> None:
        """Keep the morning sheet, which stands here while nothing is picked."""
        self._sheet = lines
        if self._story is None and self._entry is None:
            self._redraw_source()

    def show_page(self, blocks: Sequence[PreviewBlock]) -> None:
        """Show how the page will read."""
        self.preview.show_blocks(blocks)

    def _source_page(self) -> QWidget:
        return self._under("gui.source-head", [self._text], [self.likeness, self.source])

    def _preview_page(self) -> QWidget:
        buttons: list[QWidget] = []
        for name, signal in (("open-site", self.site_wanted), ("copy-page", self.copy_wanted), ("save-page", self.save_wanted)):
            made = button(self._wording.text(f"gui.{name}"), f"{name}Button", small=True)
            made.clicked.connect(signal)
            buttons.append(made)
        return self._under("gui.preview-head", buttons, [self.preview])

    def _under(self, key: str, buttons: Sequence[QWidget], below: Sequence[QWidget]) -> QWidget:
        """Return a page: a line with its name and buttons, and what stands below."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(label(self._wording.text(key), "second"))
        row.addStretch()
        for each in buttons:
            row.addWidget(each)
        column.addLayout(row)
        for each in below:
            column.addWidget(each)
        return page

    def _redraw(self) -> None:
        self._redraw_source()
        self.preview.set_style(page_sheet(tokens(self._look.scheme)))

    def _redraw_source(self) -> None:
        body = self._source_html(self._story) if self._story else self._without_story(self._entry)
        self.source.setHtml(f"<style>{self._style()}</style>{body}")

    def _without_story(self, entry: Entry | None) -> str:
        """Say why there is no source text: nothing is picked, or the entry came with its page."""
        link = entry.get(Role.LINK) if entry else ""
        key = "gui.source-hint" if entry is None else "gui.source-elsewhere" if link else "gui.source-none"
        words = f"<p class=second>{html.escape(self._wording.text(key))}</p>"
        if entry is None and self._sheet:
            words += f"<p class=head>{html.escape(self._wording.text('gui.sheet-head'))}</p>" + "".join(map(_line, self._sheet))
        return words if not link else f"{words}<p><a href='{html.escape(link, quote=True)}'>{html.escape(link)}</a></p>"

    def _source_html(self, story: Story) -> str:
        first = story.primary
        parts = [*self._told_html(story), f"<p class=head>{html.escape(self._head(first))}</p>", f"<h3>{html.escape(first.title)}</h3>"]
        parts += [f"<p class=second>{html.escape(', '.join(_first(first.authors)))}</p>"] if first.authors else []
        parts.append(f"<p class=second>{html.escape(self._wording.evidence(of_story(story)))}</p>")
        parts += _paragraphs(first.text if first.text.strip() else self._wording.text("gui.no-abstract"))
        if article := _article(story):
            parts += [f"<p class=head>{html.escape(self._wording.text('gui.full-text-head'))}</p>", *_paragraphs(article)]
        parts.append(f"<p><a href='{html.escape(first.url, quote=True)}'>{html.escape(first.url)}</a></p>")
        parts += self._listed("gui.other-sources", {self._other(item): item.url for item in story.items[1:]})
        parts += self._listed("gui.ran-before", {phrases.ran(self._wording, earlier): "" for earlier in story.ran})
        if story.ran:
            words = self._wording.since(since(story)) or self._wording.text("evidence.since.none")
            parts.append(f"<p class=second>{html.escape(words)}</p>")
        return "".join([*parts, *self._why(story)])

    def _told_html(self, story: Story) -> list[str]:
        """Return what is written about a story, and will be taken where it comes onto the page."""
        told = self._told.get(story.id)
        if told is None or not told.text or self._entry is not None:
            return []
        head = f"<p class=head>{html.escape(self._wording.text('gui.told-head'))}</p>"
        return [head, *([f"<h3>{html.escape(told.title)}</h3>"] if told.title else []), *_paragraphs(told.text)]

    def _why(self, story: Story) -> list[str]:
        """Return the parts of a story's rank, each with a bar of its share."""
        if not story.reasons:
            return []
        head = html.escape(self._wording.text("gui.rank", score=f"{story.score:.0f}"))
        rows = "".join(f"<tr><td>{self._bar(reason)}</td><td class=second>{self._part(reason)}</td></tr>" for reason in story.reasons)
        return [f"<p class=head>{head}</p>", f"<table cellpadding=2>{rows}</table>"]

    def _part(self, reason: Reason) -> str:
        return html.escape(f"{reason.value:+.0f} {self._wording.reason(reason)}")

    def _bar(self, reason: Reason) -> str:
        """Draw how many of its points a part gives, or takes."""
        full = round(_BAR * min(1.0, abs(reason.value) / reason.most)) if reason.most else 0
        colour = self._look.colour("accent" if reason.value >= 0 else "block").name()
        rest = self._look.colour("line").name()
        return f"<span style='color:{colour}'>{'━' * full}</span><span style='color:{rest}'>{'━' * (_BAR - full)}</span>"

    def _head(self, item: Item) -> str:
        return " · ".join([phrases.venue(item), phrases.kind(self._wording, item)])

    def _other(self, item: Item) -> str:
        day = phrases.short_day(self._wording, item.published.date()) if item.published else ""
        return " · ".join(part for part in (phrases.venue(item), phrases.kind(self._wording, item), day) if part)

    def _listed(self, key: str, lines: Mapping[str, str]) -> list[str]:
        if not lines:
            return []
        shown = [
            f"<a href='{html.escape(url, quote=True)}'>{html.escape(name)}</a>" if url else html.escape(name) for name, url in lines.items()
        ]
        return [f"<p class=head>{html.escape(self._wording.text(key))}</p>", f"<p class=second>{'<br>'.join(shown)}</p>"]

    def _style(self) -> str:
        """Return the source's own style sheet: Qt's rich text knows a part of CSS."""
        ink, second, accent = (self._look.colour(name).name() for name in ("ink", "ink2", "accent"))
        return (
            f"body {{ color: {ink}; font-size: 14px; }} p {{ line-height: 22px; margin: 0 0 8px 0; }}"
            f".head {{ color: {second}; font-weight: 600; font-size: 13px; margin-top: 8px; }} .second {{ color: {second}; font-size: 13px; }}"
            f"h3 {{ font-size: 15px; line-height: 22px; margin: 12px 0 4px 0; }} a {{ color: {accent}; text-decoration: none; }}"
        )


def _line(words: str) -> str:
    """Return a line of the morning sheet, set in as it is."""
    inset = len(words) - len(words.lstrip())
    return f"<p class=second style='margin-left:{inset * 6}px'>{html.escape(words.strip()) or '&nbsp;'}</p>"


def _article(story: Story) -> str:
    """Return what the page of one of a story's records says at length, "" where none was read."""
    return next((item.article for item in story.items if item.article), "")


def _paragraphs(text: str) -> list[str]:
    return [f"<p class=text>{html.escape(line)}</p>" for line in text.split("\n") if line.strip()]


def _first(names: tuple[str, ...]) -> list[str]:
    """Return up to four authors, then a sign that there are more."""
    return [*names[:4], *(["…"] if len(names) > 4 else [])]
