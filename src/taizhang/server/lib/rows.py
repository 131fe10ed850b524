"""Rows that are part of the ledger: what is written in them is in the log too, and in a dump."""

import json
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models.base import ModelState

from taizhang.errors import Words
from taizhang.server.lib.refusals import NotThere

Row = TypeVar("Row", bound=models.Model)
Json = dict[str, Any]
PLAIN = {str, int, bool, type(None)}  # what JSON holds as it is; asked first, for most values are such


class Recorded(models.Model):
    """A row of the ledger. Only actions write it, through `Act`, which records each change in the log.

    `revision` counts how often it was saved: who saves what somebody else saved meanwhile is told so.
    `unrecorded` names fields that the log does not hold (a password, a time of sign-in).
    """

    revision = models.PositiveIntegerField(default=1, editable=False)

    unrecorded: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        """A row as the database gave it.

        Django's own way sets it field by field, asking at each whether a relation is to be forgotten, and sends signals
        that nobody hears: a fifth of the time of a long list.
        """
        names = _attributes(cls)
        if len(values) != len(names):  # some are deferred
            return super().from_db(db, field_names, values, **more)
        row, state = cls.__new__(cls), ModelState()
        state.adding, state.db = False, db
        row.__dict__.update(zip(names, values, strict=True), _state=state)
        return row


@cache
def _attributes(model: type[models.Model]) -> tuple[str, ...]:
    """The attributes of a row, in the order of its columns."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def recorded_models() -> Iterator[type[Recorded]]:
    """All kinds of recorded rows, each after those that it points to."""
    left = [model for model in apps.get_models() if issubclass(model, Recorded)]
    done: set[type[models.Model]] = set()
    while left:
        free = [model for model in left if _points_to(model) & set(left) <= {model}]
        for model in sorted(free or left[:1], key=lambda m: m._meta.label_lower):
            yield model
            done.add(model)
        left = [model for model in left if model not in done]


def _points_to(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if field.related_model is not None}


def row_at(rows: "models.QuerySet[Row]", key: int, called: Words) -> Row:
    """The row of that id among some; NotThere where it is none of them."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise NotThere(thing=called)
    return row


def fields_of(row: Recorded) -> Json:
    """What the log and a dump keep of a row: each field by its column, in a form that JSON holds exactly."""
    held = ((name, getattr(row, name)) for name in columns_of(row.__class__))
    return {name: value if type(value) in PLAIN else plain(value) for name, value in held}


@cache
def columns_of(model: type[Recorded]) -> tuple[str, ...]:
    """The columns that the log and a dump keep of a kind of row."""
    return tuple(field.attname for field in model._meta.concrete_fields if field.name not in model.unrecorded)


def plain(value: object) -> Any:
    """A value as JSON holds it: a Decimal as its shortest digits, a time in UTC, a day as ISO.

    >>> plain(Decimal("5.50000000")), plain(Decimal("1E+3")), plain(date(2025, 3, 1))
    ('5.5', '1000', '2025-03-01')
    """
    if isinstance(value, Decimal):
        return digits(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value


def digits(value: Decimal) -> str:
    """A Decimal without exponent and trailing zeros.

    >>> digits(Decimal("0E-8")), digits(Decimal("-12.340"))
    ('0', '-12.34')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"", "-0"} else text


def canonical(value: object) -> str:
    """JSON with one spelling: keys in order, no blanks, Chinese as it is."""
    return SPELLING.encode(value)


SPELLING = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
