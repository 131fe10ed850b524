"""Shells of returns: made by the calendar for each unit and period that a form asks for, never by hand."""

from collections.abc import Iterator
from datetime import date, timedelta

from taizhang.errors import Words
from taizhang.server.accounts.acting import SERVER, Act, action
from taizhang.server.lib import clock
from taizhang.server.lib.periods import Period, PeriodType, next_period, period_at
from taizhang.server.lib.refusals import Invalid
from taizhang.server.lib.rows import Json
from taizhang.server.returns.by_itself import by_itself
from taizhang.server.returns.models import Form, FormUnit, Return

AHEAD = timedelta(days=31)
FURTHEST_YEARS = 6
A_DAY = timedelta(days=1)


@action("form.schedule")
def schedule_form(
    act: Act,
    form: Form,
    *,
    year: int | None = None,
    until: date | None = None,
    why: str = "",
) -> list[Return]:
    """Make the shells of a year, or of all periods that begin by a day; those that stand already stay as they are."""
    if (year is None) == (until is None):
        raise Invalid({"year": Words("请给出年份或截止日之一", "give either a year or a day")})
    furthest = clock.today().year + FURTHEST_YEARS
    if not form.starts_on.year <= (year or (until and until.year) or 0) <= furthest:
        wrong = Words(
            f"应在 {form.starts_on.year} 至 {furthest} 年之间", f"{form.starts_on.year} to {furthest} is wanted"
        )
        raise Invalid({"year" if year else "until": wrong})
    if not form.active:
        raise Invalid({"form": Words("本表已停用", "this form is not in use any more")})
    last = until or date(year or 0, 12, 31)
    return shells(act, form, [period for period in asked_periods(form, last) if year in {None, period.year}])


def make_shells() -> int:
    """Make the shells of all forms for the periods that begin within a month; how many."""
    last, count = clock.today() + AHEAD, 0
    for form in Form.objects.filter(active=True).select_related("unit"):
        with by_itself(SERVER, "form.schedule") as act:
            count += len(shells(act, form, list(asked_periods(form, last))))
    return count


def asked_periods(form: Form, last: date) -> Iterator[Period]:
    """The periods for which a form asks, up to those that begin by a day."""
    kind: PeriodType = form.period_type  # type: ignore[assignment]
    period = period_at(kind, form.starts_on)
    while period.start <= min(last, form.ends_on or last):
        yield period
        period = next_period(period)


def shells(act: Act, form: Form, periods: list[Period]) -> list[Return]:
    """Make what is missing of the returns of a form in those periods."""
    if not periods:
        return []
    Form.objects.select_for_update().get(pk=form.pk)  # two that make the same shells come one after the other
    there = set(
        Return.objects.filter(form=form, period_end__gte=periods[0].end, period_end__lte=periods[-1].end).values_list(
            "unit_id", "period"
        )
    )
    units = list(FormUnit.objects.filter(form=form).select_related("reporter"))
    missing = {
        (each.reporter_id, period.code): _shell(form, each, period)
        for each in units
        for period in periods
        if is_asked(each, period) and (each.reporter_id, period.code) not in there
    }
    return act.create_many(missing.values())


def is_asked(asked: FormUnit, period: Period) -> bool:
    """Whether a unit has to report for a period: it is asked for it, and was not closed before its end."""
    closed = asked.reporter.closed_on
    return asked.holds(period.end) and (closed is None or closed > period.end)


def _shell(form: Form, asked: FormUnit, period: Period) -> Return:
    return Return(
        form=form,
        unit=asked.reporter,
        period=period.code,
        period_end=period.end,
        vintage=form.vintage,
        **days_of(form, period),
    )


def days_of(form: Form, period: Period) -> Json:
    """When a period of a form opens, is due, and locks."""
    due = period.end + timedelta(days=form.due_days)
    opens = min(period.end + A_DAY - timedelta(days=form.open_days), due)
    return {
        "opens_on": opens,
        "due_on": due,
        "locks_on": None if form.lock_days is None else due + timedelta(days=form.lock_days),
    }
