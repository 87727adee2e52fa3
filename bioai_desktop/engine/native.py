"""llama.cpp behind the `Backend` protocol, by llama-cpp-python's low-level functions. Imported in the worker only."""

from __future__ import annotations

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from ctypes import CDLL
from pathlib import Path
from typing import Any, NamedTuple, cast

import llama_cpp
import llama_cpp._ggml as ggml
import llama_cpp.llama_cpp as llama
import numpy as np
import psutil

from bioai_desktop.engine import devices
from bioai_desktop.engine.backend import DecodingFailed, Interrupted, Row
from bioai_desktop.engine.batch import SEATS
from bioai_desktop.engine.calibration import CellType, Fit
from bioai_desktop.engine.chat import Span, Template
from bioai_desktop.engine.native_grammar import NativeGrammar
from bioai_desktop.engine.prefixes import MOST
from bioai_desktop.engine.sampling import Logits
from bioai_desktop.engine.vocabulary import Vocabulary

_Handle = Any  # an opaque pointer of llama.cpp


class _Cell(NamedTuple):
    """A type of number in ggml."""

    code: int
    bits: float  #: of one number, its share of the block's scale included


_ROWS = 512  # tokens in one batch
_MOST_CELLS = 8192
_LEAST_CELLS = 1024
_CELLS_SHARE = 0.35  # of the free memory that the cells may take
_CELL_TYPES = {CellType.F16: _Cell(1, 16), CellType.Q8_0: _Cell(8, 8.5)}
_MARKUP = llama.LLAMA_TOKEN_ATTR_CONTROL | llama.LLAMA_TOKEN_ATTR_UNKNOWN | llama.LLAMA_TOKEN_ATTR_UNUSED
_LOG_ERROR = 4  # ggml's level
_ABORTED = 2  # what llama_decode returns after an interruption


class LoadFailed(Exception):
    """llama.cpp could not load a file, or not make a context for it: `reason` is "load" or "memory"."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class Log:
    """The last lines that native code wrote; nothing of it reaches the terminal."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=20)
        self._errors: deque[str] = deque(maxlen=6)
        self._callback = llama.llama_log_callback(self._take)

    def install(self) -> None:
        """Have llama.cpp write here."""
        llama.llama_log_set(self._callback, ctypes.c_void_p(0))

    @property
    def last(self) -> str:
        """What went wrong last, else what was said last."""
        return "\n".join(self._errors or self._lines)

    def _take(self, level: int, text: bytes, _data: object) -> None:
        line = text.decode(errors="replace").strip()
        if line.strip("."):
            (self._errors if level == _LOG_ERROR else self._lines).append(line)


