"""What is accepted of what the model answers: an Answer becomes a Draft with the Findings that its text deserves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bioai_desktop.domain import Answer, Draft, Finding, Language, Provenance, Severity, Stop, Task
from bioai_desktop.drafting import latin, runs, shapes
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.claims import told_as_more
from bioai_desktop.drafting.counterparts import loose_sentences
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.grounding import unsupported
from bioai_desktop.drafting.mending import cut, named, without
from bioai_desktop.drafting.naming import speaks_of
from bioai_desktop.drafting.prompts import phrases, render
from bioai_desktop.drafting.punctuation import clean
from bioai_desktop.drafting.spans import tie
from bioai_desktop.drafting.term_check import changed_names, lost_terms, older_terms, unmarked
from bioai_desktop.edition.checkers.voices import voice
from bioai_desktop.edition.harmless import harmless
from bioai_desktop.edition.plain import han_share, length
from bioai_desktop.edition.profile import Profile

_LINK = re.compile(r"https?://|www\.|\]\(|\b[\w-]+\.(?:com|org|net|io|cn|edu|gov)\b", re.IGNORECASE)
_MARKUP = re.compile(r"^\s*(?:#{1,6}\s|[-*+]\s|>\s|\d+[.)]\s|```|\||---)|\*\*|__|</?[a-z][^>]*>|`|\n", re.IGNORECASE | re.MULTILINE)
_PLAIN_WORD = re.compile(r"(?<![\w.-])[a-z]{3,}(?![\w.-])")
_OPEN_END = re.compile(r"[，、；：（“《—\-]$|(?:和|与|及|或|在|对|被|把|将|从|通过|以及|并|其)[。]?$")
_CLAUSE_END = re.compile(r"[，；。：]|——")
#: A clause that waits for its main clause: "通过…", "在…时".
_HALF_CLAUSE = re.compile(
    r"(?:^|[，；。：])(?:在|由于|随着|根据|基于|当|如果|虽然|尽管|为|与|对于|针对|使用|利用)[^，；。：]*$|通过[^，；。：]*$|(?:时|后|前|中|下|之间)$"
)
_FULL_STOP = re.compile(r"[。；，、.：]+$")
_SENTENCE_END = re.compile(r"(?<=[。！？])")
#: The same of an English text.
_OPEN_END_EN = re.compile(r"[,;:(]$|\b(?:an?|and|by|for|from|in|of|or|that|the|to|which|with)$", re.IGNORECASE)
_CLAUSE_END_EN = re.compile(r"[,;:](?=\s)|\s[–—-]\s")
_HALF_CLAUSE_EN = re.compile(r"^(?:after|although|as|because|by|if|in|since|to|using|when|while|with)\b[^,;:]*$", re.IGNORECASE)
_SENTENCE_END_EN = re.compile(r"(?<=[.!?])\s+(?=[A-Z\d])")
_LONE_QUOTE = re.compile(r'^["“](?=[^"”]*$)')  # whose partner was cut off
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_WORDS_OF_CHARS = 2 / 3  # so many English words of a run are no coincidence either
_ECHO_CHARS = 8  # a run this long of the prompt's own words is no coincidence
_SLACK = 6  # characters that a first sentence may lack before a second one is kept beside it
_REPEAT_CHARS = 12
_REPEATS_OF_A_SOURCE = 4  # so often a translation may repeat itself, as its source may
_OPENING_CHARS = 2
_SISTER_CHARS = 12
_LEAST_HAN = 0.4  # of the letters; names are long
_WITHOUT_TEXT = {Stop.TOO_LONG: "prompt-too-long", Stop.CANCELLED: "out-of-time"}
_MAY_BE_A_NAME = frozenset((Task.TRANSLATE, Task.TITLE))
_ONE_LINE = frozenset((Task.TITLE, Task.NOTE, Task.DIGEST, Task.LEAD, Task.KEYWORD, Task.ROW, Task.CITE, Task.FORECAST))
_AHEAD = re.compile(r"会|将|有望|可能|预计|\b(?:will|may|might|could|likely|expected)\b")
_AT_LENGTH = frozenset((Task.TEXT, Task.CITE, Task.QUESTION))
_TITLES = frozenset((Task.TITLE, Task.ROW))
#: Findings with which a text may not stand on a page that nobody looks at, beside those that block.
_UNFIT = frozenset(("too-long", "repeats-entry"))
_UNFIT_AT_LENGTH = frozenset((*_UNFIT, "finding-missing", "subject-missing"))


def judge(assignment: Assignment, answer: Answer, model: str, profile: Profile, *, mend: bool = True) -> Draft:
    """Return the cleaned text with its findings; `model` is the file's SHA-256.

    Markup, addresses and commands are found, and not kept: a draft is words. What is translated has none but its source's. A sentence
    that breaks a rule is left out where the rest is a good text by itself, unless nothing is to be mended.
    """
    whole, details = _parts(assignment, answer.text)
    said = unmarked(clean(whole, labels=assignment.task is not Task.TRANSLATE), assignment.lacked)
    if assignment.task is Task.TRANSLATE:
        words = said
    else:
        words, details = clean(harmless(said)), tuple(clean(harmless(part)) for part in details)
    text = shorten(finish(words, assignment.task), assignment)

    def judged(of: str) -> tuple[Finding, ...]:
        found = dict.fromkeys(_findings(assignment, replace(answer, text=said), of, details, profile))
        return tuple(_with_severity(finding, profile) for finding in found)

    if mend and assignment.task in _TITLES and text and assignment.subject and not _speaks_of_subject(assignment, text):
        text = named(text, assignment.subject[0], assignment.limits)
    if mend and assignment.task in _AT_LENGTH:
        text = cut(text, assignment.limits)
        text = without(text, judged(text), assignment.limits, judged)
        text = _with_species(text, judged(text), assignment, profile)
    return Draft(
        task=assignment.task,
        text=text,
        provenance=Provenance(model, assignment.prompt, assignment.request.seed, assignment.source),
        story=assignment.story,
        attempts=assignment.attempts,
        findings=judged(text),
        support=tie(text, assignment.source, profile.words, _terms(assignment, profile)).support,
        details=details,
    )


def _speaks_of_subject(assignment: Assignment, text: str) -> bool:
    return any(name.casefold() in text.casefold() for name in assignment.subject)


def _with_species(text: str, findings: Sequence[Finding], assignment: Assignment, profile: Profile) -> str:
    """Return a text that says in what animal a result was found, as the Profile words it; the record tells it, so nobody has to be asked."""
    species = next((finding.detail for finding in findings if finding.kind == "species-missing"), "")
    file = f"species.{assignment.language}.md"
    if not species or file not in profile.prompts:
        return text
    said = f"{text}{render(profile, file, {'species': species})}"
    return said if not assignment.limits.max_chars or length(said) <= assignment.limits.max_chars else text


def _parts(assignment: Assignment, text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of an answer, and its other parts where it has some; no text where it does not have its form."""
    if not assignment.form:
        return text, ()
    parts = shapes.read(assignment.form, text)
    return shapes.told(assignment.task, parts) if parts is not None else ("", ())


