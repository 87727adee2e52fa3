from dataclasses import replace

import pytest

from bioai_desktop.domain import Language, Severity
from bioai_desktop.edition.checkers.kinds import SEVERITIES
from bioai_desktop.wording import Wording
from tests.edition.checkers.pages import changed, found, page, profile


def test_a_profile_may_raise_and_lower_each_kind() -> None:
    strict = replace(profile(), severities={"too-short": Severity.BLOCK, "anchor-dead": Severity.HINT})
    text = changed("(#-值得关注)", "(#x)").replace("自动切成单个细胞，做显微成像的能省半天", "切开")
    said = {finding.kind: finding.severity for finding in found(text, with_profile=strict)}
    assert said == {"anchor-dead": Severity.HINT, "too-short": Severity.BLOCK}


@pytest.mark.parametrize("kind", SEVERITIES)
@pytest.mark.parametrize("language", Language)
def test_each_kind_has_a_sentence(kind: str, language: Language) -> None:
    assert Wording(language).knows(f"finding.{kind}")


def test_findings_come_in_page_order() -> None:
    text = changed("(#-值得关注)", "(#x)").replace("title: BioAI 生命科学日报 2026/3/4", "title: 2026/3/5") + "\n<b>粗</b>\n"
    lines = [finding.line for finding in found(text)]
    assert lines == sorted(lines)
    assert len(lines) == 3
    assert found(page()) == []