class Model:
    """A loaded model file: its tokens, its chat template, and what a context for it costs."""

    def __init__(self, path: Path, gpu: devices.Gpu | None, log: Log, told: Callable[[float], None] = lambda _: None) -> None:
        self._log = log
        self._told = told
        params = llama.llama_model_default_params()
        #: Kept, since llama.cpp reads it later too. An empty list means no card at all.
        self._devices = (ctypes.c_void_p * 2)(gpu.handle if gpu else None, None)
        self._progress = llama.llama_progress_callback(self._go_on)
        _fill(
            params,
            devices=ctypes.addressof(self._devices),
            n_gpu_layers=-1 if gpu else 0,
            # Kernels of the CPU want weights in another order: of a mapped file both would be held.
            load_mode=llama.LLAMA_LOAD_MODE_MMAP if gpu else llama.LLAMA_LOAD_MODE_NONE,
            progress_callback=self._progress,
        )
        self.handle: _Handle = llama.llama_model_load_from_file(str(path).encode(), params)
        if not self.handle:
            raise LoadFailed("load", log.last)
        self._vocab: _Handle = llama.llama_model_get_vocab(self.handle)
        self._whole: list[str] = []  # marks of the chat that llama.cpp reads as one token in any text
        self.vocabulary = Vocabulary(self._pieces(), self._ends())
        self._cuts = re.compile("|".join(f"(?<=<)(?={re.escape(mark[1:])})" for mark in self._whole)) if self._whole else None
        bos, eos = llama.llama_vocab_bos(self._vocab), llama.llama_vocab_eos(self._vocab)
        self._bos = int(bos) if llama.llama_vocab_get_add_bos(self._vocab) and int(bos) >= 0 else None
        source: bytes | None = llama.llama_model_chat_template(self.handle, None)
        self.template = Template((source or b"").decode(errors="replace"), self._mark(int(bos)), self._mark(int(eos)))

    def cell_bytes(self, cells: CellType) -> int:
        """Memory that one token takes in all layers, keys and values."""
        heads = llama.llama_model_n_head_kv(self.handle) / max(1, llama.llama_model_n_head(self.handle))
        numbers = int(llama.llama_model_n_embd(self.handle) * heads) * llama.llama_model_n_layer(self.handle) * 2
        return int(numbers * _CELL_TYPES[cells].bits / 8)

    @property
    def trained_context(self) -> int:
        """Tokens that the model was trained to hold."""
        return int(llama.llama_model_n_ctx_train(self.handle))

    def tokens(self, spans: Sequence[Span]) -> Iterator[int]:
        """Yield the tokens of a prompt's part; where marks are not meant, they are cut in two and so are words like any others."""
        for span in spans:
            texts = [span.text] if span.marks or self._cuts is None else self._cuts.split(span.text)
            for data in (text.encode() for text in texts if text):
                found = (llama.llama_token * (len(data) + 2))()
                count = llama.llama_tokenize(self._vocab, data, len(data), found, len(found), False, span.marks)
                yield from found[:count]

    def start(self, tokens: Sequence[int]) -> tuple[int, ...]:
        """Return a prompt's beginning, led by the token that some models want there."""
        return tuple(tokens) if self._bos is None or tokens[:1] == [self._bos] else (self._bos, *tokens)

    def grammar(self, source: str) -> NativeGrammar:
        """Return the beginning of a grammar over these tokens; raises `GrammarInvalid`."""
        return NativeGrammar.of(self._vocab, source)

    def close(self) -> None:
        """Free the memory."""
        llama.llama_model_free(self.handle)

    def _go_on(self, share: float, _data: object) -> bool:
        self._told(share)
        return True

    def _pieces(self) -> Iterator[bytes]:
        buffer = ctypes.create_string_buffer(512)
        for token in range(llama.llama_vocab_n_tokens(self._vocab)):
            attributes = llama.llama_vocab_get_attr(self._vocab, token)
            size = 0 if attributes & _MARKUP else llama.llama_token_to_piece(self._vocab, token, buffer, len(buffer), 0, False)
            piece = buffer.raw[:size] if size > 0 else b""
            marked = attributes & llama.LLAMA_TOKEN_ATTR_USER_DEFINED and piece.startswith(b"<") and piece.endswith(b">")
            if marked:
                self._whole.append(piece.decode(errors="replace"))
            yield b"" if marked else piece

    def _ends(self) -> Iterator[int]:
        count = llama.llama_vocab_n_tokens(self._vocab)
        return (token for token in range(count) if llama.llama_vocab_is_eog(self._vocab, token))

    def _mark(self, token: int) -> str:
        return llama.llama_vocab_get_text(self._vocab, token).decode(errors="replace") if token >= 0 else ""


