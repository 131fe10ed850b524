"""The routes of scorecards (考核评价、亩均论英雄)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.body import Body
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.scalars import Key, Line, Number, RowId
from taizhang.server.api.seen import unit_for
from taizhang.server.ledger.models import Scorecard, ScorecardRun
from taizhang.server.ledger.scoring import actions
from taizhang.server.ledger.scoring.queries import example, runs_for, scorecards_for


class ExampleName(StrEnum):
    """The examples that come with Taizhang."""

    DISTRICTS = "districts"
    DISTRICTS_YEAR = "districts_year"
    FIRMS = "firms"


router = Router(tags=["scorecards"])
CARD = Words("考核规则", "scorecard")
RUN = Words("考核结果", "run of a scorecard")
READ = "scorecard.read"
Name = Annotated[str, Field(max_length=120)]
Period = Annotated[str, Field(max_length=24)]


class ScorecardOut(Schema):
    """A scorecard with its rules; `number` counts how often they were set."""

    id: int
    unit_id: int
    name: str
    number: int
    subjects: str
    rules: dict[str, Any]
    source: str


class ScorecardIn(Body):
    """A scorecard to be set; of a name that is there it becomes the next number."""

    name: Name
    subjects: Scorecard.Subjects
    rules: dict[str, Any]
    source: Annotated[str, Field(max_length=200)] = ""


class EntryIn(Body):
    """A bonus, deduction or veto of a subject, with the reason."""

    subject: Annotated[str, Field(max_length=24, description="单位编号或信用代码 · the code of a unit or firm")]
    key: Annotated[str, Field(max_length=40)]
    reason: Line
    points: Number = Decimal(0)

    def entry(self) -> actions.Entry:
        """What the action takes."""
        return actions.Entry(self.subject, self.key, self.reason, Fraction(self.points))


class RunIn(Body):
    """For which period, with what is added, deducted and vetoed."""

    period: Period
    adjustments: list[EntryIn] = Field(default_factory=list, max_length=5000)
    vetoes: list[EntryIn] = Field(default_factory=list, max_length=5000)
    why: Line = ""


class RunOut(Schema):
    """When and for which period a scorecard was computed."""

    id: int
    scorecard_id: int
    period: str
    at: datetime
    by: int | None


class ResultsOut(RunOut):
    """A run with its results: every subject with items, points, lines of the computation, rank and movement."""

    results: dict[str, Any]


@router.get("/scorecards", response=Page[ScorecardOut])
def list_scorecards(
    request: HttpRequest, *, unit: RowId | None = None, all_numbers: bool = False, limit: Limit = 100, after: After = 0
) -> object:
    """考核规则：默认只列最新编号。 Scorecards: of each the last number, or all."""
    return page(scorecards_for(actor_of(request), unit=unit, latest=not all_numbers), limit, after)


@router.get("/scorecards/examples/{name}", response=dict[str, Any])
def show_example(request: HttpRequest, name: ExampleName) -> object:  # noqa: ARG001 - for everybody who is signed in
    """自带的示例规则：区县评价、亩均评价。 The rules of an example."""
    return example(name.value)


@router.post("/units/{int:unit}/scorecards", response={201: ScorecardOut})
def post_scorecard(request: HttpRequest, unit: Key, body: ScorecardIn) -> object:
    """设定考核规则；同名的产生新编号，旧结果不变。 Set the rules of a scorecard."""
    actor = actor_of(request)
    at = unit_for(actor, unit)
    values = body.dict() | {"subjects": body.subjects.value}
    return Status(201, actions.define_scorecard(actor, at, **values))


@router.post("/scorecards/{int:scorecard}/runs", response={201: ResultsOut})
def post_run(request: HttpRequest, scorecard: Key, body: RunIn) -> object:
    """计算一个期次的得分、位次和等次，结果留存不变。 Compute a scorecard for a period."""
    actor = actor_of(request)
    made = actions.run_scorecard(
        actor,
        card_for(actor, scorecard),
        period=body.period,
        adjustments=[each.entry() for each in body.adjustments],
        vetoes=[each.entry() for each in body.vetoes],
        why=body.why,
    )
    return Status(201, made)


@router.get("/scorecard-runs", response=Page[RunOut])
def list_runs(
    request: HttpRequest,
    *,
    scorecard: RowId | None = None,
    unit: RowId | None = None,
    period: Period | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """历次计算。 Runs."""
    return page(
        runs_for(actor_of(request), scorecard=scorecard, unit=unit, period=period).defer("results"), limit, after
    )


@router.get("/scorecard-runs/{int:run}", response=ResultsOut)
def get_run(request: HttpRequest, run: Key) -> object:
    """一次计算的全部结果和计算过程。 A run with every number of its computation."""
    return get_for(actor_of(request), READ, ScorecardRun.objects.select_related("scorecard__unit"), run, RUN)


def card_for(actor: Actor, key: int) -> Scorecard:
    """A scorecard that the actor may see."""
    return get_for(actor, READ, Scorecard.objects.select_related("unit__parent"), key, CARD)
