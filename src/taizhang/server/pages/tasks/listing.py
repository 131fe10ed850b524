"""The list of the tasks of a plan, in groups and with filters; as a file; as a sheet to be printed (督办表)."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import PlanVersion
from taizhang.server.ledger.plans.queries import versions_for
from taizhang.server.ledger.tasks.ordering import By, Order
from taizhang.server.ledger.tasks.queries import Wanted, counts
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import key_in, one_of
from taizhang.server.pages.figures import taken
from taizhang.server.pages.saved_views import saved_views
from taizhang.server.pages.scope import Scope, scope_of
from taizhang.server.pages.tasks.asked import ordered_by, wanted_by
from taizhang.server.pages.tasks.files import table_of
from taizhang.server.pages.tasks.filters import filters
from taizhang.server.pages.tasks.table import table
from taizhang.server.pages.tasks.words import VERSION, version_words

ON_PAPER = 1000
GROUPINGS = (By.SECTION, By.UNIT, By.DEADLINE, By.LIGHT, By.NONE)


@dataclass(frozen=True, slots=True)
class Listed:
    """Which tasks the list is about: the version in which they stand (None: those that hold), and what was asked."""

    scope: Scope
    version: PlanVersion | None
    drafts: list[PlanVersion]
    issued: bool
    basis: Wanted
    wanted: Wanted
    order: Order


@page
def tasks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The tasks of a government's plan for a year."""
    listed = listed_by(request, actor)
    if listed is None:
        return render(request, "tasks/none.html", {"scope": scope_of(request, actor)})
    if "figure" in request.GET and (file := taken(request, [table_of(actor, listed.wanted, listed.order)])):
        return file
    is_draft = listed.version in listed.drafts
    context = {
        "scope": listed.scope,
        "by": listed.order.by,
        "groupings": GROUPINGS,
        "version": listed.version,
        "issued": listed.issued,
        "drafts": [(draft, version_words(draft)) for draft in listed.drafts],
        "file_address": file_address(request),
        "views": saved_views(request, actor, "tasks"),
        "filters": filters(actor, listed.basis, listed.wanted, drafted=is_draft),
        **table(request, actor, listed.wanted, listed.order, drafted=is_draft),
    }
    return render(request, "tasks/list.html", context | _assigning(actor, listed))


@page
def sheet(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The same tasks as a sheet for paper, in A4 across or A3."""
    listed = listed_by(request, actor)
    if listed is None:
        return render(request, "tasks/none.html", {"scope": scope_of(request, actor)})
    context = {
        "scope": listed.scope,
        "plan": listed.scope.plan,
        "paper": one_of(request.GET, "paper", ("a4", "a3")) or "a4",
        **table(request, actor, listed.wanted, listed.order, limit=ON_PAPER),
    }
    return render(request, "tasks/sheet.html", context)


def listed_by(request: HttpRequest, actor: Actor) -> Listed | None:
    """What the address asks for; None where the government has no plan for the year.

    Until a plan is issued no task holds, and the list shows those of its draft.
    """
    scope = scope_of(request, actor)
    plan = scope.plan
    if plan is None:
        return None
    versions = list(versions_for(actor, plan=plan.pk).order_by("number"))
    drafts = [each for each in versions if each.state in {"draft", "proposed"}]
    version = _version(key_in(request.GET, "version"), versions)
    basis = Wanted(plan=plan.pk, version=version.pk if version else None)
    wanted = wanted_by(request.GET, plan=basis.plan, version=basis.version)
    issued = any(each.state == "issued" for each in versions)
    return Listed(scope, version, drafts, issued, basis, wanted, ordered_by(request.GET))


def _version(asked: int | None, versions: list[PlanVersion]) -> PlanVersion | None:
    if asked is not None:
        found = next((each for each in versions if each.pk == asked), None)
        if found is None:
            raise NotThere(thing=VERSION)
        return found
    issued = any(each.state == "issued" for each in versions)
    return versions[-1] if versions and not issued else None


def file_address(request: HttpRequest) -> str:
    """The address of the list as a file, whole, but for the form of the file."""
    asked = request.GET.copy()
    asked.pop("after", None)
    asked["figure"] = "tasks"
    return f"?{asked.urlencode()}"


def _assigning(actor: Actor, listed: Listed) -> dict[str, object]:
    """To whom tasks of a draft can be given, where the person may draft: the units of the government."""
    version = listed.version
    unit = listed.scope.unit
    if version is None or version.state != "draft" or not actor.may("plan.draft", unit):
        return {}
    below = Unit.objects.filter(path__startswith=unit.path, closed_on=None)
    waiting = sum(int(str(row["number"])) for row in counts(actor, listed.basis, "unit") if row["group"] == unit.pk)
    return {"assigns": version, "assignable": below, "unassigned": waiting}
