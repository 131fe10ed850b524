"""The page of the overview (总览)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.models import Plan
from taizhang.server.ledger.standings.queries import standings
from taizhang.server.lib import clock
from taizhang.server.pages.answers import page
from taizhang.server.pages.overview import beside, glance, since, turning, year
from taizhang.server.pages.overview.addresses import to, within
from taizhang.server.pages.scope import Scope, scope_of


@page
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where a government stands in a year."""
    scope = scope_of(request, actor)
    against, plan = since.since_of(request), scope.plan
    shown: dict[str, Any] = {
        "scope": scope,
        "plan": plan,
        "owing": beside.owing(actor),
        "late": beside.late_in(actor, scope),
        "late_address": to("late"),
        "findings": beside.findings_of(actor, scope),
    }
    if plan is None:
        shown["steps"] = beside.first_steps(actor, scope)
    else:
        shown |= of_plan(actor, plan, scope, against)
    response = render(request, "overview/home.html", shown)
    since.keep_visit(request, response)
    return response


def of_plan(actor: Actor, plan: Plan, scope: Scope, against: since.Since) -> dict[str, Any]:
    """What the overview shows of a plan."""
    today = clock.today()
    now = standings(plan, today, shares=False)
    return {
        "bar": year.bar_of(plan, today),
        "plan_address": to("plan", plan.pk),
        "rows": glance.rows_of(now, scope, today),
        "lights": glance.lights_of(now, scope),
        "target_count": len(now),
        "indicators_address": within(scope, "indicators"),
        "turning": turning.turning(actor, plan, now, scope, against.moment),
        "since": against,
        "since_form": since.chosen(scope, against),
        "tasks": beside.task_lights(actor, plan, scope),
        "tasks_address": within(scope, "tasks"),
    }
