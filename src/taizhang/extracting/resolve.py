"""Items become facts: what the clause, the sentence and the section tell is written beside each number."""

import re
from collections.abc import Iterator

from taizhang.catalogue.indicators import indicator_for
from taizhang.catalogue.units import base, unit_named
from taizhang.extracting.clauses import Clause
from taizhang.extracting.completing import PLACE_ALONE
from taizhang.extracting.context import Contexts
from taizhang.extracting.items import Item
from taizhang.extracting.nature import nature_of
from taizhang.extracting.subjects import kind_only
from taizhang.extracting.timing import SPAN, Told, period_of, status_of, told
from taizhang.model import Document, Fact, Firmness, Span
from taizhang.model.written import written

MUST = re.compile(r"确保|必须|不低于|不少于|不得|不超过|控制在|务必|不高于|坚决")
STRIVE = re.compile(r"力争|争取|努力|冲刺|力求|争创|争获")
YEAR = re.compile("(?:19|20)[0-9]{2}年")

fact = written(Fact)


def resolved(document: Document, items: list[Item], clauses: list[Clause]) -> Iterator[Fact]:
    """The facts of the items, in order; `clauses` hold those that are measures."""
    contexts = Contexts(document)
    by_start: dict[int, tuple[Told, Span]] = {}
    for said in told(clauses, contexts, document.view.text):
        here = (said, document.view.span(said.clause.start, said.clause.end))
        for item in said.clause.items:
            by_start[item.token.start] = here
    for item in items:
        found = by_start.get(item.token.start) if item.label == "measure" else None
        yield _measure(document, contexts, item, *found) if found else _other(document, contexts, item)


def _measure(document: Document, contexts: Contexts, item: Item, said: Told, clause: Span) -> Fact:
    span = document.view.span(item.token.start, item.token.end)
    around = contexts.at(item.token.start)
    if around is not said.around:
        said = said._replace(around=around)
    period = period_of(item, said)
    status = "target" if item.rule == "planned" else status_of(said, period, contexts.reviewed)
    unit = item.unit or "1"
    scaled = base(item.value, unit) if item.value is not None and item.unit else None
    indicator = indicator_for(item.subject, unit, item.role)
    if said.period is None and around.period and SPAN.fullmatch(around.period):
        item.doubt("years of the section")
    if period is None and (contexts.undated or YEAR.search(said.clause.text)):
        item.doubt("year of the statement unknown")
    if why := _suspect(item, said.clause):
        item.doubt(why)
    return fact(
        span,
        span.of(document.text),
        "measure",
        None,
        item.value,
        _printed(document, item) if "（" in unit else unit,
        scaled[0] if scaled else item.value,
        scaled[1] if scaled else unit,
        item.role,
        item.comparator,
        item.subject or None,
        indicator.id if indicator else None,
        period,
        status,
        _firmness(item, said.clause.text) if status == "target" else None,
        said.basis,
        nature_of(item, said.clause, indicator),
        item.region,
        around.path,
        None,
        clause,
        item.certainty,
        item.rule,
        item.doubts,
    )


def _printed(document: Document, item: Item) -> str:
    """The unit as the document prints it, brackets included."""
    return document.view.span(item.token.end, item.unit_end).of(document.text).strip()


def _other(document: Document, contexts: Contexts, item: Item) -> Fact:
    span: Span = document.view.span(item.token.start, item.token.end)
    label, reason = ("other", "not parsed") if item.label == "measure" else (item.label, item.reason)
    section = contexts.at(item.token.start).path
    return fact(span, span.of(document.text), label, reason, section=section, rule=item.rule or label)


def _suspect(item: Item, clause: Clause) -> str | None:
    """Why a statement should be looked at: its subject is missing, cut short or too long, or words are left over."""
    subject = item.subject
    if not subject:
        return "no subject"
    if item.role == "rank" or (item.unit and unit_named(item.unit) is None):
        return "rank or unknown unit"
    if len(subject) > 22 or kind_only().match(subject) or (len(subject) < 3 and item.role != "growth"):
        return "subject of odd length"
    if PLACE_ALONE.fullmatch(subject):
        return "a place for a subject"
    if clause.items[-1] is item or item.rule == "from":  # what it grew to follows
        return None
    stop = item.stop - clause.start
    left = clause.text[stop : stop + 20].strip("的了 \x00")
    return "words left over" if left and not left.startswith(("、", "和", "及")) else None


def _firmness(item: Item, text: str) -> Firmness:
    if MUST.search(text):
        return "must"
    if STRIVE.search(text):
        return "strive"
    if item.comparator == ">=":
        return "at_least"
    return "about" if item.comparator == "~" else "expected"
