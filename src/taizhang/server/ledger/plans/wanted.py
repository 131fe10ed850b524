"""What somebody wants of an indicator, before it is a target: completed with what goes without saying, then checked."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from taizhang.errors import Words
from taizhang.model import Firmness
from taizhang.server.ledger.models import Indicator, Target
from taizhang.server.ledger.plans.measures import MOST_PLACES, PER_CENT, POINTS, converts, places_of
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid

Errors = dict[str, Words]
FIRMNESS: tuple[str, ...] = get_args(Firmness)
LARGEST = Decimal(10) ** 20
FIELDS = (  # of a target: what of its indicator is wanted
    "measure",
    "comparator",
    "value",
    "value_to",
    "places",
    "unit_of_measure",
    "words",
    "binding",
    "firmness",
    "due",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The fields of a target as they are given; `places` and `due` may be left out."""

    indicator: Indicator
    measure: str
    comparator: str = ""
    value: Decimal | None = None
    value_to: Decimal | None = None
    places: int | None = None
    unit_of_measure: str = ""
    words: str = ""
    binding: str = "expected"
    firmness: str = ""
    due: str = ""

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers given."""
        return tuple(number for number in (self.value, self.value_to) if number is not None)


def completed(wanted: Wanted, year: int) -> Wanted:
    """With the unit of measure, the places and the period that go without saying."""
    in_words = wanted.measure == Target.Measure.WORDS
    places = wanted.places if wanted.places is not None else places_of(*wanted.numbers)
    unit = wanted.unit_of_measure or ("" if in_words else usual_unit(wanted.indicator, wanted.measure))
    return replace(wanted, places=places, unit_of_measure=unit, due=wanted.due or str(year))


def usual_unit(indicator: Indicator, measure: str) -> str:
    """The unit in which a target of this measure is told where none is named."""
    if measure == Target.Measure.GROWTH:
        return PER_CENT
    if measure == Target.Measure.CHANGE and indicator.unit_of_measure == PER_CENT:
        return POINTS
    return indicator.unit_of_measure


def checked(wanted: Wanted, year: int) -> Wanted:
    """The same, completed; Invalid names every field that does not hold."""
    whole = completed(wanted, year)
    errors: Errors = {}
    for check in CHECKS:
        errors |= check(whole)
    errors |= _due(whole, year)
    if errors:
        raise Invalid(errors)
    return whole


def _known(wanted: Wanted) -> Errors:
    """Words of a closed list are of that list."""
    lists: dict[str, tuple[str, ...]] = {
        "measure": tuple(Target.Measure.values),
        "comparator": ("", *Target.Comparator.values),
        "binding": tuple(Target.Binding.values),
        "firmness": ("", *FIRMNESS),
    }
    return {
        name: Words(f"只能是 {'、'.join(filter(None, allowed))}", f"is one of {', '.join(filter(None, allowed))}")
        for name, allowed in lists.items()
        if getattr(wanted, name) not in allowed
    }


def _numbers(wanted: Wanted) -> Errors:
    """Words stand without numbers, any other measure with a comparator and its numbers."""
    if wanted.measure == Target.Measure.WORDS:
        given = [name for name in ("comparator", "value", "value_to") if getattr(wanted, name) not in ("", None)]
        errors = {name: Words("定性目标不填数值", "a target in words has no number") for name in given}
        return errors if wanted.words else errors | {"words": Words("请写明定性要求", "say in words what is wanted")}
    errors = {} if wanted.comparator else {"comparator": Words("请选择比较方式", "name the comparator")}
    return errors if wanted.value is not None else errors | {"value": Words("请填目标值", "give the value")}


def _range(wanted: Wanted) -> Errors:
    """A range has two bounds in order, nothing else has a second."""
    if wanted.comparator != Target.Comparator.RANGE:
        extra = wanted.value_to is not None and wanted.measure != Target.Measure.WORDS
        return {"value_to": Words("只有区间才填上限", "only a range has a second bound")} if extra else {}
    if wanted.value_to is None:
        return {"value_to": Words("请填区间上限", "give the upper bound of the range")}
    if wanted.value is not None and wanted.value >= wanted.value_to:
        return {"value_to": Words("上限应大于下限", "the upper bound is above the lower one")}
    return {}


def _size(wanted: Wanted) -> Errors:
    """Numbers that the ledger can hold, with as many places as they are written with; no fall below -100 %."""
    errors: Errors = {}
    written = places_of(*wanted.numbers)
    if any(abs(number) >= LARGEST for number in wanted.numbers):
        errors["value"] = Words("数值过大", "the number is too large")
    if written > MOST_PLACES or not written <= (wanted.places or 0) <= MOST_PLACES:
        errors["places"] = Words(
            f"小数位数应在 {min(written, MOST_PLACES)} 至 {MOST_PLACES} 之间",
            f"places are from {min(written, MOST_PLACES)} to {MOST_PLACES}",
        )
    if wanted.measure == Target.Measure.GROWTH and any(number < -100 for number in wanted.numbers):
        errors["value"] = Words("增速不会低于 -100%", "nothing falls by more than 100 %")
    return errors


def _unit(wanted: Wanted) -> Errors:
    """The unit of measure is that of the indicator or one that converts exactly; growth is in per cent."""
    if wanted.measure == Target.Measure.WORDS:
        return {}
    usual = usual_unit(wanted.indicator, wanted.measure)
    if converts(wanted.unit_of_measure, usual):
        return {}
    name = wanted.indicator.name
    zh = f"{name}以“{usual}”计，“{wanted.unit_of_measure}”不能换算"
    return {"unit_of_measure": Words(zh, f"{name} is told in {usual}; {wanted.unit_of_measure} does not convert")}


def _due(wanted: Wanted, year: int) -> Errors:
    """It is due in a period that does not end before the year of the plan."""
    try:
        end = period_of(wanted.due).end
    except Invalid as error:
        return {"due": error.errors["period"]}
    if end.year < year:
        return {"due": Words(f"完成期限早于计划年度 {year}", f"it is due before the year of the plan, {year}")}
    return {}


CHECKS: tuple[Callable[[Wanted], Errors], ...] = (_known, _numbers, _range, _size, _unit)
