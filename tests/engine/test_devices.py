import pytest

from bioai_desktop.domain import Device
from bioai_desktop.engine import devices
from bioai_desktop.engine.devices import Choice, Gpu, Offer

_SMALL, _LARGE = Gpu(1, "small", 4_000), Gpu(2, "large", 9_000)


@pytest.mark.parametrize(
    ("device", "offer", "choice"),
    [
        (Device.AUTO, Offer(build_has_gpu=True, gpus=(_SMALL, _LARGE)), Choice(_LARGE)),
        (Device.GPU, Offer(build_has_gpu=True, gpus=(_SMALL, _LARGE)), Choice(_LARGE)),
        (Device.CPU, Offer(build_has_gpu=True, gpus=(_LARGE,)), Choice(None)),
        (Device.AUTO, Offer(build_has_gpu=False, gpus=()), Choice(None, "build-without-gpu")),
        (Device.GPU, Offer(build_has_gpu=False, gpus=()), Choice(None, "build-without-gpu")),
        (Device.AUTO, Offer(build_has_gpu=True, gpus=()), Choice(None, "no-gpu-found")),
        (Device.AUTO, Offer(build_has_gpu=True, gpus=(_SMALL,)), Choice(None, "gpu-memory")),
    ],
)
def test_choice(device: Device, offer: Offer, choice: Choice) -> None:
    assert devices.choose(device, offer, 5_000) == choice


@pytest.mark.parametrize(
    ("allowed", "physical", "quota", "threads"),
    [(2, 1, 0, 2), (4, 2, 0, 4), (16, 8, 0, 8), (8, 16, 0, 8), (64, 32, 3, 3), (8, None, 0, 8), (1, 1, 0, 1)],
)
def test_threads(monkeypatch: pytest.MonkeyPatch, allowed: int, physical: int | None, quota: int, threads: int) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(allowed)), raising=False)
    monkeypatch.setattr("psutil.cpu_count", lambda **_: physical)
    monkeypatch.setattr(devices, "_quota", lambda: quota)

    assert devices.threads() == threads
