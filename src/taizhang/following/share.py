"""Which share of a target's time is gone when something is said of it, from the periods of both."""

import re
from calendar import isleap
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

PERIOD = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-(?P<until>[12][0-9]{3})|H(?P<half>[12])|Q(?P<quarter>[1-4])|W(?P<week>[0-9]{2})"
    r"|-(?P<month>[01][0-9])(?P<ten>[abc])?(?:/[12][0-9]{3}-(?P<to>[01][0-9]))?(?:-(?P<day>[0-3][0-9]))?)?"
)


class Stretch(NamedTuple):
    """A stretch of time, in years: the first half of 2024 is from 2024 to 2024½."""

    start: Fraction
    end: Fraction


@lru_cache(maxsize=4096)
def stretch_of(period: str | None) -> Stretch | None:
    """From when to when a period of a fact goes; months count a twelfth of a year each, weeks by their days.

    >>> [str(end) for period in ("2024H1", "2024-01/2024-05", "2024-03b", "2021-2025") for end in stretch_of(period)]
    ['2024', '4049/2', '2024', '24293/12', '72871/36', '18218/9', '2021', '2026']
    >>> stretch_of("近期") is None
    True
    """
    found = PERIOD.fullmatch(period or "")
    if not found:
        return None
    year = int(found["year"])
    if found["week"]:
        return _week(year, int(found["week"]))
    start, end = _within(found)
    return Stretch(year + start, year + end)


def _within(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    """From when to when within its year, in years."""
    if found["until"]:
        return Fraction(0), Fraction(int(found["until"]) - int(found["year"]) + 1)
    for name, parts in (("half", 2), ("quarter", 4)):
        if found[name]:
            return Fraction(int(found[name]) - 1, parts), Fraction(int(found[name]), parts)
    if found["day"]:
        done = Fraction(int(found["month"]) - 1, 12) + Fraction(min(int(found["day"]), 30), 360)
        return done - Fraction(1, 360), done
    if found["ten"]:
        done = Fraction(int(found["month"]) - 1, 12) + Fraction("abc".index(found["ten"]) + 1, 36)
        return done - Fraction(1, 36), done
    if found["month"]:
        return Fraction(int(found["month"]) - 1, 12), Fraction(int(found["to"] or found["month"]), 12)
    return Fraction(0), Fraction(1)


def _week(year: int, week: int) -> Stretch | None:
    """An ISO week, by the days of the year that are gone at its end."""
    try:
        last = date.fromisocalendar(year, week, 7)
    except ValueError:
        return None
    days = 366 if isleap(last.year) else 365
    end = last.year + Fraction(last.timetuple().tm_yday, days)
    return Stretch(end - Fraction(7, days), end)


def share_gone(target: str | None, observed: str | None) -> Fraction | None:
    """The share of the period of a target that is gone at the end of the period observed, 0 to 1.

    >>> str(share_gone("2024", "2024H1")), str(share_gone("2024", "2024Q1")), str(share_gone("2024", "2024-01/2024-05"))
    ('1/2', '1/4', '5/12')
    >>> str(share_gone("2021-2025", "2024H1")), str(share_gone("2024", "2025")), share_gone("2024", None)
    ('7/10', '1', None)
    """
    whole, part = stretch_of(target), stretch_of(observed)
    if whole is None or part is None:
        return None
    return min(max((part.end - whole.start) / (whole.end - whole.start), Fraction(0)), Fraction(1))


def from_the_start(target: str | None, observed: str | None) -> bool:
    """Whether a flow of the period observed counts from the first day of the target's: 2024Q2 alone does not.

    >>> from_the_start("2024", "2024-01/2024-05"), from_the_start("2024", "2024Q2")
    (True, False)
    """
    whole, part = stretch_of(target), stretch_of(observed)
    return whole is not None and part is not None and whole.start == part.start
