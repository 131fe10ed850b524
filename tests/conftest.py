"""What the tests share: where the example and the shared documents stand, and a way to run the command line."""

import gc
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from folders import SHARED
from taizhang.cli import main

settings.register_profile("unhurried", deadline=None)  # how long an example takes is a matter of the machine
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests: the processes of a run then end at about the same time."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture(autouse=True, scope="module")
def own_heap() -> None:
    """Keep what earlier modules left out of the search for garbage, which would slow a timed test more and more."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample documents and gold beside the repository; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is absent: sample documents and gold are not part of the repository")
    return SHARED


@dataclass(frozen=True)
class Ended:
    """How a run of the command line ended, and what it wrote."""

    code: int
    out: str
    err: str


Taizhang = Callable[..., Ended]


@pytest.fixture
def taizhang(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Taizhang:
    """`taizhang("read", path, stdin=…)` runs the command line in this process."""
    monkeypatch.delenv("TAIZHANG_LANG", raising=False)
    monkeypatch.delenv("TAIZHANG_DEBUG", raising=False)

    def run(*arguments: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return run


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of recognised pages that the test has for itself."""
    monkeypatch.setenv("TAIZHANG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    for name in ("rapidocr", "onnxruntime"):
        monkeypatch.setitem(sys.modules, name, None)
