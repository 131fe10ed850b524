"""The fields by which a form of returns is set up, and by which what it asks and of whom is changed."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.plans.queries import plans_for
from taizhang.server.lib import clock
from taizhang.server.pages.administration.form_rows import can_be_written, rows_written
from taizhang.server.pages.administration.words import WHY
from taizhang.server.pages.forms.typed import Field, options
from taizhang.server.pages.forms.typed import Form as Typing
from taizhang.server.pages.language import said
from taizhang.server.returns.columns import COLUMNS, OF_KIND
from taizhang.server.returns.forms.changing import first_free
from taizhang.server.returns.models import Form, FormRow, FormUnit

PERIODS = {
    "ten_day": Words("旬", "ten days"),
    "week": Words("周", "week"),
    "month": Words("月", "month"),
    "quarter": Words("季度", "quarter"),
    "half_year": Words("半年", "half-year"),
    "year": Words("年", "year"),
    "five_years": Words("五年", "five years"),
}
LINES = 10
ROWS_HELP = Words(
    "每行一个指标，写编号或名称；行首加“其中：”为上一行的其中项，行尾加“（选报）”可不填、“（增速）”报增速",
    "an indicator a line, by code or name; 其中： before it makes it a part of the row above, （选报） behind it "
    "lets it stay empty, （增速） asks for its growth",
)


def adding(actor: Actor) -> Typing | None:
    """The form by which a form of returns is set up; None for who may set none up."""
    units = within_reach(actor)
    if not units:
        return None
    ticks = [_tick(unit) for unit in units]
    fields = [
        Field("unit_id", Words("设表单位", "asked by"), "choice", ticks[0][0], ticks, required=True),
        Field("name", Words("名称", "name"), required=True),
        Field("period_type", Words("期别", "period"), "choice", "month", options(PERIODS), required=True),
        Field("starts_on", Words("起始日", "first day"), "date", f"{clock.today().year}-01-01", required=True),
        Field("open_days", Words("期末前几天开放", "opens days before the end"), "number", "0"),
        Field("due_days", Words("期末后几天应报", "due days after"), "number", "10", required=True),
        Field(
            "lock_days",
            Words("应报后几天锁定", "locks days after that"),
            "number",
            help=Words("留空为不自动锁定", "none: never by itself"),
        ),
        *_of_plan(actor),
        Field("columns", Words("要报的列", "columns"), "boxes", choices=_columns(), ticked=["value"], required=True),
        _rows(),
        Field("units", Words("填报单位", "who reports"), "boxes", choices=ticks, required=True),
        Field("instructions", Words("填报说明", "instructions"), "text"),
        Field("why", WHY),
    ]
    deed = reverse("admin_form_add")
    return Typing("add", deed, reverse("admin_forms"), Words("设立报表", "Set up a form"), fields)


def asking(actor: Actor, row: Form) -> Typing | None:
    """The form by which rows and units of a form are changed; None where lines cannot say the rows."""
    if not can_be_written(row):
        return None
    asked = asked_units(row)
    reporters = [each.reporter for each in asked]
    there = {unit.pk: unit for unit in (*within_reach(actor), *(unit for unit in reporters if stands(unit)))}
    only = {each.reporter_id: each.rows for each in asked if each.rows}
    units = [_tick(each, only.get(each.pk, ())) for each in sorted(there.values(), key=lambda unit: unit.order)]
    ticked = [str(unit.pk) for unit in reporters]
    free = first_free(row, None)
    begins = Words(
        f"期次编码；留空为最早尚未开放的一期：{free.words.zh}（{free.code}）",
        f"code of a period; none: the first that has not opened, {free.code}",
    )
    fields = [
        Field("revision", Words("报表", "form"), "hidden", str(row.revision)),
        _rows(standing(row)),
        Field("units", Words("填报单位", "who reports"), "boxes", choices=units, ticked=ticked, required=True),
        Field("since", Words("自哪一期起", "from which period on"), help=begins),
        Field("why", WHY),
    ]
    deed, back = reverse("admin_form_ask", args=[row.pk]), reverse("admin_form", args=[row.pk])
    return Typing("ask", deed, back, Words("修改指标和填报单位", "Change rows and units"), fields)


def standing(row: Form) -> list[FormRow]:
    """What a form asks for from now on."""
    return [each for each in row.rows.all() if each.until is None]


def asked_units(row: Form) -> list[FormUnit]:
    """Whom a form asks from now on."""
    return [each for each in row.units.all() if each.until is None]


def within_reach(actor: Actor) -> list[Unit]:
    """The units that somebody may ask, and on whose behalf: each below its parent."""
    there = Q(closed_on=None) | Q(closed_on__gt=clock.today())
    return list(Unit.objects.filter(there, actor.within("form.define", "path")).order_by("order"))


def stands(unit: Unit) -> bool:
    """Whether a unit was not closed."""
    return unit.closed_on is None or unit.closed_on > clock.today()


def _tick(unit: Unit, rows: Sequence[int] = ()) -> tuple[str, str]:
    """A unit to be ticked; one that is asked for some rows only says for which, and goes on with these."""
    places = "、".join(map(str, rows))
    return str(unit.pk), unit.name + (said(Words(f"（只报第 {places} 行）", f" (rows {places} only)")) if rows else "")


def _columns() -> list[tuple[str, str]]:
    """All columns; those of the autumn form say so."""
    autumn = said(Words("（征集）", " (autumn form)"))
    return [
        (key, said(COLUMNS[key].name) + (autumn if kind == Form.Kind.AUTUMN else ""))
        for kind, keys in OF_KIND.items()
        for key in keys
    ]


def _of_plan(actor: Actor) -> Sequence[Field]:
    """The plan for which an autumn form asks, where there is one."""
    plans = plans_for(actor, state="drafting").order_by("-year", "pk")
    choices = [("", said(Words("不是，是数据填报", "no: figures"))), *((str(plan.pk), str(plan)) for plan in plans)]
    words, about = (
        Words("为下年计划征集", "for a plan of next year"),
        Words("选了计划即为计划编制征集表，只报一次", "a plan makes it an autumn form, asked once"),
    )
    return [Field("plan_id", words, "choice", choices=choices, help=about)] if len(choices) > 1 else []


def _rows(rows: Iterable[FormRow] = ()) -> Field:
    words, text = Words("要报的指标", "what is asked"), rows_written(rows)
    return Field("rows", words, "text", text, required=True, help=ROWS_HELP, lines=LINES)
