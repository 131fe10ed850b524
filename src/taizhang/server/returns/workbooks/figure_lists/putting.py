"""Enter a list of figures, and put it back."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.accounts.models import Unit, User
from taizhang.server.ledger.models import OBSERVATION, Indicator, Observation
from taizhang.server.ledger.observations.recording import record
from taizhang.server.lib.refusals import WrongState
from taizhang.server.lib.rows import Json, digits
from taizhang.server.returns.models import ImportPart
from taizhang.server.returns.workbooks.differing import counts_of
from taizhang.server.returns.workbooks.figure_lists.reading import figure_from, why_of
from taizhang.server.returns.workbooks.restoring import fields_before, left_behind, written
from taizhang.server.returns.workbooks.said import said

TABLE = Observation._meta.label_lower
UNDO = Words("撤销", "undoing")
UNDONE = "撤销导入"


def put(act: Act, part: ImportPart) -> list[Json]:
    """Enter the figures; one that is refused by now says why, and keeps no other back."""
    rows = [row for row in part.rows if "put" in row]
    units = Unit.objects.select_related("region").in_bulk({row["put"]["unit"] for row in rows})
    indicators = Indicator.objects.select_related("authority").in_bulk({row["put"]["indicator"] for row in rows})
    entering = Act(act.actor, "observation.enter", changes=act.changes)  # asks for the right at the unit of each
    figures = [
        figure_from(
            units[row["put"]["unit"]],
            indicators[row["put"]["indicator"]],
            row["put"],
            {"import": part.drop_id, "row": row["row"]},
        )
        for row in rows
    ]
    for row, outcome in zip(rows, record(entering, figures), strict=True):
        if outcome.result == "refused":
            row.update(what="refused", why=said(why_of(outcome)), cells=[])
    act.update(part, rows=part.rows, counts=counts_of(part.rows))
    return [written(change) for change in act.changes if change.model == TABLE]


def must_be_open(part: ImportPart) -> None:
    """Raise where all figures were accepted since."""
    rows = Observation.objects.filter(pk__in=[one["id"] for one in part.written])
    if rows.exists() and not rows.filter(state="entered").exists():
        state = OBSERVATION.states["accepted"]
        detail = Words("；请按更正办理", "; correct it by a new figure")
        raise WrongState(thing=OBSERVATION.name, state=state, step=UNDO, detail=detail)


def back(act: Act, part: ImportPart) -> list[Json]:
    """Put figures back, and use those no more that were entered anew; what was saved or accepted since is left."""
    act.actor.wants("observation.enter", part.unit)
    rows = Observation.objects.select_related("unit", "indicator").in_bulk([one["id"] for one in part.written])
    names = User.objects.in_bulk({row.entered_by for row in rows.values() if row.entered_by is not None})
    left = []
    for one in reversed(part.written):
        row = rows[one["id"]]
        if row.revision != one["revision"] or (row.state != "entered" and one["before"] is None):
            who = str(names.get(row.entered_by or 0, "系统"))
            left.append(left_behind(str(row), digits(row.value) if row.value is not None else "", who))
        elif one["before"] is None:
            state = OBSERVATION.after(row.state, "reject", UNDO)
            reason = "；".join(filter(None, (row.reason, UNDONE)))
            act.update(row, state=state, current=False, reason=reason)
        else:
            act.update(row, **fields_before(Observation, one["before"]))
    return left
