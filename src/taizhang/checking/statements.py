"""What one sentence, or one row of a table, says of one series: its level, base, growth and change, side by side.

Figures belong together when subject, region, period and status are the same; a second level of the same series begins
another statement. What a growth or change is measured against (上年, 年初, 2020年, 预算) is kept beside it, for only
figures against the same base compute.
"""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import chain

from taizhang.checking.sentences import Figure, Sentence, sentences_of
from taizhang.linking import Entry
from taizhang.linking.keeping import once
from taizhang.model import Fact

# Readings in which the subject may be another's.
UNSURE = frozenset({"list not dealt", "list of another length", "no subject", "a place for a subject"})
YEAR, START, TOTAL, EACH, OTHER = "year", "start", "total", "each", "other"
REACH = 40  # characters ahead of a figure in which it says what it is measured against
# The first set of characters holds those that the alternatives begin with: what it does not hold is passed at a glance.
_AGAINST = re.compile(
    r"(?=[年两三四五六七八九十逐环比较自超相同上去高低快慢日月累总共])"
    r"(?:(?P<each>年均|年平均|逐年|[两三四五六七八十]年平均)"
    r"|(?P<last>环比|[比较]上[月季周旬]|[比较]上个?月|[比较]前一?[月季])"
    r"|(?P<start>[比较]年初|[比较](?:上年|去年|[0-9]{4}年)(?:年?[末底]|12月末)|[比较][0-9一二十]+月[末底]?|自?年初以来)"
    r"|(?P<plan>[比较超](?:出|过)?[^，。；]{0,6}?(?:预算|计划|目标|任务|预期)|[比较]中期调整)"
    r"|(?P<stated>(?:[比较]|相比)(?:于)?(?P<when>[0-9]{4}|“?十[一二三四]?五”?[末初]?)年?)"
    r"|(?P<year>同比|(?:[比较]|相比)(?:于)?(?:上年|去年|上一年|前年|同期)|上年同期|去年同期|[比较]上年)"
    r"|(?P<other>高于|低于|快于|慢于|高出|日均|月均|[比较][^，。；、]{1,10}$)"
    r"|(?P<total>累计|总共|共))"
)


@dataclass(slots=True)
class Compared:
    """A growth or change with what it is measured against."""

    figure: Figure
    against: str

    @property
    def fact(self) -> Fact:
        """The figure itself."""
        return self.figure.fact


@dataclass(slots=True)
class Statement:
    """What is said of one series at one time. `growths` and `changes` are those of its level."""

    key: tuple[str | None, ...]
    level: Figure | None = None
    base: Figure | None = None
    growths: list[Compared] = field(default_factory=list)
    changes: list[Compared] = field(default_factory=list)
    times: list[Compared] = field(default_factory=list)


def against(before: str, carried: str | None = None) -> str:
    """What the words before a growth or change measure it against; `carried` where they say nothing, else "".

    >>> against("亿元，同比增长"), against("亿元，比年初增加"), against("亿元，年均增长"), against("亿元，增长")
    ('year', 'start', 'each', '')
    >>> against("亿元，比2020年增长"), against("亿元，增长", "start")
    ('2020', 'start')
    """
    found = None
    for match in _AGAINST.finditer(before, max(len(before) - REACH, 0)):
        found = match
    if found is None:
        return carried or ""
    return found["when"] or found.lastgroup or OTHER


@once
def lists_of(entry: Entry) -> tuple[tuple[Statement, ...], ...]:
    """The statements of each sentence outside of tables, in order."""
    return tuple(tuple(_of_sentence(sentence)) for sentence in sentences_of(entry))


def statements_of(entry: Entry) -> Iterator[Statement]:
    """The statements of a document outside of its tables, in order."""
    return chain.from_iterable(lists_of(entry))


def _of_sentence(sentence: Sentence) -> Iterator[Statement]:
    opened: dict[tuple[str | None, ...], Statement] = {}
    bases: dict[tuple[str | None, ...], Figure] = {}
    carried: str | None = None
    for figure in sentence:
        if "；" in figure.before or ";" in figure.before:
            yield from opened.values()
            opened, bases, carried = {}, {}, None
        if not UNSURE.isdisjoint(figure.fact.doubts) or not figure.fact.subject:
            continue
        carried = yield from _take(figure, opened, bases, carried)
    yield from opened.values()


def _take(
    figure: Figure,
    opened: dict[tuple[str | None, ...], Statement],
    bases: dict[tuple[str | None, ...], Figure],
    carried: str | None,
) -> Generator[Statement, None, str | None]:
    """Put a figure where it belongs; yields the statement that a second level of its series closes."""
    fact = figure.fact
    key = series_key(fact)
    if fact.role == "base":
        bases[key[:2]] = figure
        return None
    if fact.role not in ("level", "growth", "change", "times"):
        return carried
    if grown := _net(fact, opened):
        grown.changes.append(Compared(figure, said := against(figure.before, carried)))
        return said
    statement = opened.get(key)
    if statement is None or (fact.role == "level" and statement.level is not None):
        if statement is not None:
            yield statement
        statement = opened[key] = Statement(key, base=bases.pop(key[:2], None))
    if fact.role == "level":
        statement.level, statement.base = figure, statement.base or bases.pop(key[:2], None)
        return None
    if statement.base is None and key[:2] in bases:  # 达到5.8亿元，由上年的5.4亿元增长7.4%
        statement.base = bases.pop(key[:2])
    said = against(figure.before, carried)
    held = {"growth": statement.growths, "change": statement.changes, "times": statement.times}[fact.role]
    held.append(Compared(figure, said))
    return said


NET = "净增"


def _net(fact: Fact, opened: dict[tuple[str | None, ...], Statement]) -> Statement | None:
    """The statement whose change a net increase is: 由84家增加到93家，净增9家. What is new (新增) may leave again."""
    subject = fact.subject or ""
    if fact.role != "level" or not subject.startswith(NET):
        return None
    found = opened.get((subject.removeprefix(NET), *series_key(fact)[1:]))
    return found if found is not None and found.base is not None and found.level is not None else None


def series_key(fact: Fact) -> tuple[str | None, ...]:
    """What figures of one statement share."""
    return fact.subject, fact.region, fact.period, fact.status
