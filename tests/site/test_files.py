from dataclasses import replace
from datetime import date

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.profile import Files
from bioai_desktop.edition.render import render
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.site.compose import compose
from bioai_desktop.site.files import change_set, page_path, subject
from bioai_desktop.site.templates import render_text
from tests.site.contents import DAY, PAGE, profile

HOME = """\
---
linkTitle: 我们的日报
title: 旧题 2026/{m}/{d}
breadcrumbs: false
next: /2026-{m:02}/2026-{m:02}-{d:02}
description: "站点自己的话，
  写了两行"
cascade:
  type: docs
extra: 留着
---

## 旧正文
"""

MONTH = "---\ntitle: 2026\nsidebar:\n  open: true # 展开\n---\n"


def files(existing: dict[str, str], day: date = DAY, language: Language = Language.ZH) -> dict[str, str]:
    text = render(compose(profile(), language, day, PAGE))
    return {change.path: change.text for change in change_set(profile(), language, day, text, existing.get)}


def body(text: str) -> str:
    return text[text.index("## ") :]


def test_an_empty_site_gets_page_month_and_home() -> None:
    made = files({})
    assert list(made) == ["content/cn/2026-03/2026-03-04.md", "daily/2026-03-04.md", "content/cn/2026-03/_index.md", "content/cn/_index.md"]
    page, daily, month, home = made.values()
    assert daily == body(page)
    assert month == "---\ntitle: 2026-03\nweight: 999685\nbreadcrumbs: false\nsidebar:\n  open: true\n---\n"
    assert home == (
        "---\nlinkTitle: BioAI 生命科学日报\ntitle: BioAI 生命科学日报 2026/3/4\nbreadcrumbs: false\nnext: /2026-03/2026-03-04\n"
        f'description: "{profile().description[Language.ZH]}"\ncascade:\n  type: docs\n---\n\n{body(page)}'
    )


def test_the_english_twin_lies_beside_it() -> None:
    made = files({}, language=Language.EN)
    assert list(made) == ["content/en/2026-03/2026-03-04.md", "content/en/2026-03/_index.md", "content/en/_index.md"]
    assert "next: /en/2026-03/2026-03-04\n" in made["content/en/_index.md"]


def test_weights_put_the_newest_first() -> None:
    days = [date(2026, 3, 31), date(2026, 3, 1), date(2025, 12, 31)]
    made = [files({}, day) for day in days]
    pages = [int(next(iter(each.values())).split("weight: ")[1].split("\n")[0]) for each in made]
    months = [
        int(next(text for path, text in each.items() if path.endswith("/_index.md")).split("weight: ")[1].split("\n")[0]) for each in made
    ]
    assert pages == [1, 31, 1]
    assert months[0] == months[1] < months[2]


def test_a_month_that_is_there_stays_as_it_is() -> None:
    mine = "---\ntitle: 三月\n---\r\n"
    assert files({"content/cn/2026-03/_index.md": mine})["content/cn/2026-03/_index.md"] == mine


@pytest.mark.parametrize(("month", "day"), [(3, 3), (3, 4), (2, 28)])
def test_a_home_page_of_an_earlier_day_or_this_one_gets_the_body_and_keeps_its_own_words(month: int, day: int) -> None:
    made = files({"content/cn/_index.md": HOME.format(m=month, d=day)})
    home = made["content/cn/_index.md"]
    expected = HOME.format(m=3, d=4).replace("旧题", "BioAI 生命科学日报")
    assert home[: home.index("## ")] == expected[: expected.index("## ")]
    assert body(home) == body(made["content/cn/2026-03/2026-03-04.md"])


def test_a_home_page_of_a_later_day_is_left_alone() -> None:
    later = HOME.format(m=3, d=5)
    assert files({"content/cn/_index.md": later})["content/cn/_index.md"] == later


@pytest.mark.parametrize("odd", ["没有页首\n", "---\ntitle: 一\n---\n\n正文\n", "---\ntitle: 一\nnext: /2026-02/2026-02-31\n", ""])
def test_a_home_page_that_does_not_say_its_day_is_made_anew(odd: str) -> None:
    made = files({"content/cn/_index.md": odd})["content/cn/_index.md"]
    assert made == files({})["content/cn/_index.md"]


def test_windows_ends_of_line_in_the_home_page_stay() -> None:
    old = HOME.format(m=3, d=1).replace("\n", "\r\n")
    home = files({"content/cn/_index.md": old})["content/cn/_index.md"]
    front = home[: home.index("## ")]
    assert front.count("\r\n") == front.count("\n")
    assert "next: /2026-03/2026-03-04\r\n" in front


def test_a_page_of_no_template_is_written_as_it_is() -> None:
    changes = change_set(profile(), Language.ZH, DAY, "\ufeff无页首\r\n", {}.get)
    assert changes[0].text == "\ufeff无页首\r\n"
    assert changes[1].text == "无页首\r\n"
    assert changes[-1].text.endswith("---\n\n无页首\r\n")


@pytest.mark.parametrize("kept", ["page", "daily", "month_index", "home"])
def test_each_file_is_the_profiles_choice(kept: str) -> None:
    shipped = profile().files[Language.ZH]
    alone = replace(Files(), **{kept: getattr(shipped, kept)})
    made = change_set(replace(profile(), files={Language.ZH: alone}), Language.ZH, DAY, "正文\n", {}.get)
    assert [change.path for change in made] == [path for path in files({}) if path == page_of(alone)]


def page_of(only: Files) -> str:
    return render_text(profile(), only.page or only.daily or only.month_index or only.home, date=DAY, language="zh")


def test_a_new_month_closes_the_one_before_it_and_no_other() -> None:
    site = {f"content/cn/2026-{month:02}/_index.md": MONTH for month in (1, 2)}
    made = files(site)
    assert made["content/cn/2026-02/_index.md"] == MONTH.replace("open: true", "open: false")
    assert "content/cn/2026-01/_index.md" not in made
    again = files({**site, **made})
    assert "content/cn/2026-02/_index.md" not in again
    assert {path: made[path] for path in again} == again


def test_the_subject_of_a_commit_is_the_profiles() -> None:
    assert [subject(profile(), DAY, change) for change in ("create", "update", "undo")] == [
        "Create daily page for 2026-03-04",
        "Update daily page for 2026-03-04",
        "Take back daily page for 2026-03-04",
    ]
    assert subject(replace(profile(), commit="{{ date }}"), DAY, "create") == "2026-03-04"


def test_where_a_page_lies_is_the_profiles() -> None:
    assert page_path(profile(), Language.EN, DAY) == "content/en/2026-03/2026-03-04.md"
    assert page_path(replace(profile(), files={}), Language.EN, DAY) == ""


def test_a_language_without_files_is_said() -> None:
    with pytest.raises(ProfileInvalid) as caught:
        change_set(replace(profile(), files={}), Language.EN, DAY, "", {}.get)
    assert (caught.value.problem, caught.value.reason) == ("files.en", "language")
