"""Livelihood commitments (民生实事): the year's public promises, level by level, with the share that is done."""

from dataclasses import dataclass
from fractions import Fraction

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Region
from taizhang.server.ledger.models import Task
from taizhang.server.ledger.tasks.queries import Wanted, counts


@dataclass(slots=True)
class Level:
    """How the commitments of one level of government stand. What was adjusted or ended is not promised any more."""

    level: str
    promised: int = 0
    done: int = 0
    late: int = 0
    silent: int = 0

    @property
    def share_done(self) -> Fraction | None:
        """Done of promised; None where nothing is promised.

        >>> Level("town", promised=8, done=6).share_done
        Fraction(3, 4)
        """
        return Fraction(self.done, self.promised) if self.promised else None


def livelihood_levels(actor: Actor, *, year: int | None = None, unit: int | None = None) -> list[Level]:
    """The commitments by level, of a year, of a unit and all below it."""
    wanted = Wanted(kind=(Task.Kind.LIVELIHOOD,), year=year, unit=(unit,) if unit else (), below=True)
    found: dict[str, Level] = {}
    for row in counts(actor, wanted, "level"):
        number, light = row["number"], row["light"]
        if not light or not isinstance(number, int):
            continue
        level = found.setdefault(str(row["group"]), Level(str(row["group"])))
        level.promised += number
        level.done += number if row["state"] == "done" else 0
        level.late += number if light == "red" else 0
        level.silent += number if light == "grey" else 0
    order = list(Region.Level.values)
    return sorted(found.values(), key=lambda each: order.index(each.level))
