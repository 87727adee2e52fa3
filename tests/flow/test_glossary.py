from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.drafting.glossary import Origin, told
from bioai_desktop.errors import FileUnreadable, FileUnwritable, ImportRefused, TermInvalid, TermUnknown
from bioai_desktop.flow.glossary import find, forget, known_terms, put, strange_lines, take_in
from bioai_desktop.flow.parts import Parts


def own(parts: Parts) -> str:
    return parts.paths.glossary.read_text("utf-8")


def read_as(parts: Parts, text: str) -> str:
    """Return what a model would be given to read."""
    return told(text, parts.profile, Language.ZH)


def test_what_is_set_counts_from_the_next_text_on(parts: Parts) -> None:
    assert read_as(parts, "a migraine") == "a 偏头痛"
    put(parts, "migraine | migraines", "偏头疼")
    assert own(parts) == "migraine | migraines = 偏头疼\n"
    assert read_as(parts, "a migraine") == "a 偏头疼"
    put(parts, "Migraine", "头风")
    assert own(parts) == "Migraine = 头风\n"
    assert read_as(parts, "a migraine") == "a 头风"
    forget(parts, "migraine")
    assert own(parts) == ""
    assert read_as(parts, "a migraine") == "a 偏头痛"


def test_another_program_may_write_the_file(parts: Parts) -> None:
    assert read_as(parts, "a migraine") == "a 偏头痛"
    parts.paths.glossary.write_text("# mine\nmigraine = 偏头疼\nwhat is this = that\n", "utf-8")
    assert read_as(parts, "a migraine") == "a 偏头疼"
    assert strange_lines(parts) == (3,)
    put(parts, "ring", "指环")
    assert own(parts) == "# mine\nmigraine = 偏头疼\nwhat is this = that\nring = 指环\n"
    parts.paths.glossary.unlink()
    assert read_as(parts, "a migraine") == "a 偏头痛"


def test_what_can_not_be_a_term_changes_nothing(parts: Parts) -> None:
    for english, chinese in (("", "细胞"), ("cell", ""), ("cell", "cellule"), ("细胞", "细胞"), ("cell\nring", "细胞")):
        with pytest.raises(TermInvalid):
            put(parts, english, chinese)
    with pytest.raises(TermUnknown):
        forget(parts, "migraine")
    assert not parts.paths.glossary.exists()


def test_a_word_can_be_made_to_stay(parts: Parts) -> None:
    put(parts, "migraine", "migraine")
    assert read_as(parts, "a migraine") == "a migraine"


def test_terms_are_found_by_their_words_and_in_a_text(parts: Parts) -> None:
    put(parts, "ring caster", "指环")
    assert [known.origin for known in find(parts, "指环")] == [Origin.OWN]
    assert {known.term.english[0] for known in find(parts, "adenocarcinoma")} >= {"adenocarcinoma", "lung adenocarcinoma"}
    standing = find(parts, "Spatial transcriptomics of killer T cells")
    assert [known.term.english[0] for known in standing] == ["spatial transcriptomics", "T cell"]
    assert find(parts, "no such thing") == []
    assert known_terms(parts)[0].origin is Origin.OWN


OPEN_LIST = """\
id,sourceLang,targetLang,sourceString,targetString,comment
1,en,zh-CN,ring caster,指环预报员,
2,en,zh_CN,ring caster,指环预报器,
3,en,zh-CN,virus,病毒,
4,en,fr,ring,bague,
5,en,zh-CN,,空
6,en,zh-CN,ARDS,ARDS,
7,zh,en,"发作,预报",attack forecast,
8,en,zh-CN,cell,小格,
9,en,zh-CN,"this is no term but a whole sentence which somebody has put into the list by mistake, it seems",句子,
"""


def test_an_open_list_is_read_in(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("\ufeff" + OPEN_LIST, "utf-8")
    done = take_in(parts, file)
    assert own(parts) == "ring caster = 指环预报员 | 指环预报器\nattack forecast = 发作,预报\n? cell = 小格\n"
    assert done.known == 1
    assert [(row.line, row.reason) for row in done.skipped] == [(5, "language"), (6, "empty"), (7, "script"), (10, "long")]
    assert take_in(parts, file).taken == (), "it says nothing new the second time"


def test_a_list_made_by_hand_is_read_in(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "terms.tsv"
    file.write_text("Chinese\tEnglish\n指环\tring caster\n", "utf-8")
    take_in(parts, file)
    assert own(parts) == "ring caster = 指环\n"


def test_what_is_no_list_is_refused(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("one,two\na,b\n", "utf-8")
    with pytest.raises(ImportRefused):
        take_in(parts, file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileUnreadable):
        take_in(parts, file)
    with pytest.raises(FileUnreadable):
        take_in(parts, tmp_path / "none.csv")


def test_a_file_that_can_not_be_read_or_written_is_told(parts: Parts) -> None:
    parts.paths.glossary.write_bytes(b"\xff\xff")
    with pytest.raises(FileUnreadable):
        find(parts, "virus")
    parts.paths.glossary.unlink()
    parts.paths.glossary.with_suffix(".part").mkdir()
    with pytest.raises(FileUnwritable):
        put(parts, "ring", "指环")
