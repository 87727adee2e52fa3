"""Commands for model files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli import tune
from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import Session, session
from bioai_desktop.domain import Language
from bioai_desktop.engine.catalogue import CatalogueModel
from bioai_desktop.engine.fitted import Fit, FitState
from bioai_desktop.engine.shelf import ModelStatus
from bioai_desktop.flow import models

app = typer.Typer(no_args_is_help=True, help="Models on this computer.")
tune.add_to(app)

Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the catalogue, or of a file of your own.")]


@app.command("list")
def list_models(context: typer.Context, json: Json = False) -> None:
    """List the models that can be installed, and those that are here."""
    here = session(context)
    states = models.list_models(here.parts.paths)
    fitted = models.fit_states(here.parts.paths, here.parts.settings.device)
    lines: list[str] = []
    for state in states:
        word = here.wording.text(f"text.model-{state.state}")
        lines.append(f"{state.name:<12} {here.wording.size(state.bytes):>8}  {word:<10} {_use(here, state)}")
        if state.name in fitted:
            lines.append(" " * 13 + tune.said(here, *fitted[state.name]))
    here.answer({"models": [_row(state, fitted.get(state.name)) for state in states]}, lines, as_json=json)


@app.command()
def install(context: typer.Context, name: Name, json: Json = False) -> None:
    """Download a model of the catalogue; goes on where an earlier download stopped."""
    here = session(context)
    path = models.install(name, here.parts.paths, here.job())
    here.answer({"name": name, "path": str(path)}, [here.wording.text("text.model-ready", name=name, path=path)], as_json=json)


@app.command()
def add(context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A GGUF file.")], json: Json = False) -> None:
    """Take a model file of your own."""
    here = session(context)
    added = models.add(file, here.parts.paths, here.job())
    lines = [here.wording.text("text.model-ready", name=added.name, path=added.path)]
    here.answer({"name": added.name, "path": str(added.path), "sha256": added.sha256}, lines, as_json=json)


@app.command()
def info(context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME|FILE")], json: Json = False) -> None:
    """Show what a model file says about itself."""
    here = session(context)
    found = models.info(name, here.parts.paths, here.job())
    facts = found.facts
    document: dict[str, Any] = {
        "name": found.name,
        "path": str(found.path),
        "sha256": found.sha256,
        "license": found.model.license if found.model else None,
        "title": facts.title,
        "architecture": facts.architecture,
        "parameters": facts.parameters,
        "context": facts.context,
        "tokenizer": facts.tokenizer,
        "vocabulary": facts.vocabulary,
        "quantisation": facts.quantisation,
        "chat_template": bool(facts.chat_template),
        "bytes": facts.bytes,
    }
    lines = [f"{key:<14} {value}" for key, value in document.items()]
    served = models.served(name, here.parts.paths, here.parts.settings.device, here.job())
    if served.fit and served.state:
        lines += ["", tune.said(here, served.fit, served.state), *tune.figures(here, served.fit)]
    here.answer({**document, "fitted": tune.row(served.fit, served.state)}, lines, as_json=json)


@app.command()
def remove(context: typer.Context, name: Name, json: Json = False) -> None:
    """Delete a model from the program's own folder."""
    here = session(context)
    removed = models.remove(name, here.parts.paths, here.job())
    here.answer({"name": name, "path": str(removed)}, [here.wording.text("text.model-removed", path=removed)], as_json=json)


def _use(here: Session, state: ModelStatus) -> str:
    return use(state.model, here.wording.language) if state.model else state.title


def use(model: CatalogueModel, language: Language) -> str:
    """Say for whom a model is, in the interface's language."""
    return model.use_zh if language is Language.ZH else model.use


def _row(state: ModelStatus, fitted: tuple[Fit, FitState] | None) -> dict[str, Any]:
    model = state.model
    return {
        "name": state.name,
        "title": state.title,
        "state": state.state,
        "path": str(state.path) if state.path else None,
        "bytes": state.bytes,
        "downloaded": state.downloaded,
        "sha256": model.sha256 if model else None,
        "license": model.license if model else None,
        "fitted": tune.row(*fitted) if fitted else None,
    }
