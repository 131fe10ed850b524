"""Which facts speak of the headline indicators, by which a plan is judged first."""

from taizhang.catalogue.headlines import Headline, by_word, headline_named
from taizhang.model import Fact

GAPS = frozenset({"个百分点", "百分点", "1"})  # a level in these is a gap or a ratio, not the indicator's own value


def headline_of(fact: Fact) -> Headline | None:
    """The headline that a measured fact speaks of, by its indicator, else by its subject.

    A share of an amount is none of its levels.
    """
    if fact.label != "measure" or fact.role not in ("level", "growth") or fact.unit in GAPS:
        return None
    headline = by_word().get(fact.indicator or "") or headline_named(fact.subject)
    return None if headline and fact.role == "level" and fact.unit == "%" and not headline.is_rate else headline
