import pytest

from bioai_desktop.drafting.shapes import fields, read

FORECAST = "{text:12-36}；{1|2|3} 个月内，可能性 {40|55}%"


@pytest.mark.parametrize(
    ("form", "text", "parts"),
    [
        (FORECAST, "会有同行公开复现；2 个月内，可能性 55%", ("会有同行公开复现", "2", "55")),
        (FORECAST, "先有一步；会有同行公开复现；3 个月内，可能性 40%", ("先有一步；会有同行公开复现", "3", "40")),
        (FORECAST, "会有同行公开复现；4 个月内，可能性 55%", None),
        (FORECAST, "会有同行公开复现", None),
        ("{text:6-28}？{text:24-80}", "稳不稳？换一批样本再做。", ("稳不稳", "换一批样本再做。")),
        ("{number}. {text}", "12. 好", ("12", "好")),
    ],
)
def test_answers_are_read_by_their_form(form: str, text: str, parts: tuple[str, ...] | None) -> None:
    assert read(form, text) == parts


def test_fields_of_a_form() -> None:
    assert list(fields(FORECAST)) == ["text", "1|2|3", "40|55"]
    with pytest.raises(ValueError, match="expected"):
        list(fields("{text"))
