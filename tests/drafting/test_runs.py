from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.runs import RUN, kept_away, shared, windows

SAID = "研究者让两百名患者戴上指环记录体温"


def test_a_long_run_is_found() -> None:
    assert shared(f"据说{SAID}。", ["别的话", f"昨天{SAID}了"], {}) == SAID[:RUN]
    assert shared(SAID[: RUN - 1], [SAID], {}) == ""
    assert shared("a model that was trained on rings of all kinds of people", ["It is a model that was trained on rings of all kinds"], {})


def test_names_are_no_run() -> None:
    name = {"methicillin-resistant Staphylococcus aureus": "耐甲氧西林金黄色葡萄球菌"}
    one, other = "它杀死耐甲氧西林金黄色葡萄球菌。", "对耐甲氧西林金黄色葡萄球菌有效。"
    assert shared(one, [other], {})
    assert shared(one, [other], name) == ""
    assert shared(SAID + "耐甲氧西林金黄色葡萄球菌", [SAID], name) == SAID[:RUN]


def test_what_is_kept_away_leaves_no_room_for_the_run() -> None:
    away = kept_away([SAID, "不相干的另一段文字也很长很长"], SAID[:RUN])
    assert all(any(part in window for part in away) for window in windows(SAID, RUN))
    assert not any("不相干" in part for part in away)


@given(st.text(alphabet="甲乙丙丁戊己庚辛", max_size=40), st.text(alphabet="甲乙丙丁戊己庚辛", max_size=40))
def test_a_run_stands_in_both(one: str, other: str) -> None:
    run = shared(one, [other], {})
    assert run in one
    assert run in other
    assert bool(run) == any(window in other for window in windows(one, RUN))
