"""The forms of figures, each there for those who may send it and while the figure stands so that it may be sent."""

from collections.abc import Mapping
from datetime import timedelta

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.wording import VINTAGES
from taizhang.server.lib import clock
from taizhang.server.lib.rows import digits
from taizhang.server.pages.forms.typed import Field, Form, named_choices, options
from taizhang.server.pages.overview.addresses import to, within
from taizhang.server.pages.scope import Scope

HIDDEN = Words("", "")
LEVELS = {"value": Words("本期值", "value of the period"), "cumulative": Words("累计值", "value so far")}
GROWTHS = {"growth": Words("同比增速", "growth"), "cumulative_growth": Words("累计增速", "growth so far")}
PERIOD = Words("如 2025-06、2025年6月、1—6月、2025Q2、2025", "as 2025-06, 2025年6月, 1—6月, 2025Q2, 2025")
AS_IT_WAS = Words("留空的数不变", "a number that is left blank stays as it is")
REASON = Words("更正已审定的数、超出合理范围时必填", "wanted of a correction, and beyond the usual bounds")


def entering(actor: Actor, scope: Scope, indicator: Indicator, whose: int) -> Form | None:
    """To enter a figure of an indicator; `whose` is the unit that told it until now."""
    there = Unit.objects.filter(actor.within("observation.enter", "path"), path__startswith=scope.unit.path)
    units = named_choices(there.filter(closed_on=None).exclude(kind=Unit.Kind.FIRM))
    if not units:
        return None
    keys = {key for key, _ in units}
    first = next((str(key) for key in (whose, scope.unit.pk) if str(key) in keys), units[0][0])
    last_month = clock.today().replace(day=1) - timedelta(days=1)
    fields = [
        Field("unit_id", Words("单位", "unit"), "choice", first, units, required=True),
        Field("period", Words("期次", "period"), value=f"{last_month:%Y-%m}", required=True, help=PERIOD),
        Field("vintage", Words("版本", "edition"), "choice", Observation.Vintage.FLASH, options(VINTAGES)),
        *number_fields(indicator, {}),
        *_released(indicator),
        Field("reason", Words("原因", "reason"), help=REASON),
        Field("comment", Words("说明", "comment")),
    ]
    back = within(scope, "indicator", indicator.code)
    deed = within(scope, "enter_figure", indicator.code)
    return Form("enter", deed, back, Words("录入数据", "Enter a figure"), fields)


def deciding(actor: Actor, row: Observation) -> dict[str, Form]:
    """What may be done with one figure: accepted or not used while it waits, corrected once it was accepted."""
    found: dict[str, Form] = {}
    back = to("trace", "observation", row.pk)
    revision = Field("revision", HIDDEN, "hidden", str(row.revision))
    if row.state == Observation.State.ENTERED and actor.may("observation.accept", row.unit) and not _own(actor, row):
        dated = _released(row.indicator, f"{row.released_on or ''}")
        deed = reverse("accept_figure", args=[row.pk])
        found["accept"] = Form("accept", deed, back, Words("审定", "Accept it"), [revision, *dated])
        why = Field("why", Words("原因", "reason"), "text", required=True)
        deed = reverse("reject_figure", args=[row.pk])
        found["reject"] = Form("reject", deed, back, Words("不采用", "Do not use it"), [revision, why])
    accepted = row.state == Observation.State.ACCEPTED and row.current
    if (
        accepted
        and not row.replaced_by.filter(state=Observation.State.ENTERED).exists()
        and actor.may("observation.correct", row.unit)
    ):
        held = {name: digits(value) for name in (*LEVELS, *GROWTHS) if (value := getattr(row, name)) is not None}
        fields = [
            revision,
            *number_fields(row.indicator, held),
            *_released(row.indicator),
            Field("why", Words("原因", "reason"), "text", required=True, help=AS_IT_WAS),
        ]
        deed = reverse("correct_figure", args=[row.pk])
        found["correct"] = Form("correct", deed, back, Words("更正", "Correct it"), fields)
    return found


def number_fields(indicator: Indicator, held: Mapping[str, str]) -> list[Field]:
    """The numbers of a figure, each with its unit."""
    measure = indicator.unit_of_measure
    units = dict.fromkeys(LEVELS, measure) | dict.fromkeys(GROWTHS, "%")
    return [
        Field(name, Words(f"{words.zh}（{units[name]}）", f"{words.en} ({units[name]})"), "number", held.get(name, ""))
        for name, words in (LEVELS | GROWTHS).items()
    ]


def _released(indicator: Indicator, value: str = "") -> list[Field]:
    """The day of release, of an indicator whose figures an authority releases."""
    if indicator.authority is None:
        return []
    name = indicator.authority.name
    help_ = Words(
        f"由{name}发布；非该单位录入的，注明发布日期才能审定",
        f"{name} releases it; entered by others, it is accepted only with the day of release",
    )
    return [Field("released_on", Words("发布日期", "released on"), "date", value, help=help_)]


def _own(actor: Actor, row: Observation) -> bool:
    """Whether the person had a hand in it, and so does not accept it."""
    return actor.user is not None and actor.user.pk in {row.entered_by, *row.also_by}
