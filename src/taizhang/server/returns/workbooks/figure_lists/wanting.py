"""Of what a list of figures is made: the units below one, indicators by their codes, periods."""

from collections.abc import Sequence

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid


def below(actor: Actor, top: Unit) -> list[Unit]:
    """The open units at a node and below it whose figures the actor may see."""
    rows = Unit.objects.filter(actor.within("observation.read", "path"), path__startswith=top.path, closed_on=None)
    return list(rows.order_by("order"))


def indicators_named(codes: Sequence[str]) -> list[Indicator]:
    """The indicators of some codes, each once, in their order; Invalid names those that are not there."""
    found = {row.code: row for row in Indicator.objects.filter(code__in=codes)}
    missing = [code for code in codes if code not in found]
    if missing:
        named = "、".join(missing[:10])
        raise Invalid({"indicator": Words(f"没有这些指标：{named}", f"no such indicators: {named}")})
    return [found[code] for code in dict.fromkeys(codes)]


def periods_named(codes: Sequence[str]) -> list[str]:
    """Periods by their codes, each once. Months 1 to N are the cumulative value of month N."""
    periods = [period_of(code) for code in dict.fromkeys(codes)]
    if any(period.type == "cumulative" for period in periods):
        wrong = Words("累计期次请写月份，累计数填在“累计值”列", "name the month: the cumulative has its own column")
        raise Invalid({"period": wrong})
    return [period.code for period in periods]
