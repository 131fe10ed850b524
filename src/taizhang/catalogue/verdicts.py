"""What a verdict on a target takes for granted where no rule says it. The file is data/verdicts.toml."""

import tomllib
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
    names = _data()["ceilings"]["indicators"]
    return bool(indicator) and any(indicator == name or str(indicator).startswith(f"{name}.") for name in names)


def under_way_words() -> tuple[str, ...]:
    """Words that say of things no more than that they are being worked on.

    >>> "在建" in under_way_words()
    True
    """
    return tuple(_data()["under_way"]["words"])


def plain_series(series: str | None) -> bool:
    """Whether a series is the plain one where only one of two figures names it."""
    return series in _data()["basis"]["plain"]
