"""The documents that are measured: those shared beside the repository, else the repository's own examples."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
DOCUMENTS = SHARED / "documents"
GOLD_THERE = (SHARED / "gold").is_dir()


def texts(*folders: str) -> list[Path]:
    """The text files of these folders of the shared documents; the examples where there are none."""
    found = sorted(path for folder in folders for path in (DOCUMENTS / folder).glob("*.txt"))
    return found or sorted((ROOT / "examples").rglob("*.txt"))


def zibo() -> list[Path]:
    """The five texts that the figures of peers in the literature of this project were taken on."""
    return texts("zibo")


def every_text() -> list[Path]:
    """Every document that is text."""
    return texts("zibo", "others", "sample")


def spread(paths: list[Path], count: int) -> list[Path]:
    """At most `count` of the paths, evenly spread."""
    step = max(1, -(-len(paths) // count))
    return paths[::step]
