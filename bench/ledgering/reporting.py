"""Forms with their shells for every month, some of them filled in, submitted and accepted; documents in their list."""

from datetime import date
from hashlib import sha256
from typing import Literal

from django.db import transaction

from ledgering.cast import Cast
from ledgering.scale import Scale
from taizhang.server.accounts.acting import SERVER, Act, log
from taizhang.server.documents.models import Document
from taizhang.server.lib import clock
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.deciding import accept_return
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.forms.defining import define_form
from taizhang.server.returns.forms.given import RowIn, UnitIn
from taizhang.server.returns.forms.schedule import schedule_form
from taizhang.server.returns.models import Form, Return
from taizhang.server.returns.submitting import submit

FORMS = 2
MONTH: Literal["month"] = "month"


def make_forms(cast: Cast, scale: Scale) -> int:
    """Monthly forms of some units with the shells of all years; how many shells."""
    planner, count = cast.people["planner"], 0
    asked = [UnitIn(unit.pk) for unit in cast.units[1 : scale.reporting_units + 1]]
    rows = [RowIn(indicator.pk, position) for position, indicator in enumerate(cast.of_forms, start=1)]
    for number in range(FORMS):
        form = define_form(
            planner,
            cast.city,
            name=f"月度数据表{number + 1}",
            period_type=MONTH,
            columns=["value", "growth"],
            due_days=10,
            rows=rows,
            units=asked,
            starts_on=date(scale.past_years()[0], 1, 1),
        )
        count += sum(len(schedule_form(planner, form, year=year)) for year in scale.past_years())
    return count


def report(cast: Cast, scale: Scale) -> int:
    """Returns of some units filled in and submitted by one person, and all but the last month accepted by another."""
    planner, reviewer, last = cast.people["planner"], cast.people["reviewer"], scale.months()[-1]
    form = Form.objects.order_by("pk")[0]
    units = [unit.pk for unit in cast.units[1 : scale.returned_units + 1]]
    cells = [
        CellIn(column, position=position, value="12.5")
        for position in range(1, len(cast.of_forms) + 1)
        for column in form.columns
    ]
    returns = Return.objects.filter(form=form, unit__in=units).select_related("form__plan", "unit").order_by("pk")
    for filed in returns:
        done = fill_cells(planner, filed, cells=cells).filed
        done = submit(planner, done, expected=done.revision)
        if filed.period != last:
            accept_return(reviewer, done, expected=done.revision)
    return len(returns)


def make_documents(cast: Cast, scale: Scale) -> int:
    """Documents as rows of the list; their bytes are not what is measured."""
    documents = (
        Document(
            unit=(unit := cast.units[number % len(cast.units)]),
            region_id=unit.region_id,
            name=f"第{number + 1}号文件.docx",
            title=f"关于第{number + 1}项工作的通知",
            kind="notice",
            year=scale.past_years()[-1],
            sha256=sha256(str(number).encode()).hexdigest(),
            size=10_000,
            uploaded_at=clock.now(),
            state=Document.State.READ,
        )
        for number in range(scale.documents)
    )
    act = Act(SERVER, "document.upload")
    with transaction.atomic():
        act.create_many(documents)
        log(act, cast.city)
    return scale.documents
