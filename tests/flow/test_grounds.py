from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.grounds import grounds
from bioai_desktop.flow.parts import Parts
from tests.newsroom import DAY

ZH = Language.ZH


def test_a_text_rests_on_its_source_as_drafted_and_as_edited(parts: Parts) -> None:
    page = draft(parts, DAY, SilentJob()).edition
    top = page.section(SectionKind.TOP)
    assert top is not None
    entry = top.entries[0]
    before = grounds(parts, DAY, ZH, page)
    assert ("机器学习", "machine learning") in {(each.words, each.source) for each in before[entry.id]}
    kept = next(draft for draft in parts.store.drafts.of_edition(DAY, ZH) if draft.text == entry.get(Role.TEXT))
    assert [each.support for each in before[entry.id]] == list(kept.support)
    changed = edit.apply(parts, DAY, ZH, SetField(entry.id, Role.TEXT, "一段改过的话，说基因组里的机器学习。"))
    after = grounds(parts, DAY, ZH, changed)[entry.id]
    assert {each.words for each in after} == {"机器学习", "基因组"}
    assert all(each.words == "一段改过的话，说基因组里的机器学习。"[each.support.start : each.support.end] for each in after)


def test_parts_of_no_story_rest_on_nothing_that_is_kept(parts: Parts) -> None:
    page = draft(parts, DAY, SilentJob()).edition
    lead = page.section(SectionKind.LEAD)
    assert lead is not None
    assert lead.entries[0].id not in grounds(parts, DAY, ZH, page)


def test_the_sentence_around_the_words_is_told(parts: Parts) -> None:
    page = draft(parts, DAY, SilentJob()).edition
    sources = {each.story: each.provenance.source for each in parts.store.drafts.of_edition(DAY, ZH)}
    found = grounds(parts, DAY, ZH, page)
    told = [(sources[entry.story], each) for _, entry in page.entries() for each in found.get(entry.id, ())]
    assert told
    for source, each in told:
        sentence = f"{each.before}{each.source}{each.after}"
        assert sentence in source
        assert source[each.support.source_start - len(each.before) :].startswith(sentence)
        assert not any(f"{end} " in each.before or f"{end} " in each.after for end in ".!?")
