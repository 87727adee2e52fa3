"""What a text says that its source does not: numbers by value, names, and claims that are stronger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bioai_desktop.domain import Finding, Severity
from bioai_desktop.drafting import latin
from bioai_desktop.drafting.numbers import numbers, support, supported

_NUMERAL_CONTEXT = 2  # characters shown after a Chinese numeral, so that an editor sees what is counted

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
#: Institutions that models like to add, with the words by which a source names them.
_INSTITUTIONS: dict[str, str] = {
    "斯坦福": "stanford", "哈佛": "harvard", "麻省理工": "massachusetts institute of technology|mit", "牛津": "oxford", "剑桥": "cambridge",
    "耶鲁": "yale", "普林斯顿": "princeton", "加州大学": "university of california|uc[a-z]{1,3}", "约翰斯·?霍普金斯|约翰霍普金斯": "johns hopkins", "清华": "tsinghua",
    "北京大学|北大": "peking university|pku", "复旦": "fudan", "浙江大学": "zhejiang", "上海交通大学": "shanghai jiao ?tong", "中科院|中国科学院": "chinese academy of sciences|cas",
    "谷歌": "google", "微软": "microsoft", "英伟达": "nvidia", "苹果公司": "apple", "亚马逊": "amazon", "脸书": "facebook|meta", "阿里": "alibaba|qwen", "腾讯": "tencent",
    "百度": "baidu|ernie", "华为": "huawei", "字节": "bytedance", "辉瑞": "pfizer", "诺华": "novartis", "罗氏": "roche", "默沙东|默克": "merck|msd", "阿斯利康": "astrazeneca",
    "礼来": "lilly", "世界卫生组织": "world health organi[sz]ation|who", "美国食品药品监督管理局|美国药监局": "food and drug administration|fda", "美国国立卫生研究院": "national institutes? of health|nih",
    "中国(?!仓鼠)|我国": "chin(?:a|ese)|beijing|shanghai|shenzhen|guangdong|fujian|zhejiang|jiangsu|sichuan|wuhan|hong kong|taiwan", "美国(?:科学家|研究|团队|学者)": "u\\.?s\\.?a?|united states|america[n]?", "英国(?:科学家|研究|团队|学者)": "u\\.?k\\.?|united kingdom|british|britain|england",
    "自然》": "nature", "科学》": "science", "细胞》": "cell", "柳叶刀": "lancet", "新英格兰医学": "new england journal|nejm",
}  # fmt: skip


def unsupported(text: str, source: str, house: Sequence[str] = ()) -> list[Finding]:
    """Return what a text has without support in its source: numbers and names block, strong claims are to be looked at.

    `house` are Latin words that need no source.
    """
    return [*_numbers(text, source), *_names(text, f"{source} {' '.join(house)}"), *overclaims(text, source)]


def overclaims(text: str, source: str) -> list[Finding]:
    """Return the claims of a text that are stronger than what its source says."""
    found = ((match, ground) for claim, ground in _CLAIMS for match in claim.finditer(text))
    return [Finding("claim-stronger", Severity.LOOK, detail=match.group()) for match, ground in found if not ground.search(source)]


def _numbers(text: str, source: str) -> list[Finding]:
    values = support(numbers(source))
    wrong = [number for number in numbers(text) if not supported(number, values)]
    # A Chinese numeral is told with what it counts: "三" alone would not say which.
    ends = [number.end if text[number.start].isascii() else number.end + _NUMERAL_CONTEXT for number in wrong]
    details = dict.fromkeys(text[number.start : end].strip("，。、；") for number, end in zip(wrong, ends, strict=True))
    return [Finding("number-unsupported", Severity.BLOCK, detail=detail) for detail in details]


def _names(text: str, source: str) -> list[Finding]:
    unknown = [*latin.unknown(text, source)] if _HAN.search(text) else []
    for said, named in _INSTITUTIONS.items():
        match = re.search(said, text)
        if match and not re.search(rf"\b(?:{named})\b|{said}", source, re.IGNORECASE):
            unknown.append(match.group())
    return [Finding("name-unsupported", Severity.BLOCK, detail=name) for name in unknown]


_HAN = re.compile(r"[\u4e00-\u9fff]")
