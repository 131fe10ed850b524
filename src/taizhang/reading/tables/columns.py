"""What the headings over a column say of its numbers: amount or growth, of when, done or planned, in which unit."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from taizhang.catalogue.units import unit_named
from taizhang.grammar.periods import FIVE_YEAR, periods
from taizhang.model import Status
from taizhang.reading.tables.names import NO_UNIT

Measure = Literal["value", "growth", "change", "share", "rank"]

_COMPARED = re.compile(
    r"[比较与]?(?:上年|去年|上期|年初|年末|上月|上年末)(?:同期|末|初)?(?=增|减|升|降|涨|提|±|[+＋（(%％]|多|相比|$)|同比|环比"
)
_CHANGE = re.compile(
    r"增减[额量]|[增减][收支]额|增[加减](?:额|量|数)|比(?:年初|上年末?|上年同期)增减(?![%％幅率])|[+＋±][-－]?(?:百分点|个百分点)|百分点"
)
_GROWTH = re.compile(r"增长|增速|增幅|±|\+[-－—/]|增减|涨跌|升降|涨幅|同比|比上年|较上年|比年初|增降|环比|年均")
_SHARE = re.compile(r"占|比重|完成(?:预算|计划|年度|目标|率)|进度|比例|构成|为预算|[%％]$")
_RANK = re.compile(r"位次|排名|名次|排位|位居")
_AMOUNT = re.compile(r"增长[值额量]|增加值")
_ESTIMATE = re.compile(r"预计|预测|预估|快报")
_DONE = re.compile(r"完成(?!预算|计划|目标|率|年度)|实际|执行|决算|实绩|实现|达到|现状|基期|实数")
_PLANNED = re.compile(r"计划|目标|预期|预算数|预算|安排|建议|规划|拟定|力争|任务")
_PLANS = re.compile(r"计划|目标|预期|规划|建议|预算(?:安排|草案|表)")
# The four budgets by name: 社会保险基金预算收入 may be carried out as well as planned.
_BUDGET_NAME = re.compile(r"(?:公共|基金|经营)预算(?=收入|支出|收支)")
_WHOLE_YEAR = re.compile(r"(?:年度|全年|本年)(?:目标|计划|任务|预期)")
_UNIT = re.compile(r"[（(\[【](?:单位[:：])?([^（()）\]】]{1,12})[)）\]】]")
_AVERAGE = re.compile(r"年均|平均增长")
_SPAN = re.compile(r"年均|累计|五年|合计增")
_PLAN = re.compile("十(?:[一二三四五]?)五(?![年月日万亿])")
_BARE_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
# 一九八三年, and the dashes that a scan made of its 一.
_YEAR_IN_CHINESE = re.compile("(?:[一―—]?九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九―—", "000123456789" + "11")


@dataclass(frozen=True, slots=True)
class Column:
    """One data column: `words` are what it measures beyond generic words (产量, 招生数), `above` those of its upper
    heading, `unit` as in its heading.
    """

    headings: tuple[str, ...]
    measure: Measure
    status: Status | None
    period: str | None
    unit: str | None
    words: str
    above: str


def columns_of(headings: list[tuple[str, ...]], title: str | None) -> list[Column]:
    """The meaning of each data column, from its headings, the columns left of it and the table's title.

    >>> def show(*headings, title=None):
    ...     return [(c.measure, c.status, c.period) for c in columns_of(list(headings), title)]
    >>> show(("2022年完成", "增长%"), ("2023年计划", "绝对值"))
    [('growth', 'actual', '2022'), ('value', 'target', '2023')]
    >>> show(("上年实际",), ("本年目标",), ("增长%",), title="2024年主要目标")
    [('value', 'actual', '2023'), ('value', 'target', '2024'), ('growth', 'target', '2024')]
    >>> show(("2020年",), ("2025年",), ("年均增长",), title="“十四五”规划主要指标")
    [('value', 'actual', '2020'), ('value', 'target', '2025'), ('growth', 'target', '2021-2025')]
    """
    year = title_year(title)
    columns: list[Column] = []
    for heads in headings:
        column = _column(heads, year)
        if _AVERAGE.search("".join(heads)) and column.period is None:
            column = replace(column, period=_span_of([*headings, (title or "",)]), status="target")
        if columns and _leans(column):
            left = _compared(columns)
            column = replace(
                column,
                status=column.status or left.status,
                period=column.period or left.period,
                words=column.words or _measured_by(columns),
            )
        again = sum(other[-1:] == heads[-1:] for other in headings) > 1
        if again and column.measure == "share" and column.words.startswith("占") and (of := _measured_by(columns)):
            column = replace(column, words=of + column.words)
        columns.append(column)
    return _settled(columns, title or "")


def _compared(columns: list[Column]) -> Column:
    """The column that a growth or share right of these speaks of: the last, or the later year left of the earlier.

    >>> [c.period for c in columns_of([("2018年执行数",), ("2017年决算数",), ("增幅%",)], None)]
    ['2018', '2017', '2018']
    """
    last, before = columns[-1], columns[-2] if len(columns) > 1 else columns[-1]
    earlier = before.measure == last.measure == "value" and (before.period or "") > (last.period or "9")
    return before if earlier else last


def _measured_by(columns: list[Column]) -> str:
    """What the nearest column measures that holds amounts: a growth beside a difference is not the difference's."""
    return next((column.words for column in reversed(columns) if column.measure in ("value", "growth")), "")


