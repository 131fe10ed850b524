"""Plans opened and taken through their cycle."""

from server.sequences.stage import likely, seen
from server.sequences.steps.registry import step
from server.sequences.waiting import lenient
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle.actions import (
    approve_plan,
    close_plan,
    issue_plan,
    set_procedure,
    skip_step,
    take_step,
)
from taizhang.server.ledger.models import PLAN, Plan
from taizhang.server.ledger.plans import actions

PLANS = Plan.objects.select_related("unit", "region")


@step()
def open_plan(stage, dice):
    unit = likely(dice, Unit.objects.all(), kind__in=("government", "district", "town"))
    by = stage.by(dice, "plan.open", unit)
    return actions.open_plan(by, unit, year=2019 + dice.below(10))


@step(weight=6)
def advance(stage, dice):
    plan = likely(dice, PLANS, state__in=("collecting", "drafting", "consultation", "meetings", "issued"))
    ways = [name for state, name in PLAN.steps if state == plan.state and name != "redraft"]
    by = stage.by(dice, "plan.step", plan.unit)
    rests = {"document_id": None if dice.wild() else stage.things.document.pk, "expected": seen(dice, plan)}
    return take_step(by, plan, step=dice.pick(ways), **rests)


@step(weight=1)
def redraft(stage, dice):
    plan = likely(dice, PLANS, state__in=("consultation", "meetings", "first_examination"))
    by = stage.by(dice, "plan.step", plan.unit)
    return take_step(by, plan, step="redraft", expected=seen(dice, plan), note="" if dice.wild() else "退回修改")


@step()
def pass_over(stage, dice):
    plan = likely(dice, PLANS, state__in=("consultation", "meetings"), region__procedure__isnull=False)
    ways = [name for state, name in PLAN.steps if state == plan.state and name != "redraft"]
    by = stage.by(dice, "plan.step", plan.unit)
    return skip_step(by, plan, step=dice.pick(ways), expected=seen(dice, plan), note="会议未开")


@step()
def approve(stage, dice):
    plan = likely(dice, PLANS, state="first_examination")
    by = stage.by(dice, "plan.approve", plan.unit)
    return approve_plan(by, plan, expected=seen(dice, plan), note="" if dice.wild() else "大会决议")


@step()
def issue(stage, dice):
    plan = likely(dice, PLANS, state="approved")
    by = stage.by(dice, "plan.issue", plan.unit)
    number = "" if dice.wild() else "云政发〔2025〕9号"
    document = stage.things.document.pk
    return issue_plan(by, plan, expected=seen(dice, plan), document_number=number, document_id=document)


@step(weight=1)
def close(stage, dice):
    plan = likely(dice, PLANS, state="half_year")
    by = stage.by(dice, "plan.close", plan.unit)
    return close_plan(by, plan, expected=seen(dice, plan))


@step(weight=1)
def procedure(stage, dice):
    unit = likely(dice, Unit.objects.all(), kind__in=("government", "district"))
    by = stage.by(dice, "procedure.set", unit)
    held = unit.region.procedure if hasattr(unit.region, "procedure") else None
    return set_procedure(by, unit, steps=lenient(), expected=held.revision if held else None)
