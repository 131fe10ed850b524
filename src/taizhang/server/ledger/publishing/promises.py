"""Each promise of a published plan as everybody may know it: what was promised, in which words, and where it stands.

Figures are those that were accepted and, where an authority owns them, released by today. Parts into which a unit broke
its task are no promises to the public and are left out, and so are the words of reports and the names of people.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.db.models import QuerySet
from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.ledger.models import TASK, Indicator, Observation, Plan, Target, Task
from taizhang.server.ledger.observations.queries import released
from taizhang.server.ledger.plans.measures import written
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.publishing.quoting import Quote, Quotes, quotes
from taizhang.server.ledger.standings.book import Reached
from taizhang.server.ledger.standings.facts import unit_of
from taizhang.server.ledger.standings.queries import Judged, TargetStanding, standings, verdicts
from taizhang.server.ledger.standings.wording import VERDICTS, reached_words
from taizhang.server.ledger.tasks.lights import light_words, lit
from taizhang.server.ledger.tasks.standing import in_force
from taizhang.server.ledger.wording import name_of
from taizhang.server.lib.periods import period_of
from taizhang.writing.words import called

Kind = Literal["target", "task", "livelihood"]
DERIVED = Words("由已公布的各期数据推算", "derived from the figures of other periods")
ACCEPTED = Words("责任单位填报，经审定", "reported by the unit that answers for it, and accepted")
READ = Words("政府公开的文件", "a document that the government published")


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached: in words, as a number with its unit, of which period, told on which day and by whom."""

    words: Words
    number: str
    unit: str
    measure: str
    period: str
    period_words: Words
    on: date | None
    source: Words
    evidence: Quote | None


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. `state` is its verdict once its time is over (met, missed, …), before that its light.

    `number` and `number_to` are what is wanted, `due` a period or a day, `lead` the unit that answers for a task.
    """

    plan: int
    kind: Kind
    line: int
    name: Words
    wanted: Words
    section: str
    lead: str
    number: str
    number_to: str
    comparator: str
    measure: str
    unit: str
    binding: str
    due: str
    due_words: Words
    light: str
    verdict: str
    state_words: Words
    method: Words
    result: Result | None
    on: date | None
    quote: Quote | None


def target_promises(plan: Plan, on: date, of: Indicator | None = None) -> list[Promise]:
    """The targets of the version in force, in the order of the plan; all, or those of one indicator."""
    standing = standings(plan, on, shares=False, of=of, among=released())
    judged = {each.target.pk: each for each in verdicts(plan, on, shares=False, of=of, among=released())}
    rows = _rows(each.reached for each in standing)
    told = _Told(plan, on, rows, _quoted([each.target for each in standing], rows.values()))
    return [_target(each, judged[each.target.pk], told) for each in standing]


@dataclass(frozen=True, slots=True)
class _Told:
    """What targets are told with: their plan, the day, the rows of their figures, sentences of public documents."""

    plan: Plan
    on: date
    rows: Mapping[int, Observation]
    found: Quotes


def _rows(reached: Iterable[Reached | None]) -> dict[int, Observation]:
    """The rows of the figures that were reached."""
    keys = [told.cell.id for told in reached if told is not None and told.cell.id is not None]
    return Observation.objects.select_related("authority").in_bulk(keys)


def _quoted(targets: Iterable[Target], rows: Iterable[Observation]) -> Quotes:
    said = list(targets)
    facts = {fact for row in rows for fact in _facts(row)} | {each.fact_id for each in said if each.fact_id}
    return quotes(facts, {each.statement_id for each in said if each.statement_id})


def _facts(row: Observation) -> list[int]:
    """The facts from which a figure was adopted, that of a growth too; of a correction those of the first."""
    return [key for key in (row.fact_id, row.origin.get("fact"), row.origin.get("growth_fact")) if key]


def _target(standing: TargetStanding, judged: Judged, told: _Told) -> Promise:
    target, found = standing.target, told.found
    over = period_of(target.due).end < told.on
    result = _result(target.indicator, standing, told.rows, found)
    verdict = judged.verdict if over else ""
    return Promise(
        plan=told.plan.pk,
        kind="target",
        line=target.line,
        name=name_of(target.indicator),
        wanted=target_words(target),
        section="",
        lead="",
        number=_number(target.value, target.places),
        number_to=_number(target.value_to, target.places),
        comparator=target.comparator,
        measure=target.measure,
        unit="" if target.measure == Target.Measure.WORDS else unit_of(target),
        binding=target.binding,
        due=target.due,
        due_words=period_of(target.due).words,
        light=standing.light,
        verdict=verdict,
        state_words=VERDICTS[verdict] if verdict else light_called(standing.light),
        method=judged.reason if over else standing.method,
        result=result,
        on=result.on if result else None,
        quote=found.get(("fact", target.fact_id or 0)) or found.get(("statement", target.statement_id or 0)),
    )


def _result(
    indicator: Indicator, standing: TargetStanding, rows: Mapping[int, Observation], found: Quotes
) -> Result | None:
    told = standing.reached
    if told is None:
        return None
    row = rows.get(told.cell.id or 0)
    level = standing.role != "growth"
    facts = _facts(row)[:: 1 if level else -1] if row else []
    evidence = next((found["fact", key] for key in facts if ("fact", key) in found), None)
    return Result(
        words=reached_words(indicator, told, standing.role),
        number=f"{written(told.cell.number, told.cell.places):f}",
        unit=indicator.unit_of_measure if level else "%",
        measure=standing.role or "level",
        period=told.period,
        period_words=period_of(told.period).words,
        on=_told_on(row) if row else None,
        source=_source(row, evidence) if row else DERIVED,
        evidence=evidence,
    )


def _told_on(row: Observation) -> date | None:
    """The day on which a figure was released, else accepted."""
    if row.released_on is not None:
        return row.released_on
    return timezone.localdate(row.accepted_at) if row.accepted_at else None


def _source(row: Observation, evidence: Quote | None) -> Words:
    if row.authority is not None and row.released_on is not None:
        return Words(f"{row.authority}发布", f"released by {row.authority}")
    return READ if evidence else ACCEPTED


def _number(value: Decimal | None, places: int) -> str:
    return "" if value is None else f"{written(value, places):f}"


def light_called(light: str) -> Words:
    """What a light is called."""
    return Words(called(f"light.{light}", "zh"), called(f"light.{light}", "en"))


def public_tasks(plan: Plan, on: date) -> "QuerySet[Task]":
    """The tasks and livelihood commitments of a plan as it was last issued, without the parts of any."""
    rows = Task.objects.filter(in_force(), plan=plan).exclude(version=None)
    return lit(rows, on).select_related("unit").order_by("line")


def task_promises(tasks: Collection[Task], on: date) -> list[Promise]:
    """Tasks as promises; in four queries however many."""
    found = quotes((), {task.statement_id for task in tasks if task.statement_id})
    return [_task(task, on, found) for task in tasks]


def _task(task: Task, on: date, found: Quotes) -> Promise:
    light: str = task.light  # type: ignore[attr-defined]  # set by the query
    due = task.deadline.isoformat() if task.deadline else ""
    state = TASK.states[task.state]
    return Promise(
        plan=task.plan_id,
        kind="livelihood" if task.kind == Task.Kind.LIVELIHOOD else "task",
        line=task.line,
        name=Words(task.title, task.title),
        wanted=Words(task.deliverable or task.title, task.deliverable or task.title),
        section=task.section,
        lead=str(task.unit),
        number="",
        number_to="",
        comparator="",
        measure="",
        unit="",
        binding="",
        due=due,
        due_words=Words(due, due),
        light=light,
        verdict="met" if task.state == "done" else "",
        state_words=state,
        method=light_words(task, light, on),
        result=None,
        on=task.done_on or task.reported_on,
        quote=found.get(("statement", task.statement_id or 0)),
    )
