"""The monthly form of the city, and what its units sent in: in time, late, returned, excepted, or not at all."""

from datetime import date, timedelta
from decimal import Decimal

from taizhang.server.ledger.models import Indicator
from taizhang.server.operations.demonstration.cast import Cast
from taizhang.server.operations.demonstration.tables import table
from taizhang.server.operations.demonstration.work import speaker
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.deciding import accept_return, send_back
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.forms import RowIn, UnitIn, define_form, schedule_form
from taizhang.server.returns.locks import exempt
from taizhang.server.returns.models import Form, Return
from taizhang.server.returns.submitting import submit

MONTHLY, DISPATCH = "主要经济指标月报", "重点项目月调度表"
COLUMNS = ("cumulative", "cumulative_growth")
LATE = ("YL-SP", 3)  # sent in after its day
EXCEPTED = ("YL-GXQ", 4)  # locked, then opened again for a reason
# How far each unit is with June on the day of the trial.
JUNE = {"YL-QT": "accepted", "YL-SP": "returned", "YL-SW": "submitted", "YL-GX": "filled", "YL-GXQ": "nothing"}


def define(cast: Cast) -> None:
    """Define both forms and make their shells."""
    planner, codes = cast.people["planner"], list(dict.fromkeys(row["indicator"] for row in table("returns")))
    found = {row.code: row for row in Indicator.objects.filter(code__in=codes)}
    asked: dict[str, list[int]] = {}
    for row in table("returns"):
        asked.setdefault(row["unit"], []).append(codes.index(row["indicator"]) + 1)
    rows = [
        RowIn(found[code].pk, place, columns=COLUMNS[:1] if code == "employment.urban_new" else COLUMNS)
        for place, code in enumerate(codes, 1)
    ]
    form = define_form(
        planner,
        cast.city,
        name=MONTHLY,
        period_type="month",
        columns=COLUMNS,
        due_days=10,
        lock_days=20,
        rows=rows,
        units=[UnitIn(cast.units[code].pk, places) for code, places in asked.items()],
        starts_on=date(2025, 1, 1),
        instructions="按月填报年初至当月的累计数和累计增速；次月10日前报送，逾期20天锁定。",
    )
    schedule_form(planner, form, year=2025)


def define_dispatch(cast: Cast) -> None:
    """A form that is due later, so that there are returns to fill in on the day of the trial."""
    planner, invested = cast.people["planner"], Indicator.objects.get(code="fixed_asset_investment")
    form = define_form(
        planner,
        cast.city,
        name=DISPATCH,
        period_type="month",
        columns=["cumulative", "cumulative_growth"],
        due_days=25,
        lock_days=10,
        rows=[RowIn(invested.pk, 1, required=False)],
        units=[UnitIn(cast.units[code].pk) for code in ("YL-QT", "YL-SP", "YL-GXQ")],
        starts_on=date(2025, 6, 1),
        instructions="次月25日前报送；固定资产投资只报增速的，可只填增速。",
    )
    schedule_form(planner, form, year=2025)


def days_of(month: int) -> dict[date, list[str]]:
    """On which day which units send in the figures of a month."""
    due = date(2025, month + 1, 10)
    days: dict[date, list[str]] = {}
    for code in JUNE:
        day = due - timedelta(days=2)
        if (code, month) == LATE:
            day = due + timedelta(days=5)
        if (code, month) == EXCEPTED:
            day = due + timedelta(days=30)
        days.setdefault(day, []).append(code)
    return days


def file(cast: Cast, code: str, month: int) -> None:
    """One unit fills in and sends one month; it is accepted, or left as far as June is told to be."""
    filed = Return.objects.select_related("form", "unit").get(
        form__name=MONTHLY, unit=cast.units[code], period=f"2025-{month:02d}"
    )
    far = JUNE[code] if month == 6 else "accepted"
    if far == "nothing":
        return
    if (code, month) == EXCEPTED:
        exempt(cast.people["planner"], filed, reason="财税系统切换，数据推迟", until=date(2025, 6, 15))
    who, reviewer = speaker(cast, cast.units[code]), cast.people["reviewer"]
    fill_cells(who, filed, cells=cells(filed.form, code, month))
    if far == "filled":
        return
    filed = submit(who, filed)
    if far == "accepted":
        accept_return(reviewer, filed, expected=filed.revision)
    elif far == "returned":
        send_back(reviewer, filed, expected=filed.revision, note="社零增速与统计部门反馈不一致，请核实后重报")


def cells(form: Form, code: str, month: int) -> list[CellIn]:
    """The cells of a unit for a month."""
    positions = dict(form.rows.values_list("indicator__code", "position"))
    found = []
    for row in table("returns"):
        if row["unit"] == code:
            for column, name in zip(COLUMNS, ("cumulative", "growth"), strict=True):
                if row.words(name):
                    value = Decimal(row.words(name)[month - 1])
                    found.append(CellIn(column, position=positions[row["indicator"]], value=value))
    return found
