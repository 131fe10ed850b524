"""Lists narrowed by what was asked for."""

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def narrowed(rows: "QuerySet[Row]", conditions: Mapping[str, object]) -> "QuerySet[Row]":
    """The rows that meet the conditions; one of None asks for nothing."""
    return rows.filter(**{column: value for column, value in conditions.items() if value is not None})
