"""How well sentences without counterpart are told: the figures stand in the decision note."""

from bioai_desktop.domain import Severity
from bioai_desktop.drafting.counterparts import loose_sentences, measure, plain_words
from bioai_desktop.drafting.glossary import glossary
from tests.drafting.counterpart_sentences import NEAR, SENTENCES
from tests.drafting.texts import PROFILE

TABLE = glossary(PROFILE).pairs


def is_loose(sentence: str, source: str) -> bool:
    return any(each.is_loose for each in measure(sentence, source, TABLE))


def test_precision_and_recall_on_labelled_sentences() -> None:
    for half in (1, 2):
        labelled = [(told, sentence, row[0]) for row in SENTENCES for told, sentence in row[half]]
        marked = [told for told, sentence, source in labelled if is_loose(sentence, source)]
        invented = [sentence for told, sentence, _ in labelled if not told]
        assert len(labelled) >= 24
        assert marked.count(False) / len(marked) >= 0.95  # precision
        assert marked.count(False) / len(invented) >= 0.9  # recall of what is far from the source


def test_near_inventions_are_mostly_missed_so_it_is_a_hint() -> None:
    found = sum(is_loose(sentence, SENTENCES[number][0]) for number, sentence in NEAR)
    assert len(NEAR) / 3 < found < len(NEAR)
    (finding,) = loose_sentences("患者可以用手机自己拍照，在家完成诊断，价格便宜。", SENTENCES[3][0], TABLE)
    assert (finding.kind, finding.severity) == ("sentence-loose", Severity.HINT)


def test_what_is_said_of_the_record_is_no_sentence_of_the_source() -> None:
    assert measure("这是一篇预印本，尚未经过同行评审。", SENTENCES[0][0], TABLE) == []


def test_a_source_in_chinese_is_not_measured() -> None:
    assert measure("投资人普遍看好这家公司。", "患者戴上指环。", TABLE) == []


def test_each_plain_word_stands_once() -> None:
    assert len(plain_words()) > 200
