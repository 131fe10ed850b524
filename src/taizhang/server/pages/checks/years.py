"""The promises of a region, year by year: a row an indicator, in each year target, result, verdict and movement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from taizhang.catalogue.chapters import chapters
from taizhang.catalogue.headlines import headlines
from taizhang.errors import Words
from taizhang.following.wording import period_called
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.standings.over_years import Cell, Line, Promise
from taizhang.server.ledger.standings.wording import VERDICTS, grown_words
from taizhang.server.ledger.wording import name_of
from taizhang.server.pages.language import said

RUNNING = Words("执行中", "under way")
OUTCOMES = {**VERDICTS, "running": RUNNING}
SIGNS = {
    "met": "✓",
    "about": "≈",
    "missed": "✗",
    "not_reported": "?",
    "redefined": "≠",
    "unclear": "·",
    "running": "…",
}
TAGS = {"met": "tag-good", "about": "tag-info", "missed": "tag-bad", "not_reported": "tag-warn"}
MOVEMENTS = {
    "raised": Words("目标上调", "raised"),
    "lowered": Words("目标下调", "lowered"),
    "dropped": Words("不再提出", "dropped"),
    "reworded": Words("说法有变", "reworded"),
    "new": Words("新提出", "new"),
    "same": Words("持平", "same"),
}
ARROWS = {"raised": "▲", "lowered": "▼", "dropped": "⊘", "reworded": "≠", "new": "＋", "same": "＝"}
MAIN = Words("主要指标", "Headline indicators")
OWN = Words("其他指标", "Other indicators")
GROWTH = Words("增速", "growth")
CHANGE = Words("增减", "change")
IN_WORDS = Words("定性", "in words")
MEASURES = {"growth": GROWTH, "change": CHANGE, "words": IN_WORDS}


@dataclass(frozen=True, slots=True)
class Told:
    """A promise as it is said."""

    promise: Promise
    target: Words
    reached: Words | None
    period: Words | None
    outcome: Words
    sign: str
    tag: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a row says of a year; nothing told where there is nothing."""

    year: int
    promises: Sequence[Told] = ()
    movement: Words | None = None
    arrow: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator over the years."""

    indicator: Indicator
    name: str
    cells: Sequence[Shown]


@dataclass(slots=True)
class Group:
    """The rows of one chapter."""

    words: Words
    rows: list[Row] = field(default_factory=list)


def groups_of(lines: Iterable[Line], years: Sequence[int]) -> list[Group]:
    """The lines under the chapters of the catalogue, headline indicators first, in the order of the catalogue."""
    main = {code: at for at, line in enumerate(headlines()) for code in line.indicators}
    order = {code: at for at, code in enumerate(chapters())}
    found: dict[str, Group] = {}
    last = len(order)

    def place(line: Line) -> tuple[int, int, str, str]:
        code = line.indicator.code
        return main.get(code, len(main)), order.get(code, last), line.indicator.name, line.measure

    for line in sorted(lines, key=place):
        words = _chapter(line.indicator.code, main)
        found.setdefault(words.zh, Group(words)).rows.append(Row(line.indicator, name(line), _cells(line, years)))
    return list(found.values())


def _chapter(code: str, main: dict[str, int]) -> Words:
    if code in main:
        return MAIN
    chapter = chapters().get(code)
    return Words(chapter, chapter) if chapter else OWN


def name(line: Line) -> str:
    """What a row is called: its indicator, with a word where it is not the level that is promised."""
    called = said(name_of(line.indicator))
    measure = MEASURES.get(line.measure)
    return f"{called} {said(measure)}" if measure else called


def _cells(line: Line, years: Sequence[int]) -> list[Shown]:
    return [shown(line.cells.get(year), year) for year in years]


def shown(cell: Cell | None, year: int) -> Shown:
    """What a cell says."""
    if cell is None:
        return Shown(year)
    moved = cell.movement or ""
    return Shown(
        year,
        [told(promise) for promise in cell.promises],
        MOVEMENTS.get(moved) if moved not in ("same", "") else None,
        ARROWS.get(moved, ""),
        moved,
    )


def told(promise: Promise) -> Told:
    """A promise in words."""
    target, reached = promise.target, promise.reached
    return Told(
        promise,
        target_words(target),
        grown_words(target.indicator, reached.cell, promise.role) if reached else None,
        period_called(reached.period) if reached else None,
        OUTCOMES[promise.outcome],
        SIGNS[promise.outcome],
        TAGS.get(promise.outcome, ""),
    )
