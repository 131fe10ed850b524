"""Every original opens, or is refused with a reason; how long it takes. Each in a process of its own."""

from collections import Counter
from pathlib import Path
from typing import Any

from gauges.child import in_child
from gauges.corpus import DOCUMENTS
from gauges.figures import Figure

FOLDER = DOCUMENTS / "originals"
MOST_PER_100 = 60.0  # seconds for a hundred pages of a PDF, recognition apart
FEW = 10  # pages: a shorter file is reckoned as so long, for what it takes to begin does not grow with pages
OPENED = ("format", "pages", "recognised", "tables", "cells", "facts")


def every_original() -> list[Path]:
    """The files in the formats in which they were published."""
    return sorted(path for path in FOLDER.rglob("*") if path.is_file())


def short_originals() -> list[Path]:
    """The smallest file of each folder."""
    folders = sorted({path.parent for path in every_original()})
    return [min(folder.iterdir(), key=lambda path: path.stat().st_size) for folder in folders]


def originals_figures(paths: list[Path], *, ocr: bool) -> list[Figure]:
    """Prints what became of each file; the figures are how many opened, were refused, failed, and the seconds."""
    outcomes = {path: in_child("summary", path, ocr=ocr) for path in paths}
    for path, outcome in outcomes.items():
        print(f"  {path.name:52.52} {said(outcome)}")
    counts = Counter(verdict(outcome) for outcome in outcomes.values())
    return [
        Figure("files", len(paths)),
        Figure("opened", counts["opened"]),
        Figure("refused with a reason", counts["refused"]),
        Figure("pictures only, recognition is off", counts["pictures"]),
        Figure("raised, hung or crashed", counts["failed"], most=0),
        *_seconds([(path.stem, outcome) for path, outcome in outcomes.items() if "seconds" in outcome]),
    ]


def verdict(outcome: dict[str, Any]) -> str:
    """opened, refused, failed; pictures where all that was refused is what recognition would give."""
    if "failed" in outcome:
        return "failed"
    if "refused" not in outcome:
        return "opened"
    return "pictures" if outcome["refused"] == "NothingReadable" and outcome["recognised"] else "refused"


def said(outcome: dict[str, Any]) -> str:
    """What became of a file, on a line."""
    kind = verdict(outcome)
    if kind == "failed":
        return f"FAILED: {outcome['failed']}"
    if kind == "pictures":
        return f"{outcome['recognised']} pages are pictures, recognition is off"
    if kind == "refused":
        return f"{outcome['refused']}: {outcome['why'].split(': ', 1)[-1]}"
    counts = "  ".join(f"{outcome[key]} {key}" for key in OPENED[1:] if outcome[key])
    return f"{outcome['format']:5} {outcome['seconds']:6.2f} s  {counts}"


def _seconds(read: list[tuple[str, dict[str, Any]]]) -> list[Figure]:
    """Seconds of the slowest: for a hundred pages where a file has pages of its own, else of the whole file.

    Pages left to recognition are counted out.
    """
    paged = [(name, one["seconds"], one["pages"] - one["recognised"]) for name, one in read if one["pages"]]
    rates = [(100 * seconds / max(pages, FEW), name) for name, seconds, pages in paged if pages > 0]
    whole = [(one["seconds"], name) for name, one in read if not one["pages"]]
    figures = []
    if rates:
        rate, name = max(rates)
        figures.append(Figure("slowest PDF, s a 100 pages", rate, most=MOST_PER_100, unit="s", note=name))
        total = 100 * sum(seconds for _, seconds, _ in paged) / sum(pages for *_, pages in paged)
        figures.append(Figure("all PDFs, s a 100 pages", total, unit="s"))
    if whole:
        seconds, name = max(whole)
        figures.append(Figure("slowest other file", seconds, unit="s", note=name))
    return figures
