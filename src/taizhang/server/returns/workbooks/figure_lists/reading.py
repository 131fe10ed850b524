"""What a list of figures that came back would do: it is entered in a transaction that is taken back.

A line is known by what stands in it: the code of the unit, that of the indicator, the period and the edition. A blank
leaves what is there. What is accepted stays, unless the line gives a reason, which makes it a correction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation
from taizhang.server.ledger.observations.deriving import MEASURES
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.observations.recording import Outcome, record
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import Json, digits
from taizhang.server.returns.columns import COLUMNS
from taizhang.server.returns.models import Import, ImportPart, Return
from taizhang.server.returns.typed import NoNumber, figure_of
from taizhang.server.returns.workbooks.differing import base_in, cell_told, counts_of, difference, own_rows
from taizhang.server.returns.workbooks.figure_lists.sending import FIELDS, NAMING, SAID, VINTAGES, Place, there_at, told
from taizhang.server.returns.workbooks.listing import ListLine, ListTable, lists_in
from taizhang.server.returns.workbooks.opening import Page
from taizhang.server.returns.workbooks.said import said, words_of_error
from taizhang.server.returns.workbooks.sources import Source
from taizhang.server.returns.workbooks.typing import NotTyped, day_of, typed, words_in

PER_CENT = "%"


def find(actor: Actor, pages: Sequence[Page], _: Return | None) -> list[Source]:
    """The lists of figures."""
    tables = list(lists_in(pages, Import.Kind.FIGURES, FIELDS))
    tops = Unit.objects.select_related("region").in_bulk([table.listed.of for table in tables])
    return [_source(actor, table, tops.get(table.listed.of)) for table in tables]


def _source(actor: Actor, table: ListTable, top: Unit | None) -> Source:
    trouble = None
    name = table.listed.name
    if top is None or (top.name, top.region.code) != (name, table.listed.region):
        trouble = Words(f"文件是{name}的数据，不是本台账发出的", f"the figures of {name}, not sent out from here")
    elif not actor.may("observation.read", top):
        trouble = Words(f"文件是{name}的数据，不在您的权限范围内", f"the figures of {name}, out of your reach")
    return Source(table.page, len(table.lines), table.listed.copy, None if trouble else top, trouble, table)


@dataclass
class Asked:
    """A line with what it comes to: texts by column, numbers as they are shown, or why it is refused."""

    line: ListLine
    texts: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    figure: Figure | None = None
    changed: list[str] = field(default_factory=list)
    now: dict[str, str] = field(default_factory=dict)
    why: Words | None = None
    result: str = "same"


@dataclass(frozen=True, slots=True)
class Known:
    """The units and indicators that lines name, by their codes, and what is entered there, `own` by whom."""

    units: dict[str, Unit]
    indicators: dict[str, Indicator]
    there: dict[Place, Observation]
    own: set[tuple[int, int]]


def weigh(actor: Actor, unit: Unit, number: int, source: Source) -> ImportPart:
    """What a list would do: it is entered in a transaction that is taken back."""
    held: Any = source.held
    part = ImportPart(number=number, sheet=source.page.name[:64], unit=unit, header=held.header)
    if source.unit is None:
        part.state, part.trouble = ImportPart.State.REFUSED, said(source.trouble or Words("", ""))
        return part
    lines = [_asked(line) for line in held.lines]
    known = _known(lines, own_rows(actor, source.copy))
    for one in lines:
        _understand(one, known, unit)
    _try(actor, [one for one in lines if one.figure is not None and one.why is None])
    part.rows = [_row(held, one) for one in lines]
    part.all_rows, part.counts = len(part.rows), counts_of(part.rows)
    if not actor.may("observation.enter", unit) and not any(row["what"] in {"new", "changed"} for row in part.rows):
        part.cautions = [said(Words("没有可以录入的数据", "nothing may be entered"))]
    return part


def _asked(line: ListLine) -> Asked:
    one = Asked(line)
    try:
        one.texts = {name: words_in(line.held(name)) for name in (*NAMING, "released_on", "reason", "comment")}
        one.texts["vintage"] = VINTAGES.get(one.texts["vintage"], one.texts["vintage"]) or Observation.Vintage.FLASH
        day = day_of(one.texts["released_on"])
        one.texts["released_on"] = day.isoformat() if day else ""
    except NotTyped as error:
        one.why = error.words
    return one


def _known(lines: Sequence[Asked], own: set[tuple[int, int]]) -> Known:
    units = Unit.objects.select_related("region").filter(code__in={one.texts.get("unit", "") for one in lines})
    codes = {one.texts.get("indicator", "") for one in lines}
    indicators = Indicator.objects.select_related("authority").filter(code__in=codes)
    by_unit, by_code = {unit.code: unit for unit in units}, {each.code: each for each in indicators}
    periods = {one.texts.get("period", "") for one in lines}
    return Known(by_unit, by_code, there_at(by_unit.values(), by_code.values(), periods), own)


def _understand(one: Asked, known: Known, top: Unit) -> None:
    """Tell the figure of a line, and what of it a person changed."""
    if one.why is not None:
        return
    try:
        unit, indicator = _named(one, known, top)
        period_of(one.texts["period"])
        _measure(one, indicator)
    except (NotTyped, Invalid) as error:
        one.why = error.words if isinstance(error, NotTyped) else words_of_error(error)
        return
    row = known.there.get((unit.pk, indicator.pk, one.texts["period"], one.texts["vintage"]))
    one.now = told(row)
    known_line = {name: one.line.key.get(name) for name in NAMING} == {name: one.texts[name] for name in NAMING}
    seen = row is not None and (row.pk, row.revision) in known.own
    base = base_in(one.line.key) if known_line and not seen else one.now
    said_now = {name: text for name in SAID if (text := one.texts.get(name, ""))}
    change = difference(FIELDS, said_now, base, one.now)
    one.changed, one.why = change.changed, change.why
    if one.changed:
        one.figure = figure_from(unit, indicator, _put(one), {})


def _named(one: Asked, known: Known, top: Unit) -> tuple[Unit, Indicator]:
    unit, indicator = known.units.get(one.texts["unit"]), known.indicators.get(one.texts["indicator"])
    if unit is None or not unit.path.startswith(top.path):
        raise NotTyped(Words(f"{top}没有编码为“{one.texts['unit'][:24]}”的单位", f"no unit with that code at {top}"))
    if indicator is None:
        raise NotTyped(Words(f"没有编码为“{one.texts['indicator'][:40]}”的指标", "no indicator with that code"))
    if one.texts["vintage"] not in VINTAGES.values():
        raise NotTyped(Words(f"没有“{one.texts['vintage'][:20]}”这个版本", "no such edition"))
    return unit, indicator


def _measure(one: Asked, indicator: Indicator) -> None:
    """The numbers of a line, each in its unit of measure."""
    for name in MEASURES:
        column = COLUMNS[name]
        unit = PER_CENT if column.kind == "growth" else indicator.unit_of_measure
        try:
            figure = figure_of(typed(one.line.held(name), column), unit)
        except NoNumber as error:
            raise NotTyped(error.words) from None
        if figure is not None:
            one.texts[name] = digits(figure.value)
            one.units[name] = format(figure.shown, "f")


def _put(one: Asked) -> Json:
    """What is wanted to enter a line later: all the numbers that it says, so that places are told from them."""
    numbers = {name: one.units[name] for name in MEASURES if name in one.units}
    more = {name: one.texts[name] for name in ("released_on", "reason", "comment")}
    return {"period": one.texts["period"], "vintage": one.texts["vintage"], **numbers, **more}


def figure_from(unit: Unit, indicator: Indicator, put_in: Json, origin: Json) -> Figure:
    """The figure that a line comes to."""
    numbers: dict[str, Any] = {name: Decimal(put_in[name]) for name in MEASURES if name in put_in}
    return Figure(
        unit,
        indicator,
        put_in["period"],
        vintage=put_in["vintage"],
        released_on=date.fromisoformat(put_in["released_on"]) if put_in["released_on"] else None,
        reason=put_in["reason"],
        comment=put_in["comment"],
        origin=origin,
        **numbers,
    )


def _try(actor: Actor, lines: Sequence[Asked]) -> None:
    """Enter the figures and take it all back; each line keeps what would become of it."""
    with transaction.atomic():
        act = Act(actor, "observation.enter")
        outcomes = record(act, [one.figure for one in lines if one.figure is not None])
        transaction.set_rollback(True)
    for one, outcome in zip(lines, outcomes, strict=True):
        one.result = outcome.result
        if outcome.result == "refused":
            one.why = why_of(outcome)


def why_of(outcome: Outcome) -> Words:
    """Why a figure was refused."""
    return outcome.why or (words_of_error(outcome.error) if outcome.error else Words("", ""))


def _row(table: ListTable, one: Asked) -> Json:
    """A line as it is kept."""
    name = " ".join(filter(None, (one.texts.get(key, "") for key in ("unit", "indicator", "period"))))
    found: Json = {"row": one.line.at, "line": None, "name": name[:200], "cells": []}
    if one.why is not None:
        return found | {"what": "refused", "why": said(one.why)}
    if one.figure is None or one.result == "same":
        return found | {"what": "same"}
    what = "new" if one.result == "new" and not one.now else "changed"
    found["cells"] = [
        cell_told(
            table.place(one.line, each.key),
            each,
            what,
            old=one.now.get(each.key, ""),
            new=one.units.get(each.key, one.texts[each.key]),
        )
        for each in FIELDS
        if each.key in one.changed
    ]
    ids = {"unit": one.figure.unit.pk, "indicator": one.figure.indicator.pk}
    return found | {"what": what, "put": {**ids, **_put(one)}}
