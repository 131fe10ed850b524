"""Targets of a version while it is a draft: set, changed, removed, carried over from the plan of last year."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.ledger.models import Indicator, Plan, PlanVersion, Programme, Target
from taizhang.server.ledger.plans.frozen import draft_with_targets
from taizhang.server.ledger.plans.wanted import FIELDS, Wanted, checked
from taizhang.server.lib.periods import period_at, period_of
from taizhang.server.lib.refusals import Invalid

SOURCES: Mapping[str, tuple[Any, Words]] = {
    "fact_id": (Fact, Words("没有这条数据", "there is no such fact")),
    "statement_id": (Statement, Words("没有这条表述", "there is no such statement")),
    "programme_id": (Programme, Words("没有这项专项行动", "there is no such programme")),
}


@action("plan.draft")
def add_target(act: Act, version: PlanVersion, /, *, indicator_id: int, why: str = "", **values: Any) -> Target:
    """Set a target in a draft: `values` are the fields of Wanted and fact_id, statement_id, programme_id."""
    return put_target(act, draft_with_targets(act, version), indicator_id=indicator_id, **values)


def put_target(act: Act, version: PlanVersion, *, indicator_id: int, **values: Any) -> Target:
    """The core of setting a target, for actions that set many; `version` is a draft that was locked by its guard."""
    indicator = indicator_of(version.plan, indicator_id)
    sources = _sources(values)
    wanted = checked(Wanted(indicator=indicator, **values), version.plan.year)
    _wanted_once(version, wanted, None)
    return act.create(
        Target(
            version=version,
            line=next_line(version.plan),
            indicator=indicator,
            entered_by=act.user.pk if act.user else None,
            **fields_of_wanted(wanted),
            **sources,
        )
    )


@action("plan.draft")
def change_target(act: Act, target: Target, /, *, expected: int, why: str = "", **values: Any) -> Target:
    """Change a target of a draft; what is not named stays."""
    return rewrite_target(act, target, draft_with_targets(act, target.version), expected, **values)


def rewrite_target(act: Act, target: Target, version: PlanVersion, expected: int | None, /, **values: Any) -> Target:
    """The core of changing a target, for actions that change many.

    A new number is told with the places that it is written with, unless these are named.
    """
    act.update(target, expected=expected)  # who saw an older revision is told so before anything else
    indicator = indicator_of(version.plan, values.pop("indicator_id", target.indicator_id))
    sources = _sources(values)
    if {"value", "value_to"} & values.keys():
        values.setdefault("places", None)
    held = {name: getattr(target, name) for name in FIELDS if name not in {"value", "value_to"}}
    numbers = {name: plain_number(target, name) for name in ("value", "value_to")}
    wanted = checked(Wanted(indicator=indicator, **(held | numbers | values)), version.plan.year)
    _wanted_once(version, wanted, target.pk)
    return act.update(target, indicator=indicator, **fields_of_wanted(wanted), **sources)


def plain_number(target: Target, name: str) -> Any:
    """A number of a target without the noughts that the database puts behind it."""
    value = getattr(target, name)
    return None if value is None else value.normalize()


@action("plan.draft")
def remove_target(act: Act, target: Target, *, expected: int, why: str = "") -> None:
    """Take a target out of a draft; its line is never given to another."""
    draft_with_targets(act, target.version)
    if target.breakdowns.exists():
        raise Invalid({"target": Words("目标已有分解，请先删除分解草稿", "it is broken down; drop that draft first")})
    act.update(target, expected=expected)
    act.delete(target)


@action("plan.draft")
def carry_over(act: Act, version: PlanVersion, *, why: str = "") -> list[Target]:
    """Take the targets of last year's issued plan as a start, each due a year later; none that is there already."""
    draft = draft_with_targets(act, version)
    last = Target.objects.filter(
        version__plan__region_id=draft.plan.region_id, version__plan__year=draft.plan.year - 1, version__state="issued"
    ).select_related("indicator")
    there = {(t.indicator_id, t.measure, t.due) for t in draft.targets.all()}
    line = next_line(draft.plan)
    rows: list[Target] = []
    for target in last:
        due = a_year_on(target.due, draft.plan.year)
        if (target.indicator_id, target.measure, due) not in there:
            rows.append(_copied(act, target, draft, line + len(rows), due))
    return act.create_many(rows)


def _copied(act: Act, target: Target, version: PlanVersion, line: int, due: str) -> Target:
    """A target as a start for the next year; the sentence that it came from spoke of the year before."""
    kept = {name: getattr(target, name) for name in FIELDS} | {"due": due}
    entered_by = act.user.pk if act.user else None
    return Target(
        version=version,
        line=line,
        indicator_id=target.indicator_id,
        programme_id=target.programme_id,
        entered_by=entered_by,
        **kept,
    )


def a_year_on(due: str, year: int) -> str:
    """The same period a year later, unless it reaches into that year already.

    >>> a_year_on("2024", 2025), a_year_on("2024H1", 2025), a_year_on("2021-2025", 2025)
    ('2025', '2025H1', '2021-2025')
    """
    period = period_of(due)
    if period.end.year >= year:
        return due
    if period.type == "five_years":
        return str(year)
    day = period.end.replace(year=period.end.year + 1, day=min(period.end.day, 28))
    return period_at(period.type, day).code


def next_line(plan: Plan) -> int:
    """The first line that no target of the plan has or had in any version that is kept."""
    last: int | None = Target.objects.filter(version__plan=plan).aggregate(last=Max("line"))["last"]
    return (last or 0) + 1


def indicator_of(plan: Plan, indicator_id: int) -> Indicator:
    """An indicator that this region may use: one of the catalogue or its own."""
    found = Indicator.objects.filter(pk=indicator_id).first()
    if found is None or found.region_id not in {None, plan.region_id, plan.region.parent_id}:
        raise Invalid({"indicator_id": Words("没有这个指标", "there is no such indicator")})
    return found


def fields_of_wanted(wanted: Wanted) -> dict[str, Any]:
    """What is checked, as the fields of a target."""
    return {name: getattr(wanted, name) for name in FIELDS}


def _sources(values: dict[str, Any]) -> dict[str, int | None]:
    """What a target came from, taken out of `values`; Invalid where there is no such row."""
    named = {name: values.pop(name) for name in SOURCES if name in values}
    errors = {
        name: SOURCES[name][1]
        for name, key in named.items()
        if key is not None and not SOURCES[name][0].objects.filter(pk=key).exists()
    }
    if errors:
        raise Invalid(errors)
    return named


def _wanted_once(version: PlanVersion, wanted: Wanted, besides: int | None) -> None:
    """One target for an indicator, a measure and a period; of words, each once."""
    same = version.targets.filter(
        indicator=wanted.indicator, measure=wanted.measure, due=wanted.due, words=wanted.words
    )
    if wanted.measure != Target.Measure.WORDS:
        same = version.targets.filter(indicator=wanted.indicator, measure=wanted.measure, due=wanted.due)
    if same.exclude(pk=besides or 0).exists():
        name = f"{wanted.indicator}（{wanted.due}）"
        raise Invalid({"indicator_id": Words(f"本版已有{name}的同类目标", f"the version has such a target for {name}")})
