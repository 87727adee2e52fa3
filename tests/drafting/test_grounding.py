import pytest

from bioai_desktop.domain import Severity
from bioai_desktop.drafting.grounding import overclaims, unsupported

SOURCE = "In 24 mice, AlphaFold designs by a Stanford team slowed glioma; survival rose from 24 to 37 days. LLMs helped."


@pytest.mark.parametrize(
    "text",
    [
        "24 只小鼠的生存期从 24 天延长到 37 天",
        "斯坦福团队用 AlphaFold 设计",
        "LLM 帮了忙，AI 也是",
        "Survival rose to 37 days in mice",
    ],
)
def test_what_the_source_says_is_fine(text: str) -> None:
    assert unsupported(text, SOURCE, ("AI",)) == []


@pytest.mark.parametrize(
    ("text", "kind", "detail"),
    [
        ("生存期延长到 38 天", "number-unsupported", "38"),
        ("三百只小鼠", "number-unsupported", "三百只小"),
        ("用 RoseTTAFold 设计", "name-unsupported", "RoseTTAFold"),
        ("哈佛团队的设计", "name-unsupported", "哈佛"),
        ("中国科学家用小鼠试验", "name-unsupported", "中国"),
        ("发表在《自然》上", "name-unsupported", "自然》"),
        ("Survival rose to 40 days", "number-unsupported", "40"),
    ],
)
def test_what_it_does_not_say_blocks(text: str, kind: str, detail: str) -> None:
    (finding,) = unsupported(text, SOURCE)
    assert (finding.kind, finding.severity, finding.detail) == (kind, Severity.BLOCK, detail)


@pytest.mark.parametrize(
    "text", ["首次治愈胶质瘤", "彻底清除肿瘤", "这项革命性技术", "前所未有的效果", "It cures glioma", "the first to do so"]
)
def test_stronger_claims_are_looked_at(text: str) -> None:
    found = overclaims(text, SOURCE)
    assert found
    assert {(finding.kind, finding.severity) for finding in found} == {("claim-stronger", Severity.LOOK)}


@pytest.mark.parametrize(
    ("text", "source"),
    [("首次做到", "the first map"), ("治愈", "a curative therapy"), ("唯一的", "the only drug"), ("证明有效", "we show that it works")],
)
def test_a_claim_of_the_source_is_its_own(text: str, source: str) -> None:
    assert overclaims(text, source) == []
