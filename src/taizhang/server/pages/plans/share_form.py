"""The shares of a draft as a form: a row for each unit that may take one; what is left blank takes none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.breakdown.wanted import ShareWanted
from taizhang.server.ledger.breakdown.weighing import weights_known
from taizhang.server.ledger.models import Breakdown, Share
from taizhang.server.ledger.plans.measures import written
from taizhang.server.lib.rows import digits
from taizhang.server.pages.asked import whole
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.words import COMPARATORS

PLACES_FIRST = {Unit.Kind.DISTRICT: 0, Unit.Kind.ZONE: 1, Unit.Kind.TOWN: 2}
MOST = 400
FIELDS = ("comparator", "value", "value_to", "weight", "counted", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """A unit with what is typed for it, by the name of each field, and what was wrong with it."""

    unit: Unit
    typed: Mapping[str, str]
    errors: Mapping[str, str]


def lines_of(actor: Actor, breakdown: Breakdown, government: Unit) -> list[Line]:
    """The units right below the government, districts first, and those that have a share already."""
    shares = {share.assignee_id: share for share in breakdown.shares.all()}
    below = Unit.objects.filter(path__startswith=government.path, closed_on=None).exclude(pk=government.pk)
    units = [unit for unit in below[:MOST] if unit.parent_id == government.pk or unit.pk in shares]
    units.sort(key=lambda unit: (PLACES_FIRST.get(Unit.Kind(unit.kind), 3), unit.order))
    weights = weights_known(actor, breakdown.target, [unit.pk for unit in units])
    usual = {"comparator": breakdown.target.comparator, "counted": "on"}
    lines = []
    for unit in units:
        share = shares.get(unit.pk)
        weight = digits(weights[unit.pk]) if unit.pk in weights else ""
        counted = "" if unit.kind == Unit.Kind.ZONE else "on"
        typed = _typed(share) if share else {**usual, "weight": weight, "counted": counted}
        lines.append(Line(unit, typed, {}))
    return lines


def _typed(share: Share) -> dict[str, str]:
    return {
        "comparator": share.comparator,
        "value": f"{written(share.value, share.places):f}",
        "value_to": "" if share.value_to is None else f"{written(share.value_to, share.places):f}",
        "weight": "" if share.weight is None else digits(share.weight),
        "counted": "on" if share.counted else "",
        "note": share.note,
    }


def again(lines: Sequence[Line], post: QueryDict, wrong: Mapping[str, Words]) -> list[Line]:
    """The lines as they were typed, with what was wrong at each; errors are named by the number of the share."""
    numbers = {unit: at for at, unit in enumerate(_filled(post))}
    shown = []
    for line in lines:
        typed = {name: post.get(f"{name}_{line.unit.pk}", "") for name in FIELDS}
        begin = f"shares.{numbers.get(line.unit.pk, -1)}."
        errors = {name.removeprefix(begin): said(words) for name, words in wrong.items() if name.startswith(begin)}
        own = {name: said(wrong[f"{name}_{line.unit.pk}"]) for name in FIELDS if f"{name}_{line.unit.pk}" in wrong}
        shown.append(replace(line, typed=typed, errors=errors | own))
    return shown


def _filled(post: QueryDict) -> list[int]:
    """The units for which a value was typed."""
    units = [unit for key in post.getlist("unit") if (unit := whole(key)) is not None]
    return [unit for unit in units if post.get(f"value_{unit}", "").strip()]


def shares_in(post: QueryDict) -> list[ShareWanted]:
    """What was typed, as the action takes it; Invalid names each field that cannot be read."""
    typed, shares = Typed(post), []
    for unit in _filled(post):
        value = typed.number(f"value_{unit}")
        value_to, weight = typed.number(f"value_to_{unit}"), typed.number(f"weight_{unit}")
        comparator = typed.choice(f"comparator_{unit}", COMPARATORS)
        counted, note = f"counted_{unit}" in post, typed.line(f"note_{unit}", 200)
        if value is not None:
            shares.append(
                ShareWanted(
                    assignee_id=unit,
                    comparator=comparator,
                    value=value,
                    value_to=value_to,
                    weight=weight,
                    counted=counted,
                    note=note,
                )
            )
    typed.checked()
    return shares
