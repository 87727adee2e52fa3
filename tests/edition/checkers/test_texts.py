import pytest

from bioai_desktop.domain import Language, Severity
from tests.edition.checkers.pages import FIRST, SECOND, changed, found, kinds, line_of, only, page

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


def test_lengths_are_those_of_the_profile() -> None:
    finding = only(changed(FIRST, FIRST + "研究者接着会在人的细胞里再试一次，看看先修复后停工是不是也成立。"))
    assert (finding.kind, finding.severity) == ("too-long", Severity.LOOK)
    assert finding.detail.endswith("> 150")
    short = only(changed("把酵母图像自动切成单个细胞，做显微成像的能省半天", "自动切细胞图像"))
    assert (short.kind, short.detail) == ("too-short", "7 < 20")
    title = only(changed("[鱼能长回尾鳍，鼠差在哪一步]", "[鱼的尾鳍断了以后能够完整地再长出来，老鼠却不能，差别究竟出在哪一步]"))
    assert (title.kind, title.detail) == ("title-long", "33 > 30")


def test_markup_spaces_and_addresses_do_not_count() -> None:
    bold = changed("一直没有说清", "**一直 没有 说清**（[原文](https://example.org/a/very/long/address/of/a/paper)）")
    assert "too-long" not in kinds(bold)


def test_english_texts_have_no_length_yet() -> None:
    assert kinds(changed("Tested in yeast only.", "Tested in yeast only. " * 20, Language.EN), Language.EN) == []


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


@pytest.mark.parametrize("end", ["，", "把它在小鼠伤口上打开后", "（", "：", "and the"])
def test_a_text_that_stops_in_the_middle(end: str) -> None:
    text = changed("离用在人身上还很远。", end)
    finding = next(each for each in found(text) if each.kind == "text-unfinished")
    assert finding.entry


@pytest.mark.parametrize("end", ["？", "！", "……", "”", "。**", "。）"])
def test_other_ends_of_a_sentence(end: str) -> None:
    assert "text-unfinished" not in kinds(changed("离用在人身上还很远。", f"离用在人身上还很远{end}"))
