"""Target annexes: for each indicator the result and the target, each as value and growth."""

import re
from collections.abc import Iterator
from typing import Literal

from taizhang.model import Span, Table, TargetRow
from taizhang.reading.tables.columns import Column, columns_of
from taizhang.reading.tables.draft import Draft, Row
from taizhang.reading.tables.names import named
from taizhang.reading.tables.pieces import Piece
from taizhang.reading.tables.spreading import spread

Slot = Literal["actual_value", "actual_growth", "planned_value", "planned_growth"]

# 城镇化率, 占比 … are per cent by nature; any other name with the unit % stands for its growth.
# A budget table has columns of its own (预算数, 执行数, 决算数); it is no annex of targets.
_BUDGET = re.compile(r"预算数?|决算|执行数")
_RATE = re.compile(
    r"(?:率|比重|占比|比例|指数|程度|水平|强度|普及|覆盖|贡献|幅度)(?:[（(].*[)）])?$|率[（(]?|降低|下降|削减"
)


def targets_of(draft: Draft, table: Table) -> tuple[TargetRow, ...]:
    """The rows of a target annex, group headings included; nothing where no column is planned."""
    columns = columns_of(draft.columns, table.title)
    slots = slots_of(columns)
    if _BUDGET.search("".join("".join(heads) for heads in draft.columns)):
        return ()
    if not any(slot and slot.startswith("planned") for slot in slots):
        return ()
    rows: list[TargetRow] = []
    for row in draft.rows:
        rows += (_group(piece) for piece in row.groups)
        if row.name is None:
            continue
        cells: dict[Slot, str] = {}
        for piece, column, _ in spread(row.data, draft.columns).cells:
            slot = slots[column] if column < len(slots) else None
            if slot and slot not in cells:
                cells[slot] = piece.text
        rows.append(_target(row, cells, columns, table.unit))
    return tuple(rows)


def slots_of(columns: list[Column]) -> list[Slot | None]:
    """For each column what it holds of result and target; None for shares, older years and second targets.

    >>> slots_of(columns_of([("2021年实际",), ("2022年预计",), ("2023年目标",), ("增长%",)], None))
    [None, 'actual_value', 'planned_value', 'planned_growth']
    """
    slots: list[Slot | None] = [None] * len(columns)
    taken: set[Slot] = set()
    planned = [i for i, column in enumerate(columns) if column.status == "target"]
    done = [i for i, column in enumerate(columns) if column.status != "target"]
    latest = max((columns[i].period or "" for i in done), default="")
    for i in planned + [i for i in reversed(done) if (columns[i].period or "") == latest]:
        slot = _slot(columns[i])
        if slot and slot not in taken:
            taken.add(slot)
            slots[i] = slot
    return slots


def _slot(column: Column) -> Slot | None:
    if column.measure not in ("value", "growth"):
        return None
    if column.status == "target":
        return "planned_value" if column.measure == "value" else "planned_growth"
    return "actual_value" if column.measure == "value" else "actual_growth"


def _group(piece: Piece) -> TargetRow:
    return TargetRow(named(piece.text).words, None, None, None, None, None, Span(piece.start, piece.end))


def _target(row: Row, cells: dict[Slot, str], columns: list[Column], unit: str | None) -> TargetRow:
    assert row.name is not None  # noqa: S101 - the caller leaves out rows without a name
    name = named(row.name.text)
    printed = row.unit.text if row.unit else name.unit
    if printed is None and cells:
        printed = next((c.unit for c in columns if c.measure == "value" and c.unit), None) or unit
    if printed in ("%", "％") and is_growth(name.words) and not any(slot.endswith("growth") for slot in cells):
        cells = dict(_as_growth(cells))
    pieces = row.pieces()
    span = Span(row.name.start, max(piece.end for piece in pieces if piece not in row.groups))
    return TargetRow(
        name.words,
        printed,
        cells.get("actual_value"),
        cells.get("actual_growth"),
        cells.get("planned_value"),
        cells.get("planned_growth"),
        span,
    )


def is_growth(name: str) -> bool:
    """Whether per cent of an indicator of this name is its growth.

    >>> [is_growth(n) for n in ("地区生产总值", "固定资产投资增长率", "常住人口城镇化率", "单位生产总值能耗降低")]
    [True, True, False, False]
    """
    return bool(re.search(r"增长率?$|增速$|增幅$|增长[（(]", name)) or not _RATE.search(name)


def _as_growth(cells: dict[Slot, str]) -> Iterator[tuple[Slot, str]]:
    for slot, words in cells.items():
        yield ("actual_growth" if slot == "actual_value" else "planned_growth"), words
