"""What is asked of forms and returns."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from taizhang.server.accounts.acting import Actor
from taizhang.server.lib import clock
from taizhang.server.returns.models import Exemption, Form, Notice, Return
from taizhang.server.returns.standing import TO_FILL, asked_units, in_state, locked_rows


def forms_for(actor: Actor, *, unit: int | None = None, active: bool | None = None) -> "QuerySet[Form]":
    """Forms, with their rows and units; what is asked of units is no secret."""
    forms = Form.objects.select_related("unit").prefetch_related("rows__part_of", "rows__indicator", "units__reporter")
    forms = forms.filter(actor.within("unit.read"))
    if unit is not None:
        forms = forms.filter(Q(unit=unit) | Q(units__reporter=unit)).distinct()
    return forms if active is None else forms.filter(active=active)


def returns_for(
    actor: Actor,
    *,
    form: int | None = None,
    unit: int | None = None,
    period: str | None = None,
    state: str | None = None,
    locked: bool | None = None,
) -> "QuerySet[Return]":
    """The returns that the actor may see, by what they are today."""
    returns = Return.objects.prefetch_related("form", "unit").filter(asked_units() | ~Q(state="not_due"))
    returns = returns.filter(actor.within("return.read"))
    for name, value in (("form", form), ("unit", unit), ("period", period)):
        returns = returns if value is None else returns.filter(**{name: value})
    if state is not None:
        returns = returns.filter(in_state(state, clock.today()))
    if locked is not None:
        found = locked_rows(clock.today())
        returns = returns.filter(found if locked else ~found)
    return returns


def to_fill(actor: Actor, returns: "QuerySet[Return]") -> "QuerySet[Return]":
    """Those of some returns that have opened and that the actor may and should fill in."""
    opened = returns.filter(asked_units(), state__in=TO_FILL, opens_on__lte=clock.today())
    return opened.filter(actor.within("return.fill"))


def exemptions_for(actor: Actor, *, open_only: bool = True) -> "QuerySet[Exemption]":
    """Exemptions from locks, those that hold today or all."""
    exemptions = Exemption.objects.select_related("filed__form", "filed__unit")
    exemptions = exemptions.filter(actor.within("return.read", "filed__unit__path"))
    return exemptions.filter(ended_at=None, until__gte=clock.today()) if open_only else exemptions


def notices_for(actor: Actor, *, unread: bool = False) -> "QuerySet[Notice]":
    """The notices to the one who asks."""
    notices = Notice.objects.filter(user=actor.user) if actor.user is not None else Notice.objects.none()
    return notices.filter(read_at=None) if unread else notices


def counted_by_state(returns: "QuerySet[Return]", day: date) -> dict[str, int]:
    """How many of some returns are in each state on a day."""
    states = ("not_due", "due", "overdue", "submitted", "returned", "accepted")
    counts = {state: Count("pk", filter=in_state(state, day)) for state in states}
    return returns.order_by().aggregate(**counts)
