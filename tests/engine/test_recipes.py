from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.engine.gguf_header import Header, Tensor
from bioai_desktop.engine.recipes import Part, Recipe, Rule, applicable, changes, load, part_of, plan
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.paths import resource

BLOCKS = (Part.ATTENTION, Part.FEED_FORWARD)
SMALL = Recipe("small", (Rule("Q4_K", "Q4_0", BLOCKS),))
LARGE = Recipe("large", (Rule("Q5_0", "Q4_0", BLOCKS), Rule("Q6_K", "Q8_0", (Part.OUTPUT,))))


def tensor(name: str, kind: str, size: int = 10) -> Tensor:
    return Tensor(name, kind, size, 0, size)


HEADER = Header(
    {},
    (
        tensor("token_embd.weight", "Q5_0"),
        tensor("blk.0.attn_q.weight", "Q5_0"),
        tensor("blk.0.attn_norm.weight", "F32"),
        tensor("blk.0.ffn_down.weight", "Q4_K"),
        tensor("blk.0.ffn_up.weight", "Q5_0", 30),
        tensor("output.weight", "Q6_K"),
    ),
    0,
    100,
)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("token_embd.weight", Part.EMBEDDING),
        ("output.weight", Part.OUTPUT),
        ("output_norm.weight", Part.OTHER),
        ("blk.12.attn_output.weight", Part.ATTENTION),
        ("blk.3.ffn_gate_exps.weight", Part.FEED_FORWARD),
    ],
)
def test_a_tensors_name_tells_what_it_is_for(name: str, part: Part) -> None:
    assert part_of(name) is part


def test_each_quantised_tensor_has_a_type_and_only_the_named_ones_another() -> None:
    assert plan(HEADER, SMALL) == {
        "token_embd.weight": "Q5_0",
        "blk.0.attn_q.weight": "Q5_0",
        "blk.0.ffn_down.weight": "Q4_0",
        "blk.0.ffn_up.weight": "Q5_0",
        "output.weight": "Q6_K",
    }
    assert changes(HEADER, plan(HEADER, SMALL)) == 10
    assert changes(HEADER, plan(HEADER, LARGE)) == 50


def test_what_changes_most_is_tried_first_and_what_changes_nothing_not_at_all() -> None:
    idle = Recipe("idle", (Rule("Q2_K", "Q4_0", BLOCKS), Rule("Q6_K", "Q4_0", BLOCKS)))
    assert applicable(HEADER, [idle, SMALL, LARGE]) == [LARGE, SMALL]


def test_the_shipped_recipes_can_be_read_and_differ() -> None:
    recipes = load(resource("recipes.toml"))
    assert len({recipe.name for recipe in recipes}) == len(recipes) > 0
    assert all(rule.source != rule.target and Part.EMBEDDING not in rule.parts for recipe in recipes for rule in recipe.rules)


@pytest.mark.parametrize("text", ["[[recipe]]\nname = 'x'", "[[recipe]]\nname = 'No Name'\nrules = []", "no toml", None])
def test_a_broken_book_is_told(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "recipes.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(FileUnreadable):
        load(path)
