"""The time that each stage of reading takes, by wrapping the functions that the reader calls."""

import importlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any

STAGES = (  # stage, module whose name is wrapped, name
    ("decode", "taizhang.reading.text", "decoded"),
    ("blocks", "taizhang.reading.text", "blocked"),
    ("tables", "taizhang.reading.text", "tabled"),
    ("mend", "taizhang.reading.text", "mended"),
    ("front", "taizhang.reading.text", "front_of"),
    ("outline", "taizhang.reading.text", "outlined"),
    ("metadata", "taizhang.reading.text", "described"),
    ("facts", "taizhang.extracting.reading", "facts_of"),
    ("commitments", "taizhang.extracting.reading", "commitments_of"),
    ("claims", "taizhang.extracting.reading", "claims_of"),
)


@contextmanager
def timed(seconds: Counter[str]) -> Iterator[None]:
    """While it lasts, the stages add the seconds they take to the counter."""
    kept = []
    for stage, module_name, name in STAGES:
        module = importlib.import_module(module_name)
        kept.append((module, name, getattr(module, name)))
        setattr(module, name, _timed(getattr(module, name), stage, seconds))
    try:
        yield
    finally:
        for module, name, function in kept:
            setattr(module, name, function)


def _timed(function: Callable[..., Any], stage: str, seconds: Counter[str]) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        begun = process_time()
        try:
            return function(*arguments)
        finally:
            seconds[stage] += process_time() - begun

    return run


def read_whole(path: Path) -> int:
    """Read a file with every stage; the number of facts."""
    from taizhang.extracting import read

    reading = read(path)
    return len(reading.facts) + 0 * (len(reading.commitments) + len(reading.claims))


def stage_seconds(paths: list[Path], rounds: int = 3) -> Counter[str]:
    """Seconds of each stage over the files, the quickest of some rounds by stage, dictionaries loaded first."""
    for path in paths[:2]:
        read_whole(path)
    best: Counter[str] = Counter()
    for turn in range(rounds):
        seconds: Counter[str] = Counter()
        with timed(seconds):
            for path in paths:
                read_whole(path)
        best = Counter({stage: min(taken, best[stage]) if turn else taken for stage, taken in seconds.items()})
    return best
