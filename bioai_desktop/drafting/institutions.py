"""Institutions and journals that a Chinese text names, and how an English source does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

#: Those that models like to add, with the words by which a source names them.
_INSTITUTIONS: dict[str, str] = {
    "斯坦福": "stanford", "哈佛": "harvard", "麻省理工": "massachusetts institute of technology|mit", "牛津": "oxford", "剑桥": "cambridge",
    "耶鲁": "yale", "普林斯顿": "princeton", "加州大学": "university of california|uc[a-z]{1,3}", "约翰斯·?霍普金斯|约翰霍普金斯": "johns hopkins", "清华": "tsinghua",
    "北京大学|北大": "peking university|pku", "复旦": "fudan", "浙江大学": "zhejiang", "上海交通大学": "shanghai jiao ?tong", "中科院|中国科学院": "chinese academy of sciences|cas",
    "谷歌": "google", "微软": "microsoft", "英伟达": "nvidia", "苹果公司": "apple", "亚马逊": "amazon", "脸书": "facebook|meta", "阿里": "alibaba|qwen", "腾讯": "tencent",
    "百度": "baidu|ernie", "华为": "huawei", "字节": "bytedance", "辉瑞": "pfizer", "诺华": "novartis", "罗氏": "roche", "默沙东|默克": "merck|msd", "阿斯利康": "astrazeneca",
    "礼来": "lilly", "世界卫生组织": "world health organi[sz]ation|who", "美国食品(?:和|与)?药[品物](?:监督)?管理局|美国药监局": "food and drug administration|fda", "美国国立卫生研究院": "national institutes? of health|nih",
    "中国(?!仓鼠)|我国": "chin(?:a|ese)|beijing|shanghai|shenzhen|guangdong|fujian|zhejiang|jiangsu|sichuan|wuhan|hong kong|taiwan", "美国": "u\\.?s\\.?a?|united states|americans?|america|californian?|boston|new york|texas|massachusetts|harvard|stanford|mit|washington|fda|nih|cdc|medicare", "英国": "u\\.?k\\.?|united kingdom|british|britain|england|oxford|cambridge|london|scotland|scottish",
    "德国": "german[y]?|berlin|munich|heidelberg", "法国": "france|french|paris", "日本": "japan(?:ese)?|tokyo|kyoto|osaka", "韩国": "korean?s?|seoul", "印度(?![尼教])": "indian?|delhi|mumbai",
    "加拿大": "canad(?:a|ian)|toronto|montreal", "澳大利亚|澳洲": "australian?|sydney|melbourne", "以色列": "israeli?", "瑞士": "switzerland|swiss|zurich|eth|basel", "荷兰": "netherlands|dutch",
    "丹麦": "denmark|danish|copenhagen", "瑞典": "sweden|swedish|stockholm|karolinska", "新加坡": "singapore", "意大利": "ital(?:y|ian)", "西班牙": "spain|spanish|barcelona|madrid", "巴西": "brazil(?:ian)?",
    "自然》": "nature", "科学》": "science", "细胞》": "cell", "柳叶刀": "lancet", "新英格兰医学": "new england journal|nejm",
}  # fmt: skip
#: Any other: its kind at least has to stand in the source.
_KINDS: dict[str, str] = {
    r"(?:(?!所|[一多各几某两该]家)[\u4e00-\u9fff]){2,6}大学(?!生|教育|水平)": r"universit\w+|college|institute of technology|\bETH\b|\bMIT\b|\bUC\w*",
    r"(?:(?!所|[一多各几某两该]家)[\u4e00-\u9fff]){2,8}(?:研究所|研究院)": r"institut\w+|academ\w+|centers?|centres?|laborator\w+",
    r"[\u4e00-\u9fff]{2,6}(?:基金会|协会|学会)": r"foundation(?! models?)|funds?\b|trust|associations?|societ\w+|colleges?|grants?\b|charit\w+",
}


def institutions(text: str) -> Iterator[tuple[re.Match[str], re.Pattern[str]]]:
    """Yield each institution that a text names, with what has to stand in the source for it."""
    covered: list[range] = []
    for pattern, ground in _patterns():
        for match in pattern.finditer(text):
            if not any(match.start() in span or match.end() - 1 in span for span in covered):
                covered.append(range(*match.span()))
                yield match, ground


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    named = [(re.compile(said), re.compile(rf"\b(?:{theirs})\b|{said}", re.IGNORECASE)) for said, theirs in _INSTITUTIONS.items()]
    kinds = [
        (re.compile(said), re.compile(rf"{theirs}|大学|研究所|研究院|基金会|协会|学会", re.IGNORECASE)) for said, theirs in _KINDS.items()
    ]
    return (*named, *kinds)
