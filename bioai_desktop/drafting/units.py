"""What a number counts or measures, in either language: "24 days" and "24 天" agree, "24 hours" and "24 天" do not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bioai_desktop.drafting.numbers import Number

#: A unit by its name here, and how English and Chinese write it behind a number. Capital letters count where they tell units apart.
_UNITS: dict[str, str] = {
    "points": r"percentage[- ]points?\b|percent points?\b|pp\b|个?百分点",
    "percent": r"%|percent\b|per cent\b",
    "fold": r"-?\s?folds?\b|times\b|[×xX](?!\s?[\w×])|倍(?!体)",
    "second": r"seconds?\b|secs?\b|s\b|秒钟?",
    "minute": r"minutes?\b|mins?\b|分钟",
    "hour": r"hours?\b|hrs?\b|h\b|个?小时|个?钟头",
    "day": r"days?\b|d\b|天(?![然生])|日(?![期本常])",
    "week": r"weeks?\b|wks?\b|周(?![年围期边])|个?星期",
    "month": r"months?\b|mos?\b|个月",
    "year": r"years?\b|yrs?\b|y\b|年(?![代龄])|岁",
    "kilogram": r"kg\b|kilograms?\b|千克|公斤",
    "gram": r"g\b|grams?\b|克(?![隆服])",
    "milligram": r"mg\b|milligrams?\b|毫克",
    "microgram": r"[µμu]g\b|mcg\b|micrograms?\b|微克",
    "nanogram": r"ng\b|nanograms?\b|纳克",
    "litre": r"L\b|lit(?:er|re)s?\b|升(?![至到高])",
    "millilitre": r"m[lL]\b|millilit(?:er|re)s?\b|毫升",
    "microlitre": r"[µμu][lL]\b|microlit(?:er|re)s?\b|微升",
    "molar": r"M\b(?![a-z])|摩尔(?:每升)?",
    "millimolar": r"mM\b|mmol\b|毫摩尔?",
    "micromolar": r"[µμu]M\b|[µμ]mol\b|微摩尔?",
    "nanomolar": r"nM\b|nmol\b|纳摩尔?",
    "kilometre": r"km\b|kilomet(?:er|re)s?\b|公里|千米",
    "metre": r"m\b|met(?:er|re)s?\b|米",
    "centimetre": r"cm\b|centimet(?:er|re)s?\b|厘米",
    "millimetre": r"mm\b|millimet(?:er|re)s?\b|毫米",
    "micrometre": r"[µμu]m\b|micromet(?:er|re)s?\b|microns?\b|微米",
    "nanometre": r"nm\b|nanomet(?:er|re)s?\b|纳米",
    "angstrom": r"Å|[åa]ngstr[öo]ms?\b|埃(?![及博塞默])",
    "degree": r"°\s?C\b|℃|degrees? celsius\b|摄氏度",
    "hertz": r"Hz\b|hertz\b|赫兹?",
    "kilodalton": r"kDa\b|kilodaltons?\b|千道尔顿",
    "kilobase": r"kb\b|kbp\b|kilobases?\b|kilobase pairs?\b|千碱基对?",
    "megabase": r"Mb\b|Mbp\b|megabases?\b|兆碱基对?",
    "basepair": r"bp\b|base pairs?\b|碱基对?",
}
_UNIT = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _UNITS.items()))
_FULL_WIDTH = str.maketrans("％", "%")
#: What may stand between a number and its unit: blanks, a hyphen ("24-day"), and further numbers of a list or range.
_GAP = re.compile(r"[\s\u00a0\u2009\u202f]{0,2}[-–]?(?:多|余|几)?\s?")
_NEXT = re.compile(r"\s?(?:[,，、;/–—~～±-]|to|and|or|by|vs\.?|versus|compared with|至|到|和|与|或|增至|降至|升至|提高到|延长到|缩短到)\s?")
_BETWEEN = 40  # characters after which a further number is no longer of the same list
#: A unit that stands before its number: "day 7", "week 12".
_BEFORE = re.compile(r"\b(day|week|month|year|hour|minute)s?\s(?:\d+(?:\s?(?:,|and|or|to|-|–)\s?))*$", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:aged?|older than|younger than|over the age of|ages?(?: of)?)\s(?:[<>≥≤]\s?)?(?:\d+\s?(?:to|and|-|–)\s?)?$", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?:twice|twofold|two-fold|double[sd]?|doubling|triple[sd]?|tripling|thrice|quadruple[sd]?|quadrupling)\b|翻倍|翻番|加倍|双倍",
    re.IGNORECASE,
)
_FOLDED = re.compile(r"folds?$", re.IGNORECASE)
_DAYS = range(1, 32)
_DATE_BEFORE = re.compile(r"月[\s\d日至到、和与,，-]{0,10}$")  # "3 月 1 日至 10 日"
_YEARS_BEFORE = re.compile(r"(?:公元前?\s?|(?:19|20)\d\d\s?[-–—至到]\s?)$")
_CALENDAR = range(1600, 2200)  # "2024 年" is a date, no length of time


def unit(text: str, number: Number, following: Sequence[Number] = ()) -> tuple[str, int, int] | None:
    """Return the unit of a number and its place; that of a list or range stands behind its last number. None where there is none.

    `following` are the numbers of the text behind this one, in order.
    """
    words = text[number.start : number.end]
    if number.percent:
        name = "points" if re.search("point|百分点", words, re.IGNORECASE) else "percent"
        return name, number.start, number.end
    if _TIMES.fullmatch(words) or _FOLDED.search(words):
        return "fold", number.start, number.end
    if _DATE_BEFORE.search(text, 0, number.start) and number.value in _DAYS and re.match(r"\s?(?:日|至|到|-)", text[number.end :]):
        return None
    found = _behind(text, number)
    if found is None and (before := _before(text, number.start)) is not None:
        return before
    end = number.end
    for other in following if found is None else ():
        between = text[end : other.start]
        if other.start - number.start > _BETWEEN or not _NEXT.fullmatch(between):
            break
        if other.percent:
            return unit(text, other)
        if found := _behind(text, other):
            break
        end = other.end
    return None if found and found[0] == "year" and number.value in _CALENDAR else found


def _behind(text: str, number: Number) -> tuple[str, int, int] | None:
    gap = _GAP.match(text, number.end)
    start = gap.end() if gap else number.end
    plain = text.translate(_FULL_WIDTH)
    match = _UNIT.match(plain, start) or _UNIT.match(plain, number.end)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup
    is_date = number.value in _CALENDAR or _YEARS_BEFORE.search(text, 0, number.start)
    if name == "year" and match.group() == "年" and is_date:
        return None
    if name == "day" and match.group() == "日" and re.search(r"月\s?$", text[: number.start]):
        return None
    return name, match.start(), match.end()


def _before(text: str, at: int) -> tuple[str, int, int] | None:
    head = text[max(0, at - 40) : at]
    if match := _BEFORE.search(head):
        start = at - len(head) + match.start(1)
        return match[1].lower(), start, start + len(match[1])
    if match := _AGED.search(head):
        start = at - len(head) + match.start()
        return "year", start, start + len(match.group().rstrip())
    return None
