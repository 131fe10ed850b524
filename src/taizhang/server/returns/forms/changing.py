"""Changing a form: never what a period already opened asks for."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.lib import clock
from taizhang.server.lib.periods import Period, PeriodType, next_period, period_at, period_of
from taizhang.server.lib.refusals import Invalid
from taizhang.server.returns.forms.given import (
    RowIn,
    UnitIn,
    wrong_columns,
    wrong_days,
    wrong_reminders,
    wrong_rows,
    wrong_units,
)
from taizhang.server.returns.forms.schedule import days_of, is_asked, shells
from taizhang.server.returns.forms.writing import write_rows, write_units
from taizhang.server.returns.models import Cell, Exemption, Form, FormRow, FormUnit, ImportPart, Return

DAYS = frozenset({"due_days", "open_days", "lock_days"})
OF_SHELLS = DAYS | {"vintage", "active"}


@action("form.define")
def change_form(
    act: Act,
    form: Form,
    /,
    *,
    expected: int,
    rows: Sequence[RowIn] | None = None,
    units: Sequence[UnitIn] | None = None,
    since: str | None = None,
    why: str = "",
    **values: Any,
) -> Form:
    """Change a form. Rows and units are given whole and hold from the period `since` on, the first not yet opened.

    Days and vintage move those shells only that have not opened; columns stay once a period has opened. A form put out
    of use loses the shells that have not opened; used again, it asks from today on.
    """
    _must_be_right(act, form, rows, units, values)
    begin = first_free(form, since)
    if rows is not None:
        _replace_rows(act, form, rows, begin)
    if units is not None:
        _replace_units(act, form, units, begin)
    if values.get("active") and not form.active:
        values["starts_on"] = max(form.starts_on, clock.today())
    changed = act.update(form, expected=expected, **values)
    if OF_SHELLS & set(values) or units is not None:
        _settle_shells(act, changed)
    return changed


def touched(form: Form) -> "QuerySet[Return]":
    """The returns of a form that have opened or hold anything: no change of the form reaches these."""
    begun = Q(opens_on__lte=clock.today()) | ~Q(state="not_due") | ~Q(lock="")
    for model in (Cell, Exemption, ImportPart):
        begun |= Q(Exists(model._default_manager.filter(filed=OuterRef("pk"))))
    return Return.objects.filter(begun, form=form)


def first_free(form: Form, since: str | None) -> Period:
    """The period from which a change holds: the one named, if none from it on was touched; else the first such."""
    kind: PeriodType = form.period_type  # type: ignore[assignment]
    last = touched(form).order_by("-period_end").first()
    free = next_period(period_of(last.period)) if last else period_at(kind, form.starts_on)
    if since is None:
        return free
    named = period_of(since)
    if named.type != kind:
        kind_words = Words(f"本表按{form.get_period_type_display()}填报", f"this form is filled in by {kind}")
        raise Invalid({"since": kind_words})
    if named.start < free.start:
        wrong = Words(
            f"{named.words.zh}已开放填报，不再改动；最早可从{free.words.zh}起修改",
            f"{named.words.en} has opened and stays as it is; a change may hold from {free.words.en} on",
        )
        raise Invalid({"since": wrong})
    return named


def _must_be_right(
    act: Act, form: Form, rows: Sequence[RowIn] | None, units: Sequence[UnitIn] | None, values: dict[str, Any]
) -> None:
    columns = values.get("columns", form.columns)
    wrong = dict(wrong_columns(form.kind, columns))
    if list(columns) != form.columns and touched(form).exists():
        wrong["columns"] = Words("已有期次开放填报，列不能再改；请另设新表", "a period has opened: make another form")
    if rows is not None:
        wrong |= dict(wrong_rows(columns, rows))
    if units is not None:
        given = rows if rows is not None else [row_in(row) for row in standing_rows(form)]
        wrong |= dict(wrong_units(act, given, units))
    wrong |= dict(wrong_days(**{name: values[name] for name in values if name in DAYS}))
    wrong |= dict(wrong_reminders(values.get("remind_days", ())))
    name = values.get("name")
    if name is not None and Form.objects.filter(unit=form.unit_id, name=name).exclude(pk=form.pk).exists():
        wrong["name"] = Words(f"本单位已有《{name}》", f"this unit has a form {name!r} already")
    if wrong:
        raise Invalid(wrong)


def standing_rows(form: Form) -> list[FormRow]:
    """The rows that hold without end."""
    return list(form.rows.filter(until=None).select_related("part_of"))


def row_in(row: FormRow) -> RowIn:
    """A row as it would be given."""
    whole = row.part_of.position if row.part_of else None
    given = (row.indicator_id, row.position, whole, row.exhaustive, row.required, tuple(row.columns), row.measure)
    return RowIn(*given)


def _replace_rows(act: Act, form: Form, rows: Sequence[RowIn], begin: Period) -> None:
    """Let rows that differ end before `begin`, and others begin with it. A part goes with its whole."""
    standing = {row.position: row for row in standing_rows(form)}
    given = {row.position: _plain(row) for row in rows}
    kept = {position: row for position, row in standing.items() if row_in(row) == given.get(position)}
    while lost := [p for p, row in kept.items() if row.part_of is not None and row.part_of.position not in kept]:
        for position in lost:
            del kept[position]
    for position, row in standing.items():
        if position not in kept:
            _end(act, row, begin)
    write_rows(act, form, rows, begin.start, kept)


def _plain(row: RowIn) -> RowIn:
    return RowIn(
        row.indicator, row.position, row.part_of, row.exhaustive, row.required, tuple(row.columns), row.measure
    )


def _replace_units(act: Act, form: Form, units: Sequence[UnitIn], begin: Period) -> None:
    """Let units that differ end before `begin`, and others begin with it."""
    given = {each.unit: sorted(set(each.rows)) for each in units}
    kept = set()
    for asked in FormUnit.objects.filter(form=form, until=None):
        if given.get(asked.reporter_id) == asked.rows:
            kept.add(asked.reporter_id)
        else:
            _end(act, asked, begin)
    write_units(act, form, [each for each in units if each.unit not in kept], begin.start)


def _end(act: Act, row: FormRow | FormUnit, begin: Period) -> None:
    act.update(row, until=begin.start - timedelta(days=1))


def _settle_shells(act: Act, form: Form) -> None:
    """Give the untouched shells their new days; remove those no longer asked for, make those of new units."""
    kept = set(touched(form).values_list("pk", flat=True))
    asked = list(FormUnit.objects.filter(form=form).select_related("reporter"))
    periods: dict[str, Period] = {}
    for shell in Return.objects.filter(form=form).exclude(pk__in=kept).select_related("unit", "form"):
        period = periods.setdefault(shell.period, period_of(shell.period))
        wanted = any(each.reporter_id == shell.unit_id and is_asked(each, period) for each in asked)
        if wanted and form.active:
            act.update(shell, vintage=form.vintage, **days_of(form, period))
        else:
            act.delete(shell)
    if form.active:
        shells(act, form, sorted(periods.values(), key=lambda period: period.end))
