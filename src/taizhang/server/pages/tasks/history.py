"""What the log says of a task: who changed what of it, from what to what. For those who may read the log."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.naming import called
from taizhang.server.accounts.queries import reach
from taizhang.server.ledger.models import TASK, Programme, Task
from taizhang.server.lib.field_names import called as field_called
from taizhang.server.log.queries import ValueChange, history_of
from taizhang.server.pages.language import language, said
from taizhang.server.pages.tasks.words import KINDS

MODEL = "ledger.task"
LONGEST = 60
NONE = "—"
UNTOLD = {"id", "plan_id", "version_id", "line", "entered_by", "statement_id"}  # what says nothing to people
MADE = Words("建立", "made")
FIELDS = {
    "unit_id": Words("牵头单位", "lead unit"),
    "title": Words("名称", "name"),
    "kind": Words("类别", "kind"),
    "section": Words("章节", "section"),
    "deliverable": Words("成果", "deliverable"),
    "deadline": Words("完成时限", "deadline"),
    "programme_id": Words("专项", "programme"),
    "parent_id": Words("上级任务", "part of"),
    "state": Words("状态", "state"),
    "sentence": Words("原文", "sentence"),
    "reported_on": Words("最近进展日期", "day of the latest report"),
    "percent": Words("自报进度（%）", "stated percent"),
    "done_on": Words("完成日期", "done on"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value: what it is called, what it was and became."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What one entry of the log changed of a task."""

    at: datetime
    who: str
    what: str
    why: str
    changes: list[Change]


def changes_of(actor: Actor, task: Task) -> list[Changed] | None:
    """The history of a task, the latest first; None for those who may not read it."""
    if not actor.may("log.read", task.unit):
        return None
    values = list(history_of(MODEL, task.pk, reach(actor, "log.read", "unit_path")))
    names = _names(values)
    entries = (list(run) for _, run in groupby(values, lambda value: value.entry))
    return [_changed(entry, names) for entry in entries][::-1]


def _changed(values: list[ValueChange], names: Mapping[tuple[str, int], str]) -> Changed:
    first = values[0]
    made = any(value.field == "id" and value.old is None for value in values)
    changes = [] if made else list(_changes(values, names))
    what = said(MADE) if made else said(called(first.action))
    return Changed(first.at, first.actor_name, what, first.why, changes)


def _changes(values: Iterable[ValueChange], names: Mapping[tuple[str, int], str]) -> Iterator[Change]:
    for value in values:
        if value.field not in UNTOLD:
            field = FIELDS.get(value.field)
            name = said(field) if field else field_called(value.field, language())
            yield Change(name, *(_shown(value.field, each, names) for each in (value.old, value.new)))


def _shown(field: str, value: Any, names: Mapping[tuple[str, int], str]) -> str:
    if value in (None, ""):
        return NONE
    if field == "state":
        return said(TASK.states[value])
    if field == "kind":
        return said(KINDS[value])
    if isinstance(value, int):
        return names.get((field, value), str(value))
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _names(values: Iterable[ValueChange]) -> dict[tuple[str, int], str]:
    """What rows are called that are named by their ids."""
    models = {"unit_id": Unit, "programme_id": Programme, "parent_id": Task}
    found: dict[tuple[str, int], str] = {}
    held = [value for value in values if value.field in models]
    for field, model in models.items():
        keys = {each for value in held if value.field == field for each in (value.old, value.new) if each}
        if keys:
            rows = model._default_manager.filter(pk__in=keys)
            found |= {(field, row.pk): str(row) for row in rows}
    return found