def _terms(assignment: Assignment, profile: Profile) -> Mapping[str, str]:
    return glossary(profile).pairs if assignment.language is Language.ZH else {}


def fits(draft: Draft) -> bool:
    """Whether a text may stand on a page that nobody looks at."""
    unfit = _UNFIT_AT_LENGTH if draft.task in _AT_LENGTH else _UNFIT
    return not any(finding.severity is Severity.BLOCK or finding.kind in unfit for finding in draft.findings)


def wants_again(draft: Draft) -> bool:
    """Whether a rule is broken for which a text is asked for once more: all but hints."""
    return any(finding.severity is not Severity.HINT for finding in draft.findings)


def late(draft: Draft) -> bool:
    """Whether there was no time for the text."""
    return any(finding.kind == _WITHOUT_TEXT[Stop.CANCELLED] for finding in draft.findings)


def better(first: Draft, second: Draft) -> Draft:
    """Return the draft with the milder findings, the first where they are alike."""
    return second if _weight(second) < _weight(first) else first


def apart(drafts: Sequence[Draft]) -> list[Draft]:
    """Mark the drafts that begin like an earlier one, or share a long run with it."""
    marked: list[Draft] = []
    for at, draft in enumerate(drafts):
        earlier = [other.text for other in drafts[:at] if other.text]
        opening = _opening(draft.text)
        found = [Finding("same-opening", Severity.LOOK, detail=opening) for text in earlier if _opening(text) == opening]
        found += [
            Finding("repeats-entry", Severity.LOOK, detail=run) for text in earlier if (run := shared_run(draft.text, text, _SISTER_CHARS))
        ]
        marked.append(replace(draft, findings=tuple(dict.fromkeys((*draft.findings, *found[:1])))))
    return marked


def _opening(text: str) -> str:
    """Return how a text begins: its first two characters, of an English one its first word."""
    return text[:_OPENING_CHARS] if han_share(text) else text.partition(" ")[0]


def finish(text: str, task: Task) -> str:
    """End a text as its kind is ended: a top text with a full stop, a line without one."""
    if task in _ONE_LINE:
        return _FULL_STOP.sub("", text)
    if task is Task.TEXT and re.search(r"[\u4e00-\u9fff\w）”%]$", text):
        return f"{text}。" if han_share(text) else f"{text}."
    return text


