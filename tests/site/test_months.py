from datetime import date

import pytest

from bioai_desktop.site.months import closed, month_indexes

DAY = date(2026, 3, 4)
KEY = "sidebar.open"
OPEN = "---\ntitle: 月\nsidebar:\n  open: true\n---\n"


def index(day: date) -> str:
    return f"{day:%Y-%m}/_index.md"


def made(existing: dict[str, str], day: date = DAY) -> dict[str, str]:
    return month_indexes(index, KEY, day, OPEN, existing.get)


@pytest.mark.parametrize(
    "text",
    [
        "---\r\ntitle: 月\r\nsidebar:\r\n  open: true  # 展开\r\n---\r\n\r\nopen: true\r\n",
        "\ufeff---\nsidebar: { open: true, exclude: true }\n---\n",
        "---\nopen: true2\nsidebar:\n    exclude: true\n    # open: yes\n    open:   true\n---",
        '---\n"sidebar":\n  "open": true\n---\n',
    ],
)
def test_closing_changes_that_value_alone(text: str) -> None:
    at = text.rindex("true", 0, text.rindex("---")) if "exclude: true }" not in text else text.index("true")
    assert closed(text, KEY) == text[:at] + "false" + text[at + len("true") :]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "正文\n",
        "---\ntitle: 月\n---\nsidebar:\n  open: true\n",
        "---\nsidebar:\n  open: false\n---\n",
        '---\nsidebar:\n  open: "true"\n---\n',
        "---\nsidebar: true\n---\n",
        "---\nsidebar:\n  - open: true\n---\n",
        "---\n- sidebar\n---\n",
        "---\nsidebar: [\n  open: true\n---\n",
        "---\nsidebar:\n  open: true\n",
        "+++\n[sidebar]\nopen = true\n+++\n",
    ],
)
def test_what_is_not_open_or_not_read_stays(text: str) -> None:
    assert closed(text, KEY) == text


def test_the_first_month_closes_none() -> None:
    assert made({}) == {"2026-03/_index.md": OPEN}


def test_a_month_that_is_there_closes_none() -> None:
    assert made({"2026-03/_index.md": "mine", "2026-02/_index.md": OPEN}) == {"2026-03/_index.md": "mine"}


def test_the_month_before_is_the_last_one_with_an_index_also_in_another_year() -> None:
    changed = made({"2025-11/_index.md": OPEN, "2025-10/_index.md": OPEN}, date(2026, 1, 31))
    assert changed == {"2026-01/_index.md": OPEN, "2025-11/_index.md": closed(OPEN, KEY)}


def test_a_month_made_before_others_is_closed_and_closes_none() -> None:
    assert made({"2026-05/_index.md": OPEN, "2026-02/_index.md": OPEN}) == {"2026-03/_index.md": closed(OPEN, KEY)}


def test_one_index_for_all_months_is_no_month_before() -> None:
    assert month_indexes(lambda _: "_index.md", KEY, DAY, OPEN, {}.get) == {"_index.md": OPEN}


def test_a_site_without_such_a_key_closes_none() -> None:
    assert closed(OPEN, "") == OPEN
    assert closed(OPEN, "sidebar.exclude") == OPEN


def test_the_key_is_any_that_the_site_has() -> None:
    assert closed("---\nopen: true\nmenu:\n  shown: true\n---\n", "open") == "---\nopen: false\nmenu:\n  shown: true\n---\n"
