"""Forms of English speech by which a model gives itself away.

They are made of parts of speech (who speaks, whether they can, what they are asked to do), not of phrases: a news page
has no "I" that can't translate, no "you" that made a request, and gives nobody instructions about a text.
"""

from __future__ import annotations

from bioai_desktop.edition.checkers.signals import ENGLISH_I, PROMPT, REASONING, REFUSAL, STRONG, WEAK, signal

_I = ENGLISH_I + r"(?:['’](?:m|d|ll|ve)\b)?"
_I_AM = r"\bI(?:\s+am|['’]m)\b"
_MACHINE = (
    r"(?:(?:[\w-]+\s+){0,3}?(?:language model|LLM|chat ?bot|assistant)\b"
    r"|(?:[\w-]+\s+){0,2}?AI(?=\s*[,.;:!?)]|\s+(?:model|system|assistant|language|built|made|created|developed|trained|designed|and|that|who|so|from|by)\b|$))"
)
_ADVERB = r"(?:\s+(?:really|currently|also|still|therefore|simply|just|really|unfortunately|honestly|actually|regrettably|respectfully|not|in good faith))*"
_UNABLE = (
    r"(?:can['’]?t|cannot|can not|won['’]?t|will not|could(?:n['’]t| not)|(?:am |was |would be |will be )?(?:unable to|not able to)"
    r"|(?:am |was )?not (?:allowed|permitted|comfortable|authori[sz]ed|designed|willing|going)(?: to| with)?"
    r"|(?:must|have to|need to|should|will|would|['’]ll|['’]d)?(?: respectfully| politely)? ?(?:decline|refuse)(?: to)?)"
)
_SERVICE = (
    r"(?:help|assist|aid|provide|translat\w*|compl(?:y|ete|eting)|fulfil\w*|generat\w*|write|creat\w*|continue|process|access|brows\w*|open|retrieve"
    r"|share|answer|respond|summari[sz]\w*|offer|produce|perform|adopt|follow|support|engage|discuss|verify|confirm|fabricat\w*|invent|include"
    r"|proceed|rewrite|paraphras\w*|assum\w*|do (?:that|this|so)|give (?:you|a|an|the|medical|advice)|view|read (?:the|this|that|your)|see (?:the|any|an|a|your|attached))"
)
_MATERIAL = r"(?:text|content|material|source|abstract|article|passage|document|input|excerpt|snippet|link|page|prompt|attachment)"
_PRODUCT = r"(?:summary|summaries|translation|headline|title|paragraph|sentence|blurb|version|draft|rewrite|text|note|digest|post|article|caption|bullet points?|output|response|answer)"
_WORK = (
    r"(?:writ|translat|summari[sz]|craft|draft|produc|outputt?|generat|answer|return|respond|rephras|rewrit|condens|shorten|structur|paraphras|phras|format"
    r"|compress|count|polish|refin|keep|mention|avoid|includ|highlight|mak)"
)
_THOUGHT = (
    r"(?:focus|consider|analy[sz]|think|work|refin|evaluat|examin|explor|craft|review|draft|structur|zero|delv|prioriti[sz]|shift"
    r"|wrestl|grappl|try|assess|dissect|formulat|solidify|aim|plan|check|count|identify|translat|summari[sz]|integrat|synthesi[sz]|map|weigh|distil\w*|deconstruct)ing"
)

#: Words of the trade: what is written, and how.
_CRAFT = (
    r"(?:titles?|headlines?|summar(?:y|ies|i[sz]\w*)|paragraphs?|wording|translat\w+|draft(?:s|ed|ing)?|prompts?|persona|rephras\w+|phrasing|prose|jailbreak"
    r"|bullet points?|instructions?|narrative|polish\w*|tighten\w*|word count|character (?:count|limit)|key news|digest|tone|this (?:message|request)|my role)\b"
)

