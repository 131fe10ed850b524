"""The rules of a scorecard once read: items, adjustments, vetoes, ties, grades. Shares are fractions of 1."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from taizhang.errors import Words
from taizhang.server.ledger.scoring.formula import Formula

Field = Literal["value", "cumulative", "growth", "cumulative_growth"]
Method = Literal["attainment", "attainment_by_comparator", "rank_points", "min_max", "steps", "target_met"]
Missing = Literal["zero", "leave_out", "grey"]
FIELDS: tuple[Field, ...] = ("value", "cumulative", "growth", "cumulative_growth")
METHODS: dict[Method, Words] = {
    "attainment": Words("完成率", "attainment"),
    "attainment_by_comparator": Words("按目标方式计完成率", "attainment by comparator"),
    "rank_points": Words("位次计分", "points by rank"),
    "min_max": Words("极差计分", "between worst and best"),
    "steps": Words("分档计分", "steps"),
    "target_met": Words("达标计分", "target met"),
}
WITH_TARGET = frozenset({"attainment", "attainment_by_comparator", "target_met"})
COMPARATORS = {
    "=": Words("等于", "exactly"),
    ">=": Words("不低于", "at least"),
    "<=": Words("不超过", "at most"),
    "~": Words("左右", "about"),
    "range": Words("区间", "from"),
}


@dataclass(frozen=True, slots=True)
class OfIndicator:
    """The value of an item: a figure of an indicator in the period, reported or derived."""

    indicator: str
    field: Field


@dataclass(frozen=True, slots=True)
class OfMeasure:
    """The value of an item: a yearly figure of a firm."""

    measure: str


@dataclass(frozen=True, slots=True)
class OfFormula:
    """The value of an item: a formula over figures of firms, or over indicators that `of` gives names to."""

    formula: Formula
    of: Mapping[str, OfIndicator]


Source = OfIndicator | OfMeasure | OfFormula


@dataclass(frozen=True, slots=True)
class Goal:
    """What a value is held against."""

    comparator: str
    value: Fraction
    upper: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """Where the target of an item comes from: the plan (its breakdown first), a fixed value, the mean of the subjects.

    `by_time` takes of a level in the plan the part that the time gone makes of the year.
    """

    of: Literal["plan", "value", "mean"] = "plan"
    by_time: bool = False
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Stair:
    """One step of a table: from which value on (or up to which), what share of the weight."""

    at: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is scored."""

    key: str
    name: Words
    weight: Fraction
    source: Source
    better: Literal["up", "down"]
    method: Method
    aim: Aim = Aim()
    cap: Fraction = Fraction(1)
    floor: Fraction = Fraction(0)
    tolerance: Fraction = Fraction(0)
    lowest: Fraction = Fraction(0)
    otherwise: Fraction = Fraction(0)
    ranks: tuple[Fraction, ...] = ()
    stairs: tuple[Stair, ...] = ()
    missing: Missing = "zero"


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A bonus or deduction that may be given, and between which points its sum is kept."""

    key: str
    name: Words
    least: Fraction
    most: Fraction


@dataclass(frozen=True, slots=True)
class Veto:
    """What lets a subject have no better grade than one; `when` finds it by itself from a value above a bound."""

    key: str
    name: Words
    grade: str
    when: Source | None = None
    above: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and its bound: the share of the ranked up to which, or the total from which, it is given."""

    grade: str
    bound: Fraction


@dataclass(frozen=True, slots=True)
class Ties:
    """What parts equal totals: the points of these items, in turn; what then is equal shares its rank.

    After a shared rank `same` leaves out as many as shared it (1, 2, 2, 4), `dense` none (1, 2, 2, 3).
    """

    by: tuple[str, ...] = ()
    rank: Literal["same", "dense"] = "same"


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a scorecard."""

    about: Words
    places: int
    items: tuple[Item, ...]
    adjustments: tuple[Adjustment, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    ties: Ties = Ties()
    grades_by: Literal["share", "points", "none"] = "none"
    grades: tuple[Grade, ...] = ()
    kinds: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    industry: str = ""

    def item(self, key: str) -> Item:
        """The item of a key."""
        return next(item for item in self.items if item.key == key)
