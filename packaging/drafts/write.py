"""Write docs/drafts.md: drafts with their sources, every n-th of the built-in example's items and of those beside this file, nothing edited.

    python packaging/drafts/write.py [--model NAME] [--count 30] [--out docs/drafts.md]

The reading at the document's end is an editor's and stays as it is.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from bioai_desktop.app import build
from bioai_desktop.domain import Draft, EngineInfo, Item, Language, Severity, SilentJob, Story, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.edition.profile import SectionRule
from bioai_desktop.flow import demo
from bioai_desktop.flow.fetch import read_file
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.waking import wake
from bioai_desktop.flow.writing import Writer
from bioai_desktop.wording import Wording

ITEMS = Path(__file__).with_name("items.xml")
READING = "\n## What is still wrong\n"
WORDING = Wording(Language.EN)


def chosen(count: int) -> list[Item]:
    """Return so many items, evenly spread over all, in the order of their files."""
    items = [item for path in (*demo.example()[1], ITEMS) for item in read_file(path)]
    return [items[at * len(items) // count] for at in range(count)]


def written(parts: Parts, items: Sequence[Item]) -> tuple[EngineInfo, list[tuple[Draft, Draft]]]:
    """Return title and text of each item, as an unattended page would have them."""
    rule = next(rule for rule in parts.profile.sections if rule.task is Task.TEXT)
    stories = [Story(item.id, (item,)) for item in items]
    engine, job = parts.engine(SilentJob()), SilentJob()
    info = wake(engine, job)
    writer = Writer(engine, parts.profile, job)
    texts = writer.write([tasks.entry(story, parts.profile, rule) for story in stories])
    asked = [tasks.title(story, parts.profile, rule, text.text) for story, text in zip(stories, texts, strict=True)]
    return info, list(zip(writer.write(asked), texts, strict=True))


def document(info: EngineInfo, rule: SectionRule, items: Sequence[Item], drafts: Sequence[tuple[Draft, Draft]]) -> Iterator[str]:
    """Yield the lines of the document, its last part excepted."""
    marked = sum(any(finding.severity is Severity.BLOCK for draft in pair for finding in draft.findings) for pair in drafts)
    yield from (
        "# Drafts, as they come",
        "",
        f"{len(items)} items of the built-in example and of `packaging/drafts/items.xml`, chosen by counting, written by `{info.model}` on {info.device_name}; the bad ones included,",
        f"nothing edited. Top text: {rule.limits.min_chars} to {rule.limits.max_chars} characters, shorter where the source says little. {marked} of them would not leave without an editor. Made by `packaging/drafts/write.py`.",
        "",
    )
    for number, (item, (title, text)) in enumerate(zip(items, drafts, strict=True), 1):
        yield from (f"## {number}. {title.text or '(no title)'}", "", text.text or "(no text)", "")
        found = dict.fromkeys(f"{finding.severity}: {WORDING.finding(finding)}" for draft in (title, text) for finding in draft.findings)
        yield from (f"- {words}" for words in found)
        attempts = max(title.attempts, text.attempts)
        yield from ("- written at the second try",) if attempts > 1 else ()
        yield from ("", f"> **{item.title}** {item.text}".rstrip(), "")


def main() -> None:
    """Write the document, its reading kept."""
    parser = argparse.ArgumentParser(description="Write docs/drafts.md.")
    parser.add_argument("--model", default="starter")
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "docs" / "drafts.md")
    wanted = parser.parse_args()
    own = build()
    own.use(replace(own.settings, model=wanted.model))
    with tempfile.TemporaryDirectory() as folder, closing(own.engine(SilentJob())) as engine:
        parts = own.for_trial(Path(folder), own.sources).with_engine(engine)
        items = chosen(wanted.count)
        info, drafts = written(parts, items)
        rule = next(rule for rule in parts.profile.sections if rule.task is Task.TEXT)
    before = wanted.out.read_text("utf-8") if wanted.out.exists() else ""
    reading = READING + before.partition(READING)[2] if READING in before else ""
    wanted.out.write_text("\n".join(document(info, rule, items, drafts)) + reading, "utf-8")


if __name__ == "__main__":
    main()
