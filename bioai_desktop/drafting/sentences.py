"""Which sentences of an abstract are told: what was done, what came out, how far it goes; trimmed to what a short text can hold."""

from __future__ import annotations

import re

from bioai_desktop.drafting.numbers import numbers

_SENTENCE = re.compile(r"[^.!?。！？]*(?:[.!?](?!\s|$)[^.!?。！？]*)*(?:[.!?]+(?:\s+|$)|[。！？]+|$)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|vs|et al|cf|approx|Fig|Dr|St|No|sp|spp|subsp|var|ca|resp)|\b[A-Z])\.$")
_LABEL = re.compile(
    r"^(?:abstract|aims?|backgrounds?|conclusions?|contexts?|designs?|discussion|findings?|importance|interpretations?|introduction|main results?|materials and methods|"
    r"methods?|motivation|objectives?|outcomes?|purpose|rationale|results?|significance|summary|purpose of review|recent findings)"
    r"(?:\s*[:：.]\s*|\s+(?=[A-Z]))",
    re.IGNORECASE,
)
#: Brackets with figures, lists or asides; short acronyms stay, as later sentences use them.
_ASIDE = re.compile(r"^\(?[ivx\d]{1,4}\)\s+|\s*[(\[](?=[^()\[\]]*(?:[\d=;,<>]|[^()\[\]]{14}))[^()\[\]]*[)\]]")
_LEAD_IN = re.compile(
    r"^(?:however|moreover|furthermore|in addition|additionally|finally|overall|thus|therefore|importantly|notably|here|interestingly|first|second|third|last|together|taken together|hence|meanwhile|consequently|specifically|in conclusion)(?:, | )",
    re.IGNORECASE,
)

_DONE = re.compile(
    r"\b(?:we|our team|researchers|scientists|this (?:study|paper|work|review|article)|the authors?|here)\b.{0,60}?\b(?:develop|propos|introduc|present|report|investigat|"
    r"assess|evaluat|identif|built|build|design|train|analy[sz]|examin|compar|test|creat|describ|explor|survey|review|profil|map|measur|sequenc|establish|aim)",
    re.IGNORECASE,
)
#: "Geneformer is an attention-based model": what the record is about.
_DEFINES = re.compile(
    r"\b(?:is|are) (?:a|an|the)\b.{0,60}?\b(?:models?|systems?|tools?|toolkit|framework|package|library|method|algorithm|dataset|database|platform|pipeline|agent|network|benchmark)\b"
)
_FOUND = re.compile(
    r"\b(?:found|finds?|show(?:s|ed|n)?|demonstrat\w+|reveal\w*|outperform\w*|achiev\w+|improv\w+|increas\w+|reduc\w+|decreas\w+|higher|lower|rose|fell|predict\w+|"
    r"enabl\w+|led to|results? in|resulted|restor\w+|revers\w+|inhibit\w+|promot\w+|accura\w+|faster|surpass\w*|associated)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\d\s?%|percent|-fold|\btimes\b|\bfrom [\d.]+ to [\d.]+")
