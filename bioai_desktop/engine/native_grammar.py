"""Grammars by llama.cpp's own sampler. Imported in the worker only."""

from __future__ import annotations

import ctypes
import weakref
from typing import Any, cast

import llama_cpp.llama_cpp as llama
import numpy as np
from numpy.typing import NDArray

from bioai_desktop.engine.grammar import GrammarInvalid
from bioai_desktop.engine.vocabulary import Tokens

_ROOT = b"root"
_CANDIDATE = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])  # llama_token_data

_Handle = Any  # an opaque pointer of llama.cpp


class NativeGrammar:
    """A place in a grammar; the sampler that knows it is made when it is first asked."""

    def __init__(self, handle: _Handle = None, before: tuple[NativeGrammar, int] | None = None) -> None:
        self._before = before
        self._handle: _Handle = None
        if handle:
            self._own(handle)

    @classmethod
    def of(cls, vocab: _Handle, source: str) -> NativeGrammar:
        """Return the beginning of a grammar; raises `GrammarInvalid`."""
        handle = llama.llama_sampler_init_grammar(vocab, source.encode(), _ROOT) if b"\0" not in source.encode() else None
        if not handle:
            raise GrammarInvalid(source)
        return cls(handle)

    def allows(self, tokens: Tokens) -> NDArray[np.bool_]:
        """Tell which tokens may come next; see `Grammar`."""
        candidates = np.zeros(len(tokens), _CANDIDATE)
        candidates["id"] = tokens
        data = candidates.ctypes.data_as(llama.llama_token_data_p)
        array = llama.llama_token_data_array(data, len(tokens), -1, False)
        llama.llama_sampler_apply(self.sampler(), cast("Any", ctypes.byref(array)))
        return candidates["logit"] > -np.inf

    def after(self, token: int) -> NativeGrammar:
        """Return where the text stands after a token; see `Grammar`."""
        return NativeGrammar(before=(self, token))

    def sampler(self) -> _Handle:
        """Return llama.cpp's own object, valid as long as this one."""
        if self._before is not None:
            before, token = self._before
            self._own(llama.llama_sampler_clone(before.sampler()))
            llama.llama_sampler_accept(self._handle, token)
            self._before = None
        return self._handle

    def _own(self, handle: _Handle) -> None:
        self._handle = handle
        weakref.finalize(self, llama.llama_sampler_free, handle)
