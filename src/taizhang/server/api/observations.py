"""The routes of observations (数据): entered, accepted, corrected; series, matrix and ranking stand in figures.py."""

from collections.abc import Sequence

from django.http import HttpRequest
from ninja import Router, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.queries import where_done
from taizhang.server.api import figures, standings
from taizhang.server.api.callers import actor_of
from taizhang.server.api.observation_shapes import (
    AcceptIn,
    AcceptOne,
    BulkIn,
    CorrectIn,
    FigureIn,
    ObservationOut,
    OutcomeOut,
    Period,
    RejectIn,
)
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.plan_shapes import given
from taizhang.server.api.scalars import Key, RowId, Short
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.observations.actions import (
    accept,
    accept_many,
    correct,
    enter,
    enter_one,
    reject,
)
from taizhang.server.ledger.observations.naming import Named, figures_named
from taizhang.server.ledger.observations.queries import history_of, observations_for, to_accept
from taizhang.server.ledger.observations.recording import Outcome, refused
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid, NotThere

router = Router(tags=["observations"])
router.add_router("", figures.router)
router.add_router("", standings.router)
OBSERVATION = Words("数据", "observation")


def observation_for(actor: Actor, key: int) -> Observation:
    """An observation that the caller may see."""
    return get_for(actor, "observation.read", observations_for(actor), key, OBSERVATION)


@router.get("/observations", response=Page[ObservationOut])
def list_observations(
    request: HttpRequest,
    *,
    limit: Limit = 100,
    after: After = 0,
    unit: RowId | None = None,
    indicator: Short | None = None,
    period: Period | None = None,
    state: Observation.State | None = None,
    vintage: Observation.Vintage | None = None,
    current: bool | None = None,
) -> object:
    """数据清单，可按单位、指标、期次、状态筛选。 Observations, by unit, indicator, period or state."""
    if period is not None:
        period_of(period)  # of what is no period there would be none, and nobody would know why
    rows = observations_for(
        actor_of(request),
        unit=unit,
        indicator=indicator,
        period=period,
        state=state.value if state else None,
        vintage=vintage.value if vintage else None,
        current=current,
    )
    return page(rows, limit, after)


@router.post("/observations", response={201: ObservationOut})
def post_observation(request: HttpRequest, body: FigureIn) -> object:
    """录入一项数据，待他人审定。 Enter a figure, which another person accepts."""
    figure = figures_named([Named(**given(body))])[0]
    if isinstance(figure, Invalid):
        raise figure
    return Status(201, enter_one(actor_of(request), figure.unit, figure=figure))


@router.post("/observations/bulk", response=list[OutcomeOut])
def post_bulk(request: HttpRequest, body: BulkIn) -> object:
    """批量录入，逐行说明新增、更改、相同或拒绝及原因。 Enter many, and tell what became of each."""
    actor = actor_of(request)
    named = figures_named([Named(**given(one)) for one in body.figures])
    ready = [figure for figure in named if not isinstance(figure, Invalid)]
    at = where_done(actor, "observation.enter", [figure.unit for figure in ready]) if ready else None
    entered = iter(enter(actor, at, figures=ready, why=body.why) if at else ())
    return _told([refused(one) if isinstance(one, Invalid) else next(entered) for one in named])


@router.post("/observations/accept", response=list[OutcomeOut])
def post_accept_many(request: HttpRequest, body: AcceptIn) -> object:
    """批量审定，不能审定的逐行说明原因。 Accept many: of each that may not be accepted the reason is told."""
    actor = actor_of(request)
    found = to_accept(actor).in_bulk([seen.id for seen in body.rows])
    there = [(found[seen.id], seen.revision) for seen in body.rows if seen.id in found]
    if not there:
        raise NotThere(thing=OBSERVATION)
    unit = where_done(actor, "observation.accept", [row.unit for row, _ in there])
    accepted = iter(accept_many(actor, unit, rows=there, why=body.why))
    missing = refused(NotThere(thing=OBSERVATION))
    return _told([next(accepted) if seen.id in found else missing for seen in body.rows])


def _told(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    return [
        {
            "index": index,
            "result": outcome.result,
            "id": outcome.row.pk if outcome.row else None,
            "revision": outcome.row.revision if outcome.row else None,
            "why": outcome.why,
        }
        for index, outcome in enumerate(outcomes)
    ]


@router.get("/observations/{int:observation}", response=ObservationOut)
def get_observation(request: HttpRequest, observation: Key) -> object:
    """一项数据。 One observation."""
    return observation_for(actor_of(request), observation)


@router.get("/observations/{int:observation}/history", response=list[ObservationOut])
def get_history(request: HttpRequest, observation: Key) -> object:
    """同一数据的各版本和历次更正。 All editions and corrections of a figure."""
    return history_of(observation_for(actor_of(request), observation))


@router.post("/observations/{int:observation}/accept", response=ObservationOut)
def post_accept(request: HttpRequest, observation: Key, body: AcceptOne) -> object:
    """审定他人录入的数据。 Accept what another person entered."""
    actor = actor_of(request)
    row = get_for(actor, "observation.read", to_accept(actor), observation, OBSERVATION)
    return accept(actor, row, expected=body.revision, released_on=body.released_on, why=body.why)


@router.post("/observations/{int:observation}/reject", response=ObservationOut)
def post_reject(request: HttpRequest, observation: Key, body: RejectIn) -> object:
    """不采用录入的数据，说明原因。 Not use what was entered, with the reason."""
    actor = actor_of(request)
    return reject(actor, observation_for(actor, observation), expected=body.revision, why=body.why)


@router.post("/observations/{int:observation}/correct", response={201: ObservationOut})
def post_correct(request: HttpRequest, observation: Key, body: CorrectIn) -> object:
    """更正已审定的数据：新增一行待审定，原数据保留。 Correct what was accepted by a new row; the old one stays."""
    actor = actor_of(request)
    row = observation_for(actor, observation)
    said = given(body, "revision", "why")
    named = Named(row.unit_id, row.indicator.code, row.period, vintage=row.vintage, reason=body.why, **said)
    figure = figures_named([named])[0]
    if isinstance(figure, Invalid):
        raise figure
    return Status(201, correct(actor, row, expected=body.revision, figure=figure, why=body.why))
