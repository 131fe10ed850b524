"""Scorecards (考核评价、亩均论英雄): which there are, computed for a period, and runs with their computation."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Scorecard, ScorecardRun
from taizhang.server.ledger.scoring.actions import define_scorecard, run_scorecard
from taizhang.server.ledger.scoring.queries import example, runs_for, scorecards_for
from taizhang.server.lib.periods import period_words
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.figures import Column, Figure, taken
from taizhang.server.pages.forms.typed import MENDED, Field, Form, Typed, named_choices, options
from taizhang.server.pages.language import language
from taizhang.server.pages.plans.people import names_by_id

CARD, RUN, UNIT = Words("考核规则", "scorecard"), Words("考核结果", "run of a scorecard"), Words("单位", "unit")
SUBJECTS = {"units": Words("单位或区县", "units or districts"), "firms": Words("企业", "firms")}
EXAMPLES = {
    "districts": Words("区县综合评价（示例）", "evaluation of districts (example)"),
    "districts_year": Words("区县年度综合评价（示例）", "evaluation of districts over a year (example)"),
    "firms": Words("亩均论英雄（示例）", "output by land of firms (example)"),
}
OF = {"districts": "units", "districts_year": "units", "firms": "firms"}
SHOWN, MOST = 12, 100
PERIOD = Words("如 2025、2025H1、2025-06", "as 2025, 2025H1, 2025-06")


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard with its latest runs, and the form that computes it."""

    card: Scorecard
    subjects: Words
    runs: list[tuple[ScorecardRun, Words]]
    items: list[tuple[Words, str]]
    form: Form | None
    refused: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a subject: what was reached against what was wanted, and the points for it."""

    name: Words
    weight: str
    value: str | None
    target: str
    points: str | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject in the ranking, with its computation in words."""

    row: Mapping[str, Any]
    items: list[Item]
    lines: list[str]
    movement: Words
    vetoes: list[str]


