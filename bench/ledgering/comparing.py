"""Every question of the ledger: its answer beside its bare SQL, and what its statements read from end to end."""

from collections.abc import Iterator

from gauges.figures import Figure

from ledgering.asking import EMPTY, Asker, Measured, Question, figure_of
from ledgering.cast import Cast, key_of
from ledgering.questions import questions
from ledgering.scale import Scale
from ledgering.scans import scans_of

WHO = ("auditor", "administrator", "district", "town")


def asker_of(cast: Cast) -> Asker:
    """One who asks with a key of each person."""
    return Asker({name: key_of(cast.people[name]) for name in WHO})


def query_figures(cast: Cast, scale: Scale) -> Iterator[Figure]:
    """The empty answer, then every question, then the scans."""
    asker = asker_of(cast)
    empty = asker.measure(Question("an empty answer", EMPTY))
    note = f"SQL {empty.bare * 1e3:.1f} ms, {len(empty.statements)} statements"
    yield Figure("an empty answer", empty.whole * 1e3, unit="ms", note=note)
    asked: list[Measured] = []
    for question in questions(cast, scale):
        asked.append(asker.measure(question))
        yield figure_of(asked[-1], empty)
    yield scan_figure(asked)


def scan_figure(asked: list[Measured]) -> Figure:
    """How many questions read a large table from end to end, and which."""
    found = {one.question.name: scans_of(one.statements) for one in asked}
    named = [f"{name} ({', '.join(sorted({table for table, _ in scans}))})" for name, scans in found.items() if scans]
    return Figure("questions that scan a large table", len(named), unit="", note="; ".join(named))
