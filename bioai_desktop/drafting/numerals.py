"""Numbers written in words: English ("two hundred and five") and Chinese ("三百二十", "二〇二四") to values."""

from __future__ import annotations

from fractions import Fraction

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

#: English number words that add up.
SMALL: dict[str, int] = {word: value for value, word in enumerate(_UNITS.split())} | {
    word: 10 * value for value, word in enumerate(_TENS.split(), start=2)
}
#: English words that multiply what stands before them.
SCALES: dict[str, int] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "mn": 10**6,
    "bn": 10**9,
}
#: Words that say a number by the way: they support a number of a draft and never need support themselves.
HINTS: dict[str, Fraction] = {
    word: Fraction(value)
    for value, words in {
        1: "single once first january jan",
        2: "both pair pairs couple double doubled doubles doubling dual twice twin second february biweekly ii feb",
        3: "triple tripled thrice third march iii",
        4: "quadruple quadrupled fourth april iv quarterly apr",
        5: "fifth quintuple",
        6: "sixth june jun vi",
        7: "seventh july jul week weekly vii",
        8: "eighth august aug viii",
        9: "ninth september sept sep ix",
        10: "tenth october oct decade tens",
        11: "november nov eleventh xi",
        12: "december dec twelfth dozens xii",
        100: "century hundreds",
        1_000: "thousands",
        10**6: "millions",
        10**9: "billions",
    }.items()
    for word in words.split()
} | {"half": Fraction(1, 2), "halved": Fraction(1, 2), "quarter": Fraction(1, 4)}

HAN_DIGITS: dict[str, int] = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
HAN_UNITS: dict[str, int] = {"十": 10, "百": 100, "千": 1_000}
HAN_SCALES: dict[str, int] = {"万": 10**4, "亿": 10**8}


def english(words: list[str]) -> Fraction:
    """Return the value of consecutive number words; "and" is allowed between them."""
    total = group = 0
    for word in words:
        if word in SMALL:
            group += SMALL[word]
        elif word in ("hundred", "dozen"):
            group = max(group, 1) * SCALES[word]
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
    return Fraction(total + group)


def chinese(text: str) -> Fraction | None:
    """Return the value of a Chinese numeral, None where the characters do not make one ("三四")."""
    whole, _, decimals = text.partition("点")
    value = _positional(whole) if len(whole) > 1 and all(char in HAN_DIGITS for char in whole) else _grouped(whole)
    if value is None or not decimals:
        return value
    digits = "".join(str(HAN_DIGITS[char]) for char in decimals)
    return value + Fraction(int(digits), 10 ** len(digits))


def _positional(text: str) -> Fraction | None:
    """Read digits side by side as a year or a code; two or three of them are "three or four", no number."""
    return Fraction(int("".join(str(HAN_DIGITS[char]) for char in text))) if len(text) >= 4 else None


def _grouped(text: str) -> Fraction | None:
    total = group = digit = 0
    for char in text:
        if char in HAN_DIGITS:
            if digit:
                return None
            digit = HAN_DIGITS[char]
        elif char in HAN_UNITS:
            group += max(digit, 1) * HAN_UNITS[char]
            digit = 0
        else:
            total = (total + (group + digit or (0 if total else 1))) * HAN_SCALES[char]  # 五万亿: 亿 has no numeral of its own
            group = digit = 0
    return Fraction(total + group + digit)
