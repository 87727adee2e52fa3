import pytest

from bioai_desktop.sources import boilerplate

ABSTRACT = "We fold a protein in one step and measure how often it works."


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>Nature, Published online: 03 March 2026; <a href='x'>doi:10.1038/s41586-026-00001-1</a></p>{ABSTRACT}",
        f'<div class="boxTitle">Abstract</div>{ABSTRACT}',
        f"Abstract\n{ABSTRACT}",
        f"Abstract: {ABSTRACT}",
        f"ABSTRACT {ABSTRACT}",
        f"Abstract{ABSTRACT}",
        f"arXiv:2603.00001v2 Announce Type: replace-cross \nAbstract: {ABSTRACT}",
        f"<p>Fold Res. 2026 Mar 3;12(1):7. doi: 10.1000/fr.7.</p><p><b>ABSTRACT</b></p><p>{ABSTRACT}</p><p>PMID:40000001 | DOI:10.1000/fr.7</p>",
        f"<p>{ABSTRACT}</p><p>The post Folding appeared first on Lab blog.</p>",
        f"<p>{ABSTRACT}</p><p>Read more…</p>",
        f"Anna LI;Bo WANG;Cai ZHAO;</br>{ABSTRACT}",
        f"{ABSTRACT} O_FIG O_LINKSMALLFIG WIDTH=200 C_FIG",
    ],
)
def test_what_stands_around_an_abstract_goes(markup: str) -> None:
    assert boilerplate.body(markup).text == ABSTRACT


@pytest.mark.parametrize(
    "text",
    [
        "Abstract thinking develops late.",
        "Abstraction helps models.",
        "In 2026 we read doi: it stands for an identifier, and nothing follows.",
        "Summary statistics are enough.",
        "Comments by readers changed the design.",
    ],
)
def test_sentences_that_only_look_like_it_stay(text: str) -> None:
    assert boilerplate.body(text).text == text


def test_the_facts_of_a_publisher_are_kept() -> None:
    markup = "<p>Publication date: Available online 4 March 2026</p><p><b>Source:</b> Folding Letters, Volume 3</p><p>Author(s): Anna Li, Bo Wang</p>"
    body = boilerplate.body(markup)
    assert body.text == ""
    assert body.facts == {
        "publication date": "Available online 4 March 2026",
        "source": "Folding Letters, Volume 3",
        "author(s)": "Anna Li, Bo Wang",
    }


def test_headings_of_an_abstract_join_their_paragraphs() -> None:
    assert (
        boilerplate.body("<h4>Background</h4>Folding is slow.<h4>Results</h4>Now it is fast.").text
        == "Background: Folding is slow.\nResults: Now it is fast."
    )


@pytest.mark.parametrize("markup", ["One step folding", "<b>One step folding</b>.", "<a>One step folding</a>&nbsp;<font>Lab Times</font>"])
def test_a_text_that_repeats_the_title_is_none(markup: str) -> None:
    assert boilerplate.body(markup, "One step folding", "Lab Times").text == ""


def test_a_text_that_begins_like_the_title_stays() -> None:
    assert boilerplate.body("One step folding works in mice.", "One step folding").text == "One step folding works in mice."


def test_a_first_paragraph_that_repeats_the_title_goes() -> None:
    assert boilerplate.body(f"<p>One step folding</p><p>{ABSTRACT}</p>", "One step folding").text == ABSTRACT


def test_very_long_texts_end_with_a_paragraph() -> None:
    text = boilerplate.body("".join(f"<p>{number} {'x' * 500}</p>" for number in range(100))).text
    assert 10_000 < len(text) <= 20_000
    assert text.endswith("x")
    assert text.splitlines()[-1].split()[0].isdigit()
