"""The tasks of a list as a table to be taken away, as CSV or Excel."""

from itertools import count

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.tasks.grouping import in_order
from taizhang.server.ledger.tasks.ordering import Order
from taizhang.server.ledger.tasks.queries import Wanted, as_listed
from taizhang.server.lib import clock
from taizhang.server.pages.figures import Column, Figure
from taizhang.server.pages.language import language, said
from taizhang.server.pages.tasks.rows import Row, row_of
from taizhang.writing.words import called

MOST = 20_000
COLUMNS = (
    Words("编号", "id"),
    Words("章节", "section"),
    Words("任务", "task"),
    Words("牵头单位", "lead unit"),
    Words("配合单位", "supporting units"),
    Words("完成时限", "deadline"),
    Words("成果", "deliverable"),
    Words("专项", "programme"),
    Words("状态", "state"),
    Words("亮灯", "light"),
    Words("灯的说明", "the light in words"),
    Words("自报进度（%）", "stated percent"),
    Words("最近进展日期", "day of the latest report"),
    Words("最近进展", "latest report"),
)


def table_of(actor: Actor, wanted: Wanted, order: Order) -> Figure:
    """All tasks asked for, in the order of the list."""
    today, numbers = clock.today(), count(1)
    found = as_listed(list(in_order(actor, wanted, order)[:MOST]))
    return Figure(
        key="tasks",
        title=Words("任务清单", "Tasks"),
        over=Words("序号", "No."),
        columns=tuple(Column(words, drawn="told") for words in COLUMNS),
        rows=[(next(numbers), *_cells(row_of(task, today))) for task in found],
    )


def _cells(row: Row) -> tuple[int | str | None, ...]:
    task, latest = row.task, row.latest
    return (
        task.pk,
        task.section,
        task.title,
        task.unit.name,
        row.supporters,
        f"{task.deadline:%Y-%m-%d}" if task.deadline else None,
        task.deliverable,
        task.programme.name if task.programme else None,
        said(row.state),
        called(f"light.{row.light}", language()) if row.light else None,
        row.light_said,
        task.percent,
        f"{latest.on:%Y-%m-%d}" if latest else None,
        latest.words if latest else None,
    )
