"""What a text says that its source does not: numbers by value, names, and claims that are stronger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bioai_desktop.domain import Finding, Severity
from bioai_desktop.drafting.spans import Tied, tie

#: A strong word, and what has to stand in the source for it.
_CLAIMS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(claim, re.IGNORECASE), re.compile(ground, re.IGNORECASE))
    for claim, ground in (
        (r"首次|首个|首例|首款|第一次|第一个|全球首|for the first time|\bthe first\b", r"\bfirst\b|\bnovel\b|首次|首个|首例|首款|第一"),
        (r"唯一|\bthe only\b", r"\bonly\b|\bunique|\bsole\b|唯一|独有"),
        (r"治愈|根治|\bcures?\b|\bcured\b", r"\bcur(?:e|es|ed|ing|ative)\b|治愈|根治"),
        (r"攻克|战胜|\bconquer|\bdefeat", r"\bconquer|\bdefeat|\bovercom|攻克|战胜"),
        (r"彻底|完全(?:消除|解决|治)|\bcompletely\b|\bonce and for all\b", r"\bcomplete|\bfull(?:y)?\b|\bentire|彻底|完全"),
        (
            r"证明了?|证实|\bprov(?:es?|ed|en)\b",
            r"\bprov(?:e|es|ed|en|ing)\b|\bdemonstrat|\bconfirm|\bestablish|\bvalidat|\bshow|\bevidence\b|证明|证实|表明|显示",
        ),
        (
            r"革命性|颠覆|划时代|里程碑|\brevolution|\bbreakthrough|\bgame.chang",
            r"\brevolution|\bbreakthrough|\bmilestone|\btransformative|\bparadigm|革命|颠覆|里程碑",
        ),
        (r"前所未有|史无前例|\bunprecedented", r"\bunprecedented|\bnever before|前所未有|史无前例"),
        (
            r"最(?:先进|准确|精确|大|快|强|高)的|\bstate.of.the.art",
            r"\bstate.of.the.art|\bSOTA\b|\b(?:most|best|largest|fastest|strongest|highest|greatest|biggest)\b|最",
        ),
        (r"百分之百|万无一失|\bguarantee", r"100\s?%|\bguarantee|百分之百"),
    )
)


def unsupported(text: str, source: str, house: Sequence[str] = ()) -> list[Finding]:
    """Return what a text has without support in its source: numbers and names block, strong claims are to be looked at.

    `house` are Latin words that need no source.
    """
    return [*loose(tie(text, source, house)), *overclaims(text, source)]


def loose(tied: Tied) -> list[Finding]:
    """Return what rests on nothing, as findings."""
    return [Finding(each.kind, each.severity, detail=each.words) for each in tied.loose]


def overclaims(text: str, source: str) -> list[Finding]:
    """Return the claims of a text that are stronger than what its source says."""
    found = ((match, ground) for claim, ground in _CLAIMS for match in claim.finditer(text))
    return [Finding("claim-stronger", Severity.LOOK, detail=match.group()) for match, ground in found if not ground.search(source)]
