"""A printed share against the part and the whole printed beside it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from taizhang.checking.arithmetic import counter_or_base, figure, said, within
from taizhang.checking.case import Case
from taizhang.checking.complete import divisions_of
from taizhang.checking.dividing import RATES
from taizhang.checking.lists import QUOTED
from taizhang.checking.rows import TableRow, rows_of
from taizhang.checking.sentences import Figure, Sentence, sentences_of
from taizhang.checking.sums import Sum, broken, told
from taizhang.checking.wholes import (
    SHARE,
    doubtful,
    levels_of,
    of_others,
    only,
    parts_of,
    whole_named,
    whole_of_place,
    wholes_like,
)
from taizhang.grammar.intervals import HUNDRED
from taizhang.linking import Entry
from taizhang.model import Document, Fact, Finding

PLANNED = re.compile(r"(?P<which>年初|调整|变更|变动|全年|年度)?(?:预算|任务|目标|计划)(?:数|安排)?(?:为|是|共)?$")
OF_PLAN = re.compile(r"(?P<which>年初|调整|变更|变动)?(?:预算|任务|目标|计划)数?的?$")
DONE = re.compile("(?P<part>.+?)(?:超额)?(?:占|完成|为|达到|相当于)(?!.*(?:占|完成|相当于))")
INLINE = re.compile(r"占[^，。；]*$")
OF = re.compile(r"^[^，。；]{1,6}的$")
OWN = re.compile("全[省市县区州旗盟镇]")
WHICH = ("年初", "调整", "变更", "变动")


def find(case: Case) -> Iterator[Finding]:
    """Shares that their own parts and wholes do not give."""
    for entry in case.linked.shelf:
        sentences = sentences_of(entry)
        for at, sentence in enumerate(sentences):
            for place, share in enumerate(sentence):
                if share.fact.role == "level" and share.fact.unit == "%":
                    earlier = sentences[at - 1] if at else ()
                    for one in broken(_of_share(entry, share, sentence[:place], earlier)):
                        yield told(case, one)
        for row in rows_of(entry):
            if not row.whole:
                continue
            for one in broken(_of_row(entry.reading.document, row)):
                yield told(case, one)


def _of_share(entry: Entry, share: Figure, ahead: Sentence, earlier: Sentence) -> Iterator[Sum]:
    """The sum of a share in running text. Silent where any whole that may be meant gives the share printed."""
    if doubtful(share.fact) or of_others(share.before, entry.place):
        return
    levels = [figure for figure in ahead if figure.fact.role == "level" and figure.fact.unit not in RATES]
    pair = _quoted(entry, share, levels) or _planned(share, levels) or _shared(entry, share, levels, earlier)
    if pair is not None and _has_share(pair[1], ahead):
        return
    if pair is None or counter_or_base(pair[0]) != counter_or_base(pair[1]):
        return
    for one in _divided(share.said.document, share.fact, *pair):
        if not any(other.stands.meets(other.computed) for other in _others(entry, share, pair[0], levels, earlier)):
            yield one


def _others(entry: Entry, share: Figure, part: Fact, levels: list[Figure], earlier: Sentence) -> Iterator[Sum]:
    """The sums with every other whole that may be meant."""
    said_of = SHARE.match(share.fact.subject or "")
    named = wholes_like(said_of["whole"], entry) if said_of and said_of["whole"] else ()
    near = (figure.fact for figure in (*earlier, *levels) if figure.fact.role == "level")
    for whole in (*named, *near):
        if whole is not part and counter_or_base(whole) == counter_or_base(part):
            yield from _divided(share.said.document, share.fact, part, whole)


def _divided(document: Document, share: Fact, part: Fact, whole: Fact) -> Iterator[Sum]:
    ratio = figure(part).over(figure(whole))
    if ratio is not None:
        formula = f"{said(part)} ÷ {said(whole)}"
        yield Sum(document, share, (part, whole), within(share), ratio.times(HUNDRED), formula, "%")


def _quoted(entry: Entry, share: Figure, levels: list[Figure]) -> tuple[Fact, Fact] | None:
    """完成投资326亿元，占年度计划312亿元的104.6%: what was done, told nearby or once in the document, and the plan."""
    if not levels or levels[-1].fact.rule not in QUOTED or not OF.match(share.before):
        return None
    whole, named = levels[-1].fact, DONE.match(share.fact.subject or "")
    name = named["part"] if named else ""
    near = [level.fact for level in levels[:-1] if level.fact.subject == name]
    part = near[-1] if near else only(levels_of(entry).every.get(name, ()), share.fact)
    return (part, whole) if part is not None else None


def _planned(share: Figure, levels: list[Figure]) -> tuple[Fact, Fact] | None:
    """预算50亿元，完成49亿元，为预算的98%: done, and what was planned."""
    of_plan = OF_PLAN.search(share.before)
    if not of_plan or len(levels) < 2:
        return None
    done, which = levels[-1], of_plan["which"]
    for level in reversed(levels[:-1]):
        planned = PLANNED.search(level.before)
        if planned and which in (None, planned["which"] if planned["which"] in WHICH else None):
            return done.fact, level.fact
    return None


def _shared(entry: Entry, share: Figure, levels: list[Figure], earlier: Sentence) -> tuple[Fact, Fact] | None:
    """Part and whole of 占…的X% and 占比X%."""
    said_of = SHARE.match(share.fact.subject or "")
    if not said_of:
        return _by_indicator(entry, share.fact)
    if levels and INLINE.search(levels[-1].before) and OF.match(share.before) and len(levels) > 1:
        return levels[-2].fact, levels[-1].fact
    part = _part(said_of["part"], levels)
    if part is None:
        return _beside(share.fact, levels) or _by_indicator(entry, share.fact)
    whole = _whole(entry, said_of["whole"], part, levels, earlier)
    return (part.fact, whole) if whole is not None else None


def _part(name: str, levels: list[Figure]) -> Figure | None:
    """The level of whose subject the share is: the one just before it, or the only one of that name in the sentence."""
    last = levels[-1] if levels else None
    if last is None or not name:
        return None
    if last.fact.subject == name:
        return None if doubtful(last.fact) else last
    named = [level for level in levels if _goes_by(level.fact.subject or "", name) and not doubtful(level.fact)]
    return named[0] if len(named) == 1 else None


def _goes_by(subject: str, name: str) -> bool:
    """Whether a subject is the name with words ahead that do not turn it round: 税收收入 is not 非税收入."""
    return subject.endswith(name) and not subject.removesuffix(name).endswith("非")


def _whole(entry: Entry, name: str, part: Figure, levels: list[Figure], earlier: Sentence) -> Fact | None:
    if OWN.fullmatch(name):
        return whole_of_place(entry, part.fact)
    if name:
        return whole_named(name, entry, part.fact)
    if known := parts_of(part.fact.indicator or ""):
        return only(levels_of(entry).by_indicator.get(known[1], ()), part.fact)
    return _divided_by(entry, part.fact) or _ahead_of_which(part, levels, earlier)


def _divided_by(entry: Entry, part: Fact) -> Fact | None:
    """The whole of the list in which a part stands: 在196亿元的进出口总额中，出口133亿元、进口63亿元，出口占比67.7%."""
    return next(
        (
            division.whole.fact
            for division in divisions_of(entry)
            if any(one.fact is part for one in division.parts) and not figure_below(division.whole.fact, part)
        ),
        None,
    )


def _ahead_of_which(part: Figure, levels: list[Figure], earlier: Sentence) -> Fact | None:
    """The level that 其中 parts: the last of its unit ahead of the word, in the sentence or alone in the one before."""
    opens = next((at for at in range(len(levels) - 1, -1, -1) if "其中" in levels[at].before), None)
    if opens is None or any(mark in level.before for level in levels[opens + 1 :] for mark in "（(。"):
        return None
    ahead = levels[:opens] or [figure for figure in earlier if figure.fact.role == "level"]
    same = [figure.fact for figure in ahead if counter_or_base(figure.fact) == counter_or_base(part.fact)]
    fits = [fact for fact in same if (fact.region, fact.status) == (part.fact.region, part.fact.status)]
    whole = fits[-1] if fits and (levels[:opens] or len(fits) == 1) else None
    return whole if whole is not None and not figure_below(whole, part.fact) else None


def _beside(share: Fact, levels: list[Figure]) -> tuple[Fact, Fact] | None:
    """Part and whole of a share that the catalogue knows, each once in its sentence: 税收42亿元，税收占比72%."""
    known = parts_of(share.indicator or "")
    named = [[level.fact for level in levels if level.fact.indicator == name] for name in known or ()]
    return (named[0][0], named[1][0]) if known and len(named[0]) == len(named[1]) == 1 else None


def _has_share(whole: Fact, ahead: Sentence) -> bool:
    """Whether the whole is itself printed with its share: 其中 may then part what that is a share of."""
    after = (b.fact for a, b in pairwise(ahead) if a.fact is whole)
    return any(fact.unit == "%" and fact.role == "level" and "占" in (fact.subject or "") for fact in after)


def figure_below(whole: Fact, part: Fact) -> bool:
    """Whether a whole is less than its part, so that it cannot be what is meant."""
    return figure(whole).below(figure(part))


def _by_indicator(entry: Entry, share: Fact) -> tuple[Fact, Fact] | None:
    """Part and whole of a share that the catalogue knows: 三次产业结构 against the value added of each."""
    known = parts_of(share.indicator or "")
    if known is None or share.region is not None or share.status == "target":
        return None
    part, whole = (only(levels_of(entry).by_indicator.get(name, ()), share) for name in known)
    return (part, whole) if part and whole else None


def _of_row(document: Document, row: TableRow) -> Iterator[Sum]:
    """占预算% beside budget and execution, each printed once in the row."""
    for share in row.facts:
        if share.unit != "%" or share.role != "level" or not (share.subject or "").endswith("占预算比重"):
            continue
        levels = [fact for fact in row.facts if fact.role == "level" and fact.period == share.period]
        planned = [fact for fact in levels if fact.status == "target" and fact.unit != "%"]
        done = [fact for fact in levels if fact.status != "target" and fact.unit != "%"]
        alike = len({fact.subject for fact in (*planned, *done)}) == 1
        if len(planned) == len(done) == 1 and alike and {f.certainty for f in (share, *planned, *done)} == {"sure"}:
            yield from _divided(document, share, done[0], planned[0])
