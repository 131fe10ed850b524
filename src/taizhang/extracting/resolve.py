"""Items become facts: period, status, firmness, basis and nature from the clause, the sentence, the section."""

import re
from collections.abc import Iterator

from typing import NamedTuple

from taizhang.catalogue.basis import basis_in
from taizhang.catalogue.indicators import indicator_for
from taizhang.catalogue.units import base, unit_named
from taizhang.extracting.clauses import Clause
from taizhang.extracting.context import Around, Contexts
from taizhang.extracting.items import Item
from taizhang.extracting.places import place_of
from taizhang.extracting.subjects import kind_of, kind_only
from taizhang.grammar.periods import Period
from taizhang.model import Document, Fact, Firmness, Nature, Span, Status

# 预期目标是：… sets targets; 低于预期目标0.7个百分点, 完成预期目标 only speak of them.
TARGETED = re.compile(
    r"(?:预期性?|主要|发展|工作|奋斗|年度|总体)目标(?:任务)?(?:初步|建议|安排|设定|拟定|确定|定){0,2}[\s\x00*”]{0,4}[是为：:]|目标任务是"
)
ESTIMATE = re.compile(r"预计|预估")
COMPARED = re.compile(r"(?:比|较|与|同|和|跟|相比|超过|高于|低于|是|为)$")
OPENING = re.compile(
    r"^[\s\x00]*(?:其中|同时|此外|力争|预计|截至|截止|到|至|全年|争取|确保|目标|计划|在|从|经|建议|今后|未来|[，：、“（])*$"
)
MUST = re.compile(r"确保|必须|不低于|不少于|不得|不超过|控制在|务必|不高于|坚决")
STRIVE = re.compile(r"力争|争取|努力|冲刺|力求|争创|争获")
STOCK = re.compile(
    r"累计|总数|总量|余额|拥有|共有|保有|存量|实有|现有|在库|年末|常住|户籍|达到|总里程|总面积|床位|里程"
)
ADDED = re.compile(
    r"新增|净增|新建|新改|新培育|新引进|新认定|新登记|新创建|新开工|新签|新设|新上|新获|新入|新投|新注册|增加|扩建|改建|建成|引进"
)
SPAN = re.compile("[0-9]{4}-[0-9]{4}")
SINCE = re.compile(r"(?:由|从|自)((?:19|20)[0-9]{2})年[^，。；]{0,4}$")
LAST_YEAR = re.compile(r"比上年|较上年|比去年|同比|达到|达[0-9]")
AVERAGED = re.compile(r"年均|五年|累计|年来|以来|期间|平均")


class Cues(NamedTuple):
    """What a sentence has said up to a clause: that it gives estimates (预计), that it sets targets (预期目标是)."""

    estimated: bool = False
    targeted: bool = False

    def after(self, text: str) -> "Cues":
        """The cues once a clause is read too."""
        return Cues(
            self.estimated or bool(ESTIMATE.search(text)),
            self.targeted or bool(TARGETED.search(text)),
        )


