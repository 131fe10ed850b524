"""Reports on tasks and later deadlines."""

from datetime import timedelta

from server.sequences.stage import likely, seen
from server.sequences.steps.drafting import TASKS
from server.sequences.steps.registry import step
from taizhang.server.ledger.models import TASK, Extension, TaskReport, TaskUnit
from taizhang.server.ledger.tasks import extending, reporting
from taizhang.server.lib import clock

RUNNING = ("not_started", "under_way", "late")
REPORTS = TaskReport.objects.select_related("task__unit", "task__plan", "reporter")
EXTENSIONS = Extension.objects.select_related("task__unit", "task__plan")


@step(weight=5)
def report_on(stage, dice):
    task = likely(dice, TASKS, version__state="issued", state__in=RUNNING)
    row = TaskUnit.objects.select_related("supporter", "task").filter(task=task).first() if dice.below(4) == 3 else None
    at = row or task
    ways = [name for state, name in TASK.steps if state == task.state and name in reporting.STEPS]
    name = dice.pick(list(reporting.STEPS) if dice.wild() or not ways else ways)
    on = clock.today() - timedelta(days=dice.below(9) - 1)
    by = stage.by(dice, "task.report", at.unit)
    said = {"percent": dice.below(104) - 1, "percent_reason": "重新核算" if dice.below(2) else ""}
    told = said if dice.below(2) else {}
    return reporting.report_on(by, at, step=name, words="已完成招标", on=on, **told)


@step(weight=4)
def accept_report(stage, dice):
    report = likely(dice, REPORTS, state="submitted")
    by = stage.by(dice, "task.accept", report.unit, report.by)
    return reporting.accept_report(by, report, expected=seen(dice, report))


@step()
def return_report(stage, dice):
    report = likely(dice, REPORTS, state="submitted")
    by = stage.by(dice, "task.accept", report.unit, report.by)
    return reporting.return_report(by, report, expected=seen(dice, report), note="" if dice.wild() else "请附证明")


@step(weight=3)
def ask_extension(stage, dice):
    task = likely(dice, TASKS, version__state="issued", state__in=RUNNING, deadline__isnull=False)
    by = stage.by(dice, "task.extend", task.unit)
    to_day = (task.deadline or clock.today()) + timedelta(days=200 - dice.below(220))
    return extending.ask_extension(by, task, to_day=to_day, reason="征地未完成")


@step(weight=3)
def decide_extension(stage, dice):
    extension = likely(dice, EXTENSIONS, state="asked")
    by = stage.by(dice, "task.decide", extension.unit, extension.by)
    granted = dice.below(3) < 2
    return extending.decide_extension(by, extension, granted=granted, expected=seen(dice, extension), note="从严")
