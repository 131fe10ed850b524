"""How an entry of the log is told: its changes value by value, with the names of fields, people and units."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from taizhang.catalogue.table import parse_table
from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import names_of
from taizhang.server.lib.field_names import field_names
from taizhang.server.log.models import Change
from taizhang.server.pages.language import language, said

CHANNELS = {
    "page": Words("页面", "page"),
    "api": Words("接口", "API"),
    "command": Words("命令行", "command line"),
    "job": Words("后台任务", "background job"),
    "import": Words("导入", "import"),
    "folder": Words("投递文件夹", "drop folder"),
}
SILENT = frozenset({"revision", "id"})
UNITS = frozenset({"unit_id", "parent_id", "reporter_id", "supporter_id", "assignee_id", "authority_id", "lead_id"})
YES, NO, NOTHING = Words("是", "yes"), Words("否", "no"), "—"
LONGEST = 400
MADE, GONE, CHANGED = Words("新增", "made"), Words("删除", "removed"), Words("修改", "changed")


@dataclass(frozen=True, slots=True)
class Value:
    """One field as it was and became."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One row as it was and became."""

    thing: str
    key: int
    what: Words
    values: Sequence[Value]


@cache
def _table(file: str, key: str) -> Mapping[str, Words]:
    text = files("taizhang.server.pages.administration").joinpath("data", file).read_text(encoding="utf-8")
    rows = parse_table(file, text)
    return {row[key]: Words(row["zh"], row.cells.get("en", "")) for row in rows}


def thing_called(model: str) -> str:
    """What a kind of row is called."""
    words = _table("things.tsv", "thing").get(model)
    return said(words) if words else model


def column_called(column: str) -> str:
    """What a column is called, in English by its own words."""
    if language() == "en":
        return column.removesuffix("_id").replace("_", " ")
    own = _table("columns.tsv", "column").get(column)
    return own.zh if own else field_names().get(column, column)


def told(changes: Sequence[Change]) -> list[Told]:
    """Changes in words; the people and units that they name are fetched at once."""
    pairs = [pair for change in changes for pair in _pairs(change)]
    people = names_of(value for name, *both in pairs if _is_person(name) for value in both if isinstance(value, int))
    asked = {value for name, *both in pairs if name in UNITS for value in both if isinstance(value, int)}
    units = dict(Unit.objects.filter(pk__in=asked).values_list("pk", "name"))
    return [_told(change, people, units) for change in changes]


def _told(change: Change, people: Mapping[int, str], units: Mapping[int, str]) -> Told:
    what = MADE if change.before is None else GONE if change.after is None else CHANGED

    def shown(name: str, value: Any) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            if _is_person(name):
                return people.get(value, str(value))
            if name in UNITS:
                return units.get(value, str(value))
        return _shown(change.model, name, value)

    values = [Value(column_called(name), shown(name, old), shown(name, new)) for name, old, new in _pairs(change)]
    return Told(thing_called(change.model), change.object_id, what, values)


def _pairs(change: Change) -> Iterator[tuple[str, Any, Any]]:
    before, after = change.before or {}, change.after or {}
    for name in dict.fromkeys((*after, *before)):
        if name not in SILENT and before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _is_person(name: str) -> bool:
    return name in {"user_id", "by"} or name.endswith("_by")


def _shown(model: str, name: str, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return said(YES if value else NO)
    if isinstance(value, str):
        text = _moment(model, name, value) or _choices(model, name).get(value, value)
    else:
        text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _moment(model: str, name: str, value: str) -> str:
    """A time as the clock on the wall showed it; nothing where the column holds none."""
    field = _field(model, name)
    moment = parse_datetime(value) if isinstance(field, DateTimeField) else None
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment and moment.tzinfo else ""


def _field(model: str, name: str) -> object:
    try:
        return apps.get_model(model)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None


@cache
def _choices(model: str, name: str) -> Mapping[str, str]:
    """What the values of a column are called, where it has a list of them; only Chinese has names for them."""
    if language() == "en":
        return {}
    choices = getattr(_field(model, name), "choices", None)
    return {str(value): str(words) for value, words in choices or ()}


def things() -> Iterable[tuple[str, str]]:
    """All kinds of rows with what they are called, for a choice."""
    return [(model, said(words)) for model, words in _table("things.tsv", "thing").items()]