def _span_of(headings: list[tuple[str, ...]]) -> str | None:
    """The years over which a yearly average runs: those of the plan that is named, or between two years."""
    words = "".join("".join(heads) for heads in headings)
    if (match := _PLAN.search(words)) and match[0] in FIVE_YEAR:
        return f"{FIVE_YEAR[match[0]]}-{FIVE_YEAR[match[0]] + 4}"
    years = sorted(set(_BARE_YEAR.findall(words)))
    return f"{int(years[0]) + 1}-{years[-1]}" if len(years) > 1 else None


def title_year(title: str | None) -> int | None:
    """The year of the table's title, the first where there are several.

    >>> title_year("2023年主要预期目标"), title_year("表2")
    (2023, None)
    """
    match = _BARE_YEAR.search(title or "")
    return int(match[1]) if match else None


def unit_in(words: str) -> str | None:
    """The unit in brackets, or the per cent sign, at a heading or a name.

    >>> unit_in("绝对值（亿元）"), unit_in("增长%"), unit_in("工业（规模以上）")
    ('亿元', '%', None)
    """
    for match in _UNIT.finditer(words):
        if unit_named(match[1].replace("％", "%")) and not NO_UNIT.fullmatch(match[1]):
            return match[1]
    return "%" if words.endswith(("%", "％")) or "±%" in words or "±％" in words else None


def _leans(column: Column) -> bool:
    """Whether a column speaks of the one left of it: a growth or share that names no time of its own."""
    return column.measure != "value" and column.period is None and column.status is None


def _column(heads: tuple[str, ...], year: int | None) -> Column:
    heads = tuple(_YEAR_IN_CHINESE.sub(_arabic_year, words) for words in heads)
    words = "".join(heads)
    own = heads[-1] if heads else ""
    period = _period(words, year)
    status = _status(words)
    if status is None and _AVERAGE.search(words) and (period is None or "-" in period):
        status = "target" if period else None
    return Column(
        heads,
        _measure(own, words),
        status,
        period,
        _unit(heads),
        _topic(heads),
        _above(heads),
    )


def _arabic_year(year: re.Match[str]) -> str:
    """1983 for 一九八三 (or 九八三, where the first sign was lost)."""
    digits = year[0].translate(_DIGITS)
    return digits if len(digits) == 4 else "1" + digits


def _measure(own: str, words: str) -> Measure:
    plain = _AMOUNT.sub("", own)
    if _RANK.search(plain):
        return "rank"
    if _CHANGE.search(plain):
        return "change"
    if _GROWTH.search(plain):
        return "growth"
    if _SHARE.search(plain) and not re.search(r"实际|[0-9]{4}年?(?:完成|执行)|占地", plain):
        return "share"
    return "growth" if plain in ("%", "％") and _GROWTH.search(words) else "value"


def _unit(heads: tuple[str, ...]) -> str | None:
    return next((unit for words in reversed(heads) if (unit := unit_in(words))), None)


def _status(words: str) -> Status | None:
    if _ESTIMATE.search(words):
        return "estimate"
    plain = _BUDGET_NAME.sub("", words)
    plain = re.sub(r"(?:完成|占|为|比)(?:年度|全年|调整)?(?:预算|计划|目标|任务)(?:数)?(?:的)?[%％]?", "", plain)
    if _DONE.search(plain) and not re.search(r"目标|计划(?!完成)|预期", plain):
        return "actual"
    return "target" if _PLANNED.search(plain) else None


def _period(words: str, year: int | None) -> str | None:
    plain = _COMPARED.sub("", words)
    if _SPAN.search(words) and (match := _PLAN.search(plain)) and match[0] in FIVE_YEAR:
        return f"{FIVE_YEAR[match[0]]}-{FIVE_YEAR[match[0]] + 4}"
    found = (
        periods(plain, year) if year else [p for p in periods(plain, 0) if p.value[:4].isdigit() and p.value > "1900"]
    )
    if found:
        return found[0].value
    bare = _BARE_YEAR.search(plain)
    return bare[1] if bare else None


