"""Living things by name in both languages: what a study was done on, and what a text says it was done on."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


class Life(enum.StrEnum):
    """How far an organism is from a patient."""

    HUMAN = "human"  #: people who take part: patients, volunteers, a cohort
    ANIMAL = "animal"
    CELLS = "cells"  #: cells in a dish, organoids, tissue
    OTHER = "other"  #: plants, fungi, bacteria, viruses: nobody takes them for people


@dataclass(frozen=True, slots=True)
class Organism:
    """One kind of living thing."""

    name: str
    life: Life
    chinese: str  #: what a Chinese text calls it, as a regular expression
    english: str  #: the same of an English one, whole words
    word: str  #: what a Chinese text is asked to call it
    model: bool  #: a laboratory's usual one, whose name in a text is never another animal's

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in a text of either language."""
        return _compiled(self.chinese, self.english)


@cache
def _compiled(chinese: str, english: str) -> re.Pattern[str]:
    return re.compile(rf"{chinese}|(?<![A-Za-z])(?:{english})(?![A-Za-z])", re.IGNORECASE)


def _rows(life: Life, rows: str) -> tuple[Organism, ...]:
    """Read lines of: Chinese names ; English names ; the word to use, with a star where it is a laboratory's usual one."""
    table = ([cell.strip() for cell in line.split(" ; ")] for line in rows.strip().splitlines())
    return tuple(
        Organism(word.rstrip("*"), life, chinese, english, word.rstrip("*"), word.endswith("*")) for chinese, english, word in table
    )


