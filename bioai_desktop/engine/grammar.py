"""A grammar in llama.cpp's GBNF, as the rules of a text see it."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bioai_desktop.engine.vocabulary import Tokens


class GrammarInvalid(Exception):
    """A text that is no grammar."""


class Grammar(Protocol):
    """How far a text has come in a grammar: a value, so that a text can go back to where it was."""

    def allows(self, tokens: Tokens) -> NDArray[np.bool_]:
        """Tell for each token whether it may come next; those that end a text may where it is complete."""
        ...

    def after(self, token: int) -> Grammar:
        """Return where the text stands after a token that may come next."""
        ...
