"""What must hold between figures, in exact arithmetic with the rounding of each printed figure carried along.

Growth, planned: v = b(1 + g/100). Sum: t = p1 + p2 + … Share: s = 100 p/w. Change: d = v - b. The tolerance is half a
unit of the last printed place of each figure, times what the formula makes of it.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from planting.slots import Edit, Figure, Slot, figure, slots

STRENGTH = {"": 1, "左右": 0, "以上": 2, "以内": 2, "以下": 2}
SURE = 2  # so many times the tolerance an error must be off, that no rounding explains it


@dataclass(frozen=True)
class Relation:
    """A row of relations.tsv: its kind, how it is worded, what may be planted where, its slots by role."""

    kind: str
    construction: str
    plant: Mapping[str, tuple[str, ...]]
    slots: Mapping[str, Slot]
    annex: bool

    @property
    def documents(self) -> set[str]:
        return {slot.document for slot in self.slots.values()}


def read_relations(path: Path, texts: Mapping[str, str]) -> list[Relation]:
    """The rows of the table, each slot found in its document."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_relation(row, texts) for row in rows]


def _relation(row: Mapping[str, str], texts: Mapping[str, str]) -> Relation:
    found: dict[str, Slot] = {}
    for piece in row["places"].split(" ¦ "):
        document, pattern = piece.split(" ", 1)
        part = slots(document, texts[document], pattern)
        if "words" in part:
            part = {"promise" if "promise" not in found else "answer": part["words"]}
        found |= part
    plant = dict(token.split(":") for token in row["plant"].split())
    chosen = {kind: tuple(found if roles == "*" else roles.split(",")) for kind, roles in plant.items()}
    kind = row["relation"].removesuffix("_annex")
    return Relation(kind, row["construction"], chosen, found, row["relation"].endswith("_annex"))


def off(relation: Relation, texts: Mapping[str, str], edit: Edit | None = None) -> Decimal:
    """How far the relation is from holding, in tolerances: up to 1 it holds, above SURE no rounding explains it."""
    here = {
        role: figure(texts[slot.document], slot, edit if edit and edit.document == slot.document else None)
        for role, slot in relation.slots.items()
    }
    return RULES[relation.kind](here)


def _growth(here: Mapping[str, Figure]) -> Decimal:
    b, v, g = here["b"], here["v"], here["g"]
    rate = 1 + g.value / 100
    return _ratio(v.value - b.value * rate, v.half + b.half * abs(rate) + b.value * g.half / 100)


def _sum(here: Mapping[str, Figure]) -> Decimal:
    parts = [item for role, item in here.items() if role != "t"]
    total = here.get("t", Figure(Decimal(100), Decimal(0), ""))
    return _ratio(sum(part.value for part in parts) - total.value, sum((p.half for p in parts), total.half))


def _share(here: Mapping[str, Figure]) -> Decimal:
    p, w, s = here["p"], here["w"], here["s"]
    true = 100 * p.value / w.value
    return _ratio(true - s.value, s.half + 100 * p.half / w.value + true * w.half / w.value)


def _change(here: Mapping[str, Figure]) -> Decimal:
    b, v, d = here["b"], here["v"], here["d"]
    counts = all(item.half == Decimal("0.5") for item in (b, v, d))
    return _ratio(v.value - b.value - d.value, Decimal(0) if counts else b.half + v.half + d.half)


def _same(here: Mapping[str, Figure]) -> Decimal:
    a, b = here["a"], here["b"]
    if a.comparator and b.comparator and a.comparator != b.comparator:
        return Decimal(1000)
    return _ratio(a.value - b.value, Decimal(0) if a.half == b.half else a.half + b.half)


def _below(here: Mapping[str, Figure]) -> Decimal:
    part, whole = here["p"], here["w"]
    return _holds(part.value <= whole.value)


def _upper(here: Mapping[str, Figure]) -> Decimal:
    upper, lower = here["u"], here["l"]
    ceiling = "以内" in {upper.comparator, lower.comparator}
    better = upper.value - lower.value if ceiling else lower.value - upper.value
    return _holds(better > 0 or (better == 0 and STRENGTH[lower.comparator] >= STRENGTH[upper.comparator]))


def _result(here: Mapping[str, Figure]) -> Decimal:
    result, target = here["r"], here["t"]
    return _holds(target.value <= result.value if target.comparator == "以内" else target.value >= result.value)


def _years(here: Mapping[str, Figure], step: int) -> Decimal:
    return _holds(here["b"].value - here["a"].value == step)


def _holds(true: bool) -> Decimal:
    return Decimal(0) if true else Decimal(1000)


def _ratio(difference: Decimal, tolerance: Decimal) -> Decimal:
    if not difference:
        return Decimal(0)
    return abs(difference) / tolerance if tolerance else Decimal(1000)


RULES: dict[str, Callable[[Mapping[str, Figure]], Decimal]] = {
    "growth": _growth,
    "planned": _growth,
    "sum": _sum,
    "hundred": _sum,
    "share": _share,
    "rate": _share,
    "change": _change,
    "same": _same,
    "below": _below,
    "upper": _upper,
    "result": _result,
    "same_year": lambda here: _years(here, 0),
    "next_year": lambda here: _years(here, 1),
}


def names(relation: Relation, texts: Mapping[str, str], edit: Edit) -> set[str]:
    """The checks that rightly name a relation broken by the edit."""
    found = set(SLUGS[relation.kind])
    if relation.kind == "same":
        found = {"text_table_conflict"} if relation.annex else {"restatement_conflict"}
    here = {
        role: figure(texts[slot.document], slot, edit if edit.document == slot.document else None)
        for role, slot in relation.slots.items()
        if relation.kind != "answered"
    }
    if relation.kind == "sum" and any(item.value > here["t"].value for role, item in here.items() if role != "t"):
        found.add("part_exceeds_whole")
    if relation.kind == "share" and here["p"].value > here["w"].value:
        found.add("part_exceeds_whole")
    if relation.kind in {"share", "hundred"} and any(here[role].value > 100 for role in here if role[0] == "s"):
        found.add("rate_over_100")
    return found


SLUGS = {
    "growth": {"growth_arithmetic"},
    "planned": {"growth_arithmetic", "level_growth_mismatch"},
    "sum": {"sum_of_parts"},
    "hundred": {"sum_of_parts", "share_arithmetic"},
    "share": {"share_arithmetic"},
    "rate": {"share_arithmetic"},
    "change": {"growth_arithmetic"},
    "same": set(),
    "below": {"part_exceeds_whole"},
    "upper": {"target_weaker_than_upper"},
    "result": {"target_lowered"},
    "same_year": {"date_inconsistent"},
    "next_year": {"date_inconsistent"},
    "answered": {"dropped_commitment", "unreported_target"},
}
