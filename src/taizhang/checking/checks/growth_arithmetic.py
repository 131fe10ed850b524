"""A printed growth or change against the level and base of the same statement or table row."""

from collections.abc import Iterator

from taizhang.checking.arithmetic import (
    counter_or_base,
    figure,
    growth_between,
    growth_by,
    power,
    said,
    within,
)
from taizhang.checking.case import Case
from taizhang.checking.dividing import RATES, divides, year_of
from taizhang.checking.rows import TableRow, rows_of
from taizhang.checking.statements import EACH, OTHER, START, TOTAL, YEAR, Compared, Statement, statements_of
from taizhang.checking.sums import Sum, broken, told
from taizhang.grammar.intervals import HUNDRED, Interval, exactly, scale_of
from taizhang.model import Document, Fact, Finding

POINTS = frozenset({"个百分点", "百分点", "个点"})
LAST_YEAR = ("上年", "去年", "上一年")
YEAR_END = ("年初", "年末", "年底", "12月末")


def find(case: Case) -> Iterator[Finding]:
    """Statements and rows whose growth does not follow from their own figures."""
    for entry in case.linked.shelf:
        for statement in statements_of(entry):
            for one in broken(_of_statement(statement, case)):
                yield told(case, one)
        for row in rows_of(entry):
            if not row.whole:
                continue
            for one in broken(_of_row(entry.reading.document, row, case)):
                yield told(case, one)


def _of_statement(statement: Statement, case: Case) -> Iterator[Sum]:
    level, base = statement.level, statement.base
    if level is not None and level.fact.unit in RATES:
        yield from _of_points(statement)
    if level is None or level.fact.unit in RATES:
        return
    document = level.said.document
    for growth in (*statement.growths, *statement.times):
        for change in statement.changes:
            if (change.against or YEAR) == (growth.against or YEAR) and change.against not in (EACH, OTHER):
                yield from _by_change(document, level.fact, change.fact, growth.fact, case)
        if base is not None and growth.against == EACH:
            yield from _each_year(document, level.fact, base.fact, growth.fact, case)
        elif base is not None and _against_base(statement, growth):
            yield from _by_base(document, level.fact, base.fact, growth.fact, case)
    for change in statement.changes if base is not None else ():
        if base is not None and change.fact.unit not in POINTS and _against_base(statement, change):
            yield from _difference(document, level.fact, base.fact, change.fact)


def _of_points(statement: Statement) -> Iterator[Sum]:
    """由33.1%提高到35.2%，提高2.1个百分点."""
    level, base = statement.level, statement.base
    if level is None or base is None or level.fact.unit != "%" or base.fact.unit != "%":
        return
    for change in statement.changes:
        if change.fact.unit in POINTS and _against_base(statement, change):
            computed = within(level.fact).minus(within(base.fact))
            formula = f"{said(level.fact)} − {said(base.fact)}"
            parts = (level.fact, base.fact)
            document = level.said.document
            yield Sum(document, change.fact, parts, within(change.fact), computed, formula, "个百分点")


def _by_change(document: Document, level: Fact, change: Fact, growth: Fact, case: Case) -> Iterator[Sum]:
    """80亿元，增加16亿元，增长25%: the change by what was there before it."""
    computed = growth_by(figure(level), figure(change))
    if computed is None or not _alike(level, change) or not divides((level, change, growth), case):
        return
    before = f"({said(level)} {'+' if (change.value or 0) < 0 else '−'} {said(change).lstrip('-')})"
    stands = _per_cent(growth)
    if stands is not None:
        yield Sum(document, growth, (level, change), stands, computed, f"{said(change)} ÷ {before}", "%")


def _by_base(document: Document, level: Fact, base: Fact, growth: Fact, case: Case) -> Iterator[Sum]:
    """由45种增加至53种，增长17.8%."""
    computed, stands = growth_between(figure(level), figure(base)), _per_cent(growth)
    if computed is None or stands is None or not _alike(level, base):
        return
    if divides((level, base, growth), case, years_apart=True) or _slipped(stands, computed):
        yield Sum(document, growth, (level, base), stands, computed, f"{said(level)} ÷ {said(base)} − 1", "%")