def shorten(text: str, assignment: Assignment) -> str:
    """Keep the first sentence of a line; one over its limit ends where its last fitting clause ends, else it stays too long."""
    limits = assignment.limits
    if assignment.task not in _ONE_LINE or not limits.max_chars:
        return text
    chinese = bool(han_share(text))
    first = (_SENTENCE_END if chinese else _SENTENCE_END_EN).split(text, maxsplit=1)[0].rstrip("。" if chinese else ".")
    if length(first) >= max(limits.min_chars - _SLACK, 1):
        text = first
    if length(text) <= limits.max_chars:
        return text
    clause, half = (_CLAUSE_END, _HALF_CLAUSE) if chinese else (_CLAUSE_END_EN, _HALF_CLAUSE_EN)
    heads = [text[: mark.start()] for mark in clause.finditer(text)]
    least = max(limits.min_chars, limits.max_chars // 3)
    fitting = [head for head in heads if least <= length(head) <= limits.max_chars and not half.search(head)]
    return _LONE_QUOTE.sub("", fitting[-1]) if fitting else text


def shared_run(text: str, other: str, chars: int) -> str:
    """Return the first run of at least that many Chinese characters, or as long a one of English words, that stands in both texts."""
    for match in re.finditer(f"[\u4e00-\u9fff]{{{chars},}}", text):
        run = match.group()
        for at in range(len(run) - chars + 1):
            if run[at : at + chars] in other:
                return run[at : at + chars]
    words, count = _WORD.findall(text), int(chars * _WORDS_OF_CHARS) + 1
    said = f" {' '.join(_WORD.findall(other))} ".casefold()
    runs = (" ".join(words[at : at + count]) for at in range(len(words) - count + 1))
    return next((run for run in runs if f" {run} ".casefold() in said), "")


def repeated(text: str) -> str:
    """Return a clause that stands twice, or a run of characters that comes back, "" where nothing does."""
    marks, least = (r"[，。；：！？\n]", 6) if han_share(text) else (r"[,.;:!?]\s+|\n", 20)
    clauses = Counter(clause for clause in re.split(marks, text) if len(clause) >= least)
    twice = next((clause for clause, count in clauses.items() if count > 1), "")
    if twice:
        return twice
    stutter = re.search(r"([\u4e00-\u9fff]{2,}?)[、，与和及的]?\1[、，与和及的]?\1|(.)\2{3,}", text)
    if stutter:
        return stutter.group()
    for at in range(len(text) - _REPEAT_CHARS):
        run = text[at : at + _REPEAT_CHARS]
        if re.fullmatch(r"[\u4e00-\u9fff]+", run) and text.count(run) > 1 and text.find(run, at + _REPEAT_CHARS) > 0:
            return run
    return ""


def _findings(assignment: Assignment, answer: Answer, text: str, details: Sequence[str], profile: Profile) -> Iterator[Finding]:
    if answer.left_out:
        yield Finding("source-shortened", Severity.HINT)
    if assignment.title_only:
        yield Finding("source-title-only", Severity.HINT)
    elif assignment.excerpt:
        yield Finding("source-excerpt", Severity.HINT)
    if not text:
        yield Finding(_WITHOUT_TEXT.get(answer.stop, "draft-empty"), Severity.BLOCK)
        return
    yield from _form(assignment, answer, text)
    yield from _wording(assignment, text, profile)
    whole = " ".join((*details, text)) if assignment.task is Task.QUESTION else text
    yield from unsupported(whole, assignment.source, profile.words)
    yield from _glossary(assignment, whole, profile)
    yield from _content(assignment, text, whole, profile)


def _glossary(assignment: Assignment, text: str, profile: Profile) -> Iterator[Finding]:
    """Yield where the glossary is not followed: a translation has all terms of its source, another text its own choice of them."""
    known, source, whole = glossary(profile), assignment.source, assignment.task is Task.TRANSLATE
    if whole:
        yield from lost_terms(source, text, assignment.language, known)
    elif assignment.language is Language.ZH:
        yield from older_terms(source, text, known)
    yield from changed_names(source, text, known, all_told=whole)


def _content(assignment: Assignment, text: str, whole: str, profile: Profile) -> Iterator[Finding]:
    """Find what a text tells of its source too strongly, not at all, or as another text of the page does; `whole` holds its question too."""
    task, source, table = assignment.task, assignment.source, _terms(assignment, profile)
    if task is Task.TRANSLATE:
        return
    yield from told_as_more(whole, source, task)
    if task is Task.FORECAST and not _AHEAD.search(text):
        yield Finding("forecast-not-ahead", Severity.LOOK, detail=text[:20])
    if assignment.finding and not speaks_of(text, assignment.finding, profile.words, table):
        yield Finding("finding-missing", Severity.LOOK, detail=assignment.finding)
    if assignment.about and not speaks_of(text, assignment.about, profile.words, table):
        yield Finding("subject-missing", Severity.LOOK, detail=assignment.about)
    if run := runs.shared(text, assignment.taken, table):
        yield Finding("repeats-entry", Severity.LOOK, detail=run)
    if task in _AT_LENGTH and assignment.language is Language.ZH:
        yield from loose_sentences(text, source, table)


def _form(assignment: Assignment, answer: Answer, text: str) -> Iterator[Finding]:
    if (found := voice(answer.text) or voice(text)) is not None:
        yield Finding(found.kind, Severity.BLOCK, detail=found.detail)
    for kind, pattern in (("draft-link", _LINK), ("draft-markup", _MARKUP)):
        match = pattern.search(answer.text)
        of_source = match and assignment.task is Task.TRANSLATE and match.group() in assignment.source
        if match and not of_source:
            yield Finding(kind, Severity.BLOCK, detail=match.group().strip())
    chars, limits = length(text), assignment.limits
    if chars < limits.min_chars:
        yield Finding("too-short", Severity.LOOK, detail=f"{chars} < {limits.min_chars}")
    if limits.max_chars and chars > limits.max_chars:
        yield Finding("too-long", Severity.LOOK, detail=f"{chars} > {limits.max_chars}")
    if answer.stop in (Stop.LENGTH, Stop.DEAD_END) or _open_end(text, assignment.task) or (text.endswith("的") and "是" not in text):
        yield Finding("text-unfinished", Severity.LOOK, detail=text[-8:])


def _open_end(text: str, task: Task) -> bool:
    """Return whether a text stops where more has to come; a piece that is translated may end as its source does."""
    if han_share(text) or task is Task.TRANSLATE:
        return bool(_OPEN_END.search(text)) or (task is not Task.TRANSLATE and text.count("（") > text.count("）"))
    return bool(_OPEN_END_EN.search(text))


def _wording(assignment: Assignment, text: str, profile: Profile) -> Iterator[Finding]:
    yield from _language(assignment, text)
    request = assignment.request
    if echo := shared_run(text, f"{request.system}\n{request.shared}", _ECHO_CHARS):
        yield Finding("prompt-text", Severity.BLOCK, detail=echo)
    if echo := shared_run(text, "\n".join(assignment.shown), _SISTER_CHARS):
        yield Finding("example-repeated", Severity.LOOK, detail=echo)
    if assignment.subject and not _speaks_of_subject(assignment, text):
        yield Finding("subject-missing", Severity.LOOK, detail=assignment.subject[0])
    if (run := repeated(text)) and (assignment.task is not Task.TRANSLATE or text.count(run) > _REPEATS_OF_A_SOURCE):
        yield Finding("repetition", Severity.LOOK, detail=run)
    if assignment.task is not Task.TRANSLATE:
        yield from (
            Finding("house-wording", Severity.LOOK, detail=phrase) for phrase in phrases(profile, assignment.language) if phrase in text
        )


def _language(assignment: Assignment, text: str) -> Iterator[Finding]:
    names = {word for name in assignment.request.constraint.words for word in (name, *name.split())}
    share = han_share(_unnamed(text, assignment.request.constraint.words))
    if assignment.language is Language.EN:
        if share > 0:
            yield Finding("language", Severity.BLOCK, detail=text[:20])
        return
    named = assignment.task in _MAY_BE_A_NAME and not latin.unknown(text, " ".join(assignment.request.constraint.words))
    if share < _LEAST_HAN and not named:
        yield Finding("language", Severity.BLOCK, detail=text[:20])
    yield from (
        Finding("latin-words", Severity.LOOK, detail=word) for word in dict.fromkeys(_PLAIN_WORD.findall(text)) if word not in names
    )


def _unnamed(text: str, names: Sequence[str]) -> str:
    """Return a text without the names that may stay in Latin script: what is left has to be in the page's language."""
    known = sorted((name for name in names if name in text), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, known)), "", text) if known else text


def _with_severity(finding: Finding, profile: Profile) -> Finding:
    return replace(finding, severity=profile.severities.get(finding.kind, finding.severity))


def _weight(draft: Draft) -> tuple[int, int]:
    severities = [finding.severity for finding in draft.findings]
    return severities.count(Severity.BLOCK), severities.count(Severity.LOOK)
