"""A level without its growth where its neighbours in the list all have theirs, or a growth without its level."""

import re
from collections.abc import Iterator

from taizhang.catalogue.indicators import indicators_by_id
from taizhang.checking.arithmetic import said
from taizhang.checking.case import Case
from taizhang.checking.dividing import RATES
from taizhang.checking.statements import Statement, lists_of
from taizhang.errors import Words
from taizhang.linking import Entry
from taizhang.model import Finding, Said

GROWTH = Words("增速", "growth")
LEVEL = Words("绝对值", "amount")


def find(case: Case) -> Iterator[Finding]:
    """The one item of a list that leaves out what the others tell, and that the document tells nowhere."""
    for entry in case.linked.shelf:
        if entry.kind in case.setting("passed_over"):
            continue
        for statements in lists_of(entry):
            if len(statements) <= case.setting("neighbours"):
                continue
            items = [statement for statement in statements if _counts(statement, case)]
            both = [item for item in items if item.level and _compared(item)]
            lacking = [item for item in items if not (item.level and _compared(item))]
            if len(both) < case.setting("neighbours") or len(lacking) != 1 or any(map(_shared, items)):
                continue
            item, (compared, amounts) = lacking[0], _told(entry)
            name = _indicator(item)
            if item.level is not None and name not in compared:
                yield _finding(case, item.level.said, both, GROWTH)
            elif item.level is None and item.growths and name in case.setting("amounts") and name not in amounts:
                yield _finding(case, item.growths[0].figure.said, both, LEVEL)


def _told(entry: Entry) -> tuple[set[str], set[str]]:
    """The indicators of which the document tells a growth or change, and those of which it tells an amount."""
    facts = [fact for fact in entry.reading.facts if fact.indicator and fact.label == "measure"]
    compared = {fact.indicator for fact in facts if fact.role in ("growth", "change", "times", "base")}
    return {str(name) for name in compared}, {str(fact.indicator) for fact in facts if fact.role == "level"}


SHARED = re.compile("(?<![年日月季周人户亩平])均(?=增|上升|下降|提高|回落|[高低快]于|[比较])")


def _shared(item: Statement) -> bool:
    """Whether the growth of an item is that of several: 财政总收入、一般预算收入分别完成…，均增长25%."""
    return any(SHARED.search(growth.figure.before) for growth in item.growths)


def _compared(item: Statement) -> bool:
    return bool(item.growths or item.changes or item.times or item.base)


def _indicator(item: Statement) -> str:
    figures = [figure for figure in (item.level, *(one.figure for one in item.growths)) if figure]
    return figures[0].fact.indicator or "" if figures else ""


def _counts(item: Statement, case: Case) -> bool:
    """Whether an item is one of those that are told with level and growth: a flow, a stock, an amount a head."""
    known = indicators_by_id().get(_indicator(item))
    counted = known is not None and (known.nature in ("flow", "stock") or (known.units[0] == "元" and item.level))
    if known is None or not counted or item.key[3] == "target" or item.key[1] is not None:
        return False
    if item.level is not None and (item.level.fact.unit in RATES or item.level.fact.certainty != "sure"):
        return False
    return known.price != "none" and known.id not in case.setting("no_growth")


def _finding(case: Case, lacking: Said, both: list[Statement], what: Words) -> Finding:
    names = "、".join(dict.fromkeys(item.key[0] or "" for item in both[:3]))
    return case.finding(
        [lacking, *(item.level.said for item in both[:2] if item.level)],
        subject=str(getattr(lacking.record, "subject", "")),
        printed=said(lacking.record),  # type: ignore[arg-type]
        what=what,
        others=names,
    )