class Resolver:
    """Turns the items of one document into facts."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.view = document.view
        self.contexts = Contexts(document)
        self.furniture = [block.span for block in document.blocks if block.kind == "furniture"]

    def facts(self, items: list[Item], clauses: list[Clause]) -> Iterator[Fact]:
        """The facts of the items; `clauses` hold those that are measures."""
        placed: dict[int, tuple[Clause, str | None, Cues, str | None, str | None]] = {}
        place: str | None = None
        period: Period | None = None
        paragraph: Period | None = None
        cues, begins = Cues(), True
        for clause in clauses:
            if clause.opens:
                begins = self.view.text[max(clause.start - 1, 0)] == "\n" or not clause.start
                paragraph = None if begins else paragraph
                period, cues, place = paragraph, Cues(), None
            around = self.contexts.at(clause.start)
            period = self._named_period(clause, around) or period
            if begins and clause.opens and period and SPAN.fullmatch(period.value):
                paragraph = period
            cues = cues.after(clause.text)
            place = place_of(clause) or place
            basis = basis_in(clause.text) if clause.items else None
            for item in clause.items:
                placed[item.token.start] = (
                    clause,
                    self._period_of(item, clause, period, around),
                    cues,
                    place,
                    basis,
                )
        for item in items:
            if item.label == "measure" and item.token.start in placed:
                yield self._measure(item, *placed[item.token.start])
            else:
                yield self._other(item)

    def _named_period(self, clause: Clause, around: Around) -> Period | None:
        """The period that a clause sets for what follows: at its head, or a date by which."""
        found = None
        for period in self.contexts.periods_in(clause.text, around):
            lead = clause.text[: period.start]
            if COMPARED.search(lead) and not period.until or self._is_reported(period, clause.text):
                continue
            if period.until or OPENING.match(lead):
                found = period
        return found

    def _is_reported(self, period: Period, text: str) -> bool:
        """今年以来 in a half-year report means the half-year."""
        reviewed = self.contexts.reviewed or ""
        return len(reviewed) > 4 and period.value == reviewed[:4] and text[period.start] in "今本年"

    def _period_of(self, item: Item, clause: Clause, period: Period | None, around: Around) -> str | None:
        if item.role == "base" and (since := SINCE.search(clause.text[: item.head - clause.start])):
            return since[1]
        value = period.value if period else around.period
        if value and SPAN.fullmatch(value) and not self._spans(item, clause):
            return value[5:]
        return value

    def _spans(self, item: Item, clause: Clause) -> bool:
        """Whether a number of a span of years is a flow or an average over it, rather than a level at its end."""
        if LAST_YEAR.search(clause.text):
            return False
        if AVERAGED.search(clause.text) and item.role != "times":
            return True
        return item.role == "level" and bool(kind_of(item.subject)) and item.unit not in ("%", "‰")

    def _status(self, clause: Clause, period: str | None, cues: "Cues", around: Around) -> Status:
        reviewed = self.contexts.reviewed
        if period and reviewed and period[:4].isdigit():
            last = int(period[-4:]) if SPAN.fullmatch(period) else int(period[:4])
            if around.status == "target" and last < int(reviewed[:4]):
                return "actual"
            if around.status != "target" and last > int(reviewed[-4:] if reviewed[-4:].isdigit() else reviewed[:4]):
                return "target"
        if around.status == "target" or cues.targeted:
            return "target"
        return "estimate" if cues.estimated else "actual"

    def _measure(
        self, item: Item, clause: Clause, period: str | None, cues: "Cues", place: str | None, basis: str | None
    ) -> Fact:
        around = self.contexts.at(item.token.start)
        status = self._status(clause, period, cues, around)
        unit = item.unit or "1"
        scaled = base(item.value, unit) if item.value is not None and item.unit else None
        indicator = indicator_for(item.subject, unit, item.role)
        if why := _suspect(item, clause):
            item.doubt(why)
        return Fact(
            span=self.view.span(item.token.start, item.token.end),
            text=self._text(item),
            label="measure",
            value=item.value,
            unit=self._printed(item) if "（" in unit else unit,
            base_value=scaled[0] if scaled else item.value,
            base_unit=scaled[1] if scaled else unit,
            role=item.role,
            comparator=item.comparator,
            subject=item.subject or None,
            indicator=indicator.id if indicator else None,
            period=period,
            status=status,
            firmness=_firmness(item, clause.text) if status == "target" else None,
            basis=basis,
            nature=_nature(item, clause.text),
            region=place,
            section=around.path,
            clause=self.view.span(clause.start, clause.end),
            certainty=item.certainty,
            rule=item.rule,
        )

    def _printed(self, item: Item) -> str:
        """The unit as the document prints it, brackets included."""
        return self.view.span(item.token.end, item.unit_end).of(self.document.text).strip()

    def _other(self, item: Item) -> Fact:
        span = self.view.span(item.token.start, item.token.end)
        label, reason = item.label, item.reason
        if label == "measure":
            label, reason = "other", "not parsed"
        return Fact(
            span,
            self._text(item),
            label,
            reason,
            section=self.contexts.at(item.token.start).path,
            rule=item.rule or label,
        )

    def _text(self, item: Item) -> str:
        span: Span = self.view.span(item.token.start, item.token.end)
        return span.of(self.document.text)


def _suspect(item: Item, clause: Clause) -> str | None:
    """Why a statement should be looked at: its subject is missing, cut short or too long, or words are left over."""
    subject = item.subject
    if not subject:
        return "no subject"
    if item.role == "rank" or item.unit and unit_named(item.unit) is None:
        return "rank or unknown unit"
    if len(subject) > 22 or kind_only().match(subject) or len(subject) < 3 and item.role != "growth":
        return "subject of odd length"
    left = clause.text[item.stop - clause.start :].strip("的了 \x00")
    if left and len(clause.items) > 1 and clause.items[-1] is not item and not left.startswith(("、", "和", "及")):
        return "words left over"
    return None


def _firmness(item: Item, text: str) -> Firmness:
    if MUST.search(text):
        return "must"
    if STRIVE.search(text):
        return "strive"
    if item.comparator == ">=":
        return "at_least"
    return "about" if item.comparator == "~" else "expected"


def _nature(item: Item, text: str) -> Nature:
    if item.unit in ("%", "‰") or item.role in ("growth", "rank"):
        return "rate"
    if ADDED.search(item.subject):
        return "added"
    return "stock" if STOCK.search(text) else "done"
