"""Who typed what stands in a row that several people write: nobody who typed a part of it approves it.

A row names who typed last (`entered_by`, of a proposal `proposed_by`) and, in `also_by`, who else typed a part that
still stands. An adjustment names in its `also_by` all who drafted it.
"""

from collections.abc import Iterable, Sequence


def others(last: int | None, also: Iterable[int], now: int | None) -> list[int]:
    """Who else typed a part, once `now` has typed more beside what `last` and `also` typed.

    >>> others(3, [5], 7), others(7, [5], 7), others(None, [], 7), others(3, [7], 7)
    ([3, 5], [5], [], [3])
    """
    return sorted({*also, *([] if last is None else [last])} - {now})


def apart(people: Sequence[int | None]) -> tuple[int | None, list[int]]:
    """Several who typed a row as the last and the others; one who is no person comes first of all, or not at all.

    >>> apart([3, 5, 3]), apart([None, 4]), apart([])
    ((3, [5]), (None, [4]), (None, []))
    """
    first = people[0] if people else None
    return first, others(None, (each for each in people if each is not None), first)
