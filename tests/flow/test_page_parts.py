from __future__ import annotations

import re

from bioai_desktop.domain import Language, Request, SilentJob
from bioai_desktop.drafting.runs import shared
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.flow.check import blocking, check
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.translate import translate_page
from tests.fakes import ScriptedEngine, fitting
from tests.newsroom import DAY, NOON, item

ZH, EN = Language.ZH, Language.EN
JOB = SilentJob()
RESULT = "The model found 68% of promoters in 40 genomes and was faster than the best baseline. "
ASIDE = "Training took three days on one card. The weights are kept in a public archive of the university. "
MORE = "It was compared with nine earlier methods on every chromosome. Errors were most frequent near repeats of the genome. "


def rich(parts: Parts) -> None:
    """Let papers come in that tell a result, and more than a text holds."""
    texts = [item(number, text=f"{item(number).text} {RESULT}{ASIDE}{MORE}") for number in range(100, 112)]
    parts.store.items.add(texts, NOON)


def answering(engine: ScriptedEngine, **said: str) -> None:
    """Let the engine answer in these words where a prompt asks for a fact, a forecast or a question."""
    marks = {"cite": "写清对象", "forecast": "可能性", "question": "具体问题"}
    count = iter(range(1000))

    def reply(request: Request) -> str:
        name = next((name for name in said if marks[name] in request.shared), "")
        return said[name].replace("N", "甲乙丙丁戊己庚辛"[next(count) % 8]) if name else fitting(request)

    engine.reply = reply


def entries(edition: Edition, kind: SectionKind) -> list[dict[Role, str]]:
    section = edition.section(kind)
    roles = (Role.TITLE, Role.TEXT, Role.LINK, Role.WINDOW, Role.PROBABILITY)
    return [{role: entry.get(role) for role in roles} for entry in section.entries] if section else []


GOOD = {
    "cite": "N 组实验：模型找出 68% 的启动子，比最好的基线方法更快",
    "forecast": "N方团队会公开复现这个基因组模型；2 个月内，可能性 60%",
    "question": "训练要多久？N卡训练只用三天，权重放在大学的公开档案里，可以下载，染色体都比过。",
}


def test_all_parts_are_there_with_what_code_adds(parts: Parts, engine: ScriptedEngine) -> None:
    rich(parts)
    answering(engine, **GOOD)
    page = draft(parts, DAY, JOB).edition
    points, forecasts = entries(page, SectionKind.CITABLE), entries(page, SectionKind.FORECASTS)
    links = {entry[Role.LINK] for entry in entries(page, SectionKind.TOP)}
    assert points
    assert all(point[Role.LINK] in links for point in points)
    assert all("未读全文" in point[Role.TEXT] for point in points)
    assert {(each[Role.WINDOW], each[Role.PROBABILITY]) for each in forecasts} == {("2026-02 – 2026-04", "60")}
    assert all(re.search(r"\]\((https://[^)]+)\)", each[Role.TEXT])[1] in links for each in forecasts)  # type: ignore[index]
    assert all(each[Role.TITLE].endswith("？") for each in entries(page, SectionKind.FAQ))
    kinds = [section.kind for section in page.sections]
    order = [rule.kind for rule in parts.profile.sections]
    assert kinds == sorted(kinds, key=order.index)
    assert blocking(check(parts, DAY, ZH)) == ()
    assert "link-repeated" not in {finding.kind for finding in check(parts, DAY, ZH)}


def test_a_part_that_fails_its_checks_is_left_out(parts: Parts, engine: ScriptedEngine) -> None:
    rich(parts)
    answering(
        engine,
        cite="模型找出 99% 的启动子，比最好的基线方法更快也更准",
        forecast="模型已经发布了很多个版本了；2 个月内，可能性 60%",
        question="为什么它有 77 个版本？没有人知道为什么它有这么多的版本，大家都在猜测原因。",
    )
    page = draft(parts, DAY, JOB).edition
    assert [entries(page, kind) for kind in (SectionKind.CITABLE, SectionKind.FORECASTS, SectionKind.FAQ)] == [[], [], []]
    assert "可引用要点" not in render(page)
    assert blocking(check(parts, DAY, ZH)) == ()


def test_no_two_parts_share_a_long_run(parts: Parts, engine: ScriptedEngine) -> None:
    rich(parts)
    answering(engine, cite="全部实验都说明模型找出 68% 的启动子而且速度比最好的基线方法快")
    page = draft(parts, DAY, JOB).edition
    facts = [point[Role.TITLE] for point in entries(page, SectionKind.CITABLE)]
    assert len(facts) <= 1
    assert not any(shared(fact, facts[:at], {}) for at, fact in enumerate(facts))


def test_the_twin_has_all_parts(parts: Parts, engine: ScriptedEngine) -> None:
    rich(parts)
    answering(engine, **GOOD)
    page = draft(parts, DAY, JOB).edition
    twin = translate_page(parts, DAY, EN, JOB)
    for kind in (SectionKind.CITABLE, SectionKind.FORECASTS, SectionKind.FAQ):
        ours, theirs = entries(page, kind), entries(twin, kind)
        assert len(ours) == len(theirs)
        same = (Role.LINK, Role.PROBABILITY, Role.WINDOW)
        assert [[each[role] for role in same] for each in ours] == [[each[role] for role in same] for each in theirs]
    assert all("](https://" in each[Role.TEXT] for each in entries(twin, SectionKind.FORECASTS))
