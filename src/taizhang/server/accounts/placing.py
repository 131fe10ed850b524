"""Where a unit stands in the tree: the path by which those below it are found, the order in which units are listed."""

from taizhang.server.accounts.models import Unit


def path_of(unit: Unit, above: Unit | None) -> str:
    """The path of a unit below another, or at the root."""
    return f"{above.path if above else ''}{unit.pk}/"


def order_of(unit: Unit, above: Unit | None, rank: int = 0) -> str:
    """The order of a unit that has a rank below another.

    It has as many digits at every step, so that as a word it sorts as the numbers do: by the rank, and those of one
    rank as they were made.
    """
    return f"{above.order if above else ''}{rank:05}{unit.pk:08}/"
