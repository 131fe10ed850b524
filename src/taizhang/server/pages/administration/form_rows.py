"""The rows of a form of returns as lines of text: read with every line that names no indicator told, and written.

    retail_sales 社会消费品零售总额
    其中：网上零售额（选报）

A line names an indicator by its code, its name or another of its names. 其中： makes it a part of the row above, said
twice a part of that part; （选报） lets it stay empty, （增速） asks for its growth.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.catalogue.indicators import normal_form
from taizhang.errors import Words
from taizhang.server.ledger.defining import indicators_of
from taizhang.server.ledger.models import Indicator, Target
from taizhang.server.returns.forms import RowIn
from taizhang.server.returns.models import Form, FormRow

PART = re.compile(r"\s*其中\s*[:：]?\s*")
MARK = re.compile(r"\s*[（(]\s*(选报|增速)\s*[）)]\s*$")
OPTIONAL, GROWTH = "选报", "增速"
MOST_TOLD = 20
UNKNOWN = Words("没有这个指标", "no such indicator")
SEVERAL = Words("不止一个指标叫这个名称，请写编号：", "several indicators are called so; write the code: ")
NO_WHOLE = Words("“其中”项上面没有它所属的行", "a part without a row above of which it is one")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it names, how deep it is a part, and its marks."""

    named: str
    depth: int
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """The indicators of the ledger by code, by name, and by their other names."""

    codes: Mapping[str, Indicator]
    names: Mapping[str, Sequence[Indicator]]
    others: Mapping[str, Sequence[Indicator]]

    def of(self, words: str) -> Sequence[Indicator]:
        """Those that words name: by a code, a name, a code before a name, or another name, the first that fits."""
        plain = normal_form(words)
        return (
            self._by_code(words)
            or self.names.get(plain)
            or self._by_code(words.partition(" ")[0])
            or self.others.get(plain)
            or ()
        )

    def _by_code(self, code: str) -> Sequence[Indicator]:
        return [self.codes[code]] if code in self.codes else ()


def rows_typed(text: str, standing: Iterable[FormRow] = ()) -> tuple[list[RowIn], list[Words]]:
    """The rows that a text asks for, and what is wrong with its lines.

    Rows that stand already keep what a line does not say: their columns, and whether their parts make them up.
    """
    names, kept = _names(), {(row.indicator_id, row.measure): row for row in standing}
    rows: list[RowIn] = []
    wrong: list[Words] = []
    wholes: list[int] = []
    for number, line in _lines(text):
        found = names.of(line.named)
        if len(found) != 1 or line.depth > len(wholes):
            wrong.append(_wrong(number, line, found))
        position = len(rows) + 1
        wholes[line.depth :] = [position]
        rows.append(_row(line, position, found[0].pk if found else 0, wholes, kept))
    return rows, wrong


def _row(
    line: Line, position: int, indicator: int, wholes: Sequence[int], kept: Mapping[tuple[int, str], FormRow]
) -> RowIn:
    measure = Target.Measure.GROWTH.value if GROWTH in line.marks else Target.Measure.LEVEL.value
    there = kept.get((indicator, measure))
    return RowIn(
        indicator=indicator,
        position=position,
        part_of=wholes[-2] if len(wholes) > 1 else None,
        exhaustive=there.exhaustive if there else False,
        required=OPTIONAL not in line.marks,
        columns=tuple(there.columns) if there else (),
        measure=measure,
    )


def rows_written(rows: Iterable[FormRow]) -> str:
    """Rows as the lines that say them."""
    depths: dict[int, int] = {}
    lines = []
    for row in rows:
        depth = depths[row.pk] = depths.get(row.part_of_id, -1) + 1 if row.part_of_id else 0
        marks = ("" if row.required else f"（{OPTIONAL}）") + (f"（{GROWTH}）" if _grows(row) else "")
        lines.append(f"{'其中：' * depth}{row.indicator.code} {row.indicator.name}{marks}")
    return "\n".join(lines)


def can_be_written(form: Form) -> bool:
    """Whether lines say all that a form asks for now: each whole stands before its parts."""
    rows = [row for row in form.rows.all() if row.until is None]
    places = {row.pk: row.position for row in rows}
    whole = all(places.get(row.part_of_id or 0, 0) < row.position for row in rows)
    known = all(row.measure in {Target.Measure.LEVEL, Target.Measure.GROWTH} for row in rows)
    return whole and known


def told_wrong(wrong: Sequence[Words]) -> Words:
    """What is wrong with lines, in one sentence."""
    more = len(wrong) - MOST_TOLD
    zh = "；".join(words.zh for words in wrong[:MOST_TOLD]) + (f"；另有 {more} 行" if more > 0 else "")
    return Words(zh, "; ".join(words.en for words in wrong[:MOST_TOLD]) + (f"; {more} more" if more > 0 else ""))


def _grows(row: FormRow) -> bool:
    return row.measure == Target.Measure.GROWTH


def _lines(text: str) -> Iterable[tuple[int, Line]]:
    for number, whole in enumerate(text.splitlines(), 1):
        words, depth, marks = " ".join(whole.split()), 0, set[str]()
        while begins := PART.match(words):
            words, depth = words[begins.end() :], depth + 1
        while ends := MARK.search(words):
            marks.add(ends[1])
            words = words[: ends.start()]
        if whole.strip():
            yield number, Line(words.strip(), depth, frozenset(marks))


def _names() -> Names:
    names: defaultdict[str, list[Indicator]] = defaultdict(list)
    others: defaultdict[str, list[Indicator]] = defaultdict(list)
    codes: dict[str, Indicator] = {}
    for each in indicators_of().order_by("pk"):
        codes[each.code] = each
        names[normal_form(each.name)].append(each)
        for other in {normal_form(other) for other in (each.english, *each.aliases)} - {""}:
            others[other].append(each)
    return Names(codes, names, others)


def _wrong(number: int, line: Line, found: Sequence[Indicator]) -> Words:
    codes = "、".join(each.code for each in found)
    why = NO_WHOLE if len(found) == 1 else Words(SEVERAL.zh + codes, SEVERAL.en + codes) if found else UNKNOWN
    return Words(f"第 {number} 行“{line.named}”：{why.zh}", f"line {number}, {line.named!r}: {why.en}")
