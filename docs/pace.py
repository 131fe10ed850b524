"""The edge cases of pace (tests/cases/pace.tsv) as facts in two documents, computed: for the docs and their test."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from taizhang.catalogue.lights import light_presets
from taizhang.extracting import Reading, read_text
from taizhang.extracting.frame import Facts
from taizhang.following import Evidence
from taizhang.following.following import standing_of
from taizhang.following.measuring import progress_of
from taizhang.following.progress import Progress
from taizhang.following.wording import between, figures, grown, number, percent
from taizhang.linking import Linked, Shelf
from taizhang.linking.shelf import entry_of
from taizhang.model import Fact, Link, LinkKind, Said, Span, Standing

CASES = Path(__file__).parent.parent / "tests" / "cases" / "pace.tsv"
Table = Callable[[tuple[str, ...], list[tuple[str, ...]]], str]
HEAD = ("序号", "情形 · case", "上年 · last year", "目标 · target", "实绩 · figure", "性质 · nature", "算式 · working")
RESULT = ("达序时进度 · pace", "落后百分点 · points behind", "其余需要 · rest needs", "灯 · light", "银川 · Yinchuan")
TITLES = (
    "云澜市2024年国民经济和社会发展计划",
    "云澜市2024年上半年计划执行情况的报告",
    "云澜市2023年上半年计划执行情况的报告",
)


def rows() -> list[dict[str, str]]:
    """The cases as written."""
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def fact_of(words: str, row: dict[str, str], start: int, **fields: object) -> Fact:
    """The fact that `role comparator digits unit` names; a decline has its minus."""
    role, comparator, digits, unit = words.split()
    value = Decimal(digits)
    return Fact(
        span=Span(start, start + 1),
        text=digits.lstrip("-"),
        label="measure",
        value=value,
        unit=unit,
        base_value=value,
        role=role,
        comparator=comparator,
        subject=row["en"],
        indicator=row["indicator"] or None,
        nature=row["nature"],
        **fields,
    )


def linked_of(row: dict[str, str]) -> Linked:
    """The documents of a case: a plan with last year's result, a report within the year, one of last year."""
    plan = [fact_of(row["target"], row, 10, period=row["period"], status="target")]
    if row["before"]:
        plan.append(fact_of(f"level = {row['before']}", row, 1, period="2023", status="actual"))
    unit = row["actual"].split()[-1] if row["actual"].startswith("level") else "亿元"
    old = []
    if row["months"]:
        old.append(fact_of(f"level = {row['months']} {unit}", row, 1, period="2023H1", status="actual"))
    if row["whole"]:
        plan.append(fact_of(f"level = {row['whole']} {unit}", row, 2, period="2023", status="actual"))
    now = [fact_of(row["actual"], row, 1, period=row["observed"], status="actual")]
    shelf = Shelf(tuple(map(_entry, range(3), TITLES, (plan, now, old))))
    return Linked(shelf, tuple(_links(shelf, row)))


def _entry(order: int, title: str, facts: list[Fact]):
    document = read_text(title + "\n", f"{order}.txt").document
    metadata = replace(document.metadata, region="云澜市", planned_period="2024" if order == 0 else None)
    return entry_of(Reading(replace(document, metadata=metadata), Facts(facts)), order)


def _links(shelf: Shelf, row: dict[str, str]) -> Iterator[Link]:
    plan, report, _ = shelf
    target = Said(plan.reading.document, plan.reading.facts[0])
    yield _link("progress", target, Said(report.reading.document, report.reading.facts[0]))
    if row["before"]:
        yield _link("next_target", Said(plan.reading.document, plan.reading.facts[1]), target)


def _link(kind: LinkKind, a: Said, b: Said) -> Link:
    return Link(kind, a, b, None, "same_words", "sure")


def computed(row: dict[str, str]) -> Progress:
    """What the code computes of a case."""
    linked = linked_of(row)
    link = next(linked.of("progress"))
    progress = progress_of(link.a, link.b, Evidence(linked))
    assert progress is not None
    return progress


def standing(row: dict[str, str], preset: str = "default") -> Standing:
    """The standing of a case by the lights of a preset."""
    linked = linked_of(row)
    return standing_of(next(linked.of("progress")).a, Evidence(linked), light_presets()[preset])


