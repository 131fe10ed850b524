"""How firms, rosters and stays on them are told and asked for by the API."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from taizhang.server.accounts.models import Region
from taizhang.server.api.body import Body
from taizhang.server.api.names import Said
from taizhang.server.api.plan_shapes import Digits
from taizhang.server.api.scalars import Day, Line, Number, Revision, RowId, Short, Year
from taizhang.server.ledger.rosters.firms import FigureRow
from taizhang.server.ledger.rosters.many import FirmRow

Code = Annotated[str, Field(max_length=40, description="统一社会信用代码 · unified social credit code")]
Years = Annotated[int, Field(ge=1, le=30, description="几年后复核 · after how many years it is examined again")]
Rank = Annotated[int, Field(ge=0, le=1000)]


class FirmOut(Schema):
    """A firm."""

    id: int
    revision: int
    code: str
    name: str
    unit_id: int
    industry: str


class FirmIn(Body):
    """A firm to be taken up."""

    code: Code
    name: Annotated[str, Field(max_length=120)]
    industry: Annotated[str, Field(max_length=60)] = ""


class FirmChange(Body):
    """What changes of a firm; `unit_id` moves it."""

    revision: Revision
    name: Annotated[str, Field(max_length=120)] | None = None
    industry: Annotated[str, Field(max_length=60)] | None = None
    unit_id: RowId | None = None


class FigureIn(Body):
    """A yearly figure of a firm."""

    code: Code
    year: Year
    measure: Annotated[str, Field(min_length=1, max_length=40)]
    value: Number
    unit_of_measure: Annotated[str, Field(max_length=24)]

    def row(self) -> FigureRow:
        """What the action takes."""
        return FigureRow(**self.dict())


class FigureOut(Schema):
    """A yearly figure of a firm as it is held."""

    id: int
    firm_id: int
    year: int
    measure: str
    value: Digits
    unit_of_measure: str


class OutcomeOut(Schema):
    """What became of one row of many."""

    row: int
    result: Literal["new", "changed", "same", "refused"]
    why: Said | None


class RosterOut(Schema):
    """A roster."""

    id: int
    revision: int
    unit_id: int
    name: str
    ladder: str
    rank: int
    level: str
    valid_years: int | None
    stock_id: int | None
    added_id: int | None
    standing_now: int = 0


class RosterIn(Body):
    """A roster to be set up."""

    name: Short
    ladder: Short = ""
    rank: Rank = 0
    level: Region.Level | Literal[""] = ""
    valid_years: Years | None = None
    stock_id: RowId | None = None
    added_id: RowId | None = None


class RosterChange(Body):
    """What changes of a roster; null empties what may be empty."""

    revision: Revision
    name: Short | None = None
    ladder: Short | None = None
    rank: Rank | None = None
    level: Region.Level | Literal[""] | None = None
    valid_years: Years | None = None
    stock_id: RowId | None = None
    added_id: RowId | None = None

    def changes(self) -> dict[str, Any]:
        """What was named."""
        free = {"valid_years", "stock_id", "added_id"}
        given = self.dict(exclude_unset=True, exclude={"revision"})
        return {name: value for name, value in given.items() if value is not None or name in free}


class StandingOut(Schema):
    """A stay of a firm on a roster."""

    id: int
    revision: int
    roster_id: int
    firm: FirmOut
    entered_on: date
    examined_on: date | None
    left_on: date | None
    left_because: str
    basis: str


class StandingIn(Body):
    """A firm to be taken onto a roster."""

    firm_id: RowId
    on: Day
    basis: Annotated[str, Field(max_length=200)] = ""


class RowIn(Body):
    """A firm of a list; name and unit are wanted where it is not known yet."""

    code: Code
    entered_on: Day
    name: Annotated[str, Field(max_length=120)] = ""
    unit_id: RowId | None = None
    industry: Annotated[str, Field(max_length=60)] = ""
    basis: Annotated[str, Field(max_length=200)] = ""

    def row(self) -> FirmRow:
        """What the action takes."""
        return FirmRow(**self.dict())


class Leaving(Body):
    """On which day and why a firm leaves."""

    revision: Revision
    on: Day
    because: Annotated[str, Field(max_length=120)]


class Examination(Body):
    """What came of an examination."""

    revision: Revision
    on: Day
    passed: bool
    because: Annotated[str, Field(max_length=120)] = ""
    basis: Annotated[str, Field(max_length=200)] = ""


class Climb(Body):
    """To which roster a firm climbs."""

    revision: Revision
    to: RowId
    on: Day
    stays: bool = False
    basis: Annotated[str, Field(max_length=200)] = ""


class DueOut(Schema):
    """A stay that is to be examined again, and by when."""

    standing: StandingOut
    due_on: date


class CountOut(Schema):
    """What a unit counts in a period."""

    unit: "UnitName"
    stock: int
    added: int
    added_so_far: int


class UnitName(Schema):
    """A unit by its id and name."""

    id: int
    name: str


class CountIn(Body):
    """The period to be counted."""

    period: Annotated[str, Field(max_length=24)]
    why: Line = ""


class FedOut(Schema):
    """What became of a count: the observation, or why it was refused."""

    result: str
    observation_id: int | None
    why: Said | None
