"""What stands on every page of a plan: its name and state, the tabs, which version is looked at, what may be done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.ledger.models import PLAN, VERSION, Plan, PlanVersion
from taizhang.server.ledger.plans.frozen import BEFORE_APPROVAL, UNDER_WAY
from taizhang.server.ledger.plans.queries import plans_for, versions_for
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.words import KINDS, STATE_TAGS
from taizhang.server.pages.scope import KEPT, Scope, scope_of

PLAN_WORDS, VERSION_WORDS = Words("计划", "plan"), Words("计划版本", "version of the plan")
TABS: Mapping[str, Words] = {
    "plan": Words("目标", "Targets"),
    "plan_tasks": Words("任务", "Tasks"),
    "plan_breakdowns": Words("分解", "Breakdown"),
    "plan_versions": Words("版本", "Versions"),
    "plan_steps": Words("流程", "Procedure"),
    "plan_proposals": Words("建议数", "Proposals"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of the page of a plan."""

    words: Words
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A version that may be looked at."""

    version: PlanVersion
    words: str
    current: bool


def plan_at(actor: Actor, key: int) -> Plan:
    """A plan that the person may see."""
    return get_for(actor, "plan.read", plans_for(actor), key, PLAN_WORDS)


def version_at(actor: Actor, key: int) -> PlanVersion:
    """A version that the person may see."""
    return get_for(actor, "plan.read", versions_for(actor), key, VERSION_WORDS)


def versions_of(actor: Actor, plan: Plan) -> list[PlanVersion]:
    """All versions of a plan, in their order."""
    return list(versions_for(actor, plan=plan.pk).order_by("number"))


def chosen_version(request: HttpRequest, versions: list[PlanVersion]) -> PlanVersion:
    """The version that the address names, else the one in force, else the first draft; NotThere for any other."""
    asked = request.GET.get("version")
    if asked:
        found = next((each for each in versions if str(each.pk) == asked), None)
        if found is None:
            raise NotThere(thing=VERSION_WORDS)
        return found
    return next((each for each in versions if each.state == "issued"), versions[0])


def version_words(version: PlanVersion) -> str:
    """A version in words: its number, what it is, its state."""
    kind, state = KINDS[version.kind], VERSION.states[version.state]
    zh = f"第 {version.number} 版 · {kind.zh} · {state.zh}"
    return said(Words(zh, f"version {version.number} · {kind.en} · {state.en}"))


def choices_of(versions: list[PlanVersion], chosen: PlanVersion) -> list[Choice]:
    """The versions as they are chosen from."""
    return [Choice(each, version_words(each), each.pk == chosen.pk) for each in versions]


def is_open(version: PlanVersion) -> bool:
    """Whether a version is a draft that may still change."""
    original = version.kind == PlanVersion.Kind.ORIGINAL
    return version.state == "draft" and version.plan.state in (BEFORE_APPROVAL if original else UNDER_WAY)


def may_change_targets(actor: Actor, version: PlanVersion) -> bool:
    """Whether the person may change targets of a version now."""
    kinds = {PlanVersion.Kind.ORIGINAL, PlanVersion.Kind.PLAN}
    return is_open(version) and version.kind in kinds and actor.may("plan.draft", version.plan.unit)


def other_plan(request: HttpRequest, actor: Actor, plan: Plan, page: str) -> HttpResponse | None:
    """The way to the plan of the government and year that were chosen at the top of the page of another."""
    if "unit" not in request.GET and "year" not in request.GET:
        return None
    scope = scope_of(request, actor)
    if scope.unit.pk == plan.unit_id and scope.year == plan.year:
        return None
    there = scope.plan
    return HttpResponseRedirect(reverse(page, args=[there.pk]) if there else reverse("plans"))


def scope_at(request: HttpRequest, actor: Actor, plan: Plan) -> Scope:
    """The government and the year of the plan at hand, kept for the pages that are opened from here."""
    request.session[KEPT] = {"unit": plan.unit_id, "year": plan.year}
    scope = scope_of(request, actor)
    return scope if scope.unit.pk == plan.unit_id else replace(scope, unit=plan.unit, year=plan.year)


@dataclass(frozen=True, slots=True)
class Framed:
    """A page of a plan, before what it is about is put in: who looks at which plan by which tab."""

    request: HttpRequest
    actor: Actor
    plan: Plan
    page: str

    def shown(self, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
        """The page with its head and its tabs."""
        plan = self.plan
        around = {
            "plan": plan,
            "state": PLAN.states[plan.state],
            "state_tag": STATE_TAGS.get(plan.state, "tag-info"),
            "scope": scope_at(self.request, self.actor, plan),
            "tabs": [Tab(words, reverse(name, args=[plan.pk]), name == self.page) for name, words in TABS.items()],
            "tab": TABS[self.page],
        }
        return render(self.request, template, {**around, **context}, status=status)
