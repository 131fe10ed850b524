"""Answers of routes as JSON, told by the shapes that document them, without looking at every value first.

Ninja checks each value of an answer before it writes it, which costs ten times what the database took to find it. What
a route returns is our own: its shape is taken as read here, and tests hold the two ways against each other.
"""

from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, wraps
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from django.db.models import Manager
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime
from ninja import Schema, Status
from ninja.constants import NOT_SET
from ninja.operation import Operation
from ninja.responses import NinjaJSONEncoder
from pydantic import PlainSerializer
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, to_json

Tell = Callable[[Any], Any]
View = Callable[..., Any]
JSON = "application/json; charset=utf-8"
AS_THEY_ARE = (str, int, float, bool, bytes, date, Decimal, Enum, NoneType)  # what JSON holds, or to_json knows
ENCODER = NinjaJSONEncoder()


def told_by_shape(view: View) -> View:
    """The function of a route, whose result is told by the shape of its operation."""
    operation: Operation = view._ninja_operation  # type: ignore[attr-defined] # noqa: SLF001 - ninja's mark
    usual = next(iter(operation.response_models))

    @wraps(view)
    def telling(request: HttpRequest, **values: Any) -> Any:
        result = view(request, **values)
        if isinstance(result, HttpResponseBase):
            return result
        given = result if isinstance(result, Status) else Status(usual, result)
        model = operation.response_models[given.status_code]
        if model is None or model is NOT_SET:
            return result
        return answer(model.model_fields["response"], given)

    return telling


def answer(field: FieldInfo, given: "Status[Any]") -> HttpResponse:
    """An answer of JSON."""
    tell = teller_of(field)
    told = given.value if tell is None else tell(given.value)
    return HttpResponse(to_json(told, fallback=ENCODER.default), status=given.status_code, content_type=JSON)


def teller_of(field: FieldInfo) -> Tell | None:
    """How the value of a field is told."""
    return _serialized(field.metadata) or teller(field.annotation)


def teller(kind: Any) -> Tell | None:
    """How a value of a kind is told; None where it is told as it is."""
    if isinstance(kind, type) and issubclass(kind, Schema):
        return shape(kind).tell
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _serialized(parts[1:]) or teller(parts[0])
    if origin in {Union, UnionType}:
        return _either([part for part in parts if part is not NoneType])
    if origin is list:
        return _each(teller(parts[0]))
    if kind is datetime:
        return localtime  # with the offset of the office, whose day its first ten letters then name
    if origin in {tuple, dict, Literal} or kind is Any or (isinstance(kind, type) and issubclass(kind, AS_THEY_ARE)):
        return None
    if is_dataclass(kind):  # to_json tells it by its fields
        return None
    raise TypeError(kind)


def _serialized(metadata: Iterable[Any]) -> Tell | None:
    """The function that a kind names for telling its values."""
    found: Any = next((each.func for each in metadata if isinstance(each, PlainSerializer)), None)
    return cast("Tell | None", found)


def _either(kinds: list[Any]) -> Tell | None:
    """How a value of one of some kinds, or none, is told."""
    tells = [tell for kind in kinds if (tell := teller(kind)) is not None]
    if not tells:
        return None
    if len(kinds) > 1:
        raise TypeError(kinds)
    return _unless_none(tells[0])


def _unless_none(tell: Tell) -> Tell:
    return lambda value: None if value is None else tell(value)


def _each(tell: Tell | None) -> Tell:
    """How the rows of a list, or those that a row leads to, are told."""

    def tell_each(rows: Any) -> list[Any]:
        found = rows.all() if isinstance(rows, Manager) else rows
        return list(found) if tell is None else [tell(row) for row in found]

    return tell_each


class Shape:
    """How things of one shape are told: which attributes are taken, which of them are told in turn."""

    def __init__(self, model: type[Schema]) -> None:
        model.model_rebuild()  # where it names a shape that comes later
        resolved = model._ninja_resolvers  # noqa: SLF001 - of ninja, as its own DjangoGetter reads them
        taken = {name: field for name, field in model.model_fields.items() if name not in resolved}
        self.taken = {name: (str(field.alias or name), field) for name, field in taken.items()}
        self.resolved = {name: resolved[name]._func for name in model.model_fields if name in resolved}  # noqa: SLF001
        names = [at for at, _ in self.taken.values()]
        self.of_object, self.of_dict = attrgetter(*names, *names[:1]), itemgetter(*names, *names[:1])  # never only one
        self.model = model
        self._told: list[tuple[str, Tell]] | None = None

    @property
    def told(self) -> list[tuple[str, Tell]]:
        """The fields that are not told as they are, found at the first use, for shapes lead to each other."""
        if self._told is None:
            tells = ((name, teller_of(field)) for name, field in self.model.model_fields.items())
            self._told = [(name, tell) for name, tell in tells if tell is not None]
        return self._told

    def tell(self, row: Any) -> dict[str, Any]:
        """A row as JSON holds it."""
        found = self._held(row)
        for name, resolve in self.resolved.items():
            found[name] = resolve(row)
        for name, tell in self.told:
            found[name] = tell(found[name])
        return found

    def _held(self, row: Any) -> dict[str, Any]:
        """The values of a row, all at once; one by one where one is missing."""
        try:
            values = self.of_dict(row) if isinstance(row, dict) else self.of_object(row)
            return dict(zip(self.taken, values, strict=False))
        except (AttributeError, KeyError):
            return {name: self._one(row, at, field) for name, (at, field) in self.taken.items()}

    def _one(self, row: Any, at: str, field: FieldInfo) -> Any:
        """One value, or what stands for it where it is missing."""
        try:
            return row[at] if isinstance(row, dict) else attrgetter(at)(row)
        except (AttributeError, KeyError):
            default = field.get_default(call_default_factory=True, validated_data={})
            if default is PydanticUndefined:
                raise
            return default


@cache
def shape(model: type[Schema]) -> Shape:
    """How things of a shape are told."""
    return Shape(model)
