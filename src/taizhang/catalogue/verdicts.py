"""What a verdict on a target takes for granted where no rule says it. The file is data/verdicts.toml."""

import tomllib
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Width(NamedTuple):
    """How far below a target with 左右 a result still counts as about it: in percentage points, or as a part of it."""

    points: Fraction
    part: Fraction


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("taizhang.catalogue").joinpath("data", "verdicts.toml").read_text(encoding="utf-8"))


@cache
def about_width() -> Width:
    """The width of 左右.

    >>> str(about_width().points)
    '1/2'
    """
    return Width(Fraction(_data()["about"]["points"]), Fraction(_data()["about"]["part"]))


def has_ceiling(indicator: str | None) -> bool:
    """Whether 左右 on an indicator is a ceiling.

    >>> has_ceiling("prices.consumer"), has_ceiling("gdp"), has_ceiling(None)
    (True, False, False)
    """
    return _under(indicator, _data()["ceilings"]["indicators"])


def _under(indicator: str | None, names: Iterable[str]) -> bool:
    """Whether an indicator is one of those named, or below one."""
    return bool(indicator) and any(indicator == name or str(indicator).startswith(f"{name}.") for name in names)


def is_rebased(indicator: str | None, subject: str | None) -> bool:
    """Whether the base of a series is revised from year to year, so that levels of two documents do not divide.

    >>> is_rebased("retail_sales", None), is_rebased(None, "规上服务业营业收入"), is_rebased("trade.total", None)
    (True, True, False)
    """
    known = _data()["rebased"]
    if indicator:
        return _under(indicator, known["indicators"]) or any(part in indicator for part in known["parts"])
    return any(word in (subject or "") for word in known["words"])


def under_way_words() -> tuple[str, ...]:
    """Words that say of things no more than that they are being worked on.

    >>> "在建" in under_way_words()
    True
    """
    return tuple(_data()["under_way"]["words"])


def plain_series(series: str | None) -> bool:
    """Whether a series is the plain one where only one of two figures names it."""
    return series in _data()["basis"]["plain"]
