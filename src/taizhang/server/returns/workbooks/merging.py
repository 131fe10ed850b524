"""What one cell of a file asks for, against what stood in its template and what stands in the ledger now.

Only what a person changed in the file is put in. Where somebody else changed the same meanwhile nothing is overwritten:
both values are shown.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from taizhang.errors import Words
from taizhang.server.lib.rows import digits
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.columns import Column, unit_of
from taizhang.server.returns.models import Cell, FormRow
from taizhang.server.returns.typed import Figure, NoNumber, Typing, figure_of
from taizhang.server.returns.workbooks.base import Base, base_of, marked

BLANK = Words("空", "blank")


@dataclass(frozen=True, slots=True)
class Given:
    """What a file says of one cell; words are None where it has no column for them."""

    value: Typing
    comment: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a return: what stands there, what the file says, what stood in the template (None: not known).

    `own` tells that what stands there came from the same template by the same person, who has seen it. `who` is the
    name of the one who saved it last.
    """

    row: FormRow
    column: Column
    cell: Cell | None
    figure: Figure | None
    given: Given
    base: Base | None
    own: bool = False
    who: str = ""

    @property
    def now(self) -> Base:
        """What stands there, in the marks of a template."""
        return base_of(self.cell, self.column)

    @property
    def mark(self) -> str | None:
        """The value of the file in the marks of a template; None where it is no number."""
        if self.column.kind == "text":
            return marked(str(self.given.value or ""))
        try:
            figure = figure_of(self.given.value, unit_of(self.row, self.column))
        except NoNumber:
            return None
        return digits(figure.value) if figure else ""


def merged(spot: Spot) -> CellIn | Words | None:
    """What is to be put in; None where the file changes nothing; Words where somebody else changed it meanwhile."""
    now, mark = spot.now, spot.mark
    value = _touched(mark, spot.base.value if spot.base else None, now.value)
    comment = _touched_words(spot.given.comment, spot.base.comment if spot.base else None, now.comment)
    reason = _touched_words(spot.given.reason, spot.base.reason if spot.base else None, now.reason)
    if not (value or comment or reason):
        return None
    if spot.base is not None and not spot.own:
        refused = _clash(spot, mark if value else "", value=value, comment=comment, reason=reason)
        if refused is not None:
            return refused
    keeps_value = not value or mark == now.value
    return CellIn(
        spot.column.key,
        row=spot.row.pk,
        value=standing(spot) if keeps_value else spot.given.value,
        comment=spot.given.comment if comment else None,
        reason=spot.given.reason if value or reason else None,
        seen=now.revision,
    )


def standing(spot: Spot) -> Typing:
    """What stands there, as it was typed."""
    if spot.figure is not None:
        return spot.figure.converted or spot.figure.shown
    return spot.cell.text if spot.cell is not None else None


def _touched(mark: str | None, base: str | None, now: str) -> bool:
    """Whether the file changes a value. Without a template to compare with, a blank says nothing."""
    if mark is None:
        return True
    return mark != base if base is not None else mark not in {"", now}


def _touched_words(words: str | None, base: str | None, now: str) -> bool:
    return words is not None and _touched(marked(words), base, now)


def _clash(spot: Spot, mark: str | None, *, value: bool, comment: bool, reason: bool) -> Words | None:
    """What to tell where somebody else saved another value, comment or reason since the template was made."""
    base, now, given = spot.base or Base(), spot.now, spot.given
    by = _by(spot)
    if value and now.value not in {base.value, mark}:
        if spot.column.kind == "text":
            return Words(f"下载后已被改过（{by.zh}）；没有覆盖", f"changed since ({by.en}); not overwritten")
        seen, stands = _shown(base.value), _shown(now.value)
        return Words(
            f"您看到的是 {seen.zh}，现在是 {stands.zh}（{by.zh}）；没有覆盖",
            f"you saw {seen.en}, now it is {stands.en} ({by.en}); not overwritten",
        )
    words = (
        (comment, base.comment, now.comment, given.comment, Words("备注", "the comment")),
        (reason, base.reason, now.reason, given.reason, Words("说明原因", "the reason")),
    )
    for touched, was, stands_now, said, name in words:
        if touched and stands_now not in {was, marked(said or "")}:
            zh = f"{name.zh}在下载后已被改过（{by.zh}）；没有覆盖"
            return Words(zh, f"{name.en} was changed since ({by.en}); not overwritten")
    return None


def _shown(mark: str) -> Words:
    return Words(mark, mark) if mark else BLANK


def _by(spot: Spot) -> Words:
    if spot.cell is None:
        return BLANK
    day = timezone.localtime(spot.cell.entered_at)
    who = spot.who or "系统"
    return Words(f"{who} {day.month}月{day.day}日 改", f"by {spot.who or 'the server'} on {day:%Y-%m-%d}")


def shown(value: Typing | Figure) -> str:
    """A value as a preview shows it."""
    if isinstance(value, Figure):
        return format(value.shown, "f")
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else str(value)