ORGANISMS: tuple[Organism, ...] = (
    *_rows(
        Life.ANIMAL,
        """
        小鼠|小家鼠|(?<![大仓豚田鼹小])鼠(?=模型|体内|脑|肝) ; mice|mouse|murine|mus musculus ; 小鼠*
        大鼠 ; rats?|rattus norvegicus ; 大鼠*
        仓鼠 ; hamsters? ; 仓鼠*
        豚鼠 ; guinea pigs? ; 豚鼠*
        裸鼹鼠 ; naked mole.rats? ; 裸鼹鼠
        田鼠 ; voles? ; 田鼠
        鼠类|啮齿 ; rodents? ; 啮齿动物
        猕猴|恒河猴|食蟹猴|猴子?|非人灵长 ; monkeys?|macaques?|rhesus|cynomolgus|non.?human primates?|marmosets?|baboons? ; 猴*
        黑猩猩|猩猩 ; chimpanzees?|gorillas?|orangutans?|bonobos?|apes? ; 猿
        猪(?!流感) ; pigs?|porcine|swine|piglets? ; 猪*
        (?<!狂)犬|狗 ; dogs?|canines?|beagles?|pupp(?:y|ies) ; 犬*
        猫 ; cats?|felines? ; 猫
        兔 ; rabbits? ; 兔*
        绵羊|山羊|羊(?![水膜驼]) ; sheep|ovine|goats?|lambs?|caprine ; 羊
        牛(?!津|顿|磺|仔) ; cows?|cattle|bovine|calves ; 牛
        马(?=匹|驹)|马匹 ; horses?|equine ; 马
        (?<![火田山])鸡(?!尾) ; chickens?|hens?|broilers?|poultry|chicks? ; 鸡
        斑马鱼 ; zebrafish|danio rerio ; 斑马鱼*
        青鳉|鳉鱼 ; killifish|medaka ; 鳉鱼
        果蝇 ; drosophila(?: melanogaster)?|fruit fl(?:y|ies) ; 果蝇*
        线虫 ; c\\. elegans|caenorhabditis elegans|nematodes? ; 线虫*
        非洲爪蟾|爪蟾|蛙 ; xenopus|frogs? ; 蛙
        蝾螈 ; axolotls?|salamand\\w+|newts?|urodela ; 蝾螈
        涡虫 ; planarians? ; 涡虫
        蜜蜂 ; honey ?bees?|bees? ; 蜜蜂
        蚊 ; mosquito(?:es)?|anopheles|aedes ; 蚊子
        蝙蝠 ; bats? ; 蝙蝠
        鸟类|鸟 ; birds?|avian|finch(?:es)? ; 鸟
        鱼类?(?!油|藤) ; fish(?:es)?|salmon|trout ; 鱼
        """,
    ),
    *_rows(
        Life.CELLS,
        """
        细胞系|细胞株|体外|培养的?细胞|原代细胞 ; cell lines?|in vitro|hek ?293t?|hela|cultured cells|primary cells|cell cultures? ; 体外
        类器官 ; organoids?|assembloids? ; 类器官
        """,
    ),
    *_rows(
        Life.OTHER,
        """
        酵母 ; yeasts?|s\\. cerevisiae|saccharomyces(?: cerevisiae)?|s\\. pombe ; 酵母
        大肠杆菌|大肠埃希 ; e\\. coli|escherichia coli ; 大肠杆菌
        金黄色葡萄球菌|金葡菌 ; s\\. aureus|staphylococcus aureus|mrsa ; 金黄色葡萄球菌
        结核分枝杆菌|结核杆菌|结核菌 ; m\\. tuberculosis|mycobacterium tuberculosis|tubercle bacill(?:us|i) ; 结核分枝杆菌
        铜绿假单胞菌|绿脓杆菌 ; p\\. aeruginosa|pseudomonas aeruginosa ; 铜绿假单胞菌
        鲍曼不动杆菌 ; a\\. baumannii|acinetobacter baumannii ; 鲍曼不动杆菌
        拟南芥 ; arabidopsis(?: thaliana)? ; 拟南芥
        水稻|稻米 ; rice|oryza(?: sativa)? ; 水稻
        玉米 ; maize|corn|zea mays ; 玉米
        小麦 ; wheat|triticum(?: aestivum)? ; 小麦
        大豆 ; soybeans?|glycine max ; 大豆
        番茄|西红柿 ; tomato(?:es)?|solanum lycopersicum ; 番茄
        烟草 ; tobacco|nicotiana(?: benthamiana)? ; 烟草
        马铃薯|土豆 ; potato(?:es)?|solanum tuberosum ; 马铃薯
        新冠病毒|新型冠状病毒 ; sars.cov.2|covid.?19|coronavirus(?:es)? ; 新冠病毒
        艾滋病病毒|人类免疫缺陷病毒 ; hiv(?:-[12])?|human immunodeficiency virus(?:es)? ; 艾滋病病毒
        """,
    ),
)
#: People in whom something was found, as a source tells them; "human disease" and "clinical use" are no such people.
PEOPLE = re.compile(
    r"患者|病人|病例|受试者|志愿者|参与者|人群|队列|男性|女性|儿童|老年人|成人|居民"
    r"|\b(?:patients?|participants?|volunteers?|people|individuals|subjects|men|women|child(?:ren)?|adults|infants|adolescents|cohorts?|donors?|survivors"
    r"|centenarians|residents|probands|veterans|biobank|randomi[sz]ed|placebo|respondents|mothers|human (?:trial|stud|cohort|subject|participant|tissue|brain|blood)\w*)\b",
    re.IGNORECASE,
)
#: A Chinese or English text that tells of people in whom something was found.
TOLD_PEOPLE = re.compile(
    r"患者|病人|受试者|志愿者|人体(?!工程)|(?<![非与和、对])人类(?!基因组|蛋白|学|免疫缺陷|细胞|语言|专家|水平|疾病|遗传)|\b(?:patients?|volunteers?|participants?|people with)\b"
)
#: Words that say that no people took part, whatever the organism.
NOT_PEOPLE = re.compile(r"动物|鼠|猴|体外|细胞系|细胞实验|类器官|临床前|\b(?:animals?|preclinical|in vitro|in mice|cells)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """An organism in a text, and its place there."""

    organism: Organism
    start: int
    end: int


def organisms(text: str) -> Iterator[Seen]:
    """Yield each mention of an organism, people excepted, kind by kind."""
    for organism in ORGANISMS:
        for match in organism.pattern.finditer(text):
            yield Seen(organism, match.start(), match.end())


def studied(source: str) -> tuple[Organism, ...]:
    """Return the animals, else the cells, that a source tells of, the one named most often first; () where people took part too."""
    if PEOPLE.search(source):
        return ()
    counts: dict[Organism, int] = {}
    for seen in organisms(source):
        counts[seen.organism] = counts.get(seen.organism, 0) + 1
    by_number = sorted(counts, key=lambda organism: -counts[organism])
    animals = tuple(organism for organism in by_number if organism.life is Life.ANIMAL)
    return animals or tuple(organism for organism in by_number if organism.life is Life.CELLS)
