import pytest

from bioai_desktop.domain import Language, Severity
from tests.edition.checkers.pages import SECOND, changed, found, kinds, line_of, only, page

ABSTRACT = "We measured gene expression in single yeast cells at six temperatures and found that repair genes are switched on first."


def test_a_page_in_the_other_language_is_said_once() -> None:
    findings = [each for each in found(page(Language.EN), Language.ZH) if each.kind == "language"]
    assert [(each.severity, each.line) for each in findings] == [(Severity.BLOCK, line_of(page(Language.EN), "Heated yeast repairs its"))]
    assert kinds(page(), Language.EN).count("language") == 1


def test_a_paragraph_that_was_not_translated_blocks() -> None:
    text = changed(SECOND, ABSTRACT)
    finding = next(each for each in found(text) if each.severity is Severity.BLOCK)
    assert (finding.kind, finding.line) == ("language", line_of(text, ABSTRACT))
    english = changed("Tested in yeast only.", "Tested in yeast only.\n\n目前只在酵母里做过，能否推到人的细胞还要看。", Language.EN)
    assert kinds(english, Language.EN) == ["language"]


@pytest.mark.parametrize(
    "fine",
    ["Nature Communications", "`pip install yeastflow --upgrade --no-deps --no-cache-dir`", "AlphaFold 3、ESM-2、scGPT 三个模型一起比过。"],
)
def test_names_in_latin_script_are_not_another_language(fine: str) -> None:
    assert "language" not in kinds(page() + f"\n## 编后\n\n{fine}\n")


def test_a_title_may_be_a_name() -> None:
    assert kinds(changed("[细胞大小由谁决定]", "[A Framework for Measuring the Size of Single Living Cells in Yeast]")) == []


def test_english_words_left_in_chinese_text_are_named() -> None:
    finding = only(changed("逐个细胞测基因表达", "逐个细胞做 benchmark 和 pipeline"))
    assert (finding.kind, finding.severity, finding.detail) == ("latin-words", Severity.LOOK, "benchmark, pipeline")


@pytest.mark.parametrize(
    "fine",
    [
        "用 AI for Science 的方法",
        "测 mRNA、scRNA-seq 和 p53",
        "测表达（gene expression）",
        "用 `samtools sort` 整理",
        "见 [the paper](https://example.org/p)",
        "在 example.org 上",
        "读《nature of cells》",
    ],
)
def test_names_brackets_links_and_code_may_stay(fine: str) -> None:
    assert "latin-words" not in kinds(changed("逐个细胞测基因表达", fine))


def test_a_paragraph_in_japanese_is_in_neither_language() -> None:
    text = "酵母が熱で分裂を止める理由はこれまで分かっていなかった。"
    assert "language" in kinds(changed(SECOND, text))
    assert "language" in kinds(changed("Tested in yeast only.", f"Tested in yeast only.\n\n{text}", Language.EN), Language.EN)


def test_chinese_left_in_an_english_sentence_is_named() -> None:
    finding = only(changed("Tested in yeast only.", "Tested in 酵母 and 小鼠 only.", Language.EN), Language.EN)
    assert (finding.kind, finding.severity, finding.detail) == ("han-left", Severity.LOOK, "酵母, 小鼠")


@pytest.mark.parametrize(
    "fine",
    [
        "Tested by Wang Wei (王伟).",
        "The company, known in China as 深势科技 (DP Technology), agreed.",
        "The word 危机 is often misread.",
        "The motto, 慢就是快, means that slow is fast.",
        "See [中文版](https://example.org/cn).",
        "It tokenises `细胞` into two.",
        "The title reads “酵母先修复”.",
    ],
)
def test_names_glosses_quotations_links_and_code_may_be_chinese(fine: str) -> None:
    assert "han-left" not in kinds(changed("Tested in yeast only.", fine, Language.EN), Language.EN)


def test_a_paragraph_is_either_foreign_or_has_foreign_words() -> None:
    text = "Repair genes wake up first, and only afterwards does division stop, the team found."
    assert kinds(changed(SECOND, text)).count("latin-words") == 0