_REACH = re.compile(
    r"\b(?:suggest\w*|conclu\w+|limit\w+|future|further|needed|remain\w*|require\w*|may|could|provid\w+|available|open[- ]source|mice|patients|clinical|validation|potential)\b",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SLACK = 4
_HAN_DENSITY = 2  # a Chinese character says as much as two or three Latin ones
_METHOD = re.compile(
    r"\b(?:was|were) (?:conducted|performed|analy[sz]ed|recruited|enrolled|collected|carried out|included|obtained|measured|assessed|validated|reviewed|searched)\b|\bunderwent\b|"
    r"^(?:cross-sectional|data|participants|patients) (?:were|was)\b|remains? (?:unknown|unclear|poorly)|\bno comprehensive\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"^(?:these|this|those|they|it|its|their|such|both|of (?:these|those|them)|code)\b|\b(?:respectively|above|the latter|the former)\b",
    re.IGNORECASE,
)
_LONG = 260  # characters: a longer sentence is told in parts, if at all


def split(text: str) -> list[str]:
    """Split a text after its sentence ends; decimals, initials and common abbreviations do not end one."""
    parts: list[str] = []
    for match in _SENTENCE.finditer(text):
        part = match.group().strip()
        if parts and (_ABBREVIATION.search(parts[-1]) or part[:1].islower()):
            parts[-1] = f"{parts[-1]} {part}".strip()
        elif part:
            parts.append(part)
    return parts


def choose(text: str, chars: int, most: int = 5) -> str:
    """Return up to `most` sentences to be told, in their order and within about `chars`: the best finding and the deed first, then reach and the rest."""
    parts = [trimmed for part in split(text) if len(trimmed := trim(part)) >= 30 and not _is_aside(part)]
    if not parts:
        return text[:chars]
    kept: list[int] = []
    room = chars if len(_HAN.findall(text)) * 3 < len(text) else chars // _HAN_DENSITY
    for pick, score in enumerate((_found, _done, _reach, _found, _found)[:most]):
        slack = room // _SLACK if pick == 1 else 0  # finding and deed belong together
        fitting = [at for at in range(len(parts)) if at not in kept and len(parts[at]) <= room + slack]
        best = max(fitting, key=lambda at: (score(parts[at], at, len(parts)), -at), default=None)
        if best is not None:
            kept.append(best)
            room -= len(parts[best]) + 1
    if not kept:
        return clause(min(parts, key=len), room)
    return " ".join(parts[at] for at in sorted(kept))


def result(text: str) -> str:
    """Return the sentence that tells what came out, "" where a text has none that does."""
    parts = split(text)
    best = max(range(len(parts)), key=lambda at: (_found(parts[at], at, len(parts)), -at), default=None)
    return parts[best] if best is not None and (_FOUND.search(parts[best]) or _figures(parts[best])) else ""


def trim(sentence: str) -> str:
    """Take label, lead-in and asides off a sentence."""
    plain = _ASIDE.sub("", _LEAD_IN.sub("", _LABEL.sub("", sentence).strip())).strip()
    return plain[:1].upper() + plain[1:] if plain[1:2].islower() else plain


def clause(sentence: str, chars: int) -> str:
    """Shorten one long sentence at its last clause mark within `chars`, else at a word."""
    head = sentence[:chars]
    at = max(head.rfind("; "), head.rfind(", "), head.rfind(": "))
    return head[:at] if at > chars // 3 else head.rsplit(" ", 1)[0]


def _figures(sentence: str) -> int:
    return min(sum(not number.weak for number in numbers(sentence)), 2)


def _is_aside(sentence: str) -> bool:
    """Whether it speaks of the record, not of the work."""
    return bool(
        re.match(
            r"(?:TRANSLATION|FUNDING|Trial registration|Supplementary|Copyright|©|Keywords|Contact|Availability|Statement)",
            sentence,
            re.IGNORECASE,
        )
    )


def _done(sentence: str, at: int, count: int) -> float:
    return 3.0 * bool(_DONE.search(sentence) or _DEFINES.search(sentence)) - at / count - _burden(sentence)


def _found(sentence: str, at: int, count: int) -> float:
    measured = 1.0 * _figures(sentence) + 1.0 * bool(_MEASURED.search(sentence))
    other_role = 2.0 * bool(_METHOD.search(sentence)) + 1.5 * bool(_POINTING.search(sentence)) + 1.0 * bool(_DONE.search(sentence))
    return min(len(_FOUND.findall(sentence)), 3) + measured + at / count - other_role - _burden(sentence)


def _reach(sentence: str, at: int, count: int) -> float:
    return min(len(_REACH.findall(sentence)), 2) + 2.0 * at / count - _burden(sentence)


def _burden(sentence: str) -> float:
    """How hard a sentence is to retell: length, and formulas."""
    return 2.0 * (len(sentence) > _LONG) + 1.0 * (len(sentence) > 180) + 0.5 * len(re.findall(r"[=<>±∼]|\(i+\)", sentence))
