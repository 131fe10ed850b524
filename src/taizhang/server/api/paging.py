"""Lists in pages: by the id of the last row seen, so that a page costs the same wherever it stands."""

from typing import Annotated, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema

T = TypeVar("T")
Row = TypeVar("Row", bound=Model)
MOST = 1000

Limit = Annotated[int, Field(ge=1, le=MOST, description="最多多少行 · rows at most")]
After = Annotated[
    int, Field(ge=0, le=2**63 - 1, description="从哪一行之后开始（上一页的 next） · the id after which to start")
]


class Page(Schema, Generic[T]):
    """Rows, and where the next page starts (null on the last)."""

    rows: list[T]
    next: int | None


def page(rows: "QuerySet[Row]", limit: int, after: int) -> dict[str, object]:
    """One page of `rows` in the order of their ids."""
    found = list(rows.order_by("pk").filter(pk__gt=after)[: limit + 1])
    return {"rows": found[:limit], "next": found[limit - 1].pk if len(found) > limit else None}
