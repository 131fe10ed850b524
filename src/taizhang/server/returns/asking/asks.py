"""A question about a value, and what the rules that ask may look at."""

from dataclasses import dataclass
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.periods import Period
from taizhang.server.lib.rows import Json, digits
from taizhang.server.returns.beside import Beside, Neighbours
from taizhang.server.returns.columns import Column, is_growth, unit_of
from taizhang.server.returns.models import FormRow
from taizhang.server.returns.sheet import Sheet
from taizhang.server.returns.typed import Figure


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: a code for programs, words for people."""

    code: str
    words: Words

    def json(self) -> Json:
        """The form in which a cell keeps it."""
        return {"code": self.code, "zh": self.words.zh, "en": self.words.en}


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure in its place: the sheet that it stands in, and what the ledger holds beside it."""

    sheet: Sheet
    beside: Beside
    row: FormRow
    column: Column
    figure: Figure

    @property
    def value(self) -> Decimal:
        """The number."""
        return self.figure.value

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.row.indicator

    @property
    def period(self) -> Period:
        """The period reported."""
        return self.sheet.period

    @property
    def grows(self) -> bool:
        """Whether it is a rate of growth."""
        return is_growth(self.row, self.column)

    @property
    def unit(self) -> str:
        """The unit in which it is written."""
        return unit_of(self.row, self.column)

    @property
    def near(self) -> Neighbours:
        """The figure of the last period and that of the same period last year."""
        return self.beside.at(self.row, self.column)

    def other(self, column: str) -> Figure | None:
        """The figure of another column of the same row."""
        return self.sheet.figures.get((self.row.pk, column))

    def said(self, value: Decimal) -> str:
        """A number with the unit of this cell."""
        return f"{digits(value)}{self.unit}"
