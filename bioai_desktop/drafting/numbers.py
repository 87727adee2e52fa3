"""Numbers by value, in both languages, with their places: 1.2 million = 120万 = 1,200,000; five = 5 = 五; ten-fold = 10倍."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bioai_desktop.drafting import dates
from bioai_desktop.drafting.numerals import HAN_SCALES, HAN_UNITS, HINTS, SCALES, SMALL, chinese, english


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text and its place there."""

    value: Fraction  #: as written before any percent sign: 3.5 for "3.5%"
    start: int
    end: int
    percent: bool = False
    weak: bool = False  #: it supports others and needs no support itself: "both", "IL-6", "数百", "一种"
    also: tuple[tuple[Fraction, bool], ...] = ()  #: other readings, as (value, percent): the 31 of "31 to 35%", the 7B of "7B"

    @property
    def readings(self) -> tuple[tuple[Fraction, bool], ...]:
        """All that it may mean."""
        return ((self.value, self.percent), *self.also)


# One character each, so that places stay what they were.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．％，·–—−－～〜\u00a0\u2009\u202f⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789.%,.------   01234567890123456789"
)

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]\d)|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"
_RANGE = re.compile(r"(?<![\w.-])\d+(?:\.\d+)? ?- ?\d+(?:\.\d+)?(?![\w-])")
_WRITTEN = re.compile(_DIGITS)
_SCALE_WORD = "hundred|thousand|million|billion|trillion|mn|bn"
_DIGIT_NUMBER = re.compile(
    rf"(?P<digits>{_DIGITS})"
    rf"(?:\s?(?P<han>[十百千万亿]*[十百万亿]|[十百千万亿]+(?!克|米|卡|瓦|帕|伏|碱基|道尔顿))|[ -]?(?P<scale>{_SCALE_WORD})s?\b|(?P<letter>[kKMB])(?![A-Za-z]))?"
    r"(?P<percent>\s?%|\s?percentage points?|\s?percent\w*|\s?per cent|\s?个?百分点)?",
    re.IGNORECASE,
)
_LETTER_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}
#: What stands before the digits of a name: "CD8", "GPT-4", "p53", "β1". "mid-2024" is taken for one too: that only spares it a check.
_IN_NAME = re.compile(r"[A-Za-z\u0370-\u03ff][-_./]?$")
_GLUED = re.compile(r"[A-Za-z\u0370-\u03ff]$|[A-Z][\w-]*-$")  # "p53", "GPT-4"; "interleukin-6" is told with its number
_THOUSANDS = (("million", 10**6), ("billion", 10**9), ("trillion", 10**12))
_COUNTED_IN_TEN_THOUSANDS = re.compile(r"\d\s?[万亿]")
_RANGE_TO = re.compile(rf"(?:\s?(?:-|to|至|到|,|and|和|、|或|or|vs\.?|versus)\s?)(?={_DIGITS})", re.IGNORECASE)

_WORDS = "|".join(sorted([*SMALL, *SCALES], key=len, reverse=True))
_WORD_NUMBER = re.compile(
    rf"\b(?P<half>half an? )?(?P<words>(?:{_WORDS})(?:(?:[ -]|\sand\s)(?:{_WORDS}))*)(?P<fold>-?folds?)?(?P<percent> percentage points?| percent\w*| per cent)?\b",
    re.IGNORECASE,
)
_HINT = re.compile(rf"\b(?:{'|'.join(HINTS)})(?:-?fold)?\b|\bMay(?=\s\d)", re.IGNORECASE)
_PARTS = re.compile(
    r"\b(?P<count>an?|one|two|three|four|five|six|seven|nine)[- ](?P<part>third|quarter|fifth|sixth|eighth|tenth)s?\b", re.IGNORECASE
)
_DECADES = re.compile(r"\s+decades?\b", re.IGNORECASE)  # "two decades" are 20 years
_PART_OF = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}

