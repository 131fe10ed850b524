"""What is done with figures by hand; what is refused is shown again as it was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.accounts.queries import names_of
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.observations import actions
from taizhang.server.ledger.observations.figures import Figure, placed
from taizhang.server.ledger.observations.queries import to_accept, waiting_for
from taizhang.server.ledger.observations.recording import agrees
from taizhang.server.ledger.wording import VINTAGES
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid, NotAllowed, Refused
from taizhang.server.pages.answers import act
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.indicators.detail import indicator_of, indicator_page
from taizhang.server.pages.language import said
from taizhang.server.pages.observing.forms import GROWTHS, LEVELS
from taizhang.server.pages.overview.addresses import to
from taizhang.server.pages.overview.trace import OBSERVED, traced_page
from taizhang.server.pages.scope import scope_of
from taizhang.server.pages.tasks.words import figure_words

WANTED = Words("必填", "is wanted")
WAITS = Words("已录入，待他人审定", "It is entered, and waits for another person to accept it")


@act
def enter(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Enter a figure of an indicator."""
    scope, indicator, typed = scope_of(request, actor), indicator_of(code), Typed(request.POST)
    try:
        unit = Unit.objects.filter(pk=typed.key("unit_id") or 0).first()
        figure = Figure(
            unit or scope.unit,
            indicator,
            typed.period("period", scope.year),
            vintage=typed.choice("vintage", VINTAGES) or Observation.Vintage.FLASH,
            reason=typed.line("reason"),
            comment=typed.line("comment"),
            **_numbers(typed),
        )
        if unit is None:
            typed.errors["unit_id"] = WANTED
        typed.checked()
        actor.wants("observation.enter", figure.unit)
        _begun(figure)
        _nobody_elses(actor, figure)
        row = actions.enter_one(actor, figure.unit, figure=figure)
    except Refused as error:
        return indicator_page(request, actor, code, refused=("enter", error))
    settled = Words("与已有的数据相同", "The same is there already")
    messages.success(request, said(WAITS if row.state == Observation.State.ENTERED else settled))
    page = to("indicator", code, unit=scope.unit.pk, year=row.period_end.year)
    return HttpResponseRedirect(f"{page}#editions")


def _begun(figure: Figure) -> None:
    """Refuse a figure of a period that lies ahead, unless it is an estimate."""
    period = period_of(figure.period)
    if period.start > clock.today() and figure.vintage != Observation.Vintage.ESTIMATE:
        zh, en = f"{period.words.zh}还没有开始", f"{period.words.en} has not begun"
        raise Invalid({"period": Words(f"{zh}；预计数请选版本“全年预计”", f"{en}; of an estimate choose that edition")})


def _nobody_elses(actor: Actor, figure: Figure) -> None:
    """Refuse to change what another person entered and nobody accepted yet, unless a reason is given."""
    one = placed(figure)
    row = waiting_for(one.key)
    if row is None or figure.reason or agrees(row, one) or row.entered_by in {None, actor.user and actor.user.pk}:
        return
    who = names_of([row.entered_by]).get(row.entered_by or 0, "")
    held = figure_words(row, row.indicator.unit_of_measure)
    zh = f"{who}已录入{held.zh}，待审定；如需改动，请填写原因"
    en = f"{who} entered {held.en}, which waits to be accepted; to change it give a reason"
    raise Invalid({"reason": Words(zh, en)})


@act
def accept(request: HttpRequest, actor: Actor, key: int) -> Words | HttpResponse:
    """Accept what another person entered."""

    def deed(row: Observation, typed: Typed) -> Words:
        day, seen = typed.day("released_on"), typed.revision()
        typed.checked()
        actions.accept(actor, row, expected=seen, released_on=day)
        return Words("已审定", "It is accepted")

    return _done(request, actor, key, "accept", deed)


@act
def reject(request: HttpRequest, actor: Actor, key: int) -> Words | HttpResponse:
    """Not use what was entered, with the reason."""

    def deed(row: Observation, typed: Typed) -> Words:
        actions.reject(actor, row, expected=typed.revision(), why=_why(typed))
        return Words("已注明不采用", "It is not used")

    return _done(request, actor, key, "reject", deed)


@act
def correct(request: HttpRequest, actor: Actor, key: int) -> Words | HttpResponse:
    """Enter a correction of what was accepted, which waits for another person."""

    def deed(row: Observation, typed: Typed) -> HttpResponse:
        numbers, why, seen = _numbers(typed), _why(typed), typed.revision()
        figure = Figure(row.unit, row.indicator, row.period, vintage=row.vintage, reason=why, **numbers)
        made = actions.correct(actor, row, expected=seen, figure=figure, why=why)
        messages.success(request, said(WAITS))
        return HttpResponseRedirect(to("trace", "observation", made.pk))

    return _done(request, actor, key, "correct", deed)


def _done(
    request: HttpRequest,
    actor: Actor,
    key: int,
    form: str,
    deed: Callable[[Observation, Typed], Words | HttpResponse],
) -> Words | HttpResponse:
    """Do it; refused, the page of where the figure comes from with the form as it was typed."""
    row = get_for(actor, "observation.read", to_accept(actor), key, OBSERVED)
    try:
        return deed(row, Typed(request.POST))
    except NotAllowed:
        raise
    except Refused as error:
        return traced_page(request, actor, "observation", key, refused=(form, error))


def _numbers(typed: Typed) -> dict[str, Any]:
    numbers: dict[str, Any] = {name: typed.number(name) for name in (*LEVELS, *GROWTHS)}
    return numbers | {"released_on": typed.day("released_on")}


def _why(typed: Typed) -> str:
    """The reason, with all that was typed found to be in order."""
    why = typed.text("why")
    if not why:
        typed.errors["why"] = WANTED
    typed.checked()
    return why