FOLD = exactly(5)  # times: so far apart neither constant prices nor a revised base bring level and base


def _slipped(printed: Interval, computed: Interval) -> bool:
    """Whether 增长 stands for 下降, or level and base are many times as far apart as told: 万 for 亿, a point moved."""
    told, found = printed.plus(HUNDRED), computed.plus(HUNDRED)
    mirrored = printed.times(exactly(-1)).meets(computed)
    return mirrored or told.times(FOLD).below(found) or found.times(FOLD).below(told)


def _each_year(document: Document, level: Fact, base: Fact, growth: Fact, case: Case) -> Iterator[Sum]:
    """由2020年的100亿元提高到2024年的121.6亿元，年均增长5%: the growth of each year, compounded."""
    years = (year_of(level) or 0) - (year_of(base) or 0)
    if not (year_of(base) and 2 <= years <= case.setting("most_years")) or growth.role != "growth":
        return
    if not _alike(level, base) or not divides((level, base, growth), case, years_apart=True):
        return
    factor = power(within(growth).over(HUNDRED).plus(exactly(1)), years)  # type: ignore[union-attr]
    computed = figure(base).times(factor).over(exactly(scale_of(level.unit)))
    if computed is not None:
        formula = f"{said(base)} × (1 + {said(growth)})^{years}"
        yield Sum(document, level, (base, growth), within(level), computed, formula, level.unit or "")


def _difference(document: Document, level: Fact, base: Fact, change: Fact) -> Iterator[Sum]:
    """由12万人增加到15万人，增加3万人."""
    if not _alike(level, base) or not _alike(level, change):
        return
    computed = figure(level).minus(figure(base)).over(exactly(scale_of(change.unit)))
    if computed is not None:
        formula = f"{said(level)} − {said(base)}"
        yield Sum(document, change, (level, base), within(change), computed, formula, change.unit or "")


def _per_cent(growth: Fact) -> Interval | None:
    """What a growth may stand for in per cent: 增长2倍 is one of 200%; other multiples are no growth for sure."""
    if growth.role == "growth":
        return within(growth)
    if growth.unit == "倍" and growth.comparator == "=":
        return within(growth).times(HUNDRED)
    return None


def _against_base(statement: Statement, compared: Compared) -> bool:
    """Whether a growth or change is measured against the base that its statement prints."""
    base, level = statement.base, statement.level
    if compared.against in ("", TOTAL):
        return True
    if base is None or level is None:
        return False
    if compared.against == YEAR:
        return (
            any(word in base.before[-16:] for word in LAST_YEAR)
            or year_of(level.fact) == (year_of(base.fact) or -1) + 1
        )
    if compared.against == START:
        return any(word in base.before[-16:] for word in YEAR_END)
    return compared.against == str(year_of(base.fact))


def _alike(a: Fact, b: Fact) -> bool:
    return counter_or_base(a) == counter_or_base(b)


def _of_row(document: Document, row: TableRow, case: Case) -> Iterator[Sum]:
    """A growth beside its level and the level of the year before, each printed once in the row."""
    for growth in row.facts:
        if growth.role != "growth" or growth.certainty != "sure" or not growth.subject:
            continue
        levels = [fact for fact in row.facts if fact.role == "level" and fact.subject == growth.subject]
        now = [fact for fact in levels if (fact.period, fact.status) == (growth.period, growth.status)]
        ago = [fact for fact in levels if fact.status != "target" and year_of(fact) == (year_of(growth) or 0) - 1]
        if len(now) == len(ago) == 1 and now[0].certainty == ago[0].certainty == "sure" and now[0].unit not in RATES:
            yield from _by_base(document, now[0], ago[0], growth, case)
