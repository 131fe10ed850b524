"""Reference periods as codes, the same as in Fact.period: what kind each is, when it begins and ends, what is next.

2025-03b             ten-day span (旬): a 1st to 10th, b 11th to 20th, c the rest of the month
2025W07              week of the ISO calendar
2025-03              month
2025-01/2025-05      months 1 to N, cumulative
2025Q1  2025H1       quarter, half-year
2025    2021-2025    year, five years
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from taizhang.errors import Words
from taizhang.server.lib.refusals import Invalid

PeriodType = Literal["ten_day", "week", "month", "cumulative", "quarter", "half_year", "year", "five_years"]

FORMS: tuple[tuple[PeriodType, re.Pattern[str]], ...] = (
    ("ten_day", re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?P<part>[abc])", re.ASCII)),
    ("week", re.compile(r"(?P<year>\d{4})W(?P<week>\d{2})", re.ASCII)),
    ("month", re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})", re.ASCII)),
    ("cumulative", re.compile(r"(?P<year>\d{4})-01/(?P<until>\d{4})-(?P<month>\d{2})", re.ASCII)),
    ("quarter", re.compile(r"(?P<year>\d{4})Q(?P<part>[1-4])", re.ASCII)),
    ("half_year", re.compile(r"(?P<year>\d{4})H(?P<part>[12])", re.ASCII)),
    ("year", re.compile(r"(?P<year>\d{4})", re.ASCII)),
    ("five_years", re.compile(r"(?P<year>\d{4})-(?P<until>\d{4})", re.ASCII)),
)
YEARS = range(1900, 2201)  # a year outside is a slip of the pen


@dataclass(frozen=True, slots=True)
class Period:
    """A period: its code, its kind, its first and last day."""

    code: str
    type: PeriodType
    start: date
    end: date

    @property
    def year(self) -> int:
        """The year in which it ends (of a week, the year that it is counted in)."""
        return int(self.code[:4]) if self.type == "week" else self.end.year

    @property
    def words(self) -> Words:
        """What it is called.

        >>> period_of("2025-01/2025-05").words.zh, period_of("2025-03b").words.zh, period_of("2025H1").words.en
        ('2025年1—5月', '2025年3月中旬', 'first half of 2025')
        """
        return _words(self)


@lru_cache(maxsize=8192)
def period_of(code: str) -> Period:
    """The period of a code; Invalid where it is none.

    >>> period_of("2025-02").end, period_of("2025Q2").start, period_of("2025-02c").start
    (datetime.date(2025, 2, 28), datetime.date(2025, 4, 1), datetime.date(2025, 2, 21))
    >>> period_of("2021-2025").end, period_of("2025W01").start
    (datetime.date(2025, 12, 31), datetime.date(2024, 12, 30))
    """
    for type_, form in FORMS:
        match = form.fullmatch(code)
        if match:
            try:
                start, end = _days(type_, {name: value for name, value in match.groupdict().items() if value})
            except ValueError:
                break
            return Period(code, type_, start, end)
    wrong = Words(
        f"“{code}”不是期次；写法如 2025、2025H1、2025Q1、2025-03、2025-01/2025-05、2025-03b（中旬）、2025W07",
        f"{code!r} is no period; write 2025, 2025H1, 2025Q1, 2025-03, 2025-01/2025-05, 2025-03b or 2025W07",
    )
    raise Invalid({"period": wrong})


def period_words(code: str) -> Words:
    """What the period of a code is called; a code that is none stands for itself.

    >>> period_words("2025Q2").zh, period_words("2025年底").zh
    ('2025年二季度', '2025年底')
    """
    try:
        return period_of(code).words
    except Invalid:
        return Words(code, code)


def _days(type_: PeriodType, parts: dict[str, str]) -> tuple[date, date]:
    year = int(parts["year"])
    month = int(parts.get("month", "1"))
    if year not in YEARS:
        raise ValueError
    if type_ == "ten_day":
        first = {"a": 1, "b": 11, "c": 21}[parts["part"]]
        last = {"a": 10, "b": 20, "c": monthrange(year, month)[1]}[parts["part"]]
        return date(year, month, first), date(year, month, last)
    if type_ == "week":
        start = date.fromisocalendar(year, int(parts["week"]), 1)
        return start, start + timedelta(days=6)
    if type_ in {"quarter", "half_year"}:
        months = 3 if type_ == "quarter" else 6
        last_month = int(parts["part"]) * months
        return date(year, last_month - months + 1, 1), _last_day(year, last_month)
    if type_ == "month":
        return date(year, month, 1), _last_day(year, month)
    if type_ == "cumulative":
        if parts["until"] != parts["year"]:
            raise ValueError
        return date(year, 1, 1), _last_day(year, month)
    until = int(parts.get("until", year))
    if until < year or until not in YEARS:
        raise ValueError
    return date(year, 1, 1), date(until, 12, 31)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def next_period(period: Period) -> Period:
    """The period of the same kind that comes after.

    >>> [next_period(period_of(code)).code for code in ("2025-12", "2025-03c", "2025Q4", "2021-2025")]
    ['2026-01', '2025-04a', '2026Q1', '2026-2030']
    """
    return period_at(period.type, period.end + timedelta(days=1))


@lru_cache(maxsize=8192)
def previous_period(period: Period) -> Period:
    """The period of the same kind that comes before; of months 1 to N those to N-1, or the whole year before.

    >>> previous_period(period_of("2025-01")).code, previous_period(period_of("2025-01/2025-05")).code
    ('2024-12', '2025-01/2025-04')
    """
    if period.type == "cumulative":
        return period_at("cumulative", period.end.replace(day=1) - timedelta(days=1))
    return period_at(period.type, period.start - timedelta(days=1))


@lru_cache(maxsize=8192)
def same_last_year(period: Period) -> Period:
    """The same period a year earlier (of five years, the five before).

    >>> [same_last_year(period_of(code)).code for code in ("2025-03", "2025-01/2025-05", "2026W53", "2021-2025")]
    ['2024-03', '2024-01/2024-05', '2025W52', '2016-2020']
    """
    if period.type == "five_years":
        return previous_period(period)
    if period.type == "week":
        year, week = int(period.code[:4]) - 1, int(period.code[5:])
        return period_of(f"{year}W{min(week, date(year, 12, 28).isocalendar().week):02d}")
    return period_of(period.code.replace(str(period.year), str(period.year - 1)))


def period_at(type_: PeriodType, day: date) -> Period:
    """The period of a kind in which a day lies; five years are counted as the five-year plans are (2021-2025).

    >>> [period_at(kind, date(2025, 5, 21)).code for kind in ("ten_day", "week", "month", "cumulative", "half_year")]
    ['2025-05c', '2025W21', '2025-05', '2025-01/2025-05', '2025H1']
    """
    year, month = day.year, day.month
    if type_ == "week":
        iso = day.isocalendar()
        return period_of(f"{iso.year}W{iso.week:02d}")
    first = year - (year - 1) % 5
    code = {
        "ten_day": f"{year}-{month:02d}{'abc'[min((day.day - 1) // 10, 2)]}",
        "month": f"{year}-{month:02d}",
        "cumulative": f"{year}-01/{year}-{month:02d}",
        "quarter": f"{year}Q{(month + 2) // 3}",
        "half_year": f"{year}H{(month + 5) // 6}",
        "year": f"{year}",
        "five_years": f"{first}-{first + 4}",
    }[type_]
    return period_of(code)


@lru_cache(maxsize=8192)
def _words(period: Period) -> Words:
    year, month = period.end.year, period.end.month
    if period.type == "ten_day":
        part = "abc".index(period.code[-1])
        zh, en = "上中下"[part] + "旬", ("first", "second", "last")[part]
        return Words(f"{year}年{month}月{zh}", f"{en} ten days of {year}-{month:02d}")
    if period.type == "week":
        week = int(period.code[5:])
        return Words(f"{period.year}年第{week}周", f"week {week} of {period.year}")
    if period.type == "month":
        return Words(f"{year}年{month}月", f"{year}-{month:02d}")
    if period.type == "cumulative":
        return Words(f"{year}年1—{month}月" if month > 1 else f"{year}年1月", f"January to {year}-{month:02d}")
    if period.type == "quarter":
        number = int(period.code[-1])
        return Words(f"{year}年{'一二三四'[number - 1]}季度", f"quarter {number} of {year}")
    if period.type == "half_year":
        first = period.code.endswith("1")
        return Words(f"{year}年{'上' if first else '下'}半年", f"{'first' if first else 'second'} half of {year}")
    if period.type == "year":
        return Words(f"{year}年", str(year))
    return Words(f"{period.code.replace('-', '—')}年", period.code)
