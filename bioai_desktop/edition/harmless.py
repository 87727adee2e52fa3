"""Words that somebody else wrote, made such that a page can hold them: nothing in them is a link, an image, a tag or a command.

What an editor writes is not treated so: an editor may want a link. This is for what comes from outside, by way of a model or of a record.
"""

from __future__ import annotations

import re
import unicodedata

from bioai_desktop.edition.plain import without_addresses

_ADDRESS = re.compile(
    r"\b[a-z][a-z\d+.-]*:/{2,}[^\s，。；、）]*|\bwww\.[^\s，。；、）]+|\bdata:[\w.+-]+/[\w.+-]+[;,][^\s，。；、）]*|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"^[ \t]*\[[^\]\n]*\]:[^\n]*$", re.MULTILINE)  # of a link, or of a footnote
_REFERENCE = re.compile(r"!?\[([^\[\]]*)\]\[[^\[\]]*\]")
_SHORTCODE = re.compile(r"\{\{.{0,300}?\}\}|\{%.{0,300}?%\}", re.DOTALL)
_TOKEN = re.compile(r"<[|｜][^<>\n]{0,40}[|｜]>")  # a mark of a chat between a model and its user
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|<!\[CDATA\[|\]\]>|<[?!][^<>]*>", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>")
_RUNS = re.compile(r"<\s*/?\s*(?=(?:script|iframe|object|embed|applet|form|base|meta|link|svg|math|style|template)\b)", re.IGNORECASE)
_OPENING = re.compile(r"<(?=[A-Za-z/!?|｜])")  # of a tag that does not end, or a sign: "IL-6<IL-8"
_LEADING = re.compile(r"^(?:[ \t]*(?:>+|(?:[-+*]|#{1,6}|\d{1,3}[.)])(?:[ \t]+|$)|\[[ xX]\][ \t]+))+", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:-{3,}|\+{3,}|={2,}|\*{3,}|_{3,}|~{3,}|:{3,})[ \t]*$|^[ \t]*\|", re.MULTILINE)
_BRACES = re.compile(r"\{(?=[{%])|(?<=[}%])\}")
_STARS = re.compile(r"\*{2,}|_{2,}|`+|~{2,}")
_HALF = re.compile(r"(?<=\])(?=[(\[:])")  # of a link whose other half was taken out
_BREAKS = re.compile(r"[ \t]*[\r\n\x0b\x0c\x85\u2028\u2029]+[ \t]*")
_JOINERS = "\u200c\u200d"  # letters of some scripts are joined by them


def harmless(text: str) -> str:
    """Return the words of a text on one line, without invisible characters, markup, addresses, template commands and marks of a chat.

    Ordinary prose comes back as it is. What is left over when something was taken out is looked through again.
    """
    words = _once(text)
    while words != text:
        text, words = words, _once(words)
    return words


def _once(text: str) -> str:
    words = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Cc", "Co", "Cs"} or char in "\n\t\r" + _JOINERS)
    for pattern in (_COMMENT, _TOKEN, _SHORTCODE, _DEFINITION, _FENCE, _LEADING, _TAG, _RUNS):
        words = pattern.sub("", words)
    words = without_addresses(_REFERENCE.sub(r"\1", words))
    for pattern in (_ADDRESS, _STARS, _BRACES):
        words = pattern.sub("", words)
    return " ".join(_BREAKS.sub(" ", _HALF.sub(" ", _OPENING.sub("< ", words))).split())
