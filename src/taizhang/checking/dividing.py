"""Which series divide: level this year by level last year gives the printed growth only where both are nominal."""

import re
from functools import cache

from taizhang.catalogue.basis import series_of
from taizhang.catalogue.indicators import indicators_by_id
from taizhang.checking.case import Case
from taizhang.model import Fact

RATES = frozenset({"%", "‰", "个百分点", "百分点", "1"})
YEAR = re.compile("[0-9]{4}")
KEPT = (None, "nominal", "natural")  # series whose growth is that of the printed levels


@cache
def _holding(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(words))


def divides(facts: tuple[Fact, ...], case: Case, *, years_apart: bool = False) -> bool:
    """Whether the growth of a series is that of its printed levels.

    The settings of the check name the subjects for which it is not: `real` (增加值) grow in constant prices; the levels
    of `revised` (规模以上) are on another base each year, so that those `years_apart` do not divide.
    """
    level = facts[0]
    known = indicators_by_id().get(level.indicator or "")
    if known is not None and known.price == "real":
        return False
    if any(fact.basis and series_of(fact.basis) not in KEPT for fact in facts):
        return False
    words = (*case.setting("real"), *(case.setting("revised") if years_apart else ()))
    return not _holding(words).search(level.subject or "")


def year_of(fact: Fact) -> int | None:
    """The one year that a figure is of."""
    return int(fact.period) if fact.period and YEAR.fullmatch(fact.period) else None