_NUMERAL = "[零〇一二两三四五六七八九十百千万亿]"
_HAN_PARTS = re.compile(rf"(?P<whole>{_NUMERAL}+|\d+)分之(?P<part>{_NUMERAL}+(?:点{_NUMERAL}+)?|\d+(?:\.\d+)?)")
_HAN_NUMBER = re.compile(
    rf"(?P<vague>[数几上成好近])?(?P<numeral>{_NUMERAL}+(?:点[零〇一二三四五六七八九]+)?)(?P<tail>几)?(?P<tenths>成(?!为|了|果|分|本|像|功|立|熟|长))?"
)
#: "1.5 × 10^6", "3×10⁻⁸", "P < 10-5", "2e-5"; "10-15 days" is a range.
_POWER = re.compile(
    r"(?:(?<![\w.])(?P<digits>\d+(?:\.\d+)?)\s?[×xX·*]\s?10(?P<raised>\s?\^\s?|(?=[-−–⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))"
    r"|(?<![\w.])10(?:\s?\^\s?|(?=[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹])|(?<=[<>=≤≥]\s10)(?=[-−–]\d)|(?<=[<>=≤≥]10)(?=[-−–]\d)))"
    r"(?P<power>[-−–+⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[-−–+]?\d{1,2})(?![\d.⁰¹²³⁴⁵⁶⁷⁸⁹])"
)
_EXPONENT = re.compile(r"(?<![\w.])(?P<digits>\d+(?:\.\d+)?)[eE](?P<power>[-−–+]?\d{1,3})(?![\w.])")
_RAISED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−–", "+-0123456789--")
_MOST_POWER = 400
#: "20 世纪 50 年代", "二十世纪八十年代": the 1950s and 1980s.
_HAN_DECADE = re.compile(rf"(?P<century>\d{{1,2}}|{_NUMERAL}+)\s?世纪\s?(?P<decade>[1-9]0|{_NUMERAL}+)\s?年代")
_NO_COUNTS = ("四处", "四周", "三维")  # "everywhere"
_HAN_HALF = re.compile(r"一半|半数|过半")
_HAN_TWICE = re.compile(r"翻倍|翻番|加倍|双倍|翻了一番")
#: Units alone say "many", or "in case".
_VAGUE = frozenset(("百", "千", "万", "亿", "万一", "千万"))
#: After one of these a single Chinese numeral counts something; elsewhere it is part of a word ("四肢", "十分").
_MEASURES = frozenset("个种项名例位只倍天年月周次组类家篇条款份处期级岁座章步层维型代省市州株头台枚颗批届秒小人")
#: Two of something is often just "both of them"; two of these are a fact.
_MEASURES_OF_TWO = frozenset("倍天年月周日岁例名位秒小")


