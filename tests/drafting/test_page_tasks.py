from dataclasses import replace
from datetime import date

import pytest

from bioai_desktop.domain import ItemKind, Task
from bioai_desktop.drafting import page_tasks
from bioai_desktop.drafting.accept import judge
from bioai_desktop.drafting.tasks import Written, again
from tests.drafting.texts import PROFILE, RING, RULES, answer, ring, story

CITE, FORECAST, QUESTION = (RULES[name] for name in ("citable", "forecasts", "faq"))
RINGS = Written(ring(), "指环预报偏头痛", "指环提前 6 小时报出 68% 的发作。")
LONG = Written(
    story(
        "A ring that forecasts migraine",
        f"{RING} Each ring weighs 3 grams and holds a thermometer. Its battery lasts for seven days on a charge.",
    ),
    "标题",
    "正文",
)


def test_a_fact_is_made_from_the_result_alone() -> None:
    asked = page_tasks.cite(RINGS, PROFILE, CITE, ("别的正文",))
    assert asked is not None
    assert "68%" in asked.request.prompt
    assert "hard to foresee" not in asked.request.prompt
    assert (asked.task, asked.limits, asked.taken, asked.story) == (Task.CITE, CITE.titles, ("别的正文",), "")
    good = judge(asked, answer("在 212 名患者中，RingCast 提前至少 6 小时报出 68% 的发作。"), "hash", PROFILE)
    assert good.findings == ()
    assert good.support
    wrong = judge(asked, answer("这枚指环戴着很舒服，外形也讨人喜欢得很。"), "hash", PROFILE)
    assert "finding-missing" in {finding.kind for finding in wrong.findings}


def test_a_source_without_a_result_gives_no_fact() -> None:
    assert page_tasks.cite(Written(story("A ring"), "标题", "正文"), PROFILE, CITE, ()) is None


def test_a_forecast_has_a_claim_months_and_a_probability() -> None:
    asked = page_tasks.forecast(RINGS, PROFILE, FORECAST, ())
    assert asked.request.constraint.form == FORECAST.form
    assert asked.request.constraint.numbers == ()
    made = judge(asked, answer("别的医院会公开重做这项偏头痛试验；2 个月内，可能性 60%"), "hash", PROFILE)
    assert (made.text, made.details, made.findings) == ("别的医院会公开重做这项偏头痛试验", ("2", "60"), ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("指环提前报出了偏头痛的多数发作；2 个月内，可能性 60%", "draft-empty"),
        ("这种指环会有 300 名患者戴上它；2 个月内，可能性 60%", "number-unsupported"),
        ("会有别的医院公开重做这项试验", "draft-empty"),
        ("斯坦福会公开重做这项指环试验；1 个月内，可能性 40%", "name-unsupported"),
    ],
)
def test_what_no_forecast_is(text: str, kind: str) -> None:
    made = judge(page_tasks.forecast(RINGS, PROFILE, FORECAST, ()), answer(text), "hash", PROFILE)
    assert kind in {finding.kind for finding in made.findings}


def test_a_form_that_takes_any_words_leaves_it_to_the_check_whether_they_look_ahead() -> None:
    free = replace(FORECAST, form="{text:12-36}；{1|2|3} 个月内，可能性 {40|60}%")
    said = answer("指环提前报出了偏头痛的多数发作；2 个月内，可能性 60%")
    made = judge(page_tasks.forecast(RINGS, PROFILE, free, ()), said, "hash", PROFILE)
    assert "forecast-not-ahead" in {finding.kind for finding in made.findings}


def test_a_question_is_answered_by_what_the_entry_does_not_tell() -> None:
    asked = page_tasks.question(LONG, PROFILE, QUESTION, ())
    assert asked is not None
    assert "battery" in asked.request.prompt or "thermometer" in asked.request.prompt
    made = judge(asked, answer("问题：指环要多久充一次电？充满一次能用 7 天，指环重 3 克，里面有一支温度计。"), "hash", PROFILE)
    assert made.details == ("指环要多久充一次电",)
    assert made.text.startswith("充满一次")
    assert "number-unsupported" not in {finding.kind for finding in made.findings}
    wrong = judge(asked, answer("为什么 99 人戴它？因为它轻，戴着睡觉也不难受，充电也很方便快捷。"), "hash", PROFILE)
    assert "number-unsupported" in {finding.kind for finding in wrong.findings}  # in the question too


def test_a_source_that_is_told_in_full_answers_no_question() -> None:
    assert page_tasks.question(Written(story("A ring", RING[:90]), "标题", "正文"), PROFILE, QUESTION, ()) is None


def test_a_run_of_another_text_is_kept_from_the_second_attempt() -> None:
    taken = "指环提前至少六小时报出多数偏头痛的发作"
    asked = page_tasks.cite(RINGS, PROFILE, CITE, (taken,))
    assert asked is not None
    made = judge(asked, answer(f"{taken}，比例为 68%。"), "hash", PROFILE)
    assert "repeats-entry" in {finding.kind for finding in made.findings}
    second = again(asked, made.findings, PROFILE)
    assert any(part in taken and len(part) < 12 for part in second.request.constraint.forbidden)


@pytest.mark.parametrize(
    ("text", "kind", "standing", "wanted"),
    [
        (RING, ItemKind.PREPRINT, "preprint", ("预印本", "摘")),
        (
            "Treated mice lived 20% longer than others in this study of a peptide that clears old cells.",
            ItemKind.ARTICLE,
            "reviewed",
            ("小鼠",),
        ),
        (
            "In vitro, the compound killed 90% of glioma cells from a line kept for many years in the lab.",
            ItemKind.ARTICLE,
            "reviewed",
            ("体外",),
        ),
        (
            "Of 9 patients who took the drug for twelve weeks, 6 improved, and none had to stop the treatment.",
            ItemKind.ARTICLE,
            "reviewed",
            ("9 名",),
        ),
        ("", ItemKind.NEWS, "news", ("新闻报道", "标题")),
    ],
)
def test_limits_of_the_evidence_come_from_the_record(text: str, kind: ItemKind, standing: str, wanted: tuple[str, ...]) -> None:
    said = page_tasks.limits(story("A study", text, kind), PROFILE, standing, retracted=False)
    assert all(word in said for word in wanted)
    assert "\n" not in said
    assert "撤稿" in page_tasks.limits(story("A study", text, kind), PROFILE, standing, retracted=True)


def test_the_window_is_reckoned_from_the_day() -> None:
    assert page_tasks.window(date(2026, 11, 25), 2, PROFILE) == "2026-11 – 2027-01"
    english = replace(PROFILE, prompts={**PROFILE.prompts, "window.zh.md": "by {{ last.year }}"})
    assert page_tasks.window(date(2026, 11, 25), 1, english) == "by 2026"
