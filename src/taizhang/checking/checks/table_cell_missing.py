"""A row of a target annex without a cell that its neighbours fill, and what the cell would be where that follows."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from taizhang.catalogue.indicators import indicator_for
from taizhang.checking.arithmetic import allowance
from taizhang.checking.case import Case
from taizhang.checking.sums import middle
from taizhang.errors import Words
from taizhang.grammar.intervals import HUNDRED, Interval, exactly, printed
from taizhang.linking import Entry
from taizhang.model import Fact, Finding, Said, Severity, Table, TargetRow

CELLS = {
    "actual_value": Words("上年完成值", "last year's result"),
    "actual_growth": Words("上年增速", "last year's growth"),
    "planned_value": Words("计划值", "the planned value"),
    "planned_growth": Words("计划增速", "the planned growth"),
}
RATE = re.compile("[%％‰]|百分|点")
DIGITS = re.compile(r"-?\d[\d,.]*")
KINDS = ("issued_plan", "execution_and_draft_plan", "progress_report", "work_report", "table", "other")


class Implied(NamedTuple):
    """What a missing cell would be by the rest of its row, and how that is computed; empty where it does not follow."""

    words: Words
    formula: str
    tolerance: Words | str


class Gap(NamedTuple):
    """What is missing in a row, how grave that is, and what the cell would be."""

    cells: tuple[str, ...]
    severity: Severity
    implied: Implied


def find(case: Case) -> Iterator[Finding]:
    """The rows of target annexes that leave cells blank which other rows fill."""
    for entry in case.linked.shelf:
        if entry.kind not in KINDS:
            continue
        for table in entry.reading.document.tables:
            rows = [row for row in table.targets if _is_indicator(row)]
            usual = _usual(rows, case.setting("usual"))
            for row in rows:
                if gap := _gap(row, usual, case):
                    yield _finding(case, entry, table, row, gap)


def _is_indicator(row: TargetRow) -> bool:
    """Whether a row is one of an indicator, not the heading of a group."""
    return row.unit is not None or any(getattr(row, cell) for cell in CELLS)


def value_of(cell: str | None) -> Decimal | None:
    """The number of a cell; None where it is blank, a dash or words.

    >>> value_of("5.5左右"), value_of("——"), value_of("量稳质升"), value_of(None)
    (Decimal('5.5'), None, None, None)
    """
    found = DIGITS.search(cell or "")
    try:
        return Decimal(found[0].replace(",", "")) if found else None
    except InvalidOperation:
        return None


def _usual(rows: Sequence[TargetRow], share: float) -> set[str]:
    """The cells that most rows of the table fill with a number; rates have no growth and are not counted for it."""
    usual = set()
    for cell in CELLS:
        asked = [row for row in rows if "growth" not in cell or not _is_rate(row)]
        filled = sum(value_of(getattr(row, cell)) is not None for row in asked)
        if asked and filled >= share * len(asked):
            usual.add(cell)
    return usual


def _is_rate(row: TargetRow) -> bool:
    """Whether a row is of a rate or an index, which has no growth; an amount a head has one."""
    if RATE.search(row.unit or ""):
        return True
    known = indicator_for(row.name, row.unit, "level")
    return known is not None and known.nature in ("rate", "index") and not (row.unit or "").endswith("元")


def _gap(row: TargetRow, usual: set[str], case: Case) -> Gap | None:
    """What a row lacks: cells that are not there, a dash where the others give the value, or any number at all.

    A dash says that a cell does not apply (only the growth is published), and words are a target of their own
    (与经济增长同步): neither is missing where the row has all its cells.
    """
    asked = [cell for cell in CELLS if cell in usual and not (_is_rate(row) and "growth" in cell)]
    unfilled = [cell for cell in asked if value_of(getattr(row, cell)) is None]
    absent = [cell for cell in unfilled if getattr(row, cell) is None]
    implied = _implied(row, unfilled)
    none = all(value_of(getattr(row, cell)) is None for cell in CELLS)
    if not absent and not none and not (implied.words.zh and _dash(row.planned_value)):
        return None
    missing = unfilled if absent or none else ["planned_value"]
    binding = any(word in row.name for word in case.setting("binding"))
    blank = none and any(_dash(getattr(row, cell)) for cell in CELLS)
    return Gap(tuple(missing), "medium" if binding and blank else "low", implied) if missing else None


def _dash(cell: str | None) -> bool:
    return cell is not None and not re.search(r"[\w]", cell)


def _implied(row: TargetRow, missing: list[str]) -> Implied:
    """What a missing plan would be by last year's result and the growth planned, or the growth by both values."""
    actual, planned, growth = map(value_of, (row.actual_value, row.planned_value, row.planned_growth))
    unit, known = row.unit or "", indicator_for(row.name, row.unit, "level")
    if known is not None and known.price == "real":
        return Implied(Words("", ""), "", "")
    if "planned_value" in missing and actual is not None and growth is not None:
        factor = printed(growth).plus(HUNDRED).times(exactly(Decimal("0.01")))
        return _told("计划值", "the plan", printed(actual).times(factor), f"{actual}{unit} × (1 + {growth}%)", unit)
    if "planned_growth" in missing and actual and planned is not None:
        ratio = printed(planned).over(printed(actual))
        if ratio is not None:
            change = ratio.minus(exactly(1)).times(HUNDRED)
            return _told("计划增速", "the planned growth", change, f"{planned}{unit} ÷ {actual}{unit} − 1", "%")
    return Implied(Words("", ""), "", "")


def _told(zh: str, en: str, value: Interval, formula: str, unit: str) -> Implied:
    told = f"{middle(value, 1)}{unit}"
    words = Words(f"，按表中其他数据推算，{zh}约为{told}", f"; by the other cells {en} would be about {told}")
    return Implied(words, f"{formula} = {told}", allowance(value, unit))


def _finding(case: Case, entry: Entry, table: Table, row: TargetRow, gap: Gap) -> Finding:
    facts = [fact for fact in entry.reading.facts if _within(fact, row)]
    said = [(cell, getattr(row, cell)) for cell in gap.cells]
    zh = "、".join(f"{CELLS[cell].zh}{f'为“{words}”' if words else '空缺'}" for cell, words in said)
    en = ", ".join(f"{CELLS[cell].en} {f'is “{words}”' if words else 'is blank'}" for cell, words in said)
    return case.finding(
        [Said(entry.reading.document, fact) for fact in facts],
        severity=gap.severity,
        formula=gap.implied.formula,
        tolerance=gap.implied.tolerance,
        name=row.name,
        table=Words(
            f"《{table.title}》" if table.title else "附表", f"“{table.title}”" if table.title else "the annex"
        ),
        missing=Words(zh, en),
        implied=gap.implied.words,
        doc=entry.doc,
    )


def _within(fact: Fact, row: TargetRow) -> bool:
    measured = fact.label == "measure" and fact.place is not None
    return measured and row.span.start <= fact.span.start and fact.span.end <= row.span.end
