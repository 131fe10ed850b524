"""Returns filled in on workbooks: dropped, put in, undone."""

from server.sequences.stage import likely
from server.sequences.steps.registry import step
from server.sequences.steps.returns import RETURNS, open_now
from server.workbook_cast import opened, put, saved
from taizhang.server.returns.models import Import
from taizhang.server.returns.workbooks import committing, undoing
from taizhang.server.returns.workbooks.dropping import drop_workbook
from taizhang.server.returns.workbooks.exporting import return_workbook

IMPORTS = Import.objects.select_related("unit").order_by("pk")
TYPED = (44, "45.5", "460000万元", "很多", None)


@step()
def drop_a_workbook(stage, dice):
    rows = RETURNS.select_related("form__plan", "unit__region").filter(form=stage.things.monthly)
    filed = likely(dice, rows, **open_now())
    by = stage.by(dice, "workbook.import", filed.unit)
    name, content = return_workbook(filed)
    book = opened(content)
    for column in ("value", "growth"):
        typed = dice.pick(TYPED[:2] if dice.below(3) else TYPED)
        put(book.worksheets[0], stage.things.indicators.output.name, column, typed)
    return drop_workbook(by, [saved(book)], name=name)


@step()
def put_a_workbook_in(stage, dice):
    drop = likely(dice, IMPORTS, state="previewed")
    return committing.commit(stage.by(dice, "workbook.import", drop.unit), drop)


@step(weight=1)
def undo_a_workbook(stage, dice):
    drop = likely(dice, IMPORTS, state="done")
    return undoing.undo(stage.by(dice, "workbook.undo", drop.unit), drop, why="有误")
