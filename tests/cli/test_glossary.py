from __future__ import annotations

from pathlib import Path

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.edit import apply
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.newsroom import DAY


def test_terms_are_set_found_listed_and_forgotten(bioai: Bioai) -> None:
    assert bioai("glossary", "set", "ring caster", "指环").out == "ring caster = 指环\n"
    row = {"english": ["ring caster"], "chinese": ["指环"], "firm": True, "remark": "", "origin": "own", "instead_of": []}
    assert bioai("glossary", "find", "指环", "--json").document["terms"] == [row]
    listed = bioai("glossary", "list").out.splitlines()
    assert listed[0].split(maxsplit=1) == ["own", "ring caster = 指环"]
    assert len(listed) > 1500
    assert bioai("glossary", "list", "--origin", "own").out.splitlines() == listed[:1]
    assert "ring caster" in bioai("glossary", "forget", "Ring caster").out
    assert bioai("glossary", "list", "--origin", "own", "--json").document["terms"] == []
    said = bioai("glossary", "forget", "ring caster")
    assert said.status == 1
    assert "“ring caster” was not found" in said.err


def test_what_is_no_term_is_told(bioai: Bioai, data: Path) -> None:
    said = bioai("glossary", "set", "cell", "cellule")
    assert said.status == 1
    assert "“cell = cellule” makes no term" in said.err
    data.mkdir(exist_ok=True)
    (data / "glossary.txt").write_text("nothing = at all\n", "utf-8")
    assert "glossary.txt:1 is no term" in bioai("glossary", "list").err
    assert "nothing for “qqq”" in bioai("glossary", "find", "qqq").err


def test_rows_of_a_list_that_are_skipped_are_told(bioai: Bioai, tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("id,sourceLang,targetLang,sourceString,targetString\n1,en,zh,ring caster,指环\n2,en,fr,cell,cellule\n", "utf-8")
    said = bioai("glossary", "import", str(file))
    assert "1 terms taken" in said.out
    assert "line 3 skipped, not English and Chinese: cell = cellule" in said.out
    assert bioai("glossary", "import", str(file), "--json").document == {
        "taken": [],
        "known": 1,
        "skipped": [{"line": 3, "words": "cell = cellule", "reason": "language"}],
    }


def test_a_term_is_changed_everywhere_on_a_page(bioai: Bioai, parts: Parts) -> None:
    top = draft(parts, DAY, SilentJob()).edition.section(SectionKind.TOP)
    assert top is not None
    apply(parts, DAY, Language.ZH, SetField(top.entries[0].id, Role.TEXT, "扩散模型模型读出了基因组。"))
    tried = bioai("edition", "term", "2026-02-05", "扩散模型", "弥散模型", "--dry-run", "--json")
    assert tried.document["changed"] is False
    (place,) = tried.document["places"]
    assert (place["entry"], place["field"], place["after"]) == (top.entries[0].id, "text", "模型读出了基因组。")
    assert [term["english"][0] for term in tried.document["learned"]] == ["diffusion model"]
    said = bioai("edition", "term", "2026-02-05", "扩散模型", "弥散模型")
    assert "[扩散模型 → 弥散模型]模型读出了基因组。" in said.out
    assert "diffusion model = 弥散模型" in said.err
    assert "弥散模型模型" in bioai("edition", "show", "2026-02-05").out
    assert bioai("edition", "term", "2026-02-05", "扩散模型", "弥散模型").status == 1
