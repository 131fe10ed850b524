"""Verdicts: one on one thing, or at once on all that the reader is sure of. None is changed; the last one holds."""

from collections.abc import Iterator, Mapping

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.documents.models import Document, Fact, Reading, Statement
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import ChangedMeanwhile, Invalid
from taizhang.server.review.correcting import corrected
from taizhang.server.review.models import Verdict
from taizhang.server.review.queries import names_of, unjudged

Kind = Verdict.Kind


@action("fact.review")
def judge(
    act: Act,
    thing: Fact | Statement,
    *,
    kind: str,
    seen: int | None = None,
    values: Mapping[str, str | None] | None = None,
    note: str = "",
    why: str = "",
) -> Verdict:
    """Accept, correct (by `values`) or reject what was read; `seen` is the verdict that the person saw on it."""
    held = thing.verdicts.filter(current=True).first()
    if (held.pk if held else None) != seen:
        raise _judged_meanwhile(thing, held)
    if values and kind != Kind.CORRECT:
        raise Invalid({"values": Words("只有更正时才填写", "only a correction has values")})
    reviewed = corrected(thing, values or {}) if kind == Kind.CORRECT else None
    if held is not None:
        act.update(held, current=False)
    return act.create(_verdict(act, thing, kind, thing.reading.reader, reviewed=reviewed, note=note))


def _judged_meanwhile(thing: Fact | Statement, held: Verdict | None) -> ChangedMeanwhile:
    who = names_of([held]).get(held.by or 0) if held else None
    return ChangedMeanwhile(thing=str(thing), who=who or "系统", revision=thing.verdicts.count())


@action("fact.review")
def accept_sure(act: Act, document: Document, *, statements: bool = False, why: str = "") -> list[Verdict]:
    """Accept every measure of the current reading that the reader is sure of and nobody has judged.

    With `statements` also the promises and claims of which no number is in doubt.
    """
    reading = document.readings.filter(current=True).first()
    if reading is None:
        raise Invalid({"document": Words("文档尚未读取", "the document has not been read")})
    things = [*sure_facts(reading), *(sure_statements(reading) if statements else ())]
    return act.create_many([_verdict(act, thing, Kind.ACCEPT, reading.reader, in_bulk=True) for thing in things])


def sure_facts(reading: Reading) -> Iterator[Fact]:
    """The measures that the reader is sure of and nobody has judged."""
    return unjudged(reading.facts.filter(label="measure", certainty="sure")).order_by("pk").iterator()


def sure_statements(reading: Reading) -> Iterator[Statement]:
    """The statements that nobody has judged and of which no number is in doubt."""
    doubtful = set(reading.facts.filter(certainty="review").values_list("start", flat=True))
    rows = unjudged(reading.statements.all()).order_by("pk")
    return (row for row in rows if doubtful.isdisjoint(row.row.get("quantities") or ()))


def _verdict(
    act: Act,
    thing: Fact | Statement,
    kind: str,
    reader: str,
    *,
    reviewed: dict[str, object] | None = None,
    note: str = "",
    in_bulk: bool = False,
) -> Verdict:
    return Verdict(
        fact=thing if isinstance(thing, Fact) else None,
        statement=thing if isinstance(thing, Statement) else None,
        kind=kind,
        original=thing.row,
        reviewed=reviewed,
        reader=reader,
        note=note,
        in_bulk=in_bulk,
        by=act.user.pk if act.user else None,
        at=clock.now(),
    )
