"""The routes by which figures are read together: series, matrix, ranking."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.api.callers import actor_of
from taizhang.server.api.observation_shapes import By, MatrixOut, Period, PeriodKind, RankedOut, SeriesOut
from taizhang.server.api.scalars import RowId, Short, Year
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.matrix import matrix, ranking
from taizhang.server.ledger.observations.reading import readable
from taizhang.server.ledger.observations.series import MOST_YEARS, points
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid, NotThere

router = Router(tags=["observations"])
UNIT, INDICATOR = Words("单位", "unit"), Words("指标", "indicator")
VALUE = By("value")
TOO_LONG = Words(f"最多 {MOST_YEARS} 年", f"at most {MOST_YEARS} years")
NO_UNITS = Words("请给出单位（unit），或其上级（below）", "name units, or the one above them (below)")
Units = Annotated[list[RowId], Query(max_length=2000)]
Codes = Annotated[list[Short], Query(min_length=1, max_length=500)]


def indicators_coded(codes: list[str]) -> list[Indicator]:
    """The indicators of the codes, in their order; NotThere where one is not there."""
    found = {row.code: row for row in Indicator.objects.filter(code__in=codes)}
    if missing := [code for code in codes if code not in found]:
        raise NotThere(thing=Words(f"指标 {missing[0]}", f"indicator {missing[0]}"))
    return [found[code] for code in dict.fromkeys(codes)]


def units_shown(actor: Actor, units: list[int], below: int | None) -> list[Unit]:
    """The units named and those right below one, as far as the caller may see their figures."""
    if not units and below is None:
        raise Invalid({"unit": NO_UNITS})
    under = Unit.objects.filter(parent_id=below).values_list("pk", flat=True) if below is not None else ()
    return readable(actor, {*units, *under})


@router.get("/observations/series", response=SeriesOut)
def get_series(
    request: HttpRequest,
    *,
    unit: RowId,
    indicator: Short,
    first_year: Year | None = None,
    last_year: Year | None = None,
    kind: PeriodKind = "month",
) -> object:
    """一项指标的序列，每期旁列上期、上年同期和目标。 A series, with last period, last year, targets."""
    actor = actor_of(request)
    row = get_for(actor, "observation.read", Unit.objects.all(), unit, UNIT)
    measured = indicators_coded([indicator])[0]
    last = last_year or clock.today().year
    first = first_year or last - 1
    if not 0 <= last - first < MOST_YEARS:
        raise Invalid({"first_year": TOO_LONG})
    return {"unit": row, "indicator": measured, "points": points(row, measured, first, last, kind)}


@router.get("/observations/matrix", response=MatrixOut)
def get_matrix(
    request: HttpRequest,
    *,
    period: Period,
    indicator: Codes,
    unit: Units = [],  # noqa: B006 - never changed
    below: RowId | None = None,
) -> object:
    """单位与指标的对照表，取最新版本数据，旁列目标。 Units × indicators in a period, with targets."""
    when = period_of(period)
    units = units_shown(actor_of(request), unit, below)
    indicators = indicators_coded(indicator)
    return {"period": when.code, "units": units, "indicators": indicators, "cells": matrix(units, indicators, when)}


@router.get("/observations/ranking", response=list[RankedOut])
def get_ranking(
    request: HttpRequest,
    *,
    period: Period,
    indicator: Short,
    by: By = VALUE,
    unit: Units = [],  # noqa: B006 - never changed
    below: RowId | None = None,
) -> object:
    """按一项指标排名，并列同名次，附较上期升降。 A ranking, with what moved since the period before."""
    when = period_of(period)
    units = units_shown(actor_of(request), unit, below)
    return ranking(units, indicators_coded([indicator])[0], when, by.value)
