"""What the command line finds of the errors that bench/planting plants, and what it finds where there are none.

The product is run as it stands, through its command line; the planting itself knows nothing of it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from planting.planter import FAMILY, Base, Planted

# Findings that inform: no reproach to a document, but printed apart, since the sound ones give no cause for them.
INFORMING = {
    "target_met",
    "met_early",
    "ahead_of_pace",
    "behind_pace",
    "unverifiable_target",
    "comparison_withheld",
    "problem_without_measure",
}
Place = tuple[str, int, int]


@dataclass(frozen=True)
class Found:
    """A finding: which check, what it points at (document, start, end), and its words."""

    check: str
    places: tuple[Place, ...]
    message: str


def checked(texts: Mapping[str, str], names: Iterable[str], folder: Path) -> list[Found]:
    """The findings of `taizhang check` over these documents, written to the folder for it."""
    from taizhang.cli import main

    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.txt" for name in names]
    for path in paths:
        path.write_text(texts[path.stem], "utf-8")
    rows = folder / "findings.jsonl"
    rows.unlink(missing_ok=True)
    code = main(["check", *map(str, paths), "--format", "jsonl", "-o", str(rows)])
    if not rows.exists():
        raise RuntimeError(f"taizhang check gave no rows, exit code {code}")
    return [_found(json.loads(line)) for line in rows.read_text("utf-8").splitlines() if line]


def _found(row: Mapping) -> Found:
    places = tuple((Path(fact["doc"]).stem, fact["start"], fact["end"]) for fact in row["facts"])
    return Found(row["check"], places, row["message"])


def clean_findings(sound: Base, folder: Path) -> dict[tuple[str, ...], list[Found]]:
    """The findings over the sound documents: the family read together, each of the others alone."""
    sets = [FAMILY, *((name,) for name in sound.texts if name not in FAMILY)]
    return {names: checked(sound.texts, names, folder) for names in sets}


def naming(error: Planted, found: Iterable[Found], clean: Iterable[Found]) -> list[Found]:
    """The findings that name the error: a right check, at the place, and not raised where there is no error."""
    before = {(finding.check, frozenset(_moved(place, error) for place in finding.places)) for finding in clean}
    return [
        finding
        for finding in found
        if finding.check in error.right
        and any(overlap(place, error.where) for place in finding.places)
        and (finding.check, frozenset(finding.places)) not in before
    ]


def _moved(place: Place, error: Planted) -> Place:
    """Where a place of the sound document lies in the one with the error."""
    document, start, end = place
    if document != error.document:
        return place
    delta = len(error.replacement) - len(error.original)
    at, until = error.edit.start, error.edit.end
    return (
        document,
        start + delta if start >= until and start > at else start,
        end + delta if end >= until and end > at else end,
    )


def overlap(place: Place, where: Place) -> bool:
    return place[0] == where[0] and place[1] < where[2] and where[1] < place[2]


def false_findings(clean: Mapping[tuple[str, ...], list[Found]]) -> tuple[Counter, Counter]:
    """Findings over sound documents by check: the reproaches, and apart from them what informs."""
    every = Counter(finding.check for findings in clean.values() for finding in findings)
    reproaches = Counter({check: count for check, count in every.items() if check not in INFORMING})
    return reproaches, every - reproaches
