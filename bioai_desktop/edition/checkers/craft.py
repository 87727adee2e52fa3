"""Talk about the text itself instead of its subject: how long a line is, what tone it should have, what to call it."""

from __future__ import annotations

from bioai_desktop.edition.checkers.signals import CHINESE_I, ENGLISH_I, PROMPT, REASONING, REFUSAL, STRONG, signal

_PART = r"(?:first|second|third|last|next|previous|opening|closing|middle) (?:line|sentence|paragraph|bullet)"
_WRITER = r"(?:editor|journalist|translator|writer|copywriter|reporter|communicator|assistant)"
_SUBJECT = r"(?:translation|summary|article|abstract|text|request|content|paper|paragraph|headline|generation)"

_LABEL = r"(?:^|[.;。；\n])\W*(?:task|rules?|requirements?|constraints?|tone|style|length|audience|format|output|examples?|任务|要求|规则|字数|风格|语气|示例|输出|受众|格式)\W{0,3}[:：]"

SIGNALS = (
    # it failed, or was not there
    signal(
        REFUSAL,
        STRONG,
        rf"\b(?:the|this|that|your|requested) (?:\w+ )?{_SUBJECT} (?:cannot|can['’]t|could not|couldn['’]t) be (?:summari|translat|process|condens|rewrit|display|complet|open|read\b)",
    ),
    signal(
        REFUSAL,
        STRONG,
        rf"^\W*{_SUBJECT}s? (?:failed|error|timed out|unavailable|not available|truncated|cut off)\b|\brequested {_SUBJECT}\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\bwe(?: are|['’]re)? (?:unable to|not able to|cannot|can['’]t) (?:process|translate|summari[sz]e|fulfil|assist|help)\w* (?:this|your|the|with|you)\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        rf"{ENGLISH_I} (?:\w+ ){{0,2}}?(?:need|want|require) (?:some |a bit |a little )?(?:more|further|additional) (?:details?|information|context|text|input)\b|\bfor me to (?:write|rewrite|answer|translate|summari\w+|comment|judge|say)\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        rf"{CHINESE_I}(?:\w{{0,3}})?(?:只能|仅能|只支持|只会|还?需要(?:更多|完整|具体))|超出(?:了)?{CHINESE_I}的|(?:请求|任务)超出(?:了)?[^。，\n]{{0,6}}(?:能力|权限|范围)",
    ),
    signal(
        REFUSAL, STRONG, r"^\W*(?:翻译|生成|请求|摘要生成|处理)失败(?=[，。！,.!]|$)|(?:原文|文本|内容|输入)(?:已|被)(?:截断|过滤|屏蔽)"
    ),
    # good manners towards who asked
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:hello|hi|hey|dear (?:user|editor|reader))\b[!,.]|^\W*(?:great|good|excellent) question\b|\b(?:thank you|thanks)(?: \w+)? for (?:sharing|providing|your|the (?:abstract|text|question|context|details))",
    ),
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:[你您]好(?=[，！!。])|谢谢[你您]?的?(?:提问|分享|反馈|耐心)|感谢(?:[你您]的)?(?:使用|提问|耐心|反馈))|祝[你您][^。\n]{0,6}(?:愉快|顺利)|以上(?:就?是|为)[^。\n]{0,8}(?:回答|回复|译文|改写)",
    ),
    # a sentence about a sentence
    signal(
        REASONING,
        STRONG,
        rf"\b(?:rewrite|shorten|cut|split|merge|trim|rephrase|simplify|drop) (?:the|this|that) (?:{_PART}|line|sentence|title|headline)\b|\b{_PART} (?:is|should|must|needs|could|has to|carries)\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"\b\d+ (?:characters|words) (?:is|are|would be) (?:too|over|under|fine|ok|within)\b|\b(?:catchier|punchier|snappier|wordier|less wordy)\b|\bgo with (?:the (?:first|second|latter|former|shorter)|option|version)\b|\bwe need (?:\w+ ){0,3}?(?:lines|headlines?|titles?|sentences|paragraphs?)\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"^\W*looking at (?:the|this) (?:abstract|text|source|title|input|prompt)\b|^\W*based on the (?:provided|given|supplied|above)\b|^\W*(?:draft|drafting|rewriting|writing) (?:now|it|this|the (?:title|headline|note|text))\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"(?:这|那|上一?|第[一二三四]|末|首)句(?:话)?(?:太长|太短|太硬|要?拆|要?改|要?删|合并|不通顺?|可以更)|拆成[两二三四]句|(?:更|再)(?:口语|通俗|简洁|顺口|简短|直白)(?:化)?(?:一?些|一点)?的?(?:说法|表达|写法|标题|版本|句子)|换成更",
    ),
    signal(
        REASONING,
        STRONG,
        r"考虑到(?:读者|受众)|(?:分析|梳理|提炼|看)一下(?:这[段篇]|原文|摘要|文本|题目|要求)|原文[^。，\n]{0,12}[，,]?(?:没必要|不用|不必|可以不|要不要|可以省|不写|要写|写进|全写)|(?:这里|这条|这段)的?(?:关键|重点)是[^。\n]{0,20}(?:标题|写|句)|最终输出|输出(?:结果)?如下",
    ),
    # orders about form
    signal(
        PROMPT,
        STRONG,
        r"\bthe (?:tone|style|wording|register|title|headline) (?:should|must|has to|needs to)\b|\bwrite for (?:a )?(?:lay|general|curious|broad|non-)|\bmax(?:imum)?\.?(?: of)? \d+ (?:characters|words)\b|\bnothing but the (?:title|headline|translation|text|answer|summary)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?:;,]\s+)(?:avoid|no|skip|drop) (?:clich[eé]s|superlatives|adverbs|buzzwords|hype|filler|jargon|marketing|passive voice|emojis?)\b|^\W*(?:persona|voice|register|target audience|output language|word limit|length limit)\W{0,3}:",
    ),
    signal(
        PROMPT,
        STRONG,
        rf"^\W*as an? (?:[\w-]+ ){{0,3}}?{_WRITER}, (?!the|he|she|they|it)\w+|</?(?:source|text|abstract|doc|document|article|task|rules|examples?|input|output|query|answer)>",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:作为|身为)[^。，,\n]{0,14}(?:记者|编辑|专家|作者|写手|分析师|译者|翻译)[，,]\s*(?:请|你|需|要|应)|输入[：:][^\n]{0,40}输出[：:]|用(?:空格|逗号|顿号|换行|分号|竖线)(?:隔开|分隔|分开)",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:语言|语气|文风|行文|口吻|标题|用词|措辞)(?:要|应|应当|应该|须|必须|需要?|务必)(?:尽量|更)?(?:通俗|简洁|吸引人?|口语|生动|客观|中性|轻松|平实|准确|简短|自然|克制|有)|避免(?:使用|出现)?(?:专业)?(?:术语|行话|套话|夸张|空话|陈词|网络用语)|(?:请勿|切勿|勿)(?:输出|添加|编造|使用)|不(?:要|得|可)编造",
    ),
    # intentions, second thoughts, sums
    signal(
        REASONING,
        STRONG,
        rf"{ENGLISH_I}(?:['’]ll| will| must| have to| need to|['’]m going to| am going to) (?!be\b|say)\w+|\b(?:scratch that|strike that|on second thought|wait, no|hold on)\b|\b(?:that['’]s|this is|it['’]s|now|exactly|currently) \d+ (?:characters|words)\b",
    ),
    signal(
        REASONING,
        STRONG,
        rf"{CHINESE_I}(?:再|先|来|就|这就|得|先来|再来)[^，。！？\n]{{0,3}}?(?:想|试|改|写|译|算|数|列|核|补|删|拆|调整|换|跳过|概括|整理|捋)|标题(?:是不是|太长|太短|更好|够不够|怎么样|有点)|(?:正好|刚好|一共|总共|大约|大概|约)\s*[\d一二三四五六七八九十百两]+\s*个?字(?!节|符|母)|^\W*数了?一?数",
    ),
    signal(
        REASONING,
        STRONG,
        r"把(?:它|其余?|专有名词|这[段句条篇]|上面|下面|以下)[^。\n]{0,14}(?:翻|译|改|写|压缩|概括)成|(?:^|[，。：\n])(?:按照|根据|依照)(?:上述|以上|题目|任务)?要求[，,]",
    ),
    signal(
        REFUSAL,
        STRONG,
        rf"{ENGLISH_I} (?:would |['’]d |really )?(?:need|want|require) the (?:full|complete|original|whole|entire) \w+|{ENGLISH_I} (?:must |have to )?refuse\b|\bagainst (?:\w+ )?polic(?:y|ies) to\b|(?:无法|不能|未能|难以)(?:为[^。，\n]{{0,10}})?(?:撰写|写出|生成|给出|完成)(?:正文|摘要|标题|译文|总结|稿件|翻译)",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?]\s+)(?:please )?(?:rewrite|summari[sz]e|translate|condense|paraphrase|shorten|simplify) (?:the|this|these|all|each|every|both) (?:\w+ )?(?:passage|text|abstract|article|points|paragraphs?|following|sentences?|content|material|title|findings)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\byour (?:role|constraints?|task|instructions?|goal|persona|output|audience)\W{0,3}:|^\W*you are (?-i:[A-Z])\w+, (?:an?|the)\b|\b(?:never|do not|don['’]t|avoid) (?:use|using|say|saying) (?:the |any )?(?:words?|phrases?|terms?)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?:;]\s+)(?:do not|don['’]t|never|always|only)\b (?:\w+ )?(?:wrap|add|put|include|start|end|begin|repeat|prefix|quote|format|change|exceed|output|return|write)\b[^.!?\n]{0,40}\b(?:answer|response|output|reply|summary|headline|title|translation|quotes|limit|text|comment\w*)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:阅读|根据|参考|基于|依据)(?:以下|下面|下列|上述|上面|下方)的?(?:材料|英文|中文|摘要|文本|内容|文章|段落|原文|信息)|控制在[^。，\n]{0,8}(?:字|句|行|段)(?:以内|之内|左右|内)?|回答时|你叫[^，。\n]{1,8}[，,]",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:不允许|不许|不准|禁止|不能|不要|避免|不得|别)(?:再)?(?:使用|出现|用|带|加|附)[^。！？\n]{0,12}?(?:等词|字眼|之类|引号|序号|编号|评论|前缀|标签|表情|解释)|(?:^|[，。；\n])(?:不|别)(?:加|带|用|附)(?:任何)?(?:评论|引号|序号|编号|解释|前缀|标点)|只写(?:事实|一句|标题|结论)",
    ),
    signal(PROMPT, STRONG, _LABEL, r"[\s\S]{0,120}?", _LABEL),
    signal(
        REFUSAL,
        STRONG,
        r"\bthere (?:was|is|were|are) no (?:text|abstract|article|source|content|link|attachment|document)s? (?:attached|provided|given|supplied|included|shared)\b|[您你](?:没有|还没有?|未)(?:提供|附|上传|粘贴|给出)|(?:无法|不能|未能|没法)(?:访问|打开|读取)(?:该|此|这个?|您的|原文的?|所给的?)?(?:链接|网页|网址|文件|附件)",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\b(?:we|you|I) (?:must|should|need to) (?:only )?(?:output|return|respond|answer in)\b|请(?:根据|按照?|基于|结合|依据)[^。，\n]{0,12}(?:生成|写|撰写|输出|总结|概括|翻译)|(?:严禁|不得|禁止|切勿|请勿|不要|不许)(?:编造|虚构|杜撰|臆造)",
    ),
)
