"""The kinds of error: for each, the edits of one figure that could be made in its name.

An edit that is returned here is only a proposal; planter.py keeps those that break what must hold.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from planting.relations import Relation
from planting.slots import DOWN, UP, Edit, Slot, figure

DEARER = tuple(Decimal(n) / 100 for n in range(106, 160, 6))
LOWER = tuple(Decimal(n) / 100 for n in (94, 90, 86, 82, 78, 74, 70, 60))
YEARS = (-2, -1, 1, 2, 10, -10)


@dataclass(frozen=True)
class Place:
    """A figure in a relation: where an error of one kind may be planted."""

    relation: Relation
    role: str

    @property
    def slot(self) -> Slot:
        return self.relation.slots[self.role]


def swapped(digits: str) -> Iterator[str]:
    """Two neighbours change places, or one digit is another; the first is no nought unless it was.

    >>> sorted(set(swapped("12")) - {"12"})[:3]
    ['10', '11', '13']
    """
    for at, (one, two) in enumerate(pairwise(digits)):
        if one.isdigit() and two.isdigit() and one != two:
            yield _whole(digits, digits[:at] + two + one + digits[at + 2 :])
    yield from _other_digit(digits, range(len(digits)))


def nudged(digits: str) -> Iterator[str]:
    """One of the last two digits is another: apart, but not so far that the eye is caught.

    >>> "1413.6" in set(nudged("1418.6")), "1518.6" in set(nudged("1418.6"))
    (True, False)
    """
    places = [at for at, sign in enumerate(digits) if sign.isdigit()]
    yield from _other_digit(digits, places[-2:])


def _other_digit(digits: str, places: Iterable[int]) -> Iterator[str]:
    for at in places:
        if digits[at].isdigit():
            for other in "0123456789":
                if other != digits[at]:
                    yield _whole(digits, digits[:at] + other + digits[at + 1 :])


def _whole(before: str, after: str) -> str:
    """The number as long as it reads as one: 041 does not, and gives back what was there."""
    figures = after.lstrip("-")
    return before if len(figures) > 1 and figures[0] == "0" and figures[1] != "." else after


def point_moved(digits: str) -> Iterator[str]:
    """The decimal point one place to the left or right.

    >>> list(point_moved("1418.6")), list(point_moved("0.3")), list(point_moved("62"))
    (['14186', '141.86'], ['3', '0.03'], [])
    """
    if "." not in digits:
        return
    sign = "-" if digits.startswith("-") else ""
    whole, part = digits.lstrip("-").split(".")
    right = (whole + part[0]).lstrip("0") or "0"
    yield sign + right + (f".{part[1:]}" if part[1:] else "")
    yield sign + (f"{whole[:-1] or '0'}.{whole[-1]}{part}")


def edits(kind: str, place: Place, texts: Mapping[str, str]) -> list[Edit]:
    """What may be done to the figure of a place in the name of a kind, in a fixed order, each once."""
    slot, text = place.slot, texts[place.slot.document]
    words = text[slot.digits[0] : slot.digits[1]]
    if kind in BY_DIGITS:
        found = [Edit(slot.document, *slot.digits, new) for new in BY_DIGITS[kind](words) if new != words]
    else:
        found = list(BY_PLACE[kind](place, texts))
    return list(dict.fromkeys(found))


def _unit(place: Place, texts: Mapping[str, str]) -> Iterator[Edit]:
    start, end = place.slot.unit
    other = {"万": "亿", "亿": "万"}.get(texts[place.slot.document][start:end] if start >= 0 else "")
    if other:
        yield Edit(place.slot.document, start, end, other)


def _sign(place: Place, texts: Mapping[str, str]) -> Iterator[Edit]:
    slot, text = place.slot, texts[place.slot.document]
    word = text[slot.sign[0] : slot.sign[1]] if slot.sign[0] >= 0 else ""
    if word:
        yield Edit(slot.document, *slot.sign, {**dict.fromkeys(UP, "下降"), **dict.fromkeys(DOWN, "增长")}[word])
    elif text[slot.digits[0]] == "-":
        yield Edit(slot.document, slot.digits[0], slot.digits[0] + 1, "")
    else:
        yield Edit(slot.document, slot.digits[0], slot.digits[0], "-")


def _above(place: Place, texts: Mapping[str, str]) -> Iterator[Edit]:
    upper = place.relation.slots["w"]
    yield from _valued(place, texts, upper, DEARER)


def _weaker(place: Place, texts: Mapping[str, str]) -> Iterator[Edit]:
    """The comparator softened where the number is the one above, else the number below what it must reach."""
    slot, bound = place.slot, place.relation.slots["u" if place.relation.kind == "upper" else "r"]
    own, other = figure(texts[slot.document], slot), figure(texts[bound.document], bound)
    if place.relation.construction.endswith("comparator"):
        yield Edit(slot.document, *slot.comparator, "左右")
        return
    ceiling = own.comparator == "以内"
    yield from _valued(place, texts, bound, tuple(2 - factor for factor in LOWER) if ceiling else LOWER)
    step = own.half * 2
    for times in (1, 2, 3):
        value = other.value + step * times * (1 if ceiling else -1)
        yield Edit(slot.document, *slot.digits, _printed(value, texts, slot))


def _valued(place: Place, texts: Mapping[str, str], bound: Slot, factors: tuple[Decimal, ...]) -> Iterator[Edit]:
    value = figure(texts[bound.document], bound).value
    for factor in factors:
        yield Edit(place.slot.document, *place.slot.digits, _printed(value * factor, texts, place.slot))


def _printed(value: Decimal, texts: Mapping[str, str], slot: Slot) -> str:
    """A value with the unit and the decimals of a slot."""
    own = figure(texts[slot.document], slot)
    digits = Decimal(texts[slot.document][slot.digits[0] : slot.digits[1]])
    unit = own.value / digits if digits else Decimal(1)
    return str((value / unit).quantize(Decimal(1).scaleb(int(digits.as_tuple().exponent))))


def _year(place: Place, texts: Mapping[str, str]) -> Iterator[Edit]:
    start, end = place.slot.digits
    year = texts[place.slot.document][start:end]
    for step in YEARS:
        yield Edit(place.slot.document, start, end, str(int(year) + step))


def _removed(place: Place, texts: Mapping[str, str]) -> Iterator[Edit]:  # noqa: ARG001 - called as its cousins are
    yield Edit(place.slot.document, *place.slot.digits, "")


BY_DIGITS: dict[str, Callable[[str], Iterator[str]]] = {
    "digit_swapped": swapped,
    "decimal_moved": point_moved,
    "text_annex_apart": nudged,
    "text_text_apart": nudged,
    "sum_off": nudged,
    "share_off": nudged,
}
BY_PLACE: dict[str, Callable[[Place, Mapping[str, str]], Iterator[Edit]]] = {
    "unit_slipped": _unit,
    "sign_lost": _sign,
    "district_above_city": _above,
    "target_weakened": _weaker,
    "commitment_removed": _removed,
    "year_wrong": _year,
}
KINDS = (
    "digit_swapped",
    "unit_slipped",
    "sign_lost",
    "decimal_moved",
    "text_annex_apart",
    "text_text_apart",
    "sum_off",
    "share_off",
    "district_above_city",
    "target_weakened",
    "commitment_removed",
    "year_wrong",
)
