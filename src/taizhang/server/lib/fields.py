"""The kind of column that keeps values of the ledger: exact decimals, as many digits as every database keeps."""

from typing import Any

from django.db import models

DIGITS = 15  # SQLite keeps numbers of more digits as the nearest float; no plan prints more
PLACES = 8


class Amount(models.DecimalField):  # type: ignore[type-arg]
    """A value of an indicator in its unit of measure. What is let in has at most DIGITS digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 28)
        kwargs.setdefault("decimal_places", PLACES)
        super().__init__(*args, **kwargs)
