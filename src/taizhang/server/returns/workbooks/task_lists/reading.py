"""What a list of tasks that came back would do to its draft.

A line with its id changes that task, one without makes a new one. What was issued changes by adjustment alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import PlanVersion, Task
from taizhang.server.ledger.tasks.standing import must_be_draft
from taizhang.server.lib.refusals import Refused
from taizhang.server.lib.rows import Json
from taizhang.server.returns.models import Import, ImportPart, Return
from taizhang.server.returns.workbooks.differing import base_in, cell_told, counts_of, difference, own_rows
from taizhang.server.returns.workbooks.listing import ListLine, ListTable, lists_in
from taizhang.server.returns.workbooks.naming import Units, units_of
from taizhang.server.returns.workbooks.opening import Page
from taizhang.server.returns.workbooks.said import said, words_of_error
from taizhang.server.returns.workbooks.sources import Source
from taizhang.server.returns.workbooks.task_lists.sending import KINDS, MARK, fields_of, tasks_of, told
from taizhang.server.returns.workbooks.typing import NotTyped, day_of, words_in

LONGEST = {"title": 300, "deliverable": 300, "section": 80}
WORD_FIELDS = ("title", "section", "deliverable")


def find(actor: Actor, pages: Sequence[Page], _: Return | None) -> list[Source]:
    """The lists of tasks."""
    tables = list(lists_in(pages, Import.Kind.TASKS, fields_of(Units())))
    versions = PlanVersion.objects.select_related("plan__unit__region").in_bulk([each.listed.of for each in tables])
    return [_source(actor, table, versions.get(table.listed.of)) for table in tables]


def _source(actor: Actor, table: ListTable, version: PlanVersion | None) -> Source:
    trouble = None
    name, region = table.listed.name, table.listed.region
    if version is None or (version.plan.title, version.plan.unit.region.code) != (name, region):
        trouble = Words(f"文件是《{name}》的任务，本台账没有这一版计划", f"the tasks of {name}, which is not here")
    elif not actor.may("plan.read", version.plan.unit):
        trouble = Words(f"文件是《{name}》的任务，不在您的权限范围内", f"the tasks of {name}, out of your reach")
    unit = version.plan.unit if version is not None and trouble is None else None
    return Source(table.page, len(table.lines), table.listed.copy, unit, trouble, (table, version))


@dataclass
class Asked:
    """What a line asks for: texts by column, ids and days that they come to, or why it is refused."""

    texts: dict[str, str] = field(default_factory=dict)
    values: Json = field(default_factory=dict)
    supporting: list[int] | None = None
    why: Words | None = None


def weigh(actor: Actor, unit: Unit, number: int, source: Source) -> ImportPart:
    """What a list would do."""
    held: Any = source.held
    table, version = held
    part = ImportPart(number=number, sheet=source.page.name[:64], unit=unit, header=table.header)
    if source.unit is None:
        part.state, part.trouble = ImportPart.State.REFUSED, said(source.trouble or Words("", ""))
        return part
    part.plan, part.unit, part.asked = version.plan, version.plan.unit, {"version": version.pk}
    tasks = tasks_of(version)
    draft = Draft(units_of(version.plan.unit), tasks, own_rows(actor, source.copy))
    part.rows = [_row(table, line, draft) for line in table.lines]
    part.all_rows, part.counts = len(part.rows), counts_of(part.rows)
    part.cautions = [said(words) for words in _missing(tasks, draft.taken)]
    trouble = _trouble(actor, unit, version)
    if trouble is not None and (part.counts["new"] or part.counts["changed"]):
        part.state, part.trouble = ImportPart.State.REFUSED, said(trouble)
    return part


def _trouble(actor: Actor, unit: Unit, version: PlanVersion) -> Words | None:
    if not version.plan.unit.path.startswith(unit.path):
        return Words(f"文件是{version.plan}的任务，不属于{unit}", f"the tasks of {version.plan}, not of {unit}")
    try:
        actor.wants("plan.draft", version.plan.unit)
        if version.state != "draft":
            must_be_draft(version)
    except Refused as error:
        return words_of_error(error)
    return None


def _missing(tasks: dict[int, Task], taken: set[int]) -> Iterable[Words]:
    gone = [task.title for key, task in tasks.items() if key not in taken]
    if gone:
        named = MARK.join(gone[:10])
        yield Words(f"文件里没有 {len(gone)} 项任务：{named}；这些任务不变", f"{len(gone)} tasks are not in the file")


@dataclass(frozen=True)
class Draft:
    """The draft that a list is held against: units, tasks, which of these one has seen changed, which lines took."""

    units: Units
    tasks: dict[int, Task]
    own: set[tuple[int, int]]
    taken: set[int] = field(default_factory=set)


def _row(table: ListTable, line: ListLine, draft: Draft) -> Json:
    """A line as it is kept."""
    units, tasks, taken = draft.units, draft.tasks, draft.taken
    asked = _asked(line, units)
    found: Json = {"row": line.at, "line": None, "name": asked.texts.get("title", "")[:200], "cells": []}
    key = line.key.get("id")
    task = tasks.get(key) if isinstance(key, int) else None
    why = asked.why or _wrong_line(line, task, taken)
    now = told(task, units) if task is not None else {}
    seen = task is None or (task.pk, task.revision) in draft.own
    change = difference(fields_of(units), asked.texts, now if seen else base_in(line.key), now)
    why = why or change.why
    if task is not None:
        taken.add(task.pk)
        found["line"] = task.pk
    if why is not None:
        return found | {"what": "refused", "why": said(why)}
    if not change.changed:
        return found | {"what": "same"}
    what = "new" if task is None else "changed"
    found["cells"] = [
        cell_told(table.place(line, each.key), each, what, old=now.get(each.key, ""), new=asked.texts[each.key])
        for each in fields_of(units)
        if each.key in change.changed
    ]
    wanted = set(change.changed) if task is not None else set(asked.texts)
    return found | {"what": what, "put": _put(asked, wanted, task)}


def _put(asked: Asked, wanted: set[str], task: Task | None) -> Json:
    return {
        "id": task.pk if task else None,
        "revision": task.revision if task else 0,
        "values": {name: value for name, value in asked.values.items() if name.removesuffix("_id") in wanted},
        "supporting": asked.supporting if "supporting" in wanted else None,
    }


def _wrong_line(line: ListLine, task: Task | None, taken: set[int]) -> Words | None:
    if line.key.get("id") is not None and task is None:
        return Words("这项任务已不在草案里", "this task is not in the draft any more")
    if task is not None and task.pk in taken:
        return Words("与上面一行是同一任务", "the same task as a line above")
    return None


def _asked(line: ListLine, units: Units) -> Asked:
    """What a line says, with what its words come to."""
    asked = Asked()
    try:
        asked.texts = {name: words_in(held) for name, held in line.cells.items() if name != "line"}
        _read(asked, units)
    except NotTyped as error:
        asked.why = error.words
    return asked


def _read(asked: Asked, units: Units) -> None:
    texts = asked.texts
    for name in WORD_FIELDS:
        if name in texts:
            if len(texts[name]) > LONGEST[name]:
                raise NotTyped(Words(f"超过 {LONGEST[name]} 字", f"more than {LONGEST[name]} characters"))
            asked.values[name] = texts[name]
    if not texts.get("title"):
        raise NotTyped(Words("任务名称不能为空", "a task needs a title"))
    if "kind" in texts:
        texts["kind"] = texts["kind"] or str(Task.Kind.TASK.label)
        if texts["kind"] not in KINDS:
            raise NotTyped(Words(f"没有“{texts['kind'][:20]}”这个类别", f"no such kind: {texts['kind'][:20]}"))
        asked.values["kind"] = KINDS[texts["kind"]]
    if "unit" in texts:
        asked.values["unit_id"] = units.named(texts["unit"], Words("牵头单位", "the lead unit"))
        texts["unit"] = units.names[asked.values["unit_id"]]
    if "supporting" in texts:
        asked.supporting = list(dict.fromkeys(units.many(texts["supporting"])))
        texts["supporting"] = MARK.join(units.names[each] for each in asked.supporting)
    if "deadline" in texts:
        day = day_of(texts["deadline"])
        asked.values["deadline"] = day.isoformat() if day else None
        texts["deadline"] = day.isoformat() if day else ""
