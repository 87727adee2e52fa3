"""Pairs of words that do not meet in one sentence of a news page: who speaks and cannot, who speaks and writes, what must be and how it is written."""

from __future__ import annotations

from bioai_desktop.edition.checkers.signals import CHINESE_I, ENGLISH_I, PROMPT, REASONING, REFUSAL, STRONG, Signal, signal

_SENTENCE = r"[^.!?。！？\n]{0,90}?"


def _pair(kind: str, first: str, second: str) -> Signal:
    """Return the signal of two patterns in one sentence, in either order."""
    return signal(kind, STRONG, rf"(?:{first}){_SENTENCE}(?:{second})|(?:{second}){_SENTENCE}(?:{first})")


# ---------------------------------------------------------------- English

_I = rf"{ENGLISH_I}|\b(?:me|my)\b"
_CANNOT = (
    r"\b(?:unable|not able|lack(?:s|ing)?|no (?:way|access|means|information|ability)|not (?:in a position|qualified|equipped|certain what)|off limits"
    r"|outside (?:of )?what|beyond (?:what|my)|(?:don['’]t|do not|didn['’]t|did not|haven['’]t|have not) (?:have|been given|see|receive|find|feel (?:qualified|able)))\b"
    r"|\b(?:can['’]t|cannot)\b(?! (?:help but|wait|stop|believe|imagine|stress|overstate|recommend|say enough|think of|sleep|remember))"
)
_FORM = (
    r"\b(?:JSON|markdown|headlines?|titles?|abstracts?|summar(?:y|ies)|paragraphs?|bullet points?|(?:\d+|one|two|three|four|five|exact(?:ly)?) (?:lines|sentences|words|characters)"
    r"|(?:simplified |plain |fluent )?chinese (?:only|characters|text)|in (?:simplified )?chinese|blank line|explanations?|preamble)\b"
)
_MUST = (
    r"(?:^|[.!?:;,]\s+)(?:only|always|never|keep|use|write|answer|respond|reply|return|output|include|exclude|limit|ensure|begin|end|start)\b"
    r"|\b(?:your (?:output|answer|response|reply|task)|the (?:output|answer|response|reply|summary|headline|title|text|note|translation)|you) (?:must|should|will|is to|are to|has to|needs? to)\b|\bdo not (?:add|use|write|include|repeat|explain)\b"
)
_BRIEF = r"\b(?:the (?:prompt|instructions?|task|brief|user|request|assignment|audience|constraints|requirements))\b"
_WANTS = r"\b(?:wants?|says?|asks? for|so here goes|lines|headlines?|titles?|tone|best option|I['’](?:d|ll))\b"

# ---------------------------------------------------------------- Chinese

_UNABLE = r"无法|不能|没办法|没有办法|没法|不便|难以|未能|没有(?:找到|收到|看到|权限|足够)|不具备|(?:回答|完成|提供|翻译|处理|打开|访问|看|做|帮)不了|拒绝"
_FORM_ZH = r"标题|摘要|字数|译文|提纲|导语|JSON|Markdown|简体中文|每[行句条段]|[三两一二四五\d]+(?:行|句话)|一句话|(?:[\d一二三四五六七八九十百]+)\s*个?字(?!节|符|母|段)"
_MUST_ZH = r"必须|务必|不得|禁止|只需|仅需|只能|不(?:能|要|得|可)?超过|不多于|严格|不要(?!错过)|不用|不必|不需要|别写|须使用|控制在|直接给出|直接输出|每行|(?:回答|输出)(?:应|要|须)"
_AT_WORK = r"(?:^|[。！？；\n])\s*(?:首先|先|再|然后|接下来|接着|最后|检查|核对|思路|看完|抓住?重点|题目要求|任务要求|重点(?:应该|应当|要))"
_WRITING = r"写成|改写|润色|[两三一]行摘要|写[^。，\n]{0,4}(?:摘要|导语)|字数|标题|提纲|一句话(?:概括|总结|说清)?|开头|结尾|译文|措辞|语气|感叹号|口语|压缩|概括成|总结成"

PAIRS = (
    _pair(REFUSAL, _I, _CANNOT),
    _pair(
        REFUSAL,
        r"\b(?:this|that|the|your|requested) (?:content|topic|text|request|response|answer|output)\b",
        r"\b(?:withheld|filtered|flagged|off limits|prohibited|(?:blocked|removed|restricted) (?:by|due|for))\b",
    ),
    _pair(REFUSAL, r"(?:^|[.!?]\s+)(?:sorry|apologies)\b", r"\b(?:me|my|I|confusion|earlier|previous|inconvenience)\b"),
    _pair(REASONING, _BRIEF, _WANTS),
    _pair(PROMPT, _FORM, _MUST),
    _pair(REFUSAL, CHINESE_I, _UNABLE),
    _pair(PROMPT, CHINESE_I, "您"),
    _pair(REFUSAL, r"(?:由于|因|受)(?:为)?(?:政策|安全|版权|平台|内容)(?:的)?(?:限制|原因|规定|审核)", r"无法|不能|未能|已(?:被)?|暂不"),
    _pair(
        REFUSAL, r"(?:该|此|本|这段?|相关)?(?:内容|请求|话题|任务)", r"(?:已|被|予以)(?:拒绝|屏蔽|过滤|拦截)|拒绝(?:生成|回答|提供|翻译)"
    ),
    _pair(REASONING, _AT_WORK, _WRITING),
    _pair(PROMPT, _FORM_ZH, _MUST_ZH),
)
