"""The form of a target: drawn for a new one or for one that is there, and read back."""

from typing import Any

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.ledger.defining import indicators_of
from taizhang.server.ledger.models import Plan, PlanVersion, Target
from taizhang.server.ledger.plans.measures import written
from taizhang.server.ledger.wording import BINDING, name_of
from taizhang.server.pages.forms.typed import Field, Form, Typed, options
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.words import COMPARATORS, FIRMNESS, MEASURES


def adding(version: PlanVersion) -> Form:
    """The form of a new target."""
    back = _home(version)
    deed = reverse("plan_target_add", args=[version.pk])
    return Form("new", deed, back, Words("增加", "Add"), _fields(version, None), cancel=back)


def changing(target: Target) -> Form:
    """The form of a target that is there, with the revision that is seen."""
    version = target.version
    back = f"{_home(version)}#target-{target.pk}"
    deed = reverse("plan_target_change", args=[target.pk])
    fields = (*_fields(version, target), Field("revision", Words("", ""), "hidden", str(target.revision)))
    return Form(f"target-{target.pk}", deed, back, Words("保存", "Save"), fields, cancel=back)


def _home(version: PlanVersion) -> str:
    return f"{reverse('plan', args=[version.plan_id])}?version={version.pk}"


def _fields(version: PlanVersion, held: Target | None) -> tuple[Field, ...]:
    def of(name: str, usual: str = "") -> str:
        return str(getattr(held, name)) if held else usual

    indicator = str(held.indicator_id) if held else ""
    return (
        Field(
            "indicator_id",
            Words("指标", "indicator"),
            "choice",
            indicator,
            indicator_choices(version.plan),
            first=held is None,
        ),
        Field("measure", Words("计量", "measure"), "choice", of("measure", "growth"), options(MEASURES)),
        Field("comparator", Words("比较方式", "comparator"), "choice", of("comparator", ">="), _comparators()),
        Field("value", Words("目标值", "value"), "number", _number(held, "value"), first=held is not None),
        Field("value_to", Words("区间上限", "upper bound"), "number", _number(held, "value_to")),
        Field("unit_of_measure", Words("计量单位", "unit of measure"), "line", of("unit_of_measure"), help=UNIT),
        Field("words", Words("定性要求", "in words"), "line", of("words")),
        Field("binding", Words("性质", "binding or expected"), "choice", of("binding", "expected"), options(BINDING)),
        Field("firmness", Words("力度", "firmness"), "choice", of("firmness"), options(FIRMNESS, Words("—", "—"))),
        Field("due", Words("完成期限", "due"), "line", of("due", str(version.plan.year)), help=DUE),
    )


UNIT = Words("不填用指标的单位", "left empty: that of the indicator")
DUE = Words("如 2025、2025H1", "as 2025, 2025H1")


def indicator_choices(plan: Plan) -> list[tuple[str, str]]:
    """The indicators that the region may set targets for: those of the catalogue and its own, its parent's too."""
    region = plan.region
    rows = indicators_of().order_by("name")
    usable = [row for row in rows if row.region_id in {None, region.pk, region.parent_id}]
    named = ((row, said(name_of(row))) for row in usable)
    head = said(Words("请选择", "choose"))
    return [("", head), *((str(row.pk), f"{name}（{row.unit_of_measure}）") for row, name in named)]


def _comparators() -> list[tuple[str, str]]:
    return options(COMPARATORS, Words("—（定性）", "— (in words)"))


def _number(held: Target | None, name: str) -> str:
    value = getattr(held, name) if held else None
    return "" if value is None or held is None else f"{written(value, held.places):f}"


def values_in(typed: Typed) -> dict[str, Any]:
    """What was typed, as the actions take it; a target in words has neither number nor comparator nor unit."""
    values = {
        "indicator_id": typed.key("indicator_id"),
        "measure": typed.choice("measure", MEASURES),
        "comparator": typed.choice("comparator", COMPARATORS),
        "value": typed.number("value"),
        "value_to": typed.number("value_to"),
        "unit_of_measure": typed.line("unit_of_measure", 24),
        "words": typed.line("words", 200),
        "binding": typed.choice("binding", BINDING),
        "firmness": typed.choice("firmness", FIRMNESS),
        "due": typed.line("due", 24),
    }
    if values["indicator_id"] is None:
        typed.errors.setdefault("indicator_id", Words("请选择指标", "choose the indicator"))
    typed.checked()
    if values["measure"] == Target.Measure.WORDS and values["value"] is None:
        values |= {"comparator": "", "unit_of_measure": ""}
    return values
