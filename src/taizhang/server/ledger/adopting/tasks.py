"""Tasks from the accepted promises of a document, into the draft of a plan."""

import re
from datetime import date
from typing import NamedTuple

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.documents.models import Statement
from taizhang.server.ledger.adopting.matching import Units, listed
from taizhang.server.ledger.adopting.outcomes import THERE, Outcome, left
from taizhang.server.ledger.adopting.sources import Source, Stated
from taizhang.server.ledger.models import Plan, PlanVersion, Programme, Task
from taizhang.server.ledger.tasks.drafting import TaskDraft, make_tasks
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid

YEAR_END = re.compile("年底|年末|年内|全年|年终")
LIVELIHOOD = re.compile("实事")


class Proposed(NamedTuple):
    """A task that a statement comes to, and what a person should know of how."""

    statement: Statement
    draft: TaskDraft
    note: Words | None


def adopt_tasks(act: Act, version: PlanVersion, source: Source) -> list[Outcome]:
    """Put every promise of a document that may be used into the draft; what becomes of each."""
    held = _held(version.plan)
    units, programmes = Units(version.plan), _programmes(version.plan)
    outcomes: list[Outcome] = []
    fresh: list[Proposed] = []
    for stated in source.statements:
        statement = stated.statement
        if statement.kind != Statement.Kind.TASK:
            continue
        there = held.get(_key(statement.text, source.section_at(statement.start)))
        if stated.barred is not None:
            outcomes.append(left("task", stated.barred, statement, says=statement.text))
        elif there is not None:
            outcomes.append(Outcome("task", "there", (statement,), statement.text, "", THERE, there))
        else:
            fresh.append(_proposed(version.plan, source, stated, units, programmes))
    rows = make_tasks(act, version, [one.draft for one in fresh])
    for one, row in zip(fresh, rows, strict=True):
        outcomes.append(Outcome("task", "adopted", (one.statement,), one.draft.title, "", one.note, row.pk))
    return outcomes


def _held(plan: Plan) -> dict[tuple[str, str], int]:
    """The tasks of the plan in any version, by title and section: a newer reading has other keys, the same words."""
    return {(row.title, row.section): row.pk for row in Task.objects.filter(plan=plan).order_by("pk")}


def _key(text: str, section: str) -> tuple[str, str]:
    return text[:300].strip(), section[:80]


def _programmes(plan: Plan) -> dict[str, int]:
    """The programmes of the plan's units, by name."""
    rows = Programme.objects.filter(unit__path__startswith=plan.unit.path)
    return {row.name: row.pk for row in rows.order_by("-unit__path")}


def _proposed(plan: Plan, source: Source, stated: Stated, units: Units, programmes: dict[str, int]) -> Proposed:
    """The task of a promise: who answers for it, by when, in which section, of which programme."""
    row, statement = stated.row, stated.statement
    found, unknown = units.named(row["unit_responsible"] or "")
    lead, *supporting = found or [plan.unit]
    deadline, undated = _deadline(plan, row["deadline"])
    title, section = _key(statement.text, source.section_at(statement.start))
    draft = TaskDraft(
        title=title,
        unit_id=lead.pk,
        kind=Task.Kind.LIVELIHOOD if LIVELIHOOD.search(section) else Task.Kind.TASK,
        supporting=tuple(unit.pk for unit in supporting),
        section=section,
        deadline=deadline,
        sentence=stated.sentence,
        statement_id=statement.pk,
        programme_id=programmes.get(row["programme"] or ""),
    )
    return Proposed(statement, draft, _note(unknown, undated))


def _deadline(plan: Plan, said: str | None) -> tuple[date | None, str]:
    """The last day of what is said, and the words that are no date."""
    if not said:
        return None, ""
    try:
        return period_of(said).end, ""
    except Invalid:
        return (date(plan.year, 12, 31), "") if YEAR_END.search(said) else (None, said)


def _note(unknown: list[str], undated: str) -> Words | None:
    zh, en = [], []
    if unknown:
        zh.append(f"没有找到单位：{listed(unknown)}")
        en.append(f"no such unit: {listed(unknown)}")
    if undated:
        zh.append(f"完成时限“{undated}”不是日期，未填")
        en.append(f"the deadline “{undated}” is no date and was left out")
    return Words("；".join(zh), "; ".join(en)) if zh else None
