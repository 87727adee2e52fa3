import pytest

from bioai_desktop.drafting.latin import coined, names, unknown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We used AlphaFold and GPT-4o on mRNA.", {"AlphaFold", "GPT-4o", "mRNA"}),
        ("CRISPR edits of TP53 and CD8+ T cells", {"CRISPR", "TP53", "CD8+", "T"}),
        ("a dose of 5 mg of IL-6 was given", {"mg", "IL-6"}),
        ("It was found by Hassabis in London.", {"Hassabis", "London"}),
        ("Growth of E. coli stopped.", {"E. coli"}),
        ("It reads Arabidopsis thaliana genomes.", {"Arabidopsis thaliana"}),
        ("against Gemini 3.1 Pro and Claude Opus 4.6", {"Gemini 3.1 Pro", "Claude Opus 4.6"}),
        ("Quest Diagnostics similarly tested it.", {"Quest Diagnostics"}),
        ("Many alphacoronaviruses and alpha-CoVs", {"alpha-CoVs", "alpha-CoV"}),
        ("Coscientist is a system driven by rules.", {"Coscientist"}),
    ],
)
def test_names_stay(text: str, expected: set[str]) -> None:
    assert expected <= set(names(text))


@pytest.mark.parametrize(
    "text",
    [
        "Background: the method is new. Results were good.",
        "METHODS We tested it. RESULTS It worked.",
        "Retrieval Augmented Generation (RAG) helps; Generation works.",
        "patients with Alzheimer's disease in China",
        "The model was image-based. However, it failed on 24h data.",
    ],
)
def test_plain_words_do_not(text: str) -> None:
    assert {name for name in names(text) if name.isalpha() and not name.isupper()} == set()


def test_a_title_in_capitals_gives_no_plain_words() -> None:
    assert names("", "Deep Learning Predicts Protein Folding With AlphaFold") == ("AlphaFold",)


def test_a_work_names_itself() -> None:
    assert coined("Boltz is a fast model for complexes.", "seqtool: reading genomes") == ("seqtool", "Boltz")
    assert coined("Sepsis is a condition.", "Methods: a review") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用 AlphaFold 和 LLM", ()),
        ("用 ESMFold 预测", ("ESMFold",)),
        ("DeepMinds 的模型", ("DeepMinds",)),
        ("scRNA-seq 数据", ()),
    ],
)
def test_unknown_names(text: str, expected: tuple[str, ...]) -> None:
    assert unknown(text, "AlphaFold with LLMs on scRNA seq data") == expected
