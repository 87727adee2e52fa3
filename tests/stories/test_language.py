from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Item
from bioai_desktop.stories.language import OTHER, language, of_items


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A map of the mouse brain, cell by cell", "en"),
        ("AlphaFold", "en"),
        ("CRISPR-Cas9 base editing", "en"),
        ("Neue Wege zur Faltung von Proteinen", "de"),
        ("Une carte du cerveau de la souris, cellule par cellule", "fr"),
        ("Un mapa del cerebro del ratón y sus células", "es"),
        ("Um mapa do cérebro do rato e das suas células", "pt"),
        ("Una mappa del cervello di topo con gli strumenti della genomica", "it"),
        ("Een kaart van het brein van de muis", "nl"),
        ("单细胞图谱发布", "zh"),
        ("DeepMind 发布 AlphaFold 3：蛋白质结构预测", "zh"),
        ("用 AI 与 CRISPR 筛选 RNA-binding proteins 的新方法", "zh"),
        ("細胞の地図をつくる", "ja"),
        ("AlphaFoldによるタンパク質構造予測", "ja"),
        ("세포 지도를 만드는 인공지능", "ko"),
        ("Карта мозга мыши", "ru"),
        ("خريطة دماغ الفأر", OTHER),
        ("แผนที่สมองของหนู", OTHER),
        ("", ""),
        ("12.5 %, 3 × 4", ""),
    ],
)
def test_language_of_a_title(text: str, found: str) -> None:
    assert language(text) == found


def test_a_long_text_counts_more_than_a_title(make: Callable[..., Item]) -> None:
    item = make("a", "AlphaFold 3", text="该模型预测蛋白质与核酸、小分子的复合体结构。")
    assert of_items([item]) == "zh"


@given(st.text())
def test_any_text_has_one_of_the_known_answers(text: str) -> None:
    assert language(text) in {"", OTHER, "zh", "ja", "ko", "ru", "en", "de", "fr", "es", "pt", "it", "nl"}
