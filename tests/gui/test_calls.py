"""What the window asks of `flow`, and that it asks late."""

import subprocess
import sys

from bioai_desktop.domain import Language
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui import calls
from tests.gui import news

HEAVY = "httpx feedparser markdown nh3 llama_cpp numpy gguf jinja2 ruamel rapidfuzz stamina"


def test_the_window_stands_before_anything_heavy_is_read() -> None:
    code = f"import sys, bioai_desktop.gui.window; print([name for name in '{HEAVY}'.split() if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", done.stdout


def test_a_page_says_whether_it_can_be_walked(parts: Parts) -> None:
    assert calls.page(parts, news.DAY, Language.ZH) == calls.Page(news.stored(parts))
    assert calls.page(parts, news.DAY, Language.EN) == calls.Page(None)


def test_nothing_is_checked_or_shown_where_there_is_no_page(parts: Parts) -> None:
    assert calls.findings(parts, news.DAY, Language.EN) == []
    assert calls.Previews(parts).blocks(news.DAY, Language.EN) == ()
    assert calls.outlook(parts, news.DAY, Language.EN).outlook is None
    assert calls.published(parts, news.DAY) is None


def test_a_story_has_its_place_and_its_title_on_the_page(parts: Parts) -> None:
    edition = news.stored(parts)
    first = news.entries(edition)[0]
    assert calls.place_of(edition, first.story) == first.id
    assert calls.place_of(edition, "elsewhere") == ""
    assert calls.titles(edition)[first.story] == "第一条的中文标题"
    assert calls.titles(None) == {}


def test_walking_stops_at_the_first_version(parts: Parts) -> None:
    assert calls.walk(parts, news.DAY, Language.ZH, -3).edition == news.stored(parts)


def test_an_engine_that_was_not_needed_yet_has_nothing_to_say(parts: Parts) -> None:
    assert calls.engine_info(parts) is None
    parts.engine()
    info = calls.engine_info(parts)
    assert info is not None
    assert info.model == "scripted"
