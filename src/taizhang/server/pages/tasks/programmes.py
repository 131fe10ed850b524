"""Programmes and campaigns (专项行动) as a tree with counts; and how one of them stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.models import TASK, Programme
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.programmes.actions import below, create_programme
from taizhang.server.ledger.programmes.queries import Branch, Followed, programmes_for, summary, tree
from taizhang.server.ledger.tasks.ordering import LIGHTS, By
from taizhang.server.ledger.tasks.queries import Wanted, counts
from taizhang.server.lib.periods import period_words
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import Typed
from taizhang.server.pages.scope import scope_of
from taizhang.server.pages.tasks.asked import ordered_by, wanted_by
from taizhang.server.pages.tasks.table import table
from taizhang.server.pages.tasks.words import NOTHING, figure_words

PROGRAMME = Words("专项", "programme")


@dataclass(frozen=True, slots=True)
class Line:
    """A programme in the tree: how deep it stands, and the tasks of the year in it and all below it, by light."""

    programme: Programme
    depth: int
    tasks: int
    lights: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Beside:
    """An indicator with its latest figure beside its target."""

    name: str
    code: str
    period: Words
    figure: Words
    target: Words


@page
def programmes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The programmes of a government, with the tasks of the year in each."""
    scope = scope_of(request, actor)
    roots = tree(programmes_for(actor, unit=scope.unit.pk).order_by("pk"))
    lights = _lights(actor, scope.year)
    context = {
        "scope": scope,
        "lines": [line for root in roots for line in _lines(root, lights, 0)],
        "may_keep": actor.may("programme.keep", scope.unit),
    }
    return render(request, "tasks/programmes.html", context)


@page
def programme(request: HttpRequest, actor: Actor, programme: int) -> HttpResponse:
    """One programme: its tasks of the year, and the indicators by which it is followed."""
    scope = scope_of(request, actor)
    rows = programmes_for(actor).select_related("unit__region", "parent")
    row = get_for(actor, "plan.read", rows, programme, PROGRAMME)
    keys = below(row.pk, dict(programmes_for(actor).values_list("pk", "parent_id")))
    wanted = wanted_by(request.GET, programme=(), programmes=tuple(keys), year=scope.year)
    stands = summary(actor, row)
    context = {
        "scope": scope,
        "programme": row,
        "stands": stands,
        "states": [(TASK.states[state], number) for state, number in stands.states.items()],
        "followed": [_followed(each) for each in stands.indicators],
        **table(request, actor, wanted, ordered_by(request.GET, By.UNIT)),
    }
    return render(request, "tasks/programme.html", context)


@act
def add_programme(request: HttpRequest, actor: Actor) -> Words:
    """Set up a programme of the government at hand."""
    unit, typed = scope_of(request, actor).unit, Typed(request.POST)
    name, above, about = typed.line("name", 120), typed.key("parent"), typed.text("about")
    typed.checked()
    made = create_programme(actor, unit, name=name, parent_id=above, about=about)
    return Words(f"已设立专项“{made.name}”", f"the programme {made.name} was set up")


def _lights(actor: Actor, year: int) -> dict[int, Counter[str]]:
    """The tasks of a year in each programme itself, by light."""
    found: dict[int, Counter[str]] = {}
    for row in counts(actor, Wanted(year=year), "programme"):
        group, number = row["group"], row["number"]
        if isinstance(group, int) and isinstance(number, int):
            found.setdefault(group, Counter())[str(row["light"])] += number
    return found


def _lines(branch: Branch, lights: Mapping[int, Counter[str]], depth: int) -> Iterator[Line]:
    """A programme and those below it, in the order in which they are shown."""
    inside: Sequence[Line] = [line for child in branch.children for line in _lines(child, lights, depth + 1)]
    within = _below(branch, lights)
    shown = [(light, within[light]) for light in LIGHTS if light and within[light]]
    yield Line(branch.programme, depth, within.total(), shown)
    yield from inside


def _below(branch: Branch, lights: Mapping[int, Counter[str]]) -> Counter[str]:
    own = Counter(lights.get(branch.programme.pk, Counter()))
    for child in branch.children:
        own += _below(child, lights)
    return own


def _followed(each: Followed) -> Beside:
    indicator, latest, target = each.indicator, each.latest, each.target
    return Beside(
        indicator.name,
        indicator.code,
        period_words(latest.period) if latest else NOTHING,
        figure_words(latest, indicator.unit_of_measure) if latest else NOTHING,
        target_words(target) if target else NOTHING,
    )
