"""Which indicator and which unit of the ledger the words of a document mean; values told exactly in another unit."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Q

from taizhang.catalogue.indicators import indicator_for
from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.adopting.outcomes import quoted
from taizhang.server.ledger.adopting.sources import Row
from taizhang.server.ledger.models import Indicator, Plan
from taizhang.server.ledger.plans.measures import MOST_PLACES, converts, in_unit, places_of
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import digits

NAMES = re.compile(r"[、，,；;：:\s（）()]+|责任单位|牵头单位|配合单位|牵头|负责|配合")
SHORTENED = (("委员会", "委"), ("和", ""), ("与", ""), ("人民政府", ""), ("办公室", "办"))


class Indicators:
    """The indicators that a plan may use, read once; by the id of the catalogue, or by the name of one of its own."""

    def __init__(self, plan: Plan) -> None:
        places = Q(region=None) | Q(region_id__in={plan.region_id, plan.region.parent_id})
        self._all: Sequence[Indicator] = list(Indicator.objects.filter(places))

    @cached_property
    def _by_code(self) -> dict[str, Indicator]:
        return {row.code: row for row in self._all}

    @cached_property
    def _own(self) -> dict[str, Indicator]:
        own = (row for row in self._all if row.region_id is not None)
        return {name: row for row in own for name in (row.name, *row.aliases)}

    def of(self, row: Row) -> Indicator | None:
        """The indicator of a measure."""
        return self._by_code.get(row["indicator"] or "") or self._own.get(row["subject"] or "")

    def named(self, words: str) -> Indicator | None:
        """The indicator of a target in words, by what it speaks of."""
        found = indicator_for(words, None, "growth")
        return self._own.get(words) or (self._by_code.get(found.id) if found else None)


def no_indicator(row: Row) -> Words:
    """Why a measure without an indicator in the ledger is left."""
    name, code = quoted(row["subject"] or ""), row["indicator"]
    if code:
        return Words(f"台账中没有设立指标{name}（{code}）", f"the ledger has no indicator {code}")
    return unknown_indicator(name)


def unknown_indicator(name: str) -> Words:
    """Why what no indicator is known for is left; the name in quotation marks."""
    return Words(f"{name}没有对应的指标", f"no indicator is known for {name}")


def converted(value: Decimal, unit: str, into: str) -> tuple[Decimal, int]:
    """A value exactly in another unit, and the places that it is written with there; Invalid where it has no end.

    >>> converted(Decimal("1.50"), "万亿元", "亿元"), converted(Decimal("15724"), "万元", "亿元")
    ((Decimal('15000'), 0), (Decimal('1.5724'), 4))
    """
    if not converts(unit, into):
        called = "没有单位的数" if unit == "1" else f"“{unit}”"
        raise Invalid({"unit": Words(f"{called}不能换算成“{into}”", f"{unit} does not convert to {into}")})
    exact = in_unit(value, unit, into)
    whole = exact * 10**MOST_PLACES
    if whole.denominator != 1:
        raise Invalid({"unit": Words(f"“{unit}”换算成“{into}”除不尽", f"{unit} gives no finite number of {into}")})
    number = Decimal(digits(Decimal(whole.numerator).scaleb(-MOST_PLACES)))
    return number, max(places_of(number), places_of(value) + _shift(unit, into))


def _shift(unit: str, into: str) -> int:
    """By how many digits the point moves from one unit to the other; so many that none counts where it is no such step.

    >>> _shift("万元", "亿元"), _shift("亿元", "万元"), _shift("亩", "公顷")
    (4, -4, -99)
    """
    step = in_unit(Decimal(1), unit, into)
    for by in range(-20, 21):
        if step == Fraction(10) ** -by:
            return by
    return -99


class Units:
    """The units below a plan's government, read once, by the names that documents call them.

    Of two of one name the one nearer to the government is meant; of two as near, none.
    """

    def __init__(self, plan: Plan) -> None:
        self._place = plan.region.name
        self._by_name: dict[str, Unit | None] = {}
        depths: dict[str, int] = {}
        for unit in Unit.objects.filter(path__startswith=plan.unit.path, closed_on=None):
            depth = unit.path.count("/")
            for name in {self._plain(name) for name in (unit.name, unit.short_name) if name}:
                known = depths.get(name, depth + 1)
                if depth <= known:
                    self._by_name[name] = None if depth == known else unit
                    depths[name] = depth

    def named(self, words: str) -> tuple[list[Unit], list[str]]:
        """The units that some words name, in their order, and the names that are no unit of the ledger."""
        names = [name for name in NAMES.split(words) if name]
        found = {name: self._by_name.get(self._plain(name)) for name in names}
        units = [unit for unit in found.values() if unit is not None]
        return list(dict.fromkeys(units)), [name for name, unit in found.items() if unit is None]

    def _plain(self, name: str) -> str:
        """A name without the place and in its short form.

        >>> Units._plain(Units.__new__(Units), "市发展和改革委员会")
        '发展改革委'
        """
        plain = name.removeprefix(getattr(self, "_place", ""))
        plain = re.sub("^[省市县区州](?=..)", "", plain)
        for long, short in SHORTENED:
            plain = plain.replace(long, short)
        return plain or name


def listed(names: Iterable[str]) -> str:
    """Names in a row."""
    return "、".join(names)