def page(table: Table) -> str:
    """The page of the reference: the formulas, the cases with their answers, and how each is told."""
    cases = list(enumerate(rows(), 1))
    told = [(str(at), method.zh, method.en) for at, method in ((at, standing(row).method) for at, row in cases)]
    return "\n".join(
        [INTRODUCTION, table((*HEAD, *RESULT), [line(at, row) for at, row in cases]), TOLD, table(WORDS, told)]
    )


def line(at: int, row: dict[str, str]) -> tuple[str, ...]:
    """One case as a line of the table, its answers computed."""
    found = computed(row)
    facts = {
        fact.period: fact for entry in linked_of(row).shelf for fact in entry.reading.facts if fact.status == "actual"
    }
    known = "；".join(f"{period} {shown(fact)}" for period, fact in facts.items() if period != row["observed"])
    target, actual = (fact_of(row[key], row, 0) for key in ("target", "actual"))
    said = (known, f"{shown(target)} ({row['period']})", f"{shown(actual)} ({row['observed']})", found.nature)
    pace = "—" if found.pace is None else percent(found.pace)
    behind = "—" if found.behind is None else number(found.behind, 2)
    needed = "—" if found.needed is None else f"{between(found.needed, 2)} {found.unit}"
    lights = (standing(row).light, standing(row, "yinchuan_2025").light)
    return (str(at), f"{row['zh']} · {row['en']}", *said, row["working"], pace, behind, needed, *lights)


def shown(fact: Fact) -> str:
    """A figure as it is told in Chinese."""
    return grown(fact).zh if fact.role == "growth" else figures(fact).zh


INTRODUCTION = """# 进度怎么算 · How pace is computed

`taizhang follow` 和“进度滞后”“进度超前”“提前完成”三项核对用同一套算法。y 是年初以来的数，T 是全年目标，b 是上年末数，
s 是已过时间占目标期的比例，w 是上年同期占上年全年的比重，g 是目标增速，h 是已达增速。
达序时进度 100% 是恰合序时，大于 100% 总是好的；限额按用量来说：用量为序时的 y/(sT)，少用为好。
达序时进度和灯都由代码按下表各例算出；算例在 `tests/cases/pace.tsv`，答案是手工算的，测试逐个核对。

`taizhang follow` and the checks `behind_pace`, `ahead_of_pace` and `met_early` compute alike. y is the figure since the
start of the year, T the target, b last year's end, s the share of the time gone, w the share that the same months made
of last year, g the growth aimed at, h the growth so far. A pace of 100% is on time, and more is always better; of a
ceiling it is told what is used of what may be used by now, y/(sT), where less is better. The answers below are computed
by the code; those of `tests/cases/pace.tsv`, worked by hand, are what the tests compare them with.

| 性质 · nature | 达序时进度 · pace | 其余需要 · what the rest needs |
| --- | --- | --- |
| 流量、计数 · flow, count | y/(sT)，上年占比已知时 y/(wT) · where w is known y/(wT) | T−y |
| 限额 · ceiling | 2−y/(sT)；限额为零时 100% 或 0 · 100% or 0 where none are allowed | T−y |
| 存量 · stock | (y−b)/((T−b)s)；上年末已达到的只看是否守住 · one that last year met is to be kept | T−y |
| 增速 · growth | (1+h)/(1+g)，不乘月数 · never times months | ((1+g)−(1+h)w)/(1−w)−1 |
| 水平目标而只有增速 · a level, growth known | 同上，g=T/b−1 · as above with g=T/b−1 | 同上 · as above |
| 比率、位次 · rate, rank | y/T，越低越好的 2−y/T，直接相比 · compared as they are | T−y |
| 节点 · milestone | 无 · none | 1 |

w 未见时按上年上半年占四成至五成折算到所过月数，某些指标另有范围（`catalogue/data/seasons.tsv`），
所以其余需要的增速是一个区间。
空缺不是零：没有数的亮灰灯。四舍五入能够解释的差距不算落后。

Where w is not known the first half is taken for two fifths to a half of a year, or for what `seasons.tsv` says of the
indicator, in proportion to the months gone: the growth needed is an interval. Blank is not nought: without a figure the
light is grey. What rounding explains is not behind.

## 算例 · Cases
"""
TOLD = """
## 怎么说 · How it is told
"""
WORDS = ("序号", "中文", "English")
