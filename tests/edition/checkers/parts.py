"""Places on the good page for what is wrong with its form: the words that go, and what comes instead; "{}" stands for the passage."""

from bioai_desktop.domain import Language
from tests.edition.checkers.pages import FIRST, SECOND, page, profile

_ZH, _EN = Language.ZH, Language.EN
_zh, _en = page(_ZH), page(_EN)
_ZH_FRONT, _EN_FRONT = _zh[: _zh.index("\n## ")], _en[: _en.index("\n## ")]
_ZH_BODY, _EN_BODY = _zh[len(_ZH_FRONT) :], _en[len(_EN_FRONT) :]
_ZH_TOP = _zh[_zh.index("### 1. [") : _zh.index("\n---\n\n## **📌")]
_EN_TOP = _en[_en.index("### 1. [") :]
_ZH_NOTES = _zh[_zh.index("- **[开源]**") :]
_EN_NOTES = "\n---\n\n## **📌 Worth Watching**\n\n{}"
_ZH_NAV = _zh[_zh.index("- [🔥") : _zh.index("\n\n\n\n## **今日 AI")]
_EN_NAV = _en[_en.index("- [🔥") : _en.index("\n\n## **Today's AI")]
_ROWS = "| # | {kind} | {title} | {link} |\n|---|---|---|---|\n"
_ZH_TABLE = "\n---\n\n## **📊 更多动态**\n\n" + _ROWS.format(kind="类型", title="标题", link="链接") + "{}\n"
_EN_TABLE = "\n---\n\n## **📊 More Updates**\n\n" + _ROWS.format(kind="Type", title="Title", link="Link") + "{}\n"
_ZH_FORECAST = "\n---\n\n## **🔮 AI 生命科学趋势预测**\n\n### 单细胞工具会合并\n- **预测时间**：{}\n- **预测概率**：65%\n- **预测依据**：今天有两条消息都在说\n"
_EN_FORECAST = "\n---\n\n## **🔮 What May Come Next**\n\n### Single-cell tools merge\n- **Time**: {}\n- **Probability**: 65%\n- **Grounds**: two items of today say so\n"
_ZH_END, _EN_END = _ZH_NOTES[-20:], _EN_TOP[-20:]

#: In every place the other text of the page stays what it is.
PARTS: dict[str, dict[Language, tuple[str, str]]] = {
    "front": {_ZH: (_ZH_FRONT, "{}\n"), _EN: (_EN_FRONT, "{}\n")},
    "front-line": {_ZH: ("weight: 28\n", "{}\n"), _EN: ("weight: 28\n", "{}\n")},
    "title-value": {_ZH: ("title: BioAI 生命科学日报 2026/3/4\n", "title: {}\n"), _EN: ("title: BioAI Daily 2026/3/4\n", "title: {}\n")},
    "link-title": {_ZH: ("linkTitle: 03-04-日报", "linkTitle: {}"), _EN: ("linkTitle: 03-04-Daily", "linkTitle: {}")},
    "description-value": {language: (f'"{said}"', "{}") for language, said in profile().description.items()},
    "body": {_ZH: (_ZH_BODY, "\n{}"), _EN: (_EN_BODY, "\n{}")},
    "nav": {_ZH: (_ZH_NAV, "{}"), _EN: (_EN_NAV, "{}")},
    "news-heading": {_ZH: ("## **今日 AI 生命科学资讯**", "{}"), _EN: ("## **Today's AI Life Science News**", "{}")},
    "top-heading": {_ZH: ("## **🔥 重磅 TOP 2**", "{}"), _EN: ("## **🔥 Top 1**", "{}")},
    "keywords-heading": {_ZH: ("### **🔑 3 个关键词**", "{}"), _EN: ("### **🔑 2 Keywords**", "{}")},
    "top-list": {_ZH: (_ZH_TOP, "{}\n"), _EN: (_EN_TOP, "{}\n")},
    "notes-list": {_ZH: (_ZH_NOTES, "{}\n"), _EN: (_EN_END, _EN_END + _EN_NOTES)},
    "rows": {_ZH: (_ZH_END, _ZH_END + _ZH_TABLE), _EN: (_EN_END, _EN_END + _EN_TABLE)},
    "window": {_ZH: (_ZH_END, _ZH_END + _ZH_FORECAST), _EN: (_EN_END, _EN_END + _EN_FORECAST)},
    "link": {_ZH: ("https://example.com/fin", "{}"), _EN: ("https://example.org/yeast", "{}")},
    "second": {_ZH: (SECOND, "{}"), _EN: ("Tested in yeast only.", "{}")},
    "section": {_ZH: (_ZH_END, _ZH_END + "\n{}\n"), _EN: (_EN_END, _EN_END + "\n{}\n")},
    "tail": {_ZH: (_ZH_END, _ZH_END + "\n{}"), _EN: (_EN_END, _EN_END + "\n{}")},
    "first-text": {_ZH: (FIRST, "{}"), _EN: ("Why yeast stops dividing in the heat was unclear.", "{}")},
}
