"""Shares as somebody wants them, checked one by one before they are written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from taizhang.errors import Words
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Plan, Target
from taizhang.server.ledger.plans.measures import MOST_PLACES, places_of
from taizhang.server.ledger.plans.wanted import LARGEST
from taizhang.server.lib.refusals import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWanted:
    """What one unit is to take of a target, in the unit of measure of the target."""

    assignee_id: int
    comparator: str
    value: Decimal
    value_to: Decimal | None = None
    places: int | None = None
    weight: Decimal | None = None
    counted: bool = True
    note: str = ""

    def fields(self) -> dict[str, Any]:
        """As the fields of a share."""
        places = places_of(self.value, self.value_to) if self.places is None else self.places
        names = ("comparator", "value", "value_to", "weight", "counted", "note")
        return {name: getattr(self, name) for name in names} | {"places": places}


def checked_shares(plan: Plan, wanted: Sequence[ShareWanted]) -> None:
    """Raise Invalid with all that is wrong, each by the number of its share (shares.0.value)."""
    units = Unit.objects.in_bulk({share.assignee_id for share in wanted})
    taken = Counter(share.assignee_id for share in wanted)
    errors: dict[str, Words] = {}
    for number, share in enumerate(wanted):
        wrong = _assignee(plan, units.get(share.assignee_id), taken[share.assignee_id]) | _values(share)
        errors |= {f"shares.{number}.{name}": words for name, words in wrong.items()}
    if errors:
        raise Invalid(errors)


def _assignee(plan: Plan, unit: Unit | None, times: int) -> dict[str, Words]:
    """A share goes to a unit below the government, not closed, once."""
    if unit is None or unit.pk == plan.unit_id or not unit.path.startswith(plan.unit.path):
        return {"assignee_id": Words("只能分解到下属单位或区县", "a share goes to a unit below this government")}
    if unit.closed_on is not None:
        return {"assignee_id": Words(f"{unit} 已撤销", f"{unit} is closed")}
    return {"assignee_id": Words(f"{unit} 重复", f"{unit} is named twice")} if times > 1 else {}


def _values(share: ShareWanted) -> dict[str, Words]:
    errors: dict[str, Words] = {}
    if share.comparator not in Target.Comparator.values:
        errors["comparator"] = Words("没有这种比较方式", "there is no such comparator")
    if (share.comparator == Target.Comparator.RANGE) != (share.value_to is not None):
        errors["value_to"] = Words("区间填上限，其他不填", "a range has an upper bound, nothing else has")
    elif share.value_to is not None and share.value_to <= share.value:
        errors["value_to"] = Words("上限应大于下限", "the upper bound is above the lower one")
    numbers = [number for number in (share.value, share.value_to, share.weight) if number is not None]
    if any(abs(number) >= LARGEST for number in numbers) or places_of(*numbers) > MOST_PLACES:
        errors["value"] = Words("数值过大或小数过长", "a number is too large or too long")
    if share.places is not None and not places_of(share.value, share.value_to) <= share.places <= MOST_PLACES:
        errors["places"] = Words("小数位数与数值不符", "the places do not go with the value")
    if share.weight is not None and share.weight < 0:
        errors["weight"] = Words("权重不能为负", "a weight is not negative")
    if not share.counted and not share.note.strip():
        errors["note"] = Words("不计入合计的，请注明已计入哪个区县", "say in a note inside which share it is counted")
    return errors