_FULFILLED = re.compile(
    r"完成率|(?:完成|为|占)(?:年度|全年|调整)?(?:计划|目标|任务)(?:数)?(?:的)?(?:比例|比重)?[（(]?[%％]"
)
_SHARE_OF = re.compile(r"(占[\u4e00-\u9fff]{2,8}?)(?:的?(?:比重|比例)?[（(]?[%％]|的?比重|的?比例)")
_OF_SEVERAL = re.compile(r"(?:主要|各类|分).{0,6}(产量|销量|产值|销售量|销售额|出口额|进口额|收入|支出|面积|投资)$")
# 执行数为预算数的%, 决算数为上年决算数的%
_RATIO_TO = re.compile(
    r"为(?:(?P<budget>(?:年初|调整|变动)?预算)|(?:上年|上一年|[0-9]{4}年)(?:决算|执行|完成)?)数?的?(?:比例|比重)?[（(]?[%％]"
)
_GENERIC = re.compile(
    r"[（(\[【][^（()）\]】]*[)）\]】]|(?:19|20)[0-9]{2}年?(?:度)?(?:末|底)?|[0-9]{1,2}[-—至]?[0-9]{0,2}月(?:份)?|上半年|全年|本年|上年|去年|今年|当年|"
    r"比上年末?|比年初|同比|较上年|比同期|增长速度|增长率?|增速|增幅|增减|涨跌|升降|幅度|[%％±+＋]|绝对[数值量额]|[年期]末数|数值|数据|指标值|总量|数量|"
    r"预计|完成(?:数|情况|值)?|实际(?:数|值|完成)?|执行数?|调整预算数?|预算数?|决算数?|计划数?|预期(?:目标|值)?|目标值?|安排数?|建议|金额|数额|其中[:：]|年均|年度|^(?:金合|额计|金额合计)$|位次|排名|名次|排位|累计|[0-9.]+"
)


def _topic(heads: tuple[str, ...]) -> str:
    """What the headings name beyond generic words.

    >>> _topic(("产量（万吨）",)), _topic(("2022年完成", "绝对值")), _topic(("招生数（人）",)), _topic(("比上年增长%",))
    ('产量', '', '招生数', '')
    """
    if heads and _FULFILLED.search(heads[-1]):
        return "完成率"
    if heads and (share := _SHARE_OF.search(heads[-1])):
        return share[1] + "比重"
    if heads and (of := _RATIO_TO.search(heads[-1])):
        return "占预算比重" if of["budget"] else "占上年比重"
    rest = _GENERIC.sub("", heads[-1]) if heads else ""
    return rest if len(rest) >= 2 and re.search("[\u4e00-\u9fff]{2}", rest) else ""


def _above(heads: tuple[str, ...]) -> str:
    """What the headings over the lowest one name: of several levels the nearest, measured as one above it says.

    >>> _above(("产量", "2025年")), _above(("农业", "主要农产品产量", "粮食", "数值（万吨）")), _above(("产量",))
    ('产量', '粮食产量', '')
    """
    if len(heads) <= 2:
        return _topic(heads[:1]) if len(heads) > 1 else ""
    topics = [topic for words in reversed(heads[:-1]) if (topic := _topic((words,)))]
    if len(topics) > 1 and (measured := _OF_SEVERAL.search(topics[1])):
        return topics[0] if topics[0].endswith(measured[1]) else topics[0] + measured[1]
    return topics[0] if topics else ""


def _settled(columns: list[Column], title: str) -> list[Column]:
    """Status and period that the headings leave open, from the years beside and the title."""
    years = sorted({c.period for c in columns if c.period and c.period.isdigit()})
    spans = any(column.status == "target" and "-" in (column.period or "") for column in columns)
    plans = spans or bool(_PLANS.search(title) and not re.search("执行|完成情况|决算|落实|收支", title))
    return [_dated(_resolved(column, years, plans=plans, title=title), title) for column in columns]


def _resolved(column: Column, years: list[str], *, plans: bool, title: str) -> Column:
    if column.status is not None or not plans:
        return column
    if len(years) == 1 and column.period is not None and years[-1] not in title:
        return column
    latest = column.period is None or column.period == years[-1] or "-" in column.period
    return replace(column, status="target" if latest else "actual")


def _dated(column: Column, title: str) -> Column:
    year = title_year(title)
    if column.period or year is None:
        return column
    whole = bool(_WHOLE_YEAR.search("".join(column.headings)))
    return replace(column, period=str(year) if whole else _period(title, year) or str(year))
