"""Indicators that a region adds, what may change of an indicator, and the ways to find one."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from taizhang.catalogue.indicators import normal_form
from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.refusals import Invalid

CODE = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*", re.ASCII)
FIXED = ("unit_of_measure", "nature")  # what every figure of it rests on
NAMED = {"authority_id": Unit, "weight_id": Indicator, "within_id": Indicator}
ERRORS = {
    "code": Words("编号用小写字母、数字、下划线，以点分级", "a code is words of a-z, 0-9 and _ parted by dots"),
    "taken": Words("编号已被使用", "the code is taken"),
    "blank": Words("不能为空", "cannot be empty"),
    "fixed": Words(
        "已有数据，计量单位和性质不能再改；请另设指标",
        "there are observations of it: unit of measure and nature stay; define another indicator",
    ),
    "there": Words("没有这一项", "there is no such thing"),
    "itself": Words("不能是指标自身", "it cannot be the indicator itself"),
    "bounds": Words("下限不能高于上限", "the lower bound is above the upper"),
    "jump": Words("波动幅度须大于零", "a jump is more than nought"),
}


@action("indicator.define")
def define_indicator(act: Act, unit: Unit, /, *, code: str, name: str, why: str = "", **values: Any) -> Indicator:
    """Add an indicator of the unit's region; its code is put behind that of the region."""
    errors = _wrong(values | {"name": name})
    if not CODE.fullmatch(code):
        errors["code"] = ERRORS["code"]
    whole = f"{unit.region.code}.{code}"
    if Indicator.objects.filter(code=whole).exists():
        errors["code"] = ERRORS["taken"]
    if errors:
        raise Invalid(errors)
    return act.create(Indicator(code=whole, region=unit.region, unit=unit, name=name, **values))


@action("indicator.change")
def change_indicator(act: Act, indicator: Indicator, /, *, expected: int, why: str = "", **values: Any) -> Indicator:
    """Change who owns its figures, how it is weighed and bounded, what it means; not what its figures rest on."""
    held = {name: getattr(indicator, name) for name in ("lowest", "highest")}
    errors = _wrong(held | values)
    for name in ("weight_id", "within_id"):
        if values.get(name) == indicator.pk:
            errors[name] = ERRORS["itself"]
    changed = [name for name in FIXED if name in values and values[name] != getattr(indicator, name)]
    if changed and indicator.observations.exists():
        errors |= dict.fromkeys(changed, ERRORS["fixed"])
    if errors:
        raise Invalid(errors)
    return act.update(indicator, expected=expected, **values)


def _wrong(values: dict[str, Any]) -> dict[str, Words]:
    """What is wrong with values of an indicator, by field."""
    errors = {name: ERRORS["blank"] for name in ("name", "unit_of_measure") if not str(values.get(name, "x")).strip()}
    for name, model in NAMED.items():
        key = values.get(name)
        if key is not None and not model._default_manager.filter(pk=key).exists():
            errors[name] = ERRORS["there"]
    low, high, jump = (values.get(name) for name in ("lowest", "highest", "jump"))
    if low is not None and high is not None and low > high:
        errors["lowest"] = ERRORS["bounds"]
    if isinstance(jump, Decimal) and jump <= 0:
        errors["jump"] = ERRORS["jump"]
    return errors


def indicators_of(
    *, search: str = "", region: int | None = None, nature: str | None = None, code: str | None = None
) -> "QuerySet[Indicator]":
    """Indicators, all or those whose name, English name, alias or code holds the words; a region's own with the rest.

    Everybody who is signed in may see what is measured.
    """
    rows = Indicator.objects.all()
    if region is not None:
        rows = rows.filter(Q(region=region) | Q(region=None))
    if nature is not None:
        rows = rows.filter(nature=nature)
    if code is not None:
        rows = rows.filter(code=code)
    return rows.filter(pk__in=_named(search)) if search.strip() else rows


def _named(search: str) -> list[int]:
    """The indicators that words name; aliases are no column to search in."""
    named = is_named(search)
    rows = Indicator.objects.values_list("pk", "code", "name", "english", "aliases")
    return [key for key, *names in rows if named(*names)]


def is_named(search: str) -> Callable[[str, str, str, Iterable[str]], bool]:
    """Whether words name an indicator of a code, a name, an English name and aliases, whatever their width and case.

    >>> is_named("gdp")("gdp.per_capita", "人均GDP", "GDP per capita", []), is_named(" ＧＤＰ")("x", "人均GDP", "", [])
    (True, True)
    """
    words, plain = normal_form(search), search.strip().casefold()

    def named(code: str, name: str, english: str, aliases: Iterable[str]) -> bool:
        if plain in code or plain in english.casefold():
            return True
        return bool(words) and any(words in normal_form(one) for one in (name, *aliases))

    return named
