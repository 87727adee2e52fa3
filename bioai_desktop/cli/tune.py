"""The command that fits a model file to this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import Session, session
from bioai_desktop.engine.fitted import Copy, CopyState
from bioai_desktop.flow import bilingual
from bioai_desktop.flow.tune import Trial, Tuned, Wish, untune
from bioai_desktop.flow.tune import tune as fit

_SENTENCES = 40


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("tune")(tune)


def tune(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the catalogue, or of a file of your own.")],
    off: Annotated[bool, typer.Option("--off", help="Take the fitted copy away; the model's own file is used again.")] = False,
    pairs: Annotated[
        Path | None,
        typer.Option("--bilingual", metavar="PATH", help="Sentences with translations to judge by (.jsonl, .tmx, or a folder)."),
    ] = None,
    sentences: Annotated[int, typer.Option("--sentences", min=1, help="How many of them.")] = _SENTENCES,
    json: Json = False,
) -> None:
    """Measure whether a copy in other tensor types is faster here and as good; if so, keep it and use it."""
    here = session(context)
    if off:
        removed = untune(name, here.parts, here.job())
        here.answer({"name": name, "removed": removed}, [here.wording.text("fit.off" if removed else "fit.none", name=name)], as_json=json)
        return
    chosen = bilingual.spread(bilingual.load(pairs) if pairs else bilingual.shipped(), sentences)
    tuned = fit(name, here.parts, Wish(chosen, str(pairs or "shipped")), here.job())
    here.answer(msgspec.to_builtins(tuned, enc_hook=str), list(_lines(here, tuned)), as_json=json)


def said(here: Session, copy: Copy, state: CopyState) -> str:
    """Say whether a fitted copy is used, or why not."""
    return here.wording.text(f"fit.state-{state}", gain=f"{copy.gain:.2f}")


def figures(here: Session, copy: Copy) -> list[str]:
    """Say what was measured of a copy, and where."""
    quality = copy.quality
    trial = _figures(here, copy.before.prefill, copy.after.prefill, copy.before.decode, copy.after.decode)
    made = here.wording.text("fit.made", recipe=copy.recipe, date=copy.made[:10], machine=copy.machine, device=copy.device_name)
    return [made, trial, _likelihood(here, quality.likelihood), _chrf(here, quality.chrf)]


def row(copy: Copy | None, state: CopyState | None) -> dict[str, Any] | None:
    """Return a copy's record, with its state, as JSON has it."""
    return {"state": state, **msgspec.to_builtins(copy)} if copy else None


def _lines(here: Session, tuned: Tuned) -> Iterator[str]:
    if not tuned.trials:
        yield here.wording.text("fit.no-recipe", name=tuned.name)
    for trial in tuned.trials:
        yield here.wording.text(f"fit.verdict-{trial.verdict}", recipe=trial.recipe, gain=f"{trial.gain:.2f}")
        yield from (f"    {line}" for line in _trial(here, trial))
    if tuned.trials:
        yield (
            here.wording.text("fit.kept", name=tuned.name, path=tuned.path)
            if tuned.path
            else here.wording.text("fit.refused", name=tuned.name)
        )


def _trial(here: Session, trial: Trial) -> Iterator[str]:
    yield _figures(here, trial.before.prefill, trial.after.prefill, trial.before.decode, trial.after.decode)
    if not trial.steady:
        yield here.wording.text("fit.disturbed")
    if trial.likelihood:
        yield _likelihood(here, trial.likelihood)
    if trial.chrf:
        yield _chrf(here, trial.chrf)


def _figures(here: Session, *rates: float) -> str:
    names = ("read", "read_after", "write", "write_after")
    return here.wording.text("fit.rates", **{name: f"{rate:.0f}" for name, rate in zip(names, rates, strict=True)})


def _likelihood(here: Session, pair: tuple[float, float]) -> str:
    return here.wording.text("fit.likelihood", before=f"{pair[0]:.3f}", after=f"{pair[1]:.3f}", difference=f"{pair[1] - pair[0]:+.4f}")


def _chrf(here: Session, pair: tuple[float, float]) -> str:
    return here.wording.text("fit.chrf", before=f"{pair[0]:.1f}", after=f"{pair[1]:.1f}")
