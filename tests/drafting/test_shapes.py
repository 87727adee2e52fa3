import pytest

from bioai_desktop.domain import Task
from bioai_desktop.drafting.shapes import fields, has_its_parts, read, told

FORECAST = "{text:12-36}；{1|2|3} 个月内，可能性 {40|55}%"
AHEAD = "{text:2-14}{会|将}{text:6-24}；{1|2|3} 个月内，可能性 {40|55}%"


@pytest.mark.parametrize(
    ("form", "text", "parts"),
    [
        (AHEAD, "同行会公开复现；2 个月内，可能性 55%", ("同行", "会", "公开复现", "2", "55")),
        (FORECAST, "会有同行公开复现；2 个月内，可能性 55%", ("会有同行公开复现", "2", "55")),
        (FORECAST, "先有一步；会有同行公开复现；3 个月内，可能性 40%", ("先有一步；会有同行公开复现", "3", "40")),
        (FORECAST, "会有同行公开复现；4 个月内，可能性 55%", None),
        (FORECAST, "会有同行公开复现", None),
        ("{text:6-28}？{text:24-80}", "稳不稳？换一批样本再做。", ("稳不稳", "换一批样本再做。")),
        ("{number}. {text}", "12. 好", ("12", "好")),
        ("{text:4-20}{ will | may }{text:4-20}", "The lab may try again", ("The lab", " may ", "try again")),
    ],
)
def test_answers_are_read_by_their_form(form: str, text: str, parts: tuple[str, ...] | None) -> None:
    assert read(form, text) == parts


def test_fields_of_a_form() -> None:
    assert list(fields(FORECAST)) == ["text", "1|2|3", "40|55"]
    with pytest.raises(ValueError, match="expected"):
        list(fields("{text"))


def test_a_claim_may_have_parts_of_its_own() -> None:
    assert told(Task.FORECAST, ("同行", "会", "公开复现", "2", "55")) == ("同行会公开复现", ("2", "55"))
    assert told(Task.QUESTION, ("稳不稳", "换一批样本再做。")) == ("换一批样本再做。", ("稳不稳",))
    forms = {"": False, "{text}": False, "{text}；{number}": False, FORECAST: True, AHEAD: True}
    assert {form: has_its_parts(Task.FORECAST, form) for form in forms} == forms
    assert not has_its_parts(Task.QUESTION, FORECAST)
    assert has_its_parts(Task.LEAD, "")
    assert not has_its_parts(None, "{text}")
