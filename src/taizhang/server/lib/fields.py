"""The kind of column that keeps values of the ledger: decimals exact to eight places, of up to twenty digits before."""

from typing import Any

from django.db import models


class Amount(models.DecimalField):  # type: ignore[type-arg]
    """A value of an indicator in its unit of measure, never a float."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 28)
        kwargs.setdefault("decimal_places", 8)
        super().__init__(*args, **kwargs)
