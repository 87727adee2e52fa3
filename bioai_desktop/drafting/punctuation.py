"""Clean-ups that are certain: labels, quotes around the whole, blanks, and the width of punctuation in Chinese."""

from __future__ import annotations

import re

_LABEL = re.compile(
    r"^\s*(?:[*#>\-\s]*)(?:中文标题|新闻标题|标题|题目|中文新闻|中文|正文|摘要|总结|概括|一句话|主题词|关键词|翻译|译文|问题|问|回答|答案?|输出|Title|Summary|Translation|Headline|Chinese)\s*[:：]\s*\**\s*",
    re.IGNORECASE,
)
_QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("‘", "’"), ("《", "》"), ("'", "'"))
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_HAN = r"\u4e00-\u9fff"
_HALF = re.compile(rf"(?<=[{_HAN}”》）])\s*([,;:?!])\s*(?=[{_HAN}“《（A-Za-z\d]|$)|(?<=[A-Za-z\d%])\s*([,;:?!])\s*(?=[{_HAN}“《（])")
_STOP = re.compile(rf"(?<=[{_HAN}”》）])\.(?=\s|$|[{_HAN}])")
_BRACKETS = re.compile(rf"\(([^()]*[{_HAN}][^()]*)\)|(?<=[{_HAN}])\(([^()]*)\)")
_FULL_DIGITS = str.maketrans("０１２３４５６７８９％．＋－", "0123456789%.+-")
_GAP = re.compile(rf"(?<=[{_HAN}])(?=[A-Za-z0-9\u0370-\u03ff])|(?<=[A-Za-z0-9%\u0370-\u03ff+])(?=[{_HAN}])")
_STRAY_BLANK = re.compile(
    rf"(?<=[{_HAN}，。、；：？！（）“”《》])[ \t]+(?=[{_HAN}，。、；：？！（）“”《》])|[ \t]+(?=[，。、；：？！）”》])|(?<=[，。、；：？！（“《])[ \t]+"
)
_DOUBLED = re.compile(r"([，。；：、])[，。；：、]+")
_ENUMERATION = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


def clean(text: str, *, labels: bool = True) -> str:
    """Return a text with outer quotes and stray blanks taken off, a label too unless it may be the source's own; Chinese punctuation is full-width."""
    plain = text.strip()
    if labels:
        plain = _unquoted(_LABEL.sub("", _unquoted(plain.strip("`").strip()), count=1)).strip()
    return chinese(plain) if re.search(f"[{_HAN}]", plain) else re.sub(r"[ \t]+", " ", plain)


def chinese(text: str) -> str:
    """Set the marks of a Chinese text: full-width between Chinese characters, one blank between Chinese and Latin or digits."""
    marked = _set_once(text.translate(_FULL_DIGITS))
    return marked if marked == text else chinese(marked)  # one mark may show what its neighbour has to be


def _set_once(plain: str) -> str:
    plain = _STRAY_BLANK.sub("", _BRACKETS.sub(lambda match: f"（{match.group(1) or match.group(2)}）", plain))
    plain = _HALF.sub(lambda match: _FULL_WIDTH[match.group(1) or match.group(2)], _STOP.sub("。", plain))
    plain = _DOUBLED.sub(r"\1", _STRAY_BLANK.sub("", _ENUMERATION.sub(",", plain)))
    return re.sub(r"[ \t]+", " ", _GAP.sub(" ", plain)).strip()


def _unquoted(text: str) -> str:
    for opening, closing in _QUOTES:
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing) and not ({opening, closing} & set(text[1:-1])):
            return text[1:-1].strip()
    return text
