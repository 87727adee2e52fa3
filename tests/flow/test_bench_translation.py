"""What is counted of translations."""

from __future__ import annotations

import pytest

from bioai_desktop.domain import Language, Request, SilentJob
from bioai_desktop.flow.bench_translation import bench_translation, figures
from bioai_desktop.flow.bilingual import Pair
from bioai_desktop.flow.parts import Parts
from tests.fakes import ScriptedEngine

ZH, EN = Language.ZH, Language.EN


@pytest.mark.parametrize(
    ("source", "text", "to", "counts"),
    [
        ("AlphaFold saw 12 proteins.", "AlphaFold 看了 12 种蛋白质。", ZH, (0, 0, 1.0, 0)),
        ("AlphaFold saw 12 proteins.", "GPT-4 看了 13 种 proteins。", ZH, (1, 1, 0.0, 1)),
        ("有 120 万人。", "There were 1.2 million people.", EN, (0, 0, 1.0, 0)),
        ("有 120 万人。", "There were 120 人.", EN, (0, 1, 0.0, 1)),
    ],
)
def test_what_a_line_is_counted_for(source: str, text: str, to: Language, counts: tuple[int, int, float, int]) -> None:
    found = figures([source], [text], [text], to)
    assert (found.unknown_words, found.left_words, found.kept_numbers, found.new_numbers) == counts
    assert (found.chrf, found.length) == (pytest.approx(100), 1)


def test_words_of_the_house_need_no_source() -> None:
    assert figures(["It helps."], ["AI 有用。"], ["AI 有用。"], ZH).unknown_words == 1
    assert figures(["It helps."], ["AI 有用。"], ["AI 有用。"], ZH, "AI").unknown_words == 0


def test_both_ways_beside_plain_prompting_and_without_each_of_the_means(parts: Parts, engine: ScriptedEngine) -> None:
    pairs = [Pair("The cells talk.", "细胞会说话。"), Pair("The 12 owls slept.", "12 只猫头鹰睡着了。")]
    right = {text: pair.text(to) for to, other in ((ZH, EN), (EN, ZH)) for pair in pairs for text in (pair.text(other),)}

    def reply(request: Request) -> str:
        plain = not request.system
        return "wrong" if plain else next(text for source, text in right.items() if source in request.prompt)

    engine.reply = reply
    done = bench_translation(engine, parts.profile, pairs, SilentJob(), levers=True)
    assert [each.to for each in done] == [ZH, EN]
    for each in done:
        assert each.ours.chrf == pytest.approx(100)
        assert each.gain > 50
        assert set(each.levers) == {"candidates", "constraint", "terms"}
    assert parts.store.translations.source_of("细胞会说话。", ZH) is None
