"""Who typed an observation: the last, and the others of whose numbers any still stands. None of them accepts it."""

from typing import TypedDict

from taizhang.server.accounts.acting import Act
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.observations.deriving import MEASURES
from taizhang.server.ledger.observations.figures import Figure, Placed
from taizhang.server.lib.authorship import others


class Authors(TypedDict, total=False):
    """The fields of an observation that name them."""

    entered_by: int | None
    also_by: list[int]


def typed_by(figure: Figure, act: Act) -> int | None:
    """Who typed a figure: who it names, else who acts."""
    if figure.entered_by is not None:
        return figure.entered_by
    return act.user.pk if act.user is not None else None


def authors_with(row: Observation, one: Placed, act: Act) -> Authors:
    """Who typed what a row comes to hold by a figure: those of the row too, where any of its numbers stays."""
    now, also = typed_by(one.figure, act), one.figure.also_by
    held = {name: number for name in MEASURES if (number := getattr(row, name)) is not None}
    if any(one.numbers.get(name, number) == number for name, number in held.items()):
        also = (*others(row.entered_by, row.also_by, now), *also)
    return {"entered_by": now, "also_by": others(None, also, now)}


def must_not_be_by(act: Act, figure: Figure, authors: Authors) -> None:
    """Refuse to accept what the one who acts typed a part of."""
    for author in (authors["entered_by"], *authors["also_by"]):
        act.not_by(author, f"{figure.unit} {figure.indicator} {figure.period}")
