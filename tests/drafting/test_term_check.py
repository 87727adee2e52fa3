from dataclasses import replace

from bioai_desktop.domain import Language
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.term_check import changed_names, lost_terms, older_terms
from tests.drafting.texts import PROFILE

KNOWN = glossary(PROFILE)


def details(found: list) -> list[str]:
    return [finding.detail for finding in found]


def test_a_translation_has_the_terms_of_its_source() -> None:
    source = "Large language models (LLMs) read spike proteins in wild mice."
    assert lost_terms(source, "大语言模型读懂了野生小鼠的刺突蛋白。", Language.ZH, KNOWN) == []
    assert lost_terms(source, "LLM 读懂了野生小鼠的棘突蛋白。", Language.ZH, KNOWN) == [], "other words are accepted too"
    (finding,) = lost_terms(source, "大语言模型读懂了野生老鼠的刺突蛋白。", Language.ZH, KNOWN)
    assert (finding.kind, finding.detail, finding.fix) == ("term-differs", "mice → 小鼠", "小鼠")


def test_what_depends_on_context_is_not_asked_for() -> None:
    assert lost_terms("The trial is a model of attention.", "这场审判是关注的典范。", Language.ZH, KNOWN) == []


def test_english_may_say_a_term_in_another_form() -> None:
    source = "宏基因组测序找到了肠道菌群中的病毒传播。"
    assert lost_terms(source, "Metagenomics found virus spread in gut microbes.", Language.EN, KNOWN) == []
    (finding,) = lost_terms("扩散模型画出蛋白。", "Spreading pictures drew it.", Language.EN, KNOWN)
    assert finding.detail == "扩散模型 → diffusion model"


def test_a_word_that_the_editor_gave_up_is_found_in_a_draft() -> None:
    own = glossary(replace(PROFILE, own_terms="AI agent = AI 代理\n"))
    source = "AI agents plan experiments."
    (finding,) = older_terms(source, "AI 智能体会安排实验。", own)
    assert (finding.detail, finding.fix) == ("AI 智能体 → AI 代理", "AI 代理")
    assert older_terms(source, "AI 代理会安排实验。", own) == []
    assert older_terms("Robots plan experiments.", "AI 智能体会安排实验。", own) == [], "its source is about something else"
    assert older_terms(source, "AI 智能体会安排实验。", KNOWN) == []


def test_names_stay_as_they_are_written() -> None:
    source = "AlphaFold and samtools found TP53 at 400 ppm CO2."
    assert changed_names(source, "AlphaFold 和 samtools 在 400 ppm 二氧化碳下找到 TP53。", KNOWN, all_told=True) == []
    assert details(changed_names(source, "Alphafold 找到了 tp53。", KNOWN, all_told=False)) == ["Alphafold → AlphaFold", "tp53 → TP53"]
    assert details(changed_names(source, "阿尔法折叠与 samtools 找到 TP53。", KNOWN, all_told=True)) == ["AlphaFold"]
    assert changed_names(source, "找到了。", KNOWN, all_told=False) == []
