"""Sources, and sentences that have a counterpart there (True) or have none (False): written and labelled by hand, all invented.

The first half of each list was looked at while the measure was made, the second only when it was done.
"""

SENTENCES: tuple[tuple[str, tuple[tuple[bool, str], ...], tuple[tuple[bool, str], ...]], ...] = (
    (
        (
            "Migraine attacks are hard to foresee. RingCast is a recurrent network trained on temperature and pulse recorded by finger rings. "
            "We tested it in 212 patients over 90 days. It announced 68% of attacks at least 6 hours ahead, with one false alarm a week. "
            "Tests in other hospitals are needed before it can be used."
        ),
        (
            (True, "偏头痛什么时候发作，一直很难预料。"),
            (True, "研究者用指环记录的体温和脉搏训练了循环网络 RingCast。"),
            (True, "在 212 名患者身上试了 90 天，68% 的发作能提前至少 6 小时报出。"),
            (False, "这款产品已经获得监管批准，下半年就会上市销售。"),
            (False, "投资人普遍看好这家公司，最近一轮融资由知名基金领投。"),
        ),
        (
            (True, "代价是每周会误报一次。"),
            (True, "要真正用起来，还得先在别的医院试过。"),
            (False, "孕妇和儿童佩戴时需要在医生指导下调整剂量。"),
            (False, "它还能监测睡眠质量，并根据饮食给出健康建议。"),
        ),
    ),
    (
        (
            "Senescent astrocytes accumulate in the ageing hippocampus of mice. We engineered a peptide that disrupts the interaction of FOXO4 and p53 in these cells. "
            "Treated mice lost 43% of senescent astrocytes and performed better in a maze after 4 weeks; no weight loss was seen."
        ),
        (
            (True, "年老小鼠的海马里会积累衰老的星形胶质细胞。"),
            (True, "研究者设计了一种肽，打断这些细胞里 FOXO4 与 p53 的结合。"),
            (False, "阿尔茨海默病患者服药后，记忆力恢复到年轻时的水平。"),
            (False, "临床试验将于明年在多家医院启动，预计招募数百名老年志愿者。"),
        ),
        (
            (True, "4 周后，43% 的衰老细胞被清掉，小鼠走迷宫的成绩也更好。"),
            (True, "没有看到体重下降。"),
            (False, "这种药物的成本只有传统疗法的一小部分，价格亲民。"),
            (False, "植物提取物也有类似的效果，可以通过食品补充。"),
        ),
    ),
    (
        (
            "We introduce CellMap, an open-source package that aligns spatial transcriptomics slices from different donors. On 14 human tissue sections it was 3.2 times faster than the "
            "best baseline and kept cell type labels in 91% of spots. Code is available under the MIT licence."
        ),
        (
            (True, "CellMap 是一个开源软件包，用来把不同供体的空间转录组切片对齐。"),
            (True, "在 14 张人体组织切片上，它比最好的基线方法快 3.2 倍。"),
            (False, "它还集成了语音识别和视频分析，适合教师在课堂上使用。"),
            (False, "肿瘤患者的五年生存率因此明显提高。"),
        ),
        (
            (True, "91% 的位点保住了细胞类型标签。"),
            (True, "代码按 MIT 许可公开。"),
            (False, "用户需要购买专用芯片和设备，才能跑出这样的速度。"),
            (False, "多国政府已把它写入医疗数据隐私的法律条文。"),
        ),
    ),
    (
        (
            "Antibiotic resistance is rising. A graph neural network screened 39,000 molecules for activity against Acinetobacter baumannii; 240 were tested and nine inhibited growth. "
            "One of them, abaucin, cleared wound infections in mice and spared gut bacteria."
        ),
        (
            (True, "抗生素耐药越来越普遍。"),
            (True, "图神经网络从 3.9 万个分子里筛出候选，实测 240 个，九个能抑制鲍曼不动杆菌生长。"),
            (False, "服用者的心脏功能和睡眠也得到改善。"),
            (False, "该公司股价在消息公布后大涨，市场反应热烈。"),
        ),
        (
            (True, "其中 abaucin 清除了小鼠伤口的感染，又不伤肠道细菌。"),
            (True, "这说明模型能帮忙找新的抗菌分子。"),
            (False, "疫苗接种率低的国家可以优先采购这种药。"),
            (False, "气候变暖会让海洋里的耐药基因传得更快。"),
        ),
    ),
    (
        (
            "Radiologists read 2,300 mammograms with and without an AI system in a randomised crossover study at three hospitals. Sensitivity rose from 76% to 83%, reading time fell by 11 seconds per case, "
            "and recall rates did not change. The readers were experienced, and results may differ in screening practice."
        ),
        (
            (True, "三家医院的放射科医生在有无 AI 的情况下读了 2300 张乳腺片。"),
            (True, "灵敏度从 76% 升到 83%，每例少用 11 秒。"),
            (False, "机器人手术的普及让住院成本明显降低。"),
            (False, "患者可以用手机自己拍照，在家完成诊断。"),
        ),
        (
            (True, "召回率没有变化。"),
            (True, "参加的医生都很有经验，放到筛查里结果可能不同。"),
            (False, "农业和食品行业也开始采用同样的图像模型检测污染。"),
            (False, "学校将据此更新健康教育的课程。"),
        ),
    ),
    (
        (
            "We sequenced the genomes of 1,019 individuals from 26 populations with long reads and built a catalogue of structural variants. It holds 167,000 variants, half of them not seen before, "
            "and improves genotyping in short-read cohorts. Rare variants of non-European ancestry remain under-represented."
        ),
        (
            (True, "研究者用长读长给 26 个人群的 1019 人测了基因组，编成一份结构变异目录。"),
            (True, "目录里有 16.7 万个变异，一半以前没见过。"),
            (False, "植物育种专家用它提高了作物产量，土壤也更健康。"),
            (False, "新药已经进入市场，价格由各国政府谈判决定。"),
        ),
        (
            (True, "有了它，短读长队列的基因分型也更准。"),
            (True, "非欧洲血统的罕见变异仍然偏少。"),
            (False, "运动和饮食对衰老的影响比基因更大，专家建议家庭共同参与。"),
            (False, "医院的护士用它来安排手术。"),
        ),
    ),
)

#: Inventions that stay close to what the source is about, by its number above: the hard ones, written when the measure was done.
NEAR: tuple[tuple[int, str], ...] = (
    (0, "女性患者的发作比男性更容易预报。"),
    (0, "指环的温度读数在睡眠时最准。"),
    (0, "医生据此可以提前给患者开药，减少发作次数。"),
    (0, "这套网络对其他类型的头痛也同样有效。"),
    (1, "这种肽还降低了小鼠血液里的炎症因子。"),
    (1, "雄鼠的改善比雌鼠更明显。"),
    (1, "停药后衰老细胞会在两周内重新出现。"),
    (2, "它在小鼠大脑切片上的表现也很稳定。"),
    (2, "软件支持在普通笔记本上运行，不需要显卡。"),
    (3, "abaucin 通过破坏细菌的细胞膜起作用。"),
    (3, "它对结核分枝杆菌同样有效。"),
    (4, "年轻医生从中受益最大。"),
    (4, "系统漏掉的多是致密型乳腺里的小肿瘤。"),
    (5, "这些变异与糖尿病和心脏病的风险有关。"),
    (5, "目录将每年更新一次，供各国医院免费使用。"),
    (5, "其中插入比缺失更常见。"),
)
