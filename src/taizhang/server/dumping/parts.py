"""Which rows a dump holds, and how one of them is a line of JSON."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import models

from taizhang.server.hooks.models import Delivery, Heard, Line
from taizhang.server.jobs.models import Job, Tick
from taizhang.server.lib.rows import Json, canonical, plain, recorded_models
from taizhang.server.log.models import Change, Entry, Head
from taizhang.server.log.writing import settled

Model = type[models.Model]
BESIDE: tuple[Model, ...] = (Authenticator, SocialAccount, Entry, Change, Head, Delivery, Line, Heard)
LEFT_OUT: tuple[Model, ...] = (Job, Tick)  # affairs of one machine: they start anew where a dump is loaded


def parts() -> list[Model]:
    """The kinds of rows, each after those that it points to where it can be."""
    return [*recorded_models(), *BESIDE]


def columns_of(model: Model) -> list[str]:
    """The names of its columns."""
    return [field.attname for field in model._meta.concrete_fields]


def file_of(model: Model) -> str:
    """Where its rows stand in the file."""
    return f"rows/{model._meta.label_lower}.jsonl"


def lines_of(model: Model) -> Iterator[str]:
    """Its rows, by id, each as a line."""
    columns = columns_of(model)
    rows = model._default_manager.order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=1000):
        yield canonical({name: settled(plain(value)) for name, value in zip(columns, row, strict=True)}) + "\n"


def row_of(model: Model, said: Json) -> models.Model:
    """A row from its line; ValueError or ValidationError where a column is missing or holds what it cannot."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if fields.keys() != said.keys():
        raise ValueError(", ".join(sorted(fields.keys() ^ said.keys())))
    return model(**{name: fields[name].to_python(value) for name, value in said.items()})


def said_in(line: bytes) -> Json:
    """What a line says."""
    said: Any = json.loads(line)
    if not isinstance(said, dict):
        raise TypeError("no object")
    return said


def insert(model: Model, rows: Iterable[models.Model]) -> None:
    """Insert rows as they are: no column is set by itself, as times of change would be."""
    found, using = list(rows), "default"
    query = models.sql.InsertQuery(model)
    query.insert_values(list(model._meta.concrete_fields), found, raw=True)
    query.get_compiler(using=using).execute_sql()
