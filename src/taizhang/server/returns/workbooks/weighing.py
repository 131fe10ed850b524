"""What a sheet would change in a return: each of its cells told as new, changed, same or refused, nothing written."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit, User
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Refused
from taizhang.server.lib.rows import Json
from taizhang.server.returns.asking import asks_of
from taizhang.server.returns.cell_input import Fit, Unfit, weigh
from taizhang.server.returns.columns import COLUMNS, Column
from taizhang.server.returns.filling import put_in
from taizhang.server.returns.models import Import, ImportPart, Return
from taizhang.server.returns.sheet import Sheet
from taizhang.server.returns.standing import must_be_open, must_have_begun
from taizhang.server.returns.typed import BLANK, Typing
from taizhang.server.returns.workbooks.base import plain
from taizhang.server.returns.workbooks.finding import Found
from taizhang.server.returns.workbooks.layout import shown_unit
from taizhang.server.returns.workbooks.lines import Matched, matched
from taizhang.server.returns.workbooks.loading import Loaded, loaded
from taizhang.server.returns.workbooks.merging import Given, Spot, merged, shown
from taizhang.server.returns.workbooks.opening import Held, place
from taizhang.server.returns.workbooks.said import said, words_of_error
from taizhang.server.returns.workbooks.tables import Table, folded
from taizhang.server.returns.workbooks.telling import Asked, Weighed, cautions_of, counts_of, row_told
from taizhang.server.returns.workbooks.typing import NotTyped, typed, words_of


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides a sheet: which cells came from the same template by the same person, and who saved each."""

    own: frozenset[int]
    names: dict[int, str]


def weighed_part(actor: Actor, unit: Unit, number: int, found: Found) -> ImportPart:
    """The part that a sheet makes of an import dropped at a unit, not saved."""
    part = ImportPart(number=number, sheet=found.table.page.name[:64], unit=unit)
    part.header, part.by_names = found.table.header, found.by_names
    if found.filed is None:
        return _refused(part, found.trouble or Words("", ""))
    part.filed, part.unit = found.filed, found.filed.unit
    of = loaded([found.filed])[0]
    lines = _weigh(actor, found.table, of)
    part.rows = [row_told(one) for one in lines]
    part.all_rows = len(lines)
    part.counts = counts_of(lines)
    part.cautions = [said(words) for words in cautions_of(found, of.sheet, lines)]
    trouble = _trouble(actor, unit, found.filed) if _writes(part.counts) else None
    return _refused(part, trouble) if trouble is not None else part


def _refused(part: ImportPart, why: Words) -> ImportPart:
    part.state, part.trouble = ImportPart.State.REFUSED, said(why)
    return part


def _writes(counts: Json) -> bool:
    return bool(counts.get("new") or counts.get("changed"))


def _trouble(actor: Actor, unit: Unit, filed: Return) -> Words | None:
    """Why nothing may be put into a return now: out of reach, submitted, locked."""
    if not filed.unit.path.startswith(unit.path):
        return Words(f"文件是{filed}的，不属于{unit}", f"the file is of {filed}, which is not of {unit}")
    try:
        actor.wants("return.fill", filed.unit)
        must_be_open(filed, clock.today())
        must_have_begun(filed, clock.today())
    except Refused as error:
        return words_of_error(error)
    return None


def _weigh(actor: Actor, table: Table, of: Loaded) -> list[Weighed]:
    around = _around(actor, table, of.sheet)
    lines = [_line(table, of.sheet, match, around) for match in matched(table.lines, of.sheet.lines)]
    cells = [cell for line in lines for cell in line.cells if cell.given is not None]
    _try(of, cells)
    for line in lines:
        line.same += sum(cell.fit is not None and cell.fit.what == "same" for cell in line.cells)
        line.cells = [cell for cell in line.cells if cell.fit is None or cell.fit.what != "same"]
    return lines


def _try(of: Loaded, cells: Sequence[Asked]) -> None:
    """Let the sheet be what it would become, and ask of it what filling in would."""
    weighs = weigh(of.sheet, [cell.given for cell in cells if cell.given is not None])
    put_in(of.sheet, [one for one in weighs if isinstance(one, Fit)])
    asked = asks_of(of.sheet, of.beside)
    for cell, one in zip(cells, weighs, strict=True):
        if isinstance(one, Unfit):
            cell.why = one.why
        else:
            cell.fit, cell.asks = one, asked.get(one.key, [])


def _line(table: Table, sheet: Sheet, match: Matched, around: Around) -> Weighed:
    line = Weighed(match)
    if match.line is None:
        return line
    columns = {column.key: column for column in match.line.columns}
    for (key, side), at in table.columns.items():
        held = match.said.cells.get(at, Held())
        if side or (key not in columns and held.words in BLANK):
            continue
        asked = _cell(table, sheet, match, COLUMNS[key], around)
        if asked is None:
            line.same += 1
        else:
            line.cells.append(asked)
    return line


def _cell(table: Table, sheet: Sheet, match: Matched, column: Column, around: Around) -> Asked | None:
    at = place(match.said.at, table.columns[column.key, ""])
    if match.line is None:
        return None
    row, cells = match.line.row, match.said.cells
    key = (row.pk, column.key)
    cell = sheet.cells.get(key)
    try:
        given = Given(
            _typed(cells.get(table.columns[column.key, ""], Held()), column, match),
            *(_words(table, cells, column, side) for side in ("comment", "reason")),
        )
    except NotTyped as error:
        return Asked(at, column, why=error.words)
    base = match.bases.get(column.key) if match.bases is not None else None
    spot = Spot(
        row,
        column,
        cell,
        sheet.figures.get(key),
        given,
        base,
        own=cell is not None and cell.pk in around.own,
        who=around.names.get(cell.entered_by or 0, "") if cell else "",
    )
    asks = merged(spot)
    if isinstance(asks, Words):
        return Asked(at, column, why=asks)
    return Asked(at, column, given=asks) if asks is not None else None


def _typed(held: Held, column: Column, match: Matched) -> Typing:
    """What a cell says; with the unit of its line, where that is another than the form's."""
    value = typed(held, column)
    unit, line = match.said.unit, match.line
    if value is None or column.kind != "level" or line is None or folded(unit) in {"", folded(shown_unit(line))}:
        return value
    text = shown(value)
    return f"{text}{unit}" if text and text[-1].isdigit() else value


def _words(table: Table, cells: dict[int, Held], column: Column, side: Any) -> str | None:
    at = table.columns.get((column.key, side))
    if at is None:
        return None
    held = cells.get(at, Held())
    if held.wanting or held.error:
        raise NotTyped(Words("说明中是公式，请改为文字", "words are wanted, not a formula"))
    return plain(words_of(held))


def _around(actor: Actor, table: Table, sheet: Sheet) -> Around:
    """Who saved the cells, and which of them the one who acts put in by the same template."""
    cells = list(sheet.cells.values())
    users = User.objects.in_bulk({cell.entered_by for cell in cells if cell.entered_by is not None})
    names = {key: str(user) for key, user in users.items()}
    if actor.user is None or table.identity is None:
        return Around(frozenset(), names)
    mine = [cell for cell in cells if cell.entered_by == actor.user.pk and cell.origin.get("import")]
    drops = Import.objects.filter(pk__in={cell.origin["import"] for cell in mine}, copy=table.identity.copy)
    same = set(drops.values_list("pk", flat=True))
    return Around(frozenset(cell.pk for cell in mine if cell.origin["import"] in same), names)