SIGNALS = (
    # a machine that says what it is
    signal(PROMPT, STRONG, _I_AM, r"[^.!?\n]{0,40}?\b(?:an?|your|the|only an?|just an?)\s+", _MACHINE),
    signal(PROMPT, STRONG, r"\bas (?:an?|your) ", _MACHINE, r"[^.!?\n]{0,80}?", _I),
    signal(
        PROMPT,
        STRONG,
        r"\bmy (?:training|knowledge cut-?off|guidelines|system prompt|programming|core (?:guidelines|purpose)|safety|actual purpose)\b",
    ),
    signal(PROMPT, WEAK, r"\bmy (?:capabilities|instructions|role|limitations|knowledge|purpose)\b"),
    # a refusal
    signal(REFUSAL, STRONG, _I, _ADVERB, r"\s*(?:am )?", _UNABLE, r"(?! help but)\b[^.!?\n]{0,40}?\b", _SERVICE),
    signal(
        REFUSAL,
        STRONG,
        r"\bI (?:do not|don['’]t) (?:actually |currently |really )?(?:have (?:access|enough|the ability|sufficient|any (?:information|way|text|access)|real-time|permission)|feel comfortable|follow (?:the|such|those|instructions))\b",
    ),
    signal(REFUSAL, STRONG, r"(?:^|[.!?]\s+)(?:unable|not able) to (?:\w+ ){0,2}?", _SERVICE, r"\b"),
    signal(
        REFUSAL,
        STRONG,
        r"\b(?:can(?:not|['’]t)|unable to|couldn['’]t|could not|not possible to) (?:be )?(?:generate|write|produce|provide|create|complete|translate|summari[sz]e|prepare)d? (?:an? |the |this |any |that )?(?:[\w-]+ ){0,2}?",
        _PRODUCT,
        r"\b(?! (?:that|which|of|for|at|from)\b)",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\b(?:not enough|insufficient|too little) (?:information|context|content|details?|material|text)\b[^.!?\n]{0,20}\b(?:to|for) (?:\w+ ){0,2}?(?:",
        _WORK,
        r"\w*|",
        _PRODUCT,
        r")\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\bno ",
        _MATERIAL,
        r" (?:was|were|has been|have been|is|seems to be|appears to be) (?:provided|given|supplied|attached|included|found|shared)\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\bI (?:do )?apologi[sz]e\b|\bmy apologies\b|",
        _I_AM,
        r" (?:so |very |really |truly |terribly )*(?:sorry|afraid (?:I|that I|this|that))\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\bI(?:['’]d| would)? (?:rather|prefer) not\b|\bnot something (?:that )?I\b|\b(?:would|['’]d) like to (?:help|assist)\b|\bI do not (?:condone|support)\b",
    ),
    signal(
        REFUSAL,
        WEAK,
        r"(?:^|[.!?]\s+)(?:so |very |terribly )?sorry\b|\bunfortunately,? I\b|\bI regret\b|\b(?:unethical|inappropriate|irresponsible) (?:for me )?to\b",
    ),
    signal(
        REFUSAL,
        WEAK,
        r"\b(?:the|this|your) (?:provided |given |supplied |attached |source |input |above )?",
        _MATERIAL,
        r" (?:you (?:\w+ )?)?(?:provided |given |supplied |shared )?(?:does not|doesn['’]t|do not|is not|isn['’]t|lacks?|contains? (?:no|only)|is (?:empty|incomplete|missing|blank|too short|cut off)|appears? to be|seems? to be)\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\b(?:violat\w+|goes against|against|conflicts? with|contradicts?) (?:my|our|the (?:content|usage|safety))[^.!?\n]{0,24}\b(?:polic\w+|guidelines?|purpose|instructions|principles|values)\b",
    ),
    # an answer to somebody who asked
    signal(
        PROMPT,
        STRONG,
        r"\b(?:your|this|the) request\b(?=[^.!?\n]{0,40}\b(?:I\b|you\b|violat|cannot|can['’]t))|\b(?:fulfil\w*|process\w*|comply with|decline|understand|appreciate) (?:your|this|that|the|such) requests?\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\byou(?:['’]ve| have|['’]d)? (?:provided|pasted|outlined|submitted|requested (?:a|an|that I|me)\b|asked (?:me|for)|given me|sent me|shared with me|want me|would like me)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\b(?:please|could you|can you|kindly) (?:provide|share|paste|supply|send|upload|clarify|specify|give me|resend)\b[^.!?\n]{0,40}\b(?:",
        _MATERIAL,
        r"|details?|information|context|what you)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\blet me know (?:if|whether|how|what|which|when)\b|\b(?:happy|glad) to (?:help|assist)\b|\bI(?:['’]m| am) here to (?:help|assist)\b|\b(?:how|what) (?:can|may|could|else can) I (?:\w+ )?(?:help|assist|do for)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\bwould you (?:like|prefer|want)(?: me| it| this|\b[^.!?\n]{0,20}\bversion)\b|\bfeel free to (?:ask|reach out|let me|provide|share)\b|\bI hope (?:this|that|it) (?:helps|is helpful|meets|works)\b|\b(?:shall|should) I (?:continue|proceed|go on|also)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:sure(?: thing)?|certainly|of course|absolutely|got it|understood|great|okay|ok|alright|no problem)\b[!,.:–—-]+\s*(?:here(?:['’]s| is| are| you)|I(?:['’]ll| will| can|['’]ve| have)\b|below|let me|as requested|happy to|the (?:translation|summary|text|headline)\b)",
    ),
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:here(?:['’]s| is| are)|below (?:is|are)|the following is|this is)\b[^.!?\n:]{0,50}?\b",
        _PRODUCT,
        r"s?\b[^.!?\n:]{0,60}:",
    ),
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:note|disclaimer)\s*:\s*[^\n]{0,60}\b(?:I |this (?:translation|summary|text|response)|the (?:translation|summary) )",
    ),
    # thinking aloud
    signal(
        REASONING,
        STRONG,
        _I_AM,
        r"\s+(?:now |currently |presently |also |still |just |really |carefully |going to be |in the process of )*",
        _THOUGHT,
        r"\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"\b(?:I|we)(?:['’]ll|['’]d)? ?(?:need to|should|must|have to|want to|will|would|can|could|might|am going to|are going to)? ?(?:(?:first|then|also|now|just|probably) )?(?:need to |try to |start by )?",
        _WORK,
        r"(?:e|ing|p)? (?:it|this|that|an?|the|in|one|two|three|within|under|exactly|sure)\b[^.!?\n]{0,50}\b(?:",
        _PRODUCT,
        r"|chinese|english|characters?|words?|sentences?|tone|instructions?|format|markdown|short|concise|neutral)\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"\blet (?:me|us)\b ?(?:think|see|check|start|begin|analy|re-?read|count|write|draft|try|consider|first|break|translate|look|rephrase|verify|parse|craft|outline|summari|review|double)|\blet['’]s (?:think (?:step|about (?:the|this|how))|break (?:this|it) down|analy|count|draft|craft|parse|go step|summari|translate|re-?read|do this|write (?:a|the|it))",
    ),
    signal(
        REASONING,
        STRONG,
        r"\bthe user(?:['’]s)? (?:wants|asked|asks|is asking|needs|said|gave|provided|requested|has asked|would like|expects|request|prompt|instructions?|message|intent|specified)\b[^.!?\n]{0,60}\b(?:me|us|I|",
        _PRODUCT,
        r"|chinese|english|translat\w+|summar\w+|rewrit\w+|write|is|was|to be)\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"^\W*(?:hmm+|wait|okay|ok|alright|right|so|now|actually|well|first|next|finally)\b[,.…—–-]*\s+(?:so,? |then,? )?(?:I(?:['’]ll| will)? (?:need|should|have to|must|want|think|will|can|am)\b|I['’]ll\b|let me|let['’]s (?!start)|the user|we need to|we should|wait)\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"^\W*(?:thoughts?|thinking|thought process|reasoning|chain of thought|scratch ?pad|my plan|self-check|final (?:answer|output|version|draft|check|text)|draft \d|attempt \d|option \d|revised(?: version)?|analysis of the (?:request|task|prompt|text))\W{0,3}:",
    ),
    signal(REASONING, STRONG, r"</?(?:think(?:ing)?|reason(?:ing)?|analysis|scratchpad|reflection|thought)>"),
    signal(
        REASONING,
        WEAK,
        r"\b(?:I (?:think|guess|wonder|assume|believe|recall|notice|realize|recognize) (?:I|that I|the user|we should|this should|the task|the instructions?)|the (?:prompt|task|instructions?|constraints?|requirements?) (?:says?|states?|asks?|requires?|mentions?|specif\w+|wants?|is to|are to))\b",
    ),
    signal(
        REASONING,
        WEAK,
        r"\b(?:word|character) (?:count|limit)\b|\b(?:the|my|this) (?:task|assignment|goal) (?:here )?is to\b|\bstep \d+\s*:",
    ),
    signal(
        REASONING,
        WEAK,
        r"\b(?:now |next,? |then |so )?I(?:['’]ll| will| need to| should| want to| must)\b[^.!?\n]{0,60}\b(?:audience|reader|tone|structure|scope|wording|clarity|angle|narrative|approach|response|phrasing)\b",
    ),
    # instructions to a model
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?]\s+)\W*you are (?:now )?(?:an?|the|my) (?:[\w-]+,? ){0,5}?(?:assistant|editor|journalist|translator|copywriter|writer|model|AI|bot|reporter|science communicator|summari[sz]er|expert (?:in|at|on|who|translator|editor))\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?]\s+)\W*(?:act|behave|respond|reply|write) as (?:if you (?:are|were)|an?|the)\b|\byour (?:task|job|role|goal) is to\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?;:]\s+|^\W*\d+[.)]\s*)\W*(?:please |you must |always |then |now |also )?(?:translate|summari[sz]e|rewrite|paraphrase|condense|output|return|respond|reply|write|generate|produce|answer)\b(?! (?:to|is|was)\b)[^.!?\n]{0,40}\b(?:the following|this (?:text|abstract|article)|the (?:text|abstract|article|source|title) (?:above|below|into|in)|(?:in|into|to) (?:simplified |plain |fluent )?(?:chinese|english)|only|JSON|markdown|no more than|at most|\d+ ?(?:to|-|–)? ?\d* (?:characters|words|sentences)|nothing else)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?;:]\s+|^\W*\d+[.)]\s*)\W*(?:do not|don['’]t|never|avoid|no)\b[^.!?\n]{0,30}\b(?:explanations?|preambles?|markdown|commentary|translat\w+|any other text|extra text|prefix(?:es)?|the source text|filler words|make up|invent (?:facts|numbers)|hallucinat\w+|mention (?:that|these)|reveal)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:system|user|assistant|human|instructions?|prompt|output format|system prompt|role|few-shot examples?)\W{0,3}:",
    ),
    signal(
        PROMPT,
        WEAK,
        r"^\W*(?:task|context|input|output|constraints?|rules?|requirements?|tone|style|length|audience|language|format|examples?|source text|goal)\W{0,3}:",
    ),
    signal(
        PROMPT,
        STRONG,
        r"<\|[\w-]+\|>|\[/?INST\]|<</?SYS>>|</s>|<s>|<(?:start|end)_of_turn>|^\W*#{2,3} ?(?:instruction|response|input)s?\b\W*$|</?(?:system|user|assistant|instructions?|prompt|source_text)>",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\{\{[^{}<%\n]*\}\}|\{%[^{}\n]*%\}|(?<![\\{])\{(?:title|text|summary|source|abstract|content|date|language|input|question|n|topic|keywords?|headline)\}",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\[(?:insert|your|placeholder|todo|tbd|add|fill in|title here|link here|text here)\b[^\]\n]{0,40}\](?!\()|\blorem ipsum\b|\bTODO\b\s*:",
    ),
    # whoever says "I" and speaks of the writing itself is at work on it
    signal(REASONING, STRONG, r"(?:", _I, r"|\bmy\b)[^.!?\n]{0,80}?\b", _CRAFT),
    signal(REASONING, STRONG, r"(?:^|[.!?]\s+)the user (?:wants|is asking|has asked|would like|requests)\b"),
    signal(
        REASONING,
        STRONG,
        r"\blet me\b|\bI['’]ll (?:include|mention|add|keep|use|write|make|go with|say|note|leave|put|skip|start|focus|begin|aim|try|need)\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"(?:^|[.!?]\s+)(?:also |so |now |then )?(?:need to|must|should|remember to|make sure to|we (?:should|need to|must|can|will)) (?:mention|include|keep (?:it|this|the)|avoid (?:any|the|jargon|using|hype)|write (?:it|in|a|the)|say that|check (?:the|that|if|length)|count|stay (?:within|under|neutral))\b",
    ),
    signal(
        REASONING,
        STRONG,
        r"\bstep \d+\s*[:.]\s*(?:identify|extract|write|summari|translat|condens|rephras|analy[sz]e the (?:text|abstract|source)|re-?read|read|draft|understand|find the|polish)",
    ),
    signal(
        REASONING,
        STRONG,
        r"^\W*(?:assistant)?(?:final|analysis|commentary)(?:\s+to=|[\u4e00-\u9fff])|\bassistant(?:final|analysis|commentary)",
    ),
    signal(
        REASONING,
        WEAK,
        r"\b(?:the )?(?:key takeaway|main point|main finding|main claim|gist) (?:here|is)\b|\b(?:length|tone|format|numbers?)\??:? (?:is |are )?(?:ok(?:ay)?|good|fine)\b|[.!?]\s+(?:good|ok(?:ay)?|fine|perfect|great|done)[.!]\s*$",
    ),
    signal(
        REASONING,
        WEAK,
        r"\bthis (?:should be|is|comes to) (?:around|about|roughly|exactly) \d+\b|\bdoes it (?:mention|say|include|fit)\b|\bcheck:",
    ),
    signal(
        PROMPT,
        WEAK,
        r"\b(?:no more than|at most|at least|under|within|up to|around|about|exactly|maximum(?: of)?|exceed|fewer than)\s+\d+(?:\s*(?:-|–|to)\s*\d+)?\s+(?:chinese )?(?:characters|words|sentences)\b|\b\d+\s*(?:-|–|to)\s*\d+ (?:characters|words)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?:;,]\s+)(?:use|keep|avoid|write in|stick to|prefer)\b[^.!?\n]{0,30}\b(?:plain language|simple language|active voice|passive voice|jargon|first person|emojis?|exclamation marks?|bullet points|neutral tone|tone neutral|short sentences|hype)\b|\bno (?:emojis?|exclamation marks?|first person|preambles?|explanations?|hashtags|markdown)\b",
    ),
    signal(PROMPT, STRONG, r"^\W*[\[{]\s*\"(?:title|text|summary|translation|content|note|headline|answer|result|output)\"\s*:"),
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:title|headline|translated text|translation|chinese(?: version| translation)?|english(?: version| translation)?|revised(?: text)?|output|final title|response)\W{0,3}:\s",
    ),
    signal(PROMPT, WEAK, r"^\W*(?:summary|abstract|caption|key (?:constraints|points|requirements)|guidelines|source)\W{0,3}:\s"),
    signal(
        PROMPT, STRONG, r"^\W*(?:as requested\b|got it[.!,]|understood[.!,]|noted[.!]|will do[.!]|of course!|certainly!|absolutely!|sure!)"
    ),
    signal(
        PROMPT,
        STRONG,
        r"^\W*(?:here|below) (?:is|are|you will find|['’]s) (?:the|a|an|your|my) (?:\w+ ){0,2}?(?:revised|translated|updated|shorter|longer|rewritten|edited|improved|requested|corrected|polished)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\bI (?:can|could|am able to|would|will)\s+(?:\w+ )?(?:help|assist|translate|offer|provide|summari[sz]e|rewrite|gladly)\b|\bI(?:['’]m| am| was) (?:\w+ )?(?:programmed|instructed|configured|(?:trained|designed|built) to)\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\byour (?:message|question|input|query|instructions?|abstract|attachment)\b[^.!?\n]{0,30}\b(?:is|was|seems?|appears?|contains?|cannot|can['’]t|did|asks?)\b|\byou(?:['’]re| are) (?:asking|requesting)\b|\bit (?:looks|seems|appears)(?: like| that| as if)? you(?:['’]re| are| want| have| need|r)\b",
    ),
    signal(
        REFUSAL,
        STRONG,
        r"\b(?:content|text|summary|translation|response|output|headline) (?:could not|cannot|can['’]t) be (?:generated|produced|created|translated|summari[sz]ed|displayed|completed)\b",
    ),
    # set phrases of a dialogue, and of work on a text
    signal(
        REASONING,
        STRONG,
        r"^\W*(?:alright|okay|hmm+)\b(?=[,.…!\s])|^\W*double-?check(?:ing|ed)?\b|\b(?:given|considering|under) (?:the|these|those) (?:constraints|audience|instructions|requirements|brief|word limit),",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\bI can do for you\b|\banything else I\b|\bwould it help if I\b|\bI (?:made|make) it (?:shorter|longer|simpler)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"(?:^|[.!?]\s+)you (?:will|must|should|are to|need to|have to)(?: always| never| only)? (?:be given|receive (?:an?|the) (?:abstract|text|title|article|passage)|write|respond|reply|answer|translate|output|produce|generate)\b",
    ),
    signal(
        PROMPT,
        STRONG,
        r"\bexamples? of (?:good|bad|acceptable) (?:titles?|headlines?|summaries|outputs?|answers?)\b|\bkeep (?:the|your|each) (?:answer|response|summary|title|headline|text|output|sentence)\b",
    ),
)
