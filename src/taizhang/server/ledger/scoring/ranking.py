"""Ranks by value, the best first; equal values share a rank."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Literal


def ranks(values: Mapping[int, Fraction], better: Literal["up", "down"] = "up") -> dict[int, int]:
    """The rank of each, from 1; after a shared rank as many are left out as shared it.

    >>> ranks({1: Fraction(5), 2: Fraction(7), 3: Fraction(5), 4: Fraction(1)})
    {2: 1, 1: 2, 3: 2, 4: 4}
    >>> ranks({1: Fraction(5), 2: Fraction(7)}, "down")
    {1: 1, 2: 2}
    """
    order = sorted(values, key=values.__getitem__, reverse=better == "up")
    return places([(key, values[key]) for key in order], dense=False)


def places(ordered: list[tuple[int, Any]], *, dense: bool) -> dict[int, int]:
    """The ranks of what stands in order with what it is ordered by; `dense` leaves out none after a shared rank.

    >>> places([(1, 9), (2, 9), (3, 8)], dense=True), places([(1, 9), (2, 9), (3, 8)], dense=False)
    ({1: 1, 2: 1, 3: 2}, {1: 1, 2: 1, 3: 3})
    """
    found: dict[int, int] = {}
    rank, last = 0, object()
    for number, (key, by) in enumerate(ordered, 1):
        if by != last:
            rank, last = (rank + 1 if dense else number), by
        found[key] = rank
    return found