@page
def scorecards(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The scorecards, each with its items and its runs."""
    return _listed(request, actor)


@act
def define(request: HttpRequest, actor: Actor) -> Words | HttpResponse:
    """Set up a scorecard with the rules of an example."""
    typed = Typed(request.POST)
    try:
        name, chosen = typed.line("name", 120), typed.choice("example", EXAMPLES)
        if not chosen:
            typed.errors.setdefault("example", Words("请选择", "choose"))
        typed.checked()
        unit = get_for(actor, "unit.read", Unit.objects.all(), typed.key("unit_id") or 0, UNIT)
        define_scorecard(actor, unit, name=name, subjects=OF[chosen], rules=example(chosen))
    except MENDED as error:
        return _listed(request, actor, _defining(actor).again(request.POST, error))
    return Words("已设定考核规则", "The scorecard is set up")


@act
def compute(request: HttpRequest, actor: Actor, scorecard: int) -> HttpResponse:
    """Compute a scorecard for a period, and show the result."""
    rows = Scorecard.objects.select_related("unit__parent")
    card, typed = get_for(actor, "scorecard.read", rows, scorecard, CARD), Typed(request.POST)
    try:
        period = typed.line("period", 24)
        typed.checked()
        run = run_scorecard(actor, card, period=period)
    except MENDED as error:
        return _listed(request, actor, _computing(card).again(request.POST, error))
    return HttpResponseRedirect(reverse("scorecard_run", args=[run.pk]))


def _listed(request: HttpRequest, actor: Actor, refused: Form | None = None) -> HttpResponse:
    cards = list(scorecards_for(actor).order_by("unit__order", "name")[:MOST])
    runs: dict[tuple[int, str], list[tuple[ScorecardRun, Words]]] = {}
    for run in runs_for(actor).defer("results").order_by("-pk")[: SHOWN * MOST]:
        held = runs.setdefault((run.scorecard.unit_id, run.scorecard.name), [])
        if len(held) < SHOWN:
            held.append((run, period_words(run.period)))
    may_define = Unit.objects.filter(actor.within("scorecard.define", "path")).exists()
    defining = _defining(actor) if may_define and "define" in request.GET else None
    context = {
        "cards": [_card(actor, card, runs.get((card.unit_id, card.name), []), refused) for card in cards],
        "may_define": may_define,
        "defining": refused if refused is not None and refused.key == "define" else defining,
    }
    return render(request, "plans/scorecards.html", context, status=422 if refused else 200)


def _card(actor: Actor, card: Scorecard, runs: list[tuple[ScorecardRun, Words]], refused: Form | None) -> Card:
    form = _computing(card) if actor.may("scorecard.run", card.unit) else None
    mine = refused is not None and refused.key == f"run-{card.pk}"
    items = [(Words(item["zh"], item.get("en", item["zh"])), str(item["weight"])) for item in card.rules["items"]]
    return Card(card, SUBJECTS[card.subjects], runs, items, refused if mine else form, mine)


def _computing(card: Scorecard) -> Form:
    period = Field("period", Words("期次", "period"), help=PERIOD, required=True)
    deed = reverse("scorecard_compute", args=[card.pk])
    return Form(f"run-{card.pk}", deed, reverse("scorecards"), Words("计算", "Compute"), (period,))


def _defining(actor: Actor) -> Form:
    units = Unit.objects.filter(actor.within("scorecard.define", "path"), closed_on=None).exclude(kind=Unit.Kind.FIRM)
    fields = (
        Field("unit_id", Words("设定单位", "kept by"), "choice", choices=named_choices(units)),
        Field("example", Words("规则", "rules"), "choice", "districts", options(EXAMPLES)),
        Field("name", Words("名称", "name"), required=True),
    )
    back = reverse("scorecards")
    return Form("define", reverse("scorecard_define"), back, Words("设定", "Set up"), fields, cancel=back)


@page
def run(request: HttpRequest, actor: Actor, run: int) -> HttpResponse:
    """The ranking of a run, with the computation of every row."""
    rows = ScorecardRun.objects.select_related("scorecard__unit")
    held = get_for(actor, "scorecard.read", rows, run, RUN)
    results = held.results
    ranked = [_ranked(subject) for subject in results["subjects"]]
    figure = _figure(held, results)
    if file := taken(request, [figure]):
        return file
    before = results["compared_with"]
    context = {
        "run": held,
        "period": period_words(held.period),
        "about": Words(results["about"]["zh"], results["about"]["en"]),
        "full": results["full"],
        "before": (before["run"], period_words(before["period"])) if before else None,
        "columns": ranked[0].items if ranked else [],
        "ranked": ranked,
        "figure": figure,
        "by": names_by_id([held.by]).get(held.by or 0, ""),
    }
    return render(request, "plans/scorecard_run.html", context)


def _ranked(subject: Mapping[str, Any]) -> Ranked:
    return Ranked(
        row=subject,
        items=[_item(item) for item in subject["items"]],
        lines=subject["lines"][language()],
        movement=_movement(subject["movement"]),
        vetoes=[str(veto) for veto in subject["vetoes"]],
    )


def _item(item: Mapping[str, Any]) -> Item:
    name = Words(item["name"]["zh"], item["name"]["en"])
    goal = item["target"]
    signs = {">=": "≥", "<=": "≤", "~": "≈"}
    target = "" if goal is None else f"{signs.get(goal['comparator'], '')}{goal['value']}"
    if goal is not None and goal["value_to"]:
        target = f"{goal['value']}—{goal['value_to']}"
    return Item(name, item["weight"], item["value"], target, item["points"])


def _movement(moved: int | None) -> Words:
    if moved is None:
        return Words("—", "—")
    if moved == 0:
        return Words("持平", "same")
    return Words(f"↑ {moved}", f"↑ {moved}") if moved > 0 else Words(f"↓ {-moved}", f"↓ {-moved}")


def _figure(held: ScorecardRun, results: Mapping[str, Any]) -> Figure:
    subjects = results["subjects"]
    rows = [(each["name"], None if each["total"] is None else Decimal(each["total"])) for each in subjects]
    column = Column(Words("得分", "points"), drawn="bar")
    title = Words(f"{held.scorecard.name} 得分", f"points: {held.scorecard.name}")
    return Figure("totals", title, Words("对象", "subject"), (column,), rows, kind="side_by_side")
