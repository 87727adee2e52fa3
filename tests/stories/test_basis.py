from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bioai_desktop.domain import Item, ItemKind
from bioai_desktop.stories.basis import Basis, basis

Make = Callable[..., Item]
LONG_TITLE = "A title of some length that tells what was found in mice, and how"
WHOLE = "Each sentence says what was found. " * 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Basis.TITLE),
        ("  \n", Basis.TITLE),
        ("Journal of Tests", Basis.TITLE),
        ("A teaser that tells little.", Basis.TITLE),
        (LONG_TITLE + "!", Basis.TITLE),
        ("A teaser that tells little more than what the title has said already.", Basis.EXCERPT),
        (WHOLE + "and then…", Basis.EXCERPT),
        (WHOLE + "and then [...]", Basis.EXCERPT),
        (WHOLE + "Read more »", Basis.EXCERPT),
        (WHOLE + "阅读全文", Basis.EXCERPT),
        (WHOLE, Basis.ABSTRACT),
        (WHOLE * 20, Basis.FULL),
    ],
)
def test_what_a_record_gives(make: Make, text: str, found: Basis) -> None:
    assert basis([make("a", LONG_TITLE, text=text)]) is found


def test_description_of_a_repository_is_whole_however_short(make: Make) -> None:
    assert basis([make("a", text="Folds proteins.", kind=ItemKind.REPOSITORY)]) is Basis.ABSTRACT


def test_fullest_record_counts(make: Make) -> None:
    assert basis([make("a", text=""), make("b", text=WHOLE), make("c", text="Teaser…")]) is Basis.ABSTRACT


def test_what_its_own_page_gave(make: Make) -> None:
    teaser = make("a", text="A teaser that tells little more than what the title has said already.")
    assert basis([replace(teaser, article=WHOLE)]) is Basis.FULL
    paper = replace(teaser, kind=ItemKind.ARTICLE)
    assert basis([replace(paper, article=WHOLE)]) is Basis.ABSTRACT
    assert basis([replace(paper, article=WHOLE * 20)]) is Basis.FULL
