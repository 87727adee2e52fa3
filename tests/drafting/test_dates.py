import pytest

from bioai_desktop.drafting.dates import in_chinese, lost


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("By 28 February, outside China,", "By 2 月 28 日, outside China,"),
        ("On 21 March 2020, Cepheid", "On 2020 年 3 月 21 日, Cepheid"),
        ("on the 3rd of May, 2019.", "on the 2019 年 5 月 3 日."),
        ("until March 5th, 2020 and", "until 2020 年 3 月 5 日 and"),
        ("Between January 1 and February 28, 2020", "Between 1 月 1 日 and 2020 年 2 月 28 日"),
        ("from Jan. 7 on", "from 1 月 7 日 on"),
        ("submitted on Sept 30, 2021", "submitted on 2021 年 9 月 30 日"),
        ("since March 2020", "since 2020 年 3 月"),
        ("Accepted: 02 June 2024", "Accepted: 2024 年 6 月 2 日"),
        ("in December, 2019, a", "in 2019 年 12 月, a"),
    ],
)
def test_a_date_is_told_as_chinese_writes_it(text: str, told: str) -> None:
    assert in_chinese(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "28 to 30 March",
        "March 5-7",
        "March 5–7, at",
        "from 12 and 13 April",
        "in March the rate",
        "it may 5 times",
        "patients may 2020",
        "May 12.5 mg",
        "in March 35% of",
        "the 12 Marching bands",
        "IL-12 May",
        "Mark 12",
        "1,228 March",
        "March 2,300 people",
        "32 March",
    ],
)
def test_what_is_no_single_date_stays(text: str) -> None:
    assert in_chinese(text) == text


def test_a_date_that_a_rendering_does_not_have_is_lost() -> None:
    source = "By 28 February, after 1 March 2020, in May 2021"
    assert lost(source, "截至 2 月 28 日，2020年3月1日之后") == []
    assert lost(source, "截至 28 月 28 日，2020 年 3 月 11 日之后") == ["28 February", "1 March 2020"]
