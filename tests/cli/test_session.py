from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bioai_desktop.cli.session import Session, parse_day
from bioai_desktop.domain import Device, Language
from bioai_desktop.errors import DateInvalid
from tests.newsroom import newsroom


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-02-30", "2026-2-5", "05.02.2026", "0001-01-01", "9999-12-31", "２０２６-02-05x"])
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(DateInvalid):
        parse_day(text)


def test_a_date() -> None:
    assert parse_day("2026-02-05") == date(2026, 2, 5)


def test_the_newsroom_is_made_when_it_is_first_asked_for_and_closed_if_it_was(tmp_path: Path) -> None:
    made: list[Path | None] = []

    def build(folder: Path | None):
        made.append(folder)
        return newsroom(tmp_path)

    session = Session(build, tmp_path, None)
    session.close()
    assert made == []
    assert session.parts is session.parts
    assert made == [tmp_path]
    session.close()


def test_another_model_is_for_this_call_only(tmp_path: Path) -> None:
    session = Session(lambda _: newsroom(tmp_path), None, None)
    session.use_engine("tiny", Device.CPU)
    assert (session.parts.settings.model, session.parts.settings.device) == ("tiny", Device.CPU)
    session.use_engine("", None)
    assert (session.parts.settings.model, session.parts.settings.device) == ("tiny", Device.CPU)
    assert not session.parts.paths.settings.exists()
    session.close()


def test_an_answer_is_lines_or_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(lambda _: newsroom(tmp_path), None, Language.ZH)
    for lines in (["一", "二"], ["一\n"], [], [""]):
        session.answer({}, lines, as_json=False)
    assert capsys.readouterr().out == "一\n二\n一\n"
    session.answer({"day": date(2026, 2, 5), "device": Device.CPU, "text": "酶 :smile: [b]"}, [], as_json=True)
    assert capsys.readouterr().out == '{\n  "day": "2026-02-05",\n  "device": "cpu",\n  "text": "酶 :smile: [b]"\n}\n'


def test_a_message_is_what_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Session(lambda _: newsroom(tmp_path), None, None).tell("[red]of :smile:[/red] " + "long " * 60)
    assert capsys.readouterr().err == "[red]of :smile:[/red] " + "long " * 60 + "\n"
