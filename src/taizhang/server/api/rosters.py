"""The routes of firms and rosters (梯度培育库)."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Body, Field, Router, Status

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.api.callers import actor_of
from taizhang.server.api.paging import After, Limit, Page, page
from taizhang.server.api.roster_shapes import (
    Climb,
    CountIn,
    CountOut,
    DueOut,
    Examination,
    FedOut,
    FigureIn,
    FigureOut,
    FirmChange,
    FirmIn,
    FirmOut,
    Leaving,
    OutcomeOut,
    RosterChange,
    RosterIn,
    RosterOut,
    RowIn,
    StandingIn,
    StandingOut,
)
from taizhang.server.api.scalars import Day, Key, RowId, Short, Year
from taizhang.server.api.seen import unit_for
from taizhang.server.ledger.models import Firm, Roster, Standing
from taizhang.server.ledger.rosters import firms, keeping, staying
from taizhang.server.ledger.rosters.counting import counts
from taizhang.server.ledger.rosters.feeding import count_roster, ended
from taizhang.server.ledger.rosters.many import enter_rows
from taizhang.server.ledger.rosters.queries import (
    due_for_examination,
    figures_for,
    firms_for,
    rosters_for,
    standings_for,
)
from taizhang.server.lib import clock

router = Router(tags=["rosters"])
ROSTER = Words("名单", "roster")
FIRM = Words("企业", "firm")
STAY = Words("在库记录", "stay on the roster")
READ = "observation.read"
Many = 5000
Period = Annotated[str, Field(max_length=24)]


@router.get("/firms", response=Page[FirmOut])
def list_firms(
    request: HttpRequest,
    *,
    unit: RowId | None = None,
    below: bool = False,
    words: Short | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """企业清单，可按单位、名称或代码查找。 Firms, of a unit, by name or by code."""
    return page(firms_for(actor_of(request), unit=unit, below=below, words=words), limit, after)


@router.post("/units/{int:unit}/firms", response={201: FirmOut})
def post_firm(request: HttpRequest, unit: Key, body: FirmIn) -> object:
    """登记企业；信用代码按 GB 32100 校验。 Take up a firm; its code is checked."""
    actor = actor_of(request)
    return Status(201, firms.create_firm(actor, unit_for(actor, unit), **body.dict()))


@router.patch("/firms/{int:firm}", response=FirmOut)
def patch_firm(request: HttpRequest, firm: Key, body: FirmChange) -> object:
    """修改企业，或调整所在单位。 Change a firm, or move it to another unit."""
    actor = actor_of(request)
    row = get_for(actor, READ, Firm.objects.select_related("unit"), firm, FIRM)
    to_unit = unit_for(actor, body.unit_id) if body.unit_id else None
    values = body.dict(exclude={"revision", "unit_id"}, exclude_none=True)
    return firms.change_firm(actor, row, expected=body.revision, to_unit=to_unit, **values)


@router.get("/firm-figures", response=Page[FigureOut])
def list_figures(
    request: HttpRequest,
    *,
    firm: RowId | None = None,
    year: Year | None = None,
    measure: Short | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """企业年度数据。 Yearly figures of firms."""
    return page(figures_for(actor_of(request), firm=firm, year=year, measure=measure), limit, after)


@router.post("/units/{int:unit}/firm-figures", response=list[OutcomeOut])
def post_figures(request: HttpRequest, unit: Key, body: Annotated[list[FigureIn], Body(max_length=Many)]) -> object:
    """批量录入企业年度数据，逐行说明结果。 Enter figures of firms; each row is told what became of it."""
    actor = actor_of(request)
    return firms.enter_figures(actor, unit_for(actor, unit), rows=[row.row() for row in body])


@router.get("/rosters", response=Page[RosterOut])
def list_rosters(
    request: HttpRequest,
    unit: RowId | None = None,
    ladder: Short | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """培育库名单及现有企业数。 Rosters, with how many firms stand on each now."""
    return page(rosters_for(actor_of(request), unit=unit, ladder=ladder), limit, after)


@router.post("/units/{int:unit}/rosters", response={201: RosterOut})
def post_roster(request: HttpRequest, unit: Key, body: RosterIn) -> object:
    """设立名单：梯度、级次、复核年限、承接的指标。 Set up a roster."""
    actor = actor_of(request)
    return Status(201, keeping.create_roster(actor, unit_for(actor, unit), **body.dict()))


@router.patch("/rosters/{int:roster}", response=RosterOut)
def patch_roster(request: HttpRequest, roster: Key, body: RosterChange) -> object:
    """修改名单。 Change a roster."""
    actor = actor_of(request)
    keeping.change_roster(actor, roster_for(actor, roster), expected=body.revision, **body.changes())
    return rosters_for(actor).get(pk=roster)


@router.get("/standings", response=Page[StandingOut])
def list_standings(
    request: HttpRequest,
    *,
    roster: RowId | None = None,
    firm: RowId | None = None,
    on: Day | None = None,
    limit: Limit = 100,
    after: After = 0,
) -> object:
    """在库记录；给出日期时只列当日在库的。 Stays on rosters; of a day those that stand on it."""
    return page(standings_for(actor_of(request), roster=roster, firm=firm, on=on), limit, after)


@router.post("/rosters/{int:roster}/standings", response={201: StandingOut})
def post_standing(request: HttpRequest, roster: Key, body: StandingIn) -> object:
    """企业入库。 Take a firm onto a roster."""
    actor = actor_of(request)
    firm = get_for(actor, READ, Firm.objects.select_related("unit"), body.firm_id, FIRM)
    return Status(201, staying.enter(actor, roster_for(actor, roster), firm=firm, on=body.on, basis=body.basis))


@router.post("/rosters/{int:roster}/rows", response=list[OutcomeOut])
def post_rows(request: HttpRequest, roster: Key, body: Annotated[list[RowIn], Body(max_length=Many)]) -> object:
    """按清单批量入库，逐行说明结果；新企业一并登记。 Take a list of firms; each row is told what became of it."""
    actor = actor_of(request)
    return enter_rows(actor, roster_for(actor, roster), rows=[row.row() for row in body])


@router.post("/standings/{int:standing}/leave", response=StandingOut)
def post_leave(request: HttpRequest, standing: Key, body: Leaving) -> object:
    """企业出库，须写明原因。 Let a firm leave."""
    actor = actor_of(request)
    row = standing_for(actor, standing)
    return staying.leave(actor, row, on=body.on, because=body.because, expected=body.revision)


@router.post("/standings/{int:standing}/examine", response=StandingOut)
def post_examination(request: HttpRequest, standing: Key, body: Examination) -> object:
    """登记复核结果：通过则重新计算有效期，不通过则出库。 Record an examination."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision"})
    return staying.examine(actor, standing_for(actor, standing), expected=body.revision, **values)


