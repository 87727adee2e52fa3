from datetime import date

import pytest

from bioai_desktop.domain import Language, Ran, Severity
from bioai_desktop.edition.checkers.addresses import ran_on
from bioai_desktop.edition.checks import CheckContext, check
from bioai_desktop.edition.parse import parse
from tests.edition.checkers.pages import changed, found, kinds, line_of, only, page, profile


def test_a_link_that_ran_in_the_last_seven_days() -> None:
    ran = {"https://example.com/fin/?utm_source=feed": (Ran(date(2026, 2, 1), "top 1"), Ran(date(2026, 3, 1), "notes 2"))}
    (finding,) = found(page(), published=ran)
    assert (finding.kind, finding.severity, finding.detail) == ("ran-before", Severity.LOOK, "2026-03-01 notes 2")
    assert finding.line == line_of(page(), "example.com/fin")


@pytest.mark.parametrize("day", [date(2026, 2, 24), date(2026, 3, 4), date(2026, 3, 9)])
def test_what_ran_longer_ago_or_runs_today_or_later_does_not_count(day: date) -> None:
    assert found(page(), published={"https://example.com/fin": (Ran(day, "top 1"),)}) == []


def test_seven_days_ago_counts() -> None:
    assert [each.kind for each in found(page(), published={"https://example.com/fin": (Ran(date(2026, 2, 25), "top 1"),)})] == [
        "ran-before"
    ]


def test_one_link_twice_on_a_page() -> None:
    text = changed("https://example.net/size", "http://www.example.com/fin/#abstract")
    finding = only(text)
    assert (finding.kind, finding.line) == ("link-repeated", line_of(text, "#abstract"))


def test_another_query_is_another_page() -> None:
    text = changed("https://example.net/size", "https://example.com/fin?id=2")
    assert kinds(text) == []


def test_a_tracker_comes_with_the_link_that_has_none() -> None:
    finding = only(changed("https://example.net/size", "https://example.net/size?id=7&utm_source=x&rss=1"))
    assert (finding.kind, finding.severity) == ("tracking", Severity.HINT)
    assert finding.fix == "https://example.net/size?id=7"


def test_one_work_under_two_addresses_is_repeated() -> None:
    text = changed("https://example.net/size", "https://arxiv.org/pdf/2602.01234v2").replace(
        "https://example.com/fin", "https://arxiv.org/abs/2602.01234"
    )
    assert only(text).kind == "link-repeated"


def test_a_repository_ran_under_whatever_title_and_address() -> None:
    ran = {"https://github.com/Example/YeastFlow.git": (Ran(date(2026, 3, 3), "table 4"),)}
    assert [each.detail for each in found(page(), published=ran)] == ["2026-03-03 table 4"]


def test_a_tracker_in_a_callout_is_the_sites_own() -> None:
    assert kinds(changed("## **📌 值得关注**", "> [小店](https://shop.example?utm_source=x)\n\n## **📌 值得关注**")) == []


def test_each_place_of_a_tracker_is_told() -> None:
    again = "见 [一](https://example.org/t?rss=1)。\n\n又见 [一](https://example.org/t?rss=1)。\n\n## **📌 值得关注**"
    assert kinds(changed("## **📌 值得关注**", again)) == ["tracking", "tracking"]


def test_what_the_entries_of_a_page_lead_to() -> None:
    day = date(2026, 3, 4)
    assert ran_on(parse(page(), profile()), profile(), day) == {
        "https://example.org/papers/S0092(26)00012-3": Ran(day, "top 1"),
        "https://example.com/fin": Ran(day, "top 2"),
        "https://github.com/example/yeastflow": Ran(day, "notes 1"),
        "https://example.net/size": Ran(day, "notes 2"),
    }
    assert ran_on(parse("## 编后\n\n[字](https://example.org/x)\n", profile()), profile(), day) == {}


def test_a_translation_of_another_text_leads_elsewhere() -> None:
    links = ("https://example.org/yeast", "https://a.example/1", "https://a.example/2", "https://a.example/3")

    def told(*wanted: str) -> list[tuple[str, str]]:
        context = CheckContext(profile(), Language.EN, date(2026, 3, 4), {}, {}, twin=frozenset(wanted))
        return [(each.kind, each.detail) for each in check(parse(page(Language.EN), profile()), context)]

    assert told(*links) == [("twin-differs", "1/4")]
    assert told(*links[:3]) == []  # too few to tell
    assert told("http://www.example.org/yeast/?utm_source=x", *links) == [("twin-differs", "1/4")]
    assert told() == []
