import pytest

from bioai_desktop.drafting.english import abbreviation, exact, in_title_case, joined, of_a_name, plain, plural, singulars, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tumour", "tumor"),
        ("leukaemia", "leukemia"),
        ("Ageing", "aging"),
        ("haemorrhage", "hemorrhage"),
        ("randomised", "randomized"),
        ("signalling", "signaling"),
        ("centre", "center"),
        ("oesophageal", "esophageal"),
        ("oestrogen", "estrogen"),
        ("paediatric", "pediatric"),
        ("Alzheimer’s", "Alzheimer's"),
    ],
)
def test_spellings_of_both_sides_are_one_word(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_a_plural_leads_to_its_singulars() -> None:
    assert "cell" in singulars("cells")
    assert "therapy" in singulars("therapies")
    assert "metastasis" in singulars("metastases")
    assert "virus" in singulars("viruses")
    assert singulars("class") == ("class",)


def test_case_counts_where_it_says_something() -> None:
    assert [word for word in ("AIDS", "mRNA", "T", "IgG", "α") if exact(word)] == ["AIDS", "mRNA", "T", "IgG", "α"]
    assert not any(exact(word) for word in ("Protein", "cell", "Parkinson's"))


def test_letters_that_stand_for_words_are_told_from_words() -> None:
    assert all(abbreviation(form) for form in ("LLM", "mRNA", "COVID-19", "scRNA-seq", "RT-PCR"))
    assert not any(abbreviation(form) for form in ("T cell", "X-ray", "RNA sequencing", "Drosophila"))


def test_words_have_their_places() -> None:
    assert [(word.text, word.start) for word in words("CD4+ T-cells 和 mice")] == [("CD4+", 0), ("T", 5), ("cells", 7), ("mice", 15)]


def test_a_blank_does_for_a_hyphen() -> None:
    assert joined("-", " ")
    assert joined(" ", "-")
    assert not joined(", ", " ")
    assert joined(". ", ". ")


@pytest.mark.parametrize(
    ("text", "word", "is_name"),
    [
        ("He works at the King Hussein Cancer Center now.", "Cancer", True),
        ("He leads the American College of Radiology now.", "Radiology", True),
        ("Cancer is what it finds.", "Cancer", False),
        ("It is about cancer. Cancer grows.", "Cancer", False),
        ("They call it Cancer, and treat it.", "Cancer", False),
        ("The institute finds cancer Early.", "cancer", False),
    ],
)
def test_a_word_of_a_name_is_no_term(text: str, word: str, is_name: bool) -> None:
    held = words(text)
    at = max(at for at, each in enumerate(held) if each.text == word)
    assert of_a_name(text, held, at, at + 1) is is_name


def test_a_heading_has_capital_letters_anyway() -> None:
    assert in_title_case(words("Deep Learning for Protein Design"))
    assert not in_title_case(words("Deep learning for protein design at Stanford"))


@pytest.mark.parametrize("form", ["gene", "assay", "study", "virus", "approach", "language model"])
def test_a_regular_plural_leads_back_to_its_form(form: str) -> None:
    assert form.rsplit(maxsplit=1)[-1] in singulars(plural(form).split()[-1])
