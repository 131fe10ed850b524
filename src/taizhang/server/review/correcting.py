"""What a reviewer may put in the place of what was read: known keys, each holding what it can."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.catalogue.units import base, unit_named
from taizhang.errors import Words
from taizhang.model import Comparator, Firmness, Label, Nature, Role, Status
from taizhang.model.rows import digits
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid

Row = dict[str, Any]
Check = Callable[[str], Words | None]
MOST = 200
MEASURED = (
    *("value", "unit", "base_value", "base_unit", "role", "comparator", "subject", "indicator", "period"),
    *("status", "firmness", "basis", "nature", "region"),
)


def corrected(thing: Fact | Statement, values: Mapping[str, str | None]) -> Row:
    """The row of a fact or statement with a reviewer's values; Invalid names each that cannot be."""
    fields = correctable(thing)
    wrong = {key: why for key, value in values.items() if (why := _wrong(fields, key, value)) is not None}
    if not values:
        wrong["values"] = Words("没有写明更正内容", "nothing is corrected")
    if wrong:
        raise Invalid(wrong)
    row = {**thing.row, **values}
    return _measured(row) if isinstance(thing, Fact) else row


def correctable(thing: Fact | Statement) -> Mapping[str, Check]:
    """What of a fact or statement can be corrected, each with the check of its values."""
    if isinstance(thing, Fact):
        return FACT
    return CLAIM if thing.kind == Statement.Kind.CLAIM else PROMISE


def _wrong(fields: Mapping[str, Check], key: str, value: str | None) -> Words | None:
    if key not in fields:
        known = "、".join(fields)
        return Words(f"不能更正此项；可更正：{known}", f"cannot be corrected; these can: {', '.join(fields)}")
    if value is None:
        return Words("不能为空", "is wanted") if key in {"label", "kind"} else None
    if len(value) > MOST or "\x00" in value:
        return Words(f"不超过 {MOST} 字", f"at most {MOST} characters")
    return fields[key](value)


def _measured(row: Row) -> Row:
    """The row with what follows from label, value and unit."""
    if row["label"] != "measure":
        return row | dict.fromkeys(MEASURED)
    if row["value"] is None or row["unit"] is None:
        missing = Words("数据须有数值和单位", "a measure has a value and a unit")
        raise Invalid({"value" if row["value"] is None else "unit": missing})
    value = Decimal(row["value"])
    based = base(value, row["unit"])
    if based is None:
        raise Invalid({"unit": _unknown_unit(row["unit"])})
    return row | {"reason": None, "value": digits(value), "base_value": digits(based[0]), "base_unit": based[1]}


def _number(value: str) -> Words | None:
    wanted = Words(f"“{value}”不是数", f"{value!r} is no number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        return wanted
    if not number.is_finite():
        return wanted
    too_long = number.adjusted() >= 20 or int(number.as_tuple().exponent) < -8
    return (
        Words("整数不超过 20 位，小数不超过 8 位", "at most 20 digits before the point and 8 after")
        if too_long
        else None
    )


def _unit(value: str) -> Words | None:
    return None if unit_named(value) else _unknown_unit(value)


def _unknown_unit(value: str) -> Words:
    return Words(f"不认识的计量单位“{value}”", f"unknown unit of measure {value!r}")


def _indicator(value: str) -> Words | None:
    if value in indicators_by_id():
        return None
    return Words(f"指标目录中没有“{value}”", f"the catalogue of indicators has no {value!r}")


def _period(value: str) -> Words | None:
    try:
        period_of(value)
    except Invalid as error:
        return error.errors["period"]
    return None


def _free(value: str) -> Words | None:
    return None if value.strip() else Words("不能为空白", "is blank")


def _one_of(choices: object) -> Check:
    known: tuple[str, ...] = get_args(choices)

    def check(value: str) -> Words | None:
        if value in known:
            return None
        return Words(f"应为 {'、'.join(known)} 之一", f"one of {', '.join(known)} is wanted")

    return check


FACT: Mapping[str, Check] = {
    "label": _one_of(Label),
    "reason": _free,
    "value": _number,
    "unit": _unit,
    "role": _one_of(Role),
    "comparator": _one_of(Comparator),
    "subject": _free,
    "indicator": _indicator,
    "period": _period,
    "status": _one_of(Status),
    "firmness": _one_of(Firmness),
    "basis": _free,
    "nature": _one_of(Nature),
    "region": _free,
}
CLAIM: Mapping[str, Check] = {"object": _free, "state": _free}
PROMISE: Mapping[str, Check] = {
    "verb": _free,
    "object": _free,
    "firmness": _one_of(Firmness),
    "unit_responsible": _free,
    "deadline": _free,
    "programme": _free,
}
