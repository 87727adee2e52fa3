"""Commands for model files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli import tune
from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import Session, session
from bioai_desktop.domain import EngineInfo, Language
from bioai_desktop.engine.catalogue import CatalogueModel
from bioai_desktop.engine.fitted import Copy, CopyState
from bioai_desktop.engine.shelf import ModelStatus
from bioai_desktop.flow import models, servers
from bioai_desktop.settings import SERVER

app = typer.Typer(no_args_is_help=True, help="Models on this computer.")
tune.add_to(app)

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of the catalogue, or of a file of your own.")]


@app.command("list")
def list_models(context: typer.Context, json: Json = False) -> None:
    """List the models that can be installed, and those that are here."""
    here = session(context)
    states = [*models.list_models(here.parts.paths), *servers.state(here.parts.settings)]
    copies = models.copy_states(here.parts.paths, here.parts.settings.device)
    lines: list[str] = []
    for state in states:
        word, size = here.wording.text(f"text.model-{state.state}"), here.wording.size(state.bytes) if state.bytes else ""
        lines.append(f"{state.name:<12} {size:>8}  {word:<10} {_purpose(here, state)}")
        if state.name in copies:
            lines.append(" " * 13 + tune.said(here, *copies[state.name]))
    here.answer({"models": [_row(state, copies.get(state.name)) for state in states]}, lines, as_json=json)


@app.command()
def install(context: typer.Context, name: Name, json: Json = False) -> None:
    """Download a model of the catalogue; goes on where an earlier download stopped."""
    here = session(context)
    path = models.install(name, here.parts.paths, here.job())
    here.answer({"name": name, "path": str(path)}, [here.wording.text("text.model-ready", name=name, path=path)], as_json=json)


@app.command()
def add(
    context: typer.Context,
    what: Annotated[
        list[str], typer.Argument(metavar="FILE|ADDRESS...", help="A GGUF file; or the servers of other machines, as http://HOST:PORT.")
    ],
    model: Annotated[str, typer.Option("--model", help="The model that the servers are asked for; the one they have if left out.")] = "",
    json: Json = False,
) -> None:
    """Take a model file of your own, or get to know other machines that can write; they do once you `use server`."""
    here = session(context)
    if any(_ADDRESS.match(each) for each in what):
        found = servers.add(here.parts, what, model, here.job())
        lines = [here.wording.text("text.server-known", device=found.device_name, name=found.model, hosts=", ".join(found.hosts))]
        here.answer(_server(found), lines, as_json=json)
        return
    if len(what) > 1:
        raise typer.BadParameter(here.wording.text("text.one-file"))
    added = models.add(Path(what[0]), here.parts.paths, here.job())
    lines = [here.wording.text("text.model-ready", name=added.name, path=added.path)]
    here.answer({"name": added.name, "path": str(added.path), "sha256": added.sha256}, lines, as_json=json)


@app.command("key")
def key(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Of a server of another machine, as http://HOST:PORT.")],
    remove: Annotated[bool, typer.Option("--remove", help="Forget the key.")] = False,
    json: Json = False,
) -> None:
    """Give another machine its key: asked for without showing it, kept in the system's keyring."""
    here = session(context)
    machine = servers.machine_of(address)
    if remove:
        servers.remove_key(here.parts, address)
        said = ["text.server-key-removed"]
    else:
        private = servers.keep_key(here.parts, address, here.ask_secretly("text.key-ask", host=machine))
        said = ["text.server-key-kept"] if private else ["text.server-key-kept", "text.server-key-plain"]
    here.answer({"machine": machine, "key": not remove}, [here.wording.text(each, machine=machine) for each in said], as_json=json)


@app.command()
def use(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME|FILE", help="As in the list; “server” for the other machines.")],
    json: Json = False,
) -> None:
    """Write with that model from now on."""
    here = session(context)
    servers.choose(here.parts, name, here.job())
    hosts = here.parts.settings.hosts
    lines = [here.wording.text("text.model-used", name=name)]
    lines += [here.wording.text("text.leaves", hosts=", ".join(hosts))] if hosts else []
    here.answer({"name": name, "hosts": hosts}, lines, as_json=json)


@app.command()
def info(context: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME|FILE")], json: Json = False) -> None:
    """Show what a model file says about itself."""
    here = session(context)
    if name == SERVER:
        document = _server(servers.look(here.parts, here.job()))
        here.answer(document, [f"{key:<14} {value}" for key, value in document.items()], as_json=json)
        return
    found = models.info(name, here.parts.paths, here.job())
    facts = found.facts
    document = {
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
    if served.record and served.state:
        lines += ["", tune.said(here, served.record, served.state), *tune.figures(here, served.record)]
    here.answer({**document, "fitted": tune.row(served.record, served.state)}, lines, as_json=json)


@app.command()
def remove(context: typer.Context, name: Name, json: Json = False) -> None:
    """Delete a model from the program's own folder, or forget the other machines."""
    here = session(context)
    if name == SERVER:
        servers.forget(here.parts)
        here.answer(
            {"name": name, "path": None}, [here.wording.text("text.server-forgotten", name=here.parts.settings.model)], as_json=json
        )
        return
    removed = models.remove(name, here.parts.paths, here.job())
    here.answer({"name": name, "path": str(removed)}, [here.wording.text("text.model-removed", path=removed)], as_json=json)


def _purpose(here: Session, state: ModelStatus) -> str:
    return purpose(state.model, here.wording.language) if state.model else state.title


def purpose(model: CatalogueModel, language: Language) -> str:
    """Say for whom a model is, in the interface's language."""
    return model.use_zh if language is Language.ZH else model.use


def _server(found: EngineInfo) -> dict[str, Any]:
    return {
        "name": SERVER,
        "hosts": found.hosts,
        "silent": found.silent,
        "servers": found.device_name,
        "model": found.model,
        "provenance": found.model_hash,
    }


def _row(state: ModelStatus, copy: tuple[Copy, CopyState] | None) -> dict[str, Any]:
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
        "fitted": tune.row(*copy) if copy else None,
    }
