"""How far an engine is before it can write, told to whoever waits."""

from __future__ import annotations

from bioai_desktop.domain import Engine, EngineInfo, Job


def wake(engine: Engine, job: Job) -> EngineInfo:
    """Return what the engine runs on, its model loaded if need be; raises as `Engine.info`, or `Cancelled`."""

    def beat() -> None:
        tell(engine, job)

    return engine.info(beat)


def tell(engine: Engine, job: Job) -> bool:
    """Report what the engine does before it can write; says whether it does anything of the kind. Raises `Cancelled`."""
    loading = engine.loading
    if loading is not None:
        job.step(loading.step, round(loading.share * 100), 100)
    return loading is not None
