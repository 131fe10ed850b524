"""What a reminder of tasks says: of one its name and day; of several the first of them, and how many they are."""

from taizhang.errors import Words
from taizhang.server.ledger.models import Task

NAMED = 5  # of several tasks so many are named
LATE_ONES = Words("已逾期，请报送进展或申请延期", "are past their deadlines: report on them, or ask for later ones")
DUE_ONES = Words("即将到期，请按时完成并报送进展", "are due soon: report on them by then")


def words_of(late: list[Task], due: list[Task]) -> Words:
    """What is said of the tasks that are late and of those that are due soon, at least one."""
    said = [*([_of_late(late)] if late else ()), *([_of_due(due)] if due else ())]
    return Words("；".join(each.zh for each in said), "; ".join(each.en for each in said))


def _of_late(tasks: list[Task]) -> Words:
    if len(tasks) > 1:
        return _of_several(tasks, LATE_ONES)
    task = tasks[0]
    zh = f"任务“{task.title}”应于 {task.deadline} 前完成，现已逾期，请报送进展或申请延期"
    return Words(zh, f"“{task.title}” was due on {task.deadline}: report on it, or ask for a later deadline")


def _of_due(tasks: list[Task]) -> Words:
    if len(tasks) > 1:
        return _of_several(tasks, DUE_ONES)
    task = tasks[0]
    zh = f"任务“{task.title}”将于 {task.deadline} 到期，请按时完成并报送进展"
    return Words(zh, f"“{task.title}” is due on {task.deadline}: report on it by then")


def _of_several(tasks: list[Task], ending: Words) -> Words:
    zh = "、".join(f"“{task.title}”（{task.deadline}）" for task in tasks[:NAMED])
    en = ", ".join(f"“{task.title}” ({task.deadline})" for task in tasks[:NAMED])
    more = f" and {len(tasks) - NAMED} more" if len(tasks) > NAMED else ""
    return Words(f"{zh}等 {len(tasks)} 项任务{ending.zh}", f"{len(tasks)} tasks {ending.en}: {en}{more}")
