from __future__ import annotations

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict, EditionMissing, TermInvalid, TermUnknown
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.glossary import put
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.retell import retell
from bioai_desktop.flow.translate import translate_page
from tests.newsroom import DAY

ZH = Language.ZH


@pytest.fixture
def page(parts: Parts) -> Edition:
    """A page of whose first two entries the words are known."""
    made = draft(parts, DAY, SilentJob()).edition
    top = made.section(SectionKind.TOP)
    assert top is not None
    texts = "扩散模型模型读出了基因组。", "深度扩散模型与[扩散模型](https://example.org/扩散模型)。"
    return edit.apply(parts, DAY, ZH, *(SetField(entry.id, Role.TEXT, text) for entry, text in zip(top.entries, texts, strict=False)))


def written(page: Edition) -> set[str]:
    """Return the entries whose words are known."""
    top = page.section(SectionKind.TOP)
    assert top is not None
    return {entry.id for entry in top.entries[:2]}


def texts(edition: Edition | None) -> list[str]:
    assert edition is not None
    top = edition.section(SectionKind.TOP)
    assert top is not None
    return [text_of(entry) for entry in top.entries[:2]]


def test_a_term_changes_everywhere_as_one_version_and_is_learned(parts: Parts, page: Edition) -> None:
    done = retell(parts, DAY, ZH, "扩散模型", "弥散模型")
    assert texts(done.edition) == ["弥散模型模型读出了基因组。", "深度弥散模型与[弥散模型](https://example.org/扩散模型)。"]
    assert sum(place.entry in written(page) for place in done.places) == 3
    assert edit.current(parts, DAY, ZH) == done.edition
    assert parts.paths.glossary.read_text("utf-8") == "diffusion model = 弥散模型\n"
    assert edit.undo(parts, DAY, ZH) == page


def test_nothing_changes_when_it_is_only_tried(parts: Parts, page: Edition) -> None:
    done = retell(parts, DAY, ZH, "扩散模型", "弥散模型", dry=True)
    assert sum(place.entry in written(page) for place in done.places) == 3
    assert [term.english[0] for term in done.learned] == ["diffusion model"]
    assert edit.current(parts, DAY, ZH) == page
    assert not parts.paths.glossary.exists()


def test_words_of_no_term_change_and_nothing_is_learned(parts: Parts, page: Edition) -> None:
    done = retell(parts, DAY, ZH, "读出了", "读懂了")
    assert texts(done.edition)[0] == "扩散模型模型读懂了基因组。"
    assert done.learned == ()
    assert not parts.paths.glossary.exists()


def test_longer_words_of_the_glossary_stay(parts: Parts, page: Edition) -> None:
    put(parts, "deep diffusion model", "深度扩散模型")
    done = retell(parts, DAY, ZH, "扩散模型", "弥散模型")
    assert texts(done.edition)[1] == "深度扩散模型与[弥散模型](https://example.org/扩散模型)。"


def test_a_word_of_the_english_page(parts: Parts, page: Edition) -> None:
    twin = translate_page(parts, DAY, Language.EN, SilentJob())
    top = twin.section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, Language.EN, SetField(top.entries[0].id, Role.TEXT, "Machine learning reads it; the genome is long."))
    done = retell(parts, DAY, Language.EN, "Machine learning", "Statistical learning")
    assert texts(done.edition)[0] == "Statistical learning reads it; the genome is long."
    assert parts.paths.glossary.read_text("utf-8") == "Statistical learning | machine learning | ML = 机器学习\n"


def test_what_can_not_be_done_leaves_all_as_it_is(parts: Parts, page: Edition) -> None:
    for old, new in (("", "x"), ("扩散模型", " "), ("扩散模型", "扩散模型")):
        with pytest.raises(TermInvalid):
            retell(parts, DAY, ZH, old, new)
    with pytest.raises(TermUnknown):
        retell(parts, DAY, ZH, "蛋白质组学", "蛋白组学")
    with pytest.raises(EditConflict):
        retell(parts, DAY, ZH, "扩散模型", "机器\n\n## 学习")
    with pytest.raises(EditionMissing):
        retell(parts, DAY, Language.EN, "a", "b")
    assert render(edit.existing(parts, DAY, ZH)) == render(page)
    assert not parts.paths.glossary.exists()
