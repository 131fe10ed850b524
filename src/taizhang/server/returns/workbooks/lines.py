"""Which row of a form each line of a sheet is: by its id where the name agrees, else by its name, or why by none."""

from collections.abc import Iterable
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.returns.sheet import Line
from taizhang.server.returns.workbooks.base import Base
from taizhang.server.returns.workbooks.layout import shown_name
from taizhang.server.returns.workbooks.tables import TableLine, folded


@dataclass(frozen=True, slots=True)
class Matched:
    """A line of a sheet, the row of the form that it is, and what stood there; or why it is none."""

    said: TableLine
    line: Line | None = None
    bases: dict[str, Base] | None = None
    why: Words | None = None


def matched(said: Iterable[TableLine], lines: Iterable[Line]) -> list[Matched]:
    """Each line of a sheet with its row."""
    told = list(said)
    names: dict[str, list[Line]] = {}
    by_id = {line.row.pk: line for line in lines}
    for line in by_id.values():
        names.setdefault(folded(shown_name(line.row)), []).append(line)
    bases = {one.row: one.bases for one in told if one.row is not None}
    first: dict[int, int] = {}
    found = []
    for one in told:
        own, why = _row(one, by_id, names)
        there = first.setdefault(own.row.pk, one.at) if own is not None else one.at
        if there != one.at:
            why = Words(f"与第 {there} 行是同一指标，只读取前一行", f"the same row as line {there}, which is taken")
            own = None
        found.append(Matched(one, own, bases.get(own.row.pk) if own is not None else None, why))
    return found


def _row(said: TableLine, by_id: dict[int, Line], names: dict[str, list[Line]]) -> tuple[Line | None, Words | None]:
    """The row of a line. Where columns were sorted without the hidden one, the name, which people see, counts."""
    own = by_id.get(said.row) if said.row is not None else None
    if own is not None and (not said.name or folded(said.name) == folded(shown_name(own.row))):
        return own, None
    named = names.get(folded(said.name), [])
    if len(named) == 1:
        return named[0], None
    if len(named) > 1:
        zh = f"“{said.name}”有 {len(named)} 行同名，分不清是哪一行"
        return None, Words(zh, f"{len(named)} rows are called {said.name}")
    if own is not None:
        wanted = shown_name(own.row)
        return None, Words(
            f"指标名称被改成“{said.name[:40]}”，模板里是“{wanted}”，没有导入",
            f"the name was changed to {said.name[:40]}; the template has {wanted}",
        )
    return None, Words(
        f"本单位的这张表没有“{said.name[:40]}”这一行", f"this unit is not asked for a row {said.name[:40]!r}"
    )
