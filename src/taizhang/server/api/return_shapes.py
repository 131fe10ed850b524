"""How forms, returns and their cells are told and asked for by the API."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Annotated

from ninja import Field, Schema

from taizhang.server.api.body import Body
from taizhang.server.api.names import Named
from taizhang.server.api.observation_shapes import WantedOut
from taizhang.server.api.paging import Limit
from taizhang.server.api.scalars import Day, Line, Revision, RowId, Short, Text
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.rows import Json
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.models import RETURN, Exemption, Return
from taizhang.server.returns.standing import days_late, is_locked, lock_on, lock_words, locked_since, state_on

ReturnState = Enum("ReturnState", {state: state for state in RETURN.states}, type=str)  # type: ignore[misc]
Position = Annotated[int, Field(ge=0, le=32767)]
ColumnKey = Annotated[str, Field(max_length=20)]


class AskOut(Schema):
    """A question about a value, in both languages."""

    code: str
    zh: str
    en: str


class ReturnOut(Schema):
    """A return as it is today: its state, its days, and the four flags kept apart."""

    id: int
    revision: int
    form: Named
    unit: Named
    period: str
    period_name: str
    opens_on: date
    due_on: date
    locks_on: date | None
    state: str
    state_name: str
    days_late: int
    complete: bool
    approved: bool
    locked: bool
    on_time: bool | None
    lock: str
    lock_reason: str
    locked_at: datetime | None
    open_until: date | None
    note: str
    vintage: str
    submitted_by: int | None
    submitted_at: datetime | None
    decided_by: int | None
    decided_at: datetime | None

    @classmethod
    def of(cls, filed: Return, today: date | None = None) -> Json:
        """How a return is told, on the day that it is; of many that day is asked for once."""
        today = today or clock.today()
        state, lock = state_on(filed, today), lock_on(filed, today)
        return {
            **dict(zip(PLAIN, of_return(filed), strict=True)),
            "form": {"id": filed.form_id, "name": filed.form.name},
            "unit": {"id": filed.unit_id, "name": filed.unit.name},
            "period_name": period_of(filed.period).words.zh,
            "state": state,
            "state_name": RETURN.states[state].zh,
            "days_late": days_late(filed, today),
            "locked": is_locked(filed, today),
            "lock": lock,
            "lock_reason": lock_words(filed, today).zh if lock else "",
            "locked_at": locked_since(filed) if lock else None,
        }


COMPUTED = {
    "form", "unit", "period_name", "state", "state_name", "days_late", "locked", "lock", "lock_reason", "locked_at"
}  # fmt: skip
PLAIN = tuple(name for name in ReturnOut.model_fields if name not in COMPUTED)
of_return = attrgetter(*PLAIN)


class ReturnFilter(Schema):
    """Which returns are wanted; `locked` lists all locks."""

    form: RowId | None = None
    unit: RowId | None = None
    period: Short | None = None
    state: ReturnState | None = None
    locked: bool | None = None


class LateFilter(Schema):
    """Of which form, unit or period who has not reported is asked for."""

    form: RowId | None = None
    unit: RowId | None = None
    period: Short | None = None
    limit: Limit = 200
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class ExemptionOut(Schema):
    """An exemption from a lock."""

    id: int
    filed_id: int
    unit: Named
    form: Named
    period: str
    reason: str
    until: date
    open: bool
    by: int | None
    at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, row: Exemption) -> Json:
        """How an exemption is told."""
        filed = row.filed
        return {
            "id": row.pk,
            "filed_id": row.filed_id,
            "unit": {"id": filed.unit_id, "name": filed.unit.name},
            "form": {"id": filed.form_id, "name": filed.form.name},
            "period": filed.period,
            "reason": row.reason,
            "until": row.until,
            "open": row.ended_at is None and row.until >= clock.today(),
            "by": row.by,
            "at": row.at,
            "ended_at": row.ended_at,
        }


class CellBody(Body):
    """What goes into one cell, named by `row` (its id) or `position`. Blank (null, "") is not zero.

    `revision` is the one seen, 0 where nothing stood there yet. `comment` and `reason` stay where they are not given.
    """

    row: RowId | None = None
    position: Position | None = None
    column: ColumnKey
    value: Text | Decimal | None = None
    comment: Text | None = None
    reason: Text | None = None
    revision: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0

    def given(self) -> CellIn:
        """The cell as the action takes it."""
        return CellIn(self.column, self.row, self.position, self.value, self.comment, self.reason, seen=self.revision)


class CellsBody(Body):
    """Cells to fill in, all of them or none."""

    cells: Annotated[list[CellBody], Field(min_length=1, max_length=5000)]
    why: Text = ""


class WrittenOut(Schema):
    """What happened to a cell: new, changed or same; and what is asked about it."""

    row: int | None
    position: int | None
    column: str
    what: str
    id: int | None
    revision: int
    value: Decimal | None
    warnings: list[AskOut]
    reason: str


class CellOut(Schema):
    """A cell after a file was attached or taken off."""

    id: int
    revision: int
    attachment: str


class AcceptedRow(Schema):
    """What a row of an accepted return became in the ledger; `why` where it waits for its authority's release."""

    row: int
    name: str
    result: str
    why: str | None


class AcceptedOut(Schema):
    """A return that was accepted, and what became of its rows."""

    filed: ReturnOut
    rows: list[AcceptedRow]


class FilledOut(Schema):
    """A return after cells were filled in, and these."""

    filed: ReturnOut
    cells: list[WrittenOut]


class TrialOut(Schema):
    """What would happen to a cell; null where it would be refused, with why."""

    row: int | None
    position: int | None
    column: str
    what: str | None
    warnings: list[AskOut]
    refused: str | None


class NeighbourOut(Schema):
    """A figure of another period."""

    period: str
    value: Decimal
    places: int


class GridCellOut(Schema):
    """A cell with what stands beside it."""

    column: str
    unit_of_measure: str
    required: bool
    id: int | None
    revision: int
    value: Decimal | None
    text: str
    places: int
    comment: str
    reason: str
    attachment: str
    warnings: list[AskOut]
    answered: bool
    last: NeighbourOut | None
    last_year: NeighbourOut | None


class GridRowOut(Schema):
    """A row with its cells."""

    row: int
    position: int
    indicator: str
    name: str
    unit_of_measure: str
    part_of: int | None
    exhaustive: bool
    required: bool
    target: WantedOut | None
    cells: list[GridCellOut]


class ColumnOut(Schema):
    """A column."""

    key: str
    zh: str
    en: str
    kind: str


class GridOut(Schema):
    """A return with all its cells."""

    filed: ReturnOut
    open: bool
    columns: list[ColumnOut]
    rows: list[GridRowOut]


class SubmitBody(Body):
    """A submission of the return as it was seen."""

    revision: Revision
    why: Text = ""


class SendBackBody(Body):
    """Why a return is sent back, and until when it is open if its deadline is past."""

    revision: Revision
    note: Text
    until: Day | None = None


class ExemptBody(Body):
    """Why a return is opened in spite of its lock, and until when."""

    reason: Text
    until: Day


class RemindBody(Body):
    """What is said besides the reminder itself."""

    note: Line = ""