#: What the two languages write differently: "1.2 million", "thirty-nine percent"; digits with a percent sign are the same in both.
_COUNTED_OTHERWISE = re.compile(rf"(?:{_SCALE_WORD})s?|(?<=\d)B$|percent|per cent", re.IGNORECASE)


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text in either language, in order of place."""
    plain = text.translate(_PLAIN)
    found: list[Number] = list(_powers(text))
    for step in (_han_parts, _digits, _han, _parts, _words, _hints):
        taken = [(number.start, number.end) for number in found]
        found.extend(number for number in step(plain) if not any(number.start < end and start < number.end for start, end in taken))
    return tuple(sorted(found, key=lambda number: number.start))


def support(found: Iterable[Number]) -> frozenset[tuple[Fraction, bool]]:
    """Return what a source supports, as (value, percent)."""
    values: set[tuple[Fraction, bool]] = set()
    for value, percent in (reading for number in found for reading in number.readings):
        values.add((value, percent))
        if percent:  # percentage points told as points, and shares told as decimals
            values |= {(value, False), (value / 100, False)}
        elif 0 < value <= 1:
            values.add((value * 100, True))
    return frozenset(values)


def supported(number: Number, values: frozenset[tuple[Fraction, bool]]) -> bool:
    """Whether a number of a draft stands in its source, by value."""
    if number.weak or not values.isdisjoint(number.readings):
        return True
    parts = (number.value.numerator, number.value.denominator)  # 三分之二 for "2 of 3"
    return parts[1] > 1 and not number.percent and all((Fraction(part), False) in values for part in parts)


def digit_forms(text: str) -> tuple[str, ...]:
    """Return the digit strings that a rendering of the text may need, its own forms first; it is told as the other language counts before."""
    found = [number for number in numbers(text) if not _only_named(number, text)]
    written = (_WRITTEN.findall(text[number.start : number.end].translate(_PLAIN)) for number in found)
    forms = dict.fromkeys(form for of_number in written for form in of_number)
    forms.update(dict.fromkeys(match.group().replace(" ", "") for match in _RANGE.finditer(text.translate(_PLAIN))))
    for value in dict.fromkeys(value for number in found for value, _ in number.readings):
        forms.update(dict.fromkeys(_decimal(value)))
    return tuple(forms)


def told_in_chinese(text: str) -> str:
    """Return an English text with its large numbers and dates as Chinese has them, so that a small model copies instead of converting.

    "1.2 million" becomes "120 万", "28 February" "2 月 28 日".
    """
    return _told(dates.in_chinese(text), _chinese_form)


def told_in_english(text: str) -> str:
    """Return a Chinese text with its large numbers as English counts them, for the same reason: "3600 万" as "36 million"."""
    return _told(text, _english_form)


def _told(text: str, form_of: Callable[[Number, str], str]) -> str:
    told: list[str] = []
    at = 0
    for number in numbers(text):
        form = "" if number.weak else form_of(number, text[number.start : number.end])
        if form and number.start >= at:
            told += [text[at : number.start], form]
            at = number.end
    return "".join([*told, text[at:]])


def _english_form(number: Number, words: str) -> str:
    """Write a number that is counted in 万 or 亿 by thousands; "" where it is not, or where that takes more than three decimals."""
    if number.percent or not _COUNTED_IN_TEN_THOUSANDS.search(words):
        return ""
    fitting = [(name, scale) for name, scale in _THOUSANDS if number.value >= scale]
    if not fitting:
        return f"{int(number.value):,}" if number.value.denominator == 1 else ""
    # A blank behind the word: a Han character beside it would make the two one word.
    return next((f"{form} {name} " for name, scale in fitting[-1:] for form in _decimal(number.value / scale)), "")


def _chinese_form(number: Number, words: str) -> str:
    """Write a number that is counted otherwise with 万, 亿 or a percent sign; "" where that takes more than three decimals, or is not needed."""
    value = number.value
    if not _COUNTED_OTHERWISE.search(words):
        if not words.replace(".", "").isdigit() or not number.also or number.also[0][1]:
            return ""
        value = number.also[0][0]  # the "1.2" of "1.2 to 1.5 million"
    if number.percent:
        return next((f"{form}%" for form in _decimal(value)), "")
    fitting = [(name, scale) for name, scale in HAN_SCALES.items() if value >= scale]
    return next((f"{form} {name}" for name, scale in fitting[-1:] for form in _decimal(value / scale)), "")


def _only_named(number: Number, text: str) -> bool:
    """Whether it is no number to be told: digits of a name ("CD8"), or "both", "first", "single"."""
    if not number.weak:
        return False
    written = text[number.start].isdigit()
    return bool(_GLUED.search(text[: number.start][-24:])) if written else number.value <= 2


def _decimal(value: Fraction) -> tuple[str, ...]:
    """Write a value in digits, where at most three decimals do it exactly."""
    if (value * 1000).denominator != 1:
        return ()
    text = f"{float(value):.3f}".rstrip("0").rstrip(".")
    return (text,) if "." in text or value < 10**4 else (text, f"{int(value):,}")


def _powers(text: str) -> Iterator[Number]:
    """Yield numbers written with a power of ten."""
    for match in (*_POWER.finditer(text), *_EXPONENT.finditer(text)):
        power = int(match["power"].translate(_RAISED))
        if abs(power) <= _MOST_POWER:
            yield Number(Fraction(match["digits"] or 1) * Fraction(10) ** power, match.start(), match.end())


def _digits(text: str) -> Iterator[Number]:
    unit: tuple[Fraction, bool] | None = None
    follower = -1
    for match in reversed(list(_DIGIT_NUMBER.finditer(text))):
        number = _digit_number(text, match)
        plain = _plain(match)
        joint = _RANGE_TO.match(text, match.end())
        if unit and joint and joint.end() == follower and number.value == plain and not number.percent:
            number = replace(number, also=((plain * unit[0], unit[1]),))
        else:
            unit = (number.value / plain, number.percent) if plain and (number.value != plain or number.percent) else None
        follower = match.start()
        yield number


def _plain(match: re.Match[str]) -> Fraction:
    return Fraction(match["digits"].replace(",", ""))


def _digit_number(text: str, match: re.Match[str]) -> Number:
    value = plain = _plain(match)
    for char in match["han"] or "":
        value *= HAN_UNITS.get(char) or HAN_SCALES[char]
    if match["scale"]:
        value *= SCALES[match["scale"].lower()]
    letter = (match["letter"] or "").lower()
    also = ((plain * _LETTER_SCALES[letter], False),) if letter else ()
    return Number(
        value,
        match.start(),
        match.end(),
        bool(match["percent"]),
        bool(_IN_NAME.search(text, match.start() - 12 if match.start() > 12 else 0, match.start())),
        also,
    )


def _han_parts(text: str) -> Iterator[Number]:
    for match in _HAN_PARTS.finditer(text):
        whole, part = (Fraction(side) if side[0].isdigit() else chinese(side) for side in (match["whole"], match["part"]))
        if whole and part is not None:
            percent = whole == 100
            yield Number(part if percent else part / whole, match.start(), match.end(), percent)
    for match in _HAN_DECADE.finditer(text):
        century, decade = (Fraction(side) if side[0].isdigit() else chinese(side) for side in (match["century"], match["decade"]))
        if century and decade:
            yield Number((century - 1) * 100 + decade, match.start(), match.end())
    for pattern, value in ((_HAN_HALF, Fraction(1, 2)), (_HAN_TWICE, Fraction(2))):
        yield from (Number(value, match.start(), match.end()) for match in pattern.finditer(text))


def _han(text: str) -> Iterator[Number]:
    for match in _HAN_NUMBER.finditer(text):
        value = chinese(match["numeral"])
        if value is None:
            continue
        if match["tenths"]:
            yield Number(value * 10, match.start("numeral"), match.end(), percent=True)
            continue
        vague = bool(match["vague"] or match["tail"]) or match["numeral"] in _VAGUE
        start, end = match.span("numeral")
        yield Number(value, start, end, weak=vague or not _counts(text, start, end))


def _counts(text: str, start: int, end: int) -> bool:
    """Whether a Chinese numeral says how many: longer ones do, single ones before a measure word."""
    numeral, following = text[start:end], text[end : end + 1]
    if len(numeral) > 1:
        return True
    if text[end : end + 2] == "倍体" or text[start : end + 1] in _NO_COUNTS:
        return False  # diploid: a kind of cell
    if numeral in "一二两零〇":
        return numeral in "二两" and following in _MEASURES_OF_TWO
    return following in _MEASURES


def _parts(text: str) -> Iterator[Number]:
    for match in _PARTS.finditer(text):
        yield Number(Fraction(SMALL.get(match["count"].lower(), 1), _PART_OF[match["part"].lower()]), match.start(), match.end())


def _words(text: str) -> Iterator[Number]:
    for match in _WORD_NUMBER.finditer(text):
        words = [word for word in re.split(r"[ -]+", match["words"].lower()) if word != "and"]
        value = english(words) / (2 if match["half"] else 1)
        weak = words == ["one"] or (words[0] in SCALES and not match["half"])
        tens = ((value * 10, False),) if _DECADES.match(text, match.end()) else ()
        yield Number(value, match.start(), match.end(), bool(match["percent"]), weak, tens)


def _hints(text: str) -> Iterator[Number]:
    for match in _HINT.finditer(text):
        value = HINTS.get(match.group().lower().removesuffix("fold").removesuffix("-"), Fraction(5))
        yield Number(value, match.start(), match.end(), weak=True)
