"""The light of a task, told once as a condition of the database, so that lists are filtered by it; and its words.

red    late: the deadline has passed and it is not done
amber  due within NEAR days, or nothing accepted for more than STALE days
grey   nothing reported yet (of no task a light of green is given by silence)
blue   due soon, within SOON days
green  done, or on time
"""

from datetime import date, timedelta

from django.db.models import Case, CharField, Q, QuerySet, TextChoices, Value, When

from taizhang.errors import Words
from taizhang.server.ledger.models import Task

NEAR = 7
SOON = 30
STALE = 45


class Light(TextChoices):
    """Lights, the same as those of targets."""

    RED = "red", "红灯"
    AMBER = "amber", "黄灯"
    BLUE = "blue", "蓝灯"
    GREEN = "green", "绿灯"
    GREY = "grey", "灰灯"


def lit(tasks: "QuerySet[Task]", today: date) -> "QuerySet[Task]":
    """The tasks, each with its `light`; what was adjusted or ended has none ("")."""
    near, soon, stale = today + timedelta(NEAR), today + timedelta(SOON), today - timedelta(STALE)
    light = Case(
        When(state__in=("adjusted", "ended"), then=Value("")),
        When(state="done", then=Value(Light.GREEN)),
        When(Q(state="late") | Q(deadline__lt=today), then=Value(Light.RED)),
        When(deadline__lte=near, then=Value(Light.AMBER)),
        When(reported_on=None, then=Value(Light.GREY)),
        When(reported_on__lt=stale, then=Value(Light.AMBER)),
        When(deadline__lte=soon, then=Value(Light.BLUE)),
        default=Value(Light.GREEN),
        output_field=CharField(),
    )
    return tasks.annotate(light=light)


def light_words(task: Task, light: str, today: date) -> Words:
    """What a light says in words and a number, so that it is told without its colour too."""
    left = (task.deadline - today).days if task.deadline else None
    silent = (today - task.reported_on).days if task.reported_on else None
    if not light:
        return Words("不再跟踪", "no longer followed")
    if task.state == "done":
        return Words("已完成", "done")
    if light == Light.RED and left is not None and left < 0:
        return Words(f"已超期 {-left} 天", f"{-left} days late")
    if light == Light.RED:
        return Words("滞后", "late")
    if light in {Light.AMBER, Light.BLUE} and left is not None and left <= (NEAR if light == Light.AMBER else SOON):
        return Words(f"还有 {left} 天到期", f"due in {left} days")
    if light == Light.AMBER:
        return Words(f"已有 {silent} 天没有新进展", f"nothing new for {silent} days")
    if light == Light.GREY:
        return Words("尚无已审核的进展", "nothing accepted yet")
    return Words("按时推进", "on time")
