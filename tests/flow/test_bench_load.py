from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Priority, Script
from bioai_desktop.errors import FileUnreadable, RequestsInvalid
from bioai_desktop.flow.bench_load import ALONE, APART, SETS, SHARED, TOKENS, workload

_LINE = '{{"set": "{}", "id": "a", "system": "s", "shared": "h", "prompt": "p 1.5 GPT"}}\n'


def test_the_shipped_requests_are_those_that_the_measure_speaks_of() -> None:
    rows = workload().rows
    assert [len(rows[name]) for name in (SHARED, APART, ALONE)] == [24, 8, 1]
    assert len({(row.system, row.shared) for row in rows[SHARED]}) == 1
    assert len({row.prompt for row in rows[SHARED]}) == 24
    assert len({row.system for row in rows[APART]}) == 8
    assert rows[ALONE][0].shared == rows[SHARED][0].shared


def test_all_sides_are_asked_for_the_same() -> None:
    load = workload()
    for name in SETS:
        ours, theirs = load.requests(name, "7. "), load.chats(name, "7. ")
        assert [(each.system, each.shared + each.prompt, each.max_tokens) for each in ours] == [
            (each.system, each.user, each.tokens) for each in theirs
        ]
        assert {each.max_tokens for each in ours} == {TOKENS}
        assert all(each.system.startswith("7. ") for each in ours)


def test_confined_texts_may_hold_the_names_and_numbers_of_their_prompts(tmp_path: Path) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_text("".join(map(_LINE.format, SETS)))
    (request,) = workload(file).chinese(SHARED, "")
    assert request.constraint.script is Script.CHINESE
    assert (request.constraint.words, request.constraint.numbers) == (("GPT",), ("1.5",))
    (request,) = workload(file).requests(SHARED, "", Priority.INTERACTIVE)
    assert request.priority is Priority.INTERACTIVE


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        workload(tmp_path / "none")


@pytest.mark.parametrize(
    ("text", "reason"), [("[1]\n", "form"), ('{"set": "shared"}\n', "form"), (_LINE.format("shared"), "sets"), ("", "sets")]
)
def test_a_file_that_can_not_be_measured_with(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "requests.jsonl"
    file.write_text(text)
    with pytest.raises(RequestsInvalid) as caught:
        workload(file)
    assert caught.value.reason == reason