class Context:
    """A model's memory and computation: the `Backend` of the product."""

    def __init__(self, model: Model, fit: Fit) -> None:
        self.sequences = fit.width + SEATS + MOST
        self.rows = _ROWS
        self._model = model
        self._vocabulary_size = len(model.vocabulary.pieces)
        self._stop = False
        self._handle: _Handle = None
        cells = affordable(model.cell_bytes(fit.cells))
        while not self._handle and cells >= _LEAST_CELLS:
            self.cells = cells
            self._handle = llama.llama_init_from_model(model.handle, self._params(fit))
            cells //= 2
        if not self._handle:
            raise LoadFailed("memory", "")
        self.longest = min(self.cells, model.trained_context)
        self._abort = llama.ggml_abort_callback(self._is_stopped)
        llama.llama_set_abort_callback(self._handle, cast("Any", self._abort), ctypes.c_void_p(None))
        self._memory: _Handle = llama.llama_get_memory(self._handle)
        self._buffers()

    def interrupt(self) -> None:
        """Have the running `decode` end soon with `Interrupted`; from any thread."""
        self._stop = True

    def use(self, threads: int, prefill_threads: int) -> None:
        """Compute with so many threads from now on."""
        llama.llama_set_n_threads(self._handle, threads, prefill_threads)

    def resume(self) -> None:
        """Let `decode` work again."""
        self._stop = False

    def decode(self, rows: Sequence[Row]) -> Logits:
        """Decode a batch; see `Backend`."""
        count = len(rows)
        table = np.array(rows, np.int32)
        self._tokens[:count], self._positions[:count], self._sequences[:count], self._wanted[:count] = table.T
        self._batch.n_tokens = count
        code = int(llama.llama_decode(self._handle, self._batch))
        if code == _ABORTED:
            raise Interrupted
        if code:
            raise DecodingFailed(code)
        return self._logits(int(table[:, 3].sum()))

    def copy(self, source: int, target: int, end: int) -> None:
        """Share cells; see `Backend`."""
        llama.llama_memory_seq_cp(self._memory, source, target, 0, end)

    def drop(self, sequence: int, start: int) -> None:
        """Forget cells; see `Backend`."""
        llama.llama_memory_seq_rm(self._memory, sequence, start, -1)

    def state(self, sequence: int) -> bytes:
        """Return cells as bytes; see `Backend`."""
        size = int(llama.llama_state_seq_get_size(self._handle, llama.llama_seq_id(sequence)))
        data = (ctypes.c_uint8 * size)()
        return bytes(data[: int(llama.llama_state_seq_get_data(self._handle, data, size, llama.llama_seq_id(sequence)))])

    def restore(self, sequence: int, state: bytes) -> bool:
        """Put cells back; see `Backend`."""
        data = (ctypes.c_uint8 * len(state)).from_buffer_copy(state)
        if int(llama.llama_state_seq_set_data(self._handle, data, len(state), llama.llama_seq_id(sequence))):
            return True
        self.drop(sequence, 0)
        return False

    def grammar(self, source: str) -> NativeGrammar:
        """Return the beginning of a grammar; see `Backend`."""
        return self._model.grammar(source)

    def close(self) -> None:
        """Free the memory."""
        llama.llama_free(self._handle)

    def _params(self, fit: Fit) -> llama.llama_context_params:
        params = llama.llama_context_default_params()
        _fill(
            params,
            n_ctx=self.cells,
            n_batch=self.rows,
            n_ubatch=min(self.rows, fit.micro_batch),
            n_seq_max=self.sequences,
            n_threads=fit.threads,
            n_threads_batch=fit.prefill_threads,
            type_k=_CELL_TYPES[fit.cells].code,
            type_v=_CELL_TYPES[fit.cells].code,
            kv_unified=True,
            no_perf=True,
        )
        return params

    def _buffers(self) -> None:
        self._tokens = np.zeros(self.rows, np.int32)
        self._positions = np.zeros(self.rows, np.int32)
        self._sequences = np.zeros(self.rows, np.int32)
        self._wanted = np.zeros(self.rows, np.int8)
        self._ones = np.ones(self.rows, np.int32)
        self._addresses = self._sequences.ctypes.data + self._sequences.itemsize * np.arange(self.rows, dtype=np.uintp)
        numbers, flags = ctypes.POINTER(ctypes.c_int32), ctypes.POINTER(ctypes.c_int8)
        batch: Any = llama.llama_batch()
        batch.token = ctypes.cast(self._tokens.ctypes.data, numbers)
        batch.pos = ctypes.cast(self._positions.ctypes.data, numbers)
        batch.n_seq_id = ctypes.cast(self._ones.ctypes.data, numbers)
        batch.seq_id = ctypes.cast(self._addresses.ctypes.data, ctypes.POINTER(numbers))
        batch.logits = ctypes.cast(self._wanted.ctypes.data, flags)
        self._batch = batch

    def _is_stopped(self, _data: object) -> bool:
        return self._stop

    def _logits(self, count: int) -> Logits:
        if not count:
            return np.empty((0, self._vocabulary_size), np.float32)
        first = llama.llama_get_logits(self._handle)
        return np.ctypeslib.as_array(first, (count, self._vocabulary_size))


def build() -> str:
    """Return what tells one build of llama.cpp from another: what was kept by one is not read by another."""
    return f"{llama_cpp.__version__} {llama.llama_print_system_info().decode(errors='replace')}"


def offer() -> devices.Offer:
    """Return what this build and this machine have."""
    llama.llama_backend_init()
    return devices.find([ggml.libggml, CDLL(_base_library())])


def _base_library() -> str:
    folder = ggml.libggml_base_path
    return str(next(path for path in folder.iterdir() if "ggml-base" in path.name and path.suffix in {".so", ".dylib", ".dll"}))


def affordable(cell_bytes: int) -> int:
    """Return how many cells of that size the free memory has room for, within what is ever of use."""
    room = int(psutil.virtual_memory().available * _CELLS_SHARE / max(1, cell_bytes))
    return max(_LEAST_CELLS, min(_MOST_CELLS, room // 256 * 256))


def _fill(structure: ctypes.Structure, **values: Any) -> None:  # noqa: ANN401 - numbers, addresses, functions
    """Set fields of a structure of C; ctypes takes a name that is none as well, and nothing comes of it. Raises `AttributeError` for such."""
    known = {field[0] for field in structure._fields_}
    for name, value in values.items():
        if name not in known:
            raise AttributeError(name)
        setattr(structure, name, value)
