from __future__ import annotations

import pytest

from bioai_desktop.edition.profile import Topics
from bioai_desktop.edition.topics import Relevance

AI = {"AI": 1.0, "language model": 1.0, "algorithm": 0.3, "人工智能": 1.0}
LIFE = {"protein": 1.0, "cell": 1.0, "genom*": 1.0, "细胞": 1.0, "health": 0.3}


@pytest.fixture
def relevance() -> Relevance:
    return Relevance(Topics({"ai": AI, "life": LIFE}, alone={"longevity": 1.0}))


@pytest.mark.parametrize("title", ["AI in the office", "Proteins of the cell", "", "A talk about nothing"])
def test_one_side_is_not_enough(relevance: Relevance, title: str) -> None:
    assert relevance.of(title, title) == 0.0


def test_both_sides_together_count(relevance: Relevance) -> None:
    assert 0.2 < relevance.of("AI reads proteins", "") < 1.0
    assert relevance.of("AI: a language model of proteins in the cell", "") == 1.0


def test_title_counts_more_than_text(relevance: Relevance) -> None:
    assert relevance.of("AI reads proteins", "") > relevance.of("New results", "AI reads proteins") > 0.0


def test_both_in_title_and_text_count_once(relevance: Relevance) -> None:
    assert relevance.of("AI reads proteins", "AI reads proteins") == relevance.of("AI reads proteins", "")


def test_passing_mention_is_no_topic(relevance: Relevance) -> None:
    assert relevance.of("A faster sorting algorithm", "It could help health, one day.") == 0.0


def test_some_words_need_no_second_side(relevance: Relevance) -> None:
    assert relevance.of("Longevity of the bowhead whale", "") == 0.5


@pytest.mark.parametrize(
    "title", ["AI 细胞", "人工智能读懂了细胞", "AI模型看细胞", "AIs and cells", "Cells, AI", "AI genomics", "AI Protein"]
)
def test_words_that_are_found(relevance: Relevance, title: str) -> None:
    assert relevance.of(title, "") > 0.0


@pytest.mark.parametrize("title", ["ai and cells", "MAIL for cells", "AI and cellars", "AI and excellence", "AI, lipoproteinous"])
def test_words_that_are_not(relevance: Relevance, title: str) -> None:
    assert relevance.of(title, "") == 0.0


def test_signs_in_a_keyword_are_only_signs() -> None:
    relevance = Relevance(Topics({"x": {"c++": 2.0, "(q)": 2.0}}))
    assert relevance.of("Written in C++ today", "") == 1.0
    assert relevance.of("Written in ccc today", "") == 0.0


def test_profile_without_topics_takes_everything() -> None:
    assert Relevance(Topics()).of("Anything", "") == 1.0


def test_more_keywords_never_make_less(relevance: Relevance) -> None:
    shares = [
        relevance.of(title, "") for title in ("AI cell", "AI cell protein", "AI cell protein genome", "AI language model cell protein")
    ]
    assert shares == sorted(shares)
