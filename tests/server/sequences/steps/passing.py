"""Time that passes, and what the server does by itself."""

from datetime import timedelta

from server.sequences.steps.registry import step
from taizhang.server.accounts.actions.trial import set_trial_day
from taizhang.server.hooks.hearing import hear
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import run_here
from taizhang.server.ledger.rosters.feeding import count_all
from taizhang.server.ledger.tasks.ageing import age_tasks
from taizhang.server.lib import clock
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.forms import make_shells
from taizhang.server.returns.notices.deadlines import remind_of_tasks
from taizhang.server.returns.notices.reminding import remind_due


@step(weight=4)
def day(stage, dice):
    """Some days pass; now and then the clock of a trial is set back."""
    by = stage.by(dice, "trial.set", stage.city.root)
    days = -dice.below(9) if dice.wild() else 1 + dice.below(25)
    stage.forget()
    return set_trial_day(by, stage.city.root, day=clock.today() + timedelta(days=days))


@step(weight=2)
def returns_grow_old(_stage, _dice):
    return age_returns()


@step(weight=2)
def tasks_grow_old(_stage, _dice):
    return age_tasks()


@step(weight=1)
def shells_are_made(_stage, _dice):
    return make_shells()


@step(weight=1)
def units_are_reminded(_stage, _dice):
    return remind_due()


@step(weight=1)
def lead_units_are_reminded(_stage, _dice):
    return remind_of_tasks()


@step(weight=1)
def rosters_are_counted(_stage, _dice):
    return count_all()


@step(weight=1)
def documents_are_read(_stage, _dice):
    hear()
    for job in Job.objects.filter(task__status="READY", name="documents.read").select_related("task"):
        run_here(job.task)
