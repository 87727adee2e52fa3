from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.checkers.weights import KINDS, judged, total, weigh
from bioai_desktop.paths import resource

ROWS = {
    name: [int(number) for number in numbers]
    for name, *numbers in (line.split("\t") for line in resource("voices", "weights.tsv").read_text("utf-8").splitlines())
}


def test_the_table_has_a_column_for_each_kind() -> None:
    assert {len(numbers) for numbers in ROWS.values()} == {len(KINDS)}
    assert list(ROWS) == sorted(ROWS)
    assert max(abs(number) for numbers in ROWS.values() for number in numbers) * 10_000 < 2**31  # sums of long sentences fit


@given(st.sets(st.sampled_from(sorted(set(ROWS) - {"always"})), max_size=300))
def test_sums_are_those_of_the_columns(names: set[str]) -> None:
    sums = [sum(ROWS[name][place] for name in (*names, "always")) for place in range(len(KINDS))]
    most, kind = weigh(names)
    assert round(most * 100) == max(sums)
    assert sums[KINDS.index(kind)] == max(sums)


def test_what_the_table_does_not_know_weighs_nothing() -> None:
    assert weigh(["1 zqx"]) == weigh([])


@given(st.sets(st.sampled_from(["1 抱", "1 歉", "2 抱 歉", "known 1", "long 2"])), st.sets(st.sampled_from(["1 我", "1 无", "2 无 法"])))
def test_sums_of_features_that_differ_add_up(one: set[str], other: set[str]) -> None:
    assert judged(total(other, total(one))) == weigh(one | other)
