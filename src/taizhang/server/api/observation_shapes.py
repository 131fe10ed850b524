"""How observations, series, matrices and rankings are told and asked for by the API."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from taizhang.server.api.body import Body
from taizhang.server.api.names import Measured, Named, Said
from taizhang.server.api.plan_shapes import Digits, Places
from taizhang.server.api.scalars import Day, Number, Revision, RowId, Short, Text
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.observations.actions import CHUNK

Period = Annotated[str, Field(max_length=24, description="期次，如 2025-05、2025-01/2025-05、2025Q1、2025H1、2025")]
PeriodKind = Literal["ten_day", "week", "month", "cumulative", "quarter", "half_year", "year", "five_years"]
By = Enum("By", {name: name for name in ("value", "cumulative", "growth", "cumulative_growth")}, type=str)  # type: ignore[misc]


class ObservationOut(Schema):
    """One row of a figure, with what it says, from whom, and whether it may be quoted."""

    id: int
    revision: int
    region_id: int
    unit: Named
    indicator: Measured
    period: str
    period_type: str
    period_end: date
    vintage: str
    value: Digits | None
    cumulative: Digits | None
    growth: Digits | None
    cumulative_growth: Digits | None
    places: int
    authority_id: int | None
    released_on: date | None
    state: str
    current: bool
    replaces_id: int | None
    reason: str
    comment: str
    fact_id: int | None
    origin: dict[str, Any]
    entered_by: int | None
    entered_at: datetime
    accepted_by: int | None
    accepted_at: datetime | None


class Numbers(Body):
    """The numbers of a figure and what is said of them; what is null or left out is not said, and is no nought."""

    value: Number | None = None
    cumulative: Number | None = None
    growth: Number | None = None
    cumulative_growth: Number | None = None
    places: Places | None = None
    authority_id: RowId | None = None
    released_on: Day | None = None
    comment: Text = ""


class FigureIn(Numbers):
    """A figure of an indicator (by its code) for a unit and a period."""

    unit_id: RowId
    indicator: Short
    period: Period
    vintage: Observation.Vintage = Observation.Vintage.FLASH
    reason: Text = ""


class BulkIn(Body):
    """Many figures."""

    figures: Annotated[list[FigureIn], Field(min_length=1, max_length=CHUNK)]
    why: Text = ""


class OutcomeOut(Schema):
    """What became of one figure, by its place in the list from 0."""

    index: int
    result: Literal["new", "changed", "same", "accepted", "refused"]
    id: int | None
    revision: int | None
    why: Said | None


class Seen(Body):
    """A row with the revision that was seen."""

    id: RowId
    revision: Revision


class AcceptIn(Body):
    """Which rows are to be accepted."""

    rows: Annotated[list[Seen], Field(min_length=1, max_length=CHUNK)]
    why: Text = ""


class AcceptOne(Body):
    """Acceptance of one; `released_on` states when its authority released it."""

    revision: Revision
    released_on: Day | None = None
    why: Text = ""


class RejectIn(Body):
    """Why a figure is not used."""

    revision: Revision
    why: Annotated[Text, Field(min_length=1)]


class CorrectIn(Numbers):
    """A correction of what was accepted: the numbers that are other than they were, with the reason."""

    revision: Revision
    why: Annotated[Text, Field(min_length=1)]


class CellOut(Schema):
    """A number; a derived one was computed from other periods and is of no row."""

    number: Digits
    derived: bool
    vintage: str
    places: int
    id: int | None


class FiguresOut(Schema):
    """What is known of a period; null is not known."""

    period: str
    value: CellOut | None
    cumulative: CellOut | None
    growth: CellOut | None
    cumulative_growth: CellOut | None


class WantedOut(Schema):
    """What is wanted beside what is reached: a target of the plan, or a share of one."""

    target_id: int
    share_id: int | None
    measure: str
    comparator: str
    value: Digits | None
    value_to: Digits | None
    unit_of_measure: str
    words: str
    due: str
    binding: str


class PointOut(Schema):
    """A period of a series, with the one before, the same one a year ago, and the targets of its year."""

    period: str
    figures: FiguresOut
    last: FiguresOut
    last_year: FiguresOut
    targets: list[WantedOut]


class SeriesOut(Schema):
    """A series of an indicator for a unit."""

    unit: Named
    indicator: Measured
    points: list[PointOut]


class MatrixCellOut(Schema):
    """One cell of a matrix, by the ids of its unit and indicator."""

    unit: int
    indicator: int
    figures: FiguresOut
    targets: list[WantedOut]


class MatrixOut(Schema):
    """Units × indicators in a period; a cell of which nothing is known or wanted is left out."""

    period: str
    units: list[Named]
    indicators: list[Measured]
    cells: list[MatrixCellOut]


class RankedOut(Schema):
    """A unit in a ranking; `rose` is by how many places since the period before, negative where it fell."""

    unit: Named
    figures: FiguresOut
    rank: int | None
    last_rank: int | None
    rose: int | None
