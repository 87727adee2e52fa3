from dataclasses import replace

import pytest

from bioai_desktop.domain import ItemKind, Story
from bioai_desktop.drafting.material import gather
from tests.drafting.texts import RING, ring, story


def test_the_model_reads_title_and_chosen_sentences() -> None:
    material = gather(ring(), 180, house=("AI",))
    assert material.told.startswith("A ring that forecasts migraine. ")
    assert "68%" in material.text
    assert material.full.endswith(RING)
    assert set(material.words) >= {"RingCast", "AI"}
    assert set(material.numbers) >= {"68", "6"}
    assert "212" not in material.numbers, "a number that is not told may not be written"
    assert material.subject == ("RingCast",)


def test_a_record_without_text_is_a_title() -> None:
    noise = "Nature, Published online: 18 July 2024; doi:10.1038/s41586-024-07811-4 Catalysis of a pathway"
    material = gather(story("Catalysis of a pathway", noise), 340)
    assert material.text == ""
    assert material.full == "Catalysis of a pathway"


def test_the_longest_text_of_a_story_is_read() -> None:
    bare, full = story("A ring that forecasts migraine"), ring()
    assert gather(Story("s", (*bare.items, *full.items)), 300).text


def test_a_repository_is_called_by_its_name() -> None:
    material = gather(
        story(
            "lab/ringcast",
            "Python package that forecasts migraine attacks from rings and watches.",
            ItemKind.REPOSITORY,
            repository="lab/ringcast",
        ),
        300,
    )
    assert (material.name, material.title) == ("ringcast", "ringcast")
    assert material.words[0] == "ringcast"


def test_addresses_and_emoji_are_not_read() -> None:
    material = gather(story("T", "🚀 A fast tool for reading genomes is released, see https://example.org/x for the code and data."), 300)
    assert "http" not in material.full
    assert "🚀" not in material.full


@pytest.mark.parametrize("excerpt", ["", "A ring forecasts migraine attacks.", RING[:600].rstrip(". ") + "…"])
def test_the_article_is_told_where_the_record_has_an_excerpt_only(excerpt: str) -> None:
    bare = story("A ring that forecasts migraine", excerpt)
    article = f"{RING} The ring is sold from spring on.\n" + "Further down all is detail. " * 400
    material = gather(Story("s", (replace(bare.primary, article=article),)), 300)
    assert "spring" in material.full
    assert len(material.full) < 7000


def test_a_whole_abstract_is_not_given_up_for_its_article() -> None:
    full = ring()
    abstract = replace(full.primary, text=f"{RING} {RING}")
    assert gather(Story("s", (replace(abstract, article="Something else. " * 200),)), 300) == gather(Story("s", (abstract,)), 300)