@router.post("/standings/{int:standing}/climb", response={201: StandingOut})
def post_climb(request: HttpRequest, standing: Key, body: Climb) -> object:
    """晋级到同一梯度更高一级的名单。 Move a firm up a rung."""
    actor = actor_of(request)
    values = body.dict(exclude={"revision", "to"})
    to = roster_for(actor, body.to)
    return Status(201, staying.climb(actor, standing_for(actor, standing), to=to, expected=body.revision, **values))


@router.get("/roster-examinations", response=list[DueOut])
def list_due(request: HttpRequest, until: Day | None = None, roster: RowId | None = None) -> object:
    """到期应复核的企业，最早到期的在前。 Who is to be examined again by a day."""
    return due_for_examination(actor_of(request), until=until or clock.today(), roster=roster)


@router.get("/rosters/{int:roster}/counts", response=list[CountOut])
def show_counts(request: HttpRequest, roster: Key, period: Period) -> object:
    """期末在库数与期内新增数：保管单位为合计，另按区县、镇街。 The counts of a period that is over."""
    return counts(roster_for(actor_of(request), roster), ended(period))


@router.post("/rosters/{int:roster}/counts", response=list[FedOut])
def post_counts(request: HttpRequest, roster: Key, body: CountIn) -> object:
    """把计数写入所承接的指标，待审核人审定。 Enter the counts as observations, to be accepted."""
    actor = actor_of(request)
    outcomes = count_roster(actor, roster_for(actor, roster), period=body.period, why=body.why)
    return [
        {"result": each.result, "observation_id": each.row.pk if each.row else None, "why": each.why}
        for each in outcomes
    ]


def roster_for(actor: Actor, key: int) -> Roster:
    """A roster that the actor may see."""
    rows = Roster.objects.select_related("unit__parent", "unit__region", "stock", "added")
    return get_for(actor, READ, rows, key, ROSTER)


def standing_for(actor: Actor, key: int) -> Standing:
    """A stay that the actor may see."""
    return get_for(actor, READ, Standing.objects.select_related("roster__unit", "firm__unit"), key, STAY)
