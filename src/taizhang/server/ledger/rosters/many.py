"""Many firms taken onto a roster at once, from the rows of a list; firms not yet known are taken up with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Firm, Roster, Standing
from taizhang.server.ledger.rosters.codes import tidied
from taizhang.server.ledger.rosters.counting import reach_of
from taizhang.server.ledger.rosters.firms import checked_code, new_firm
from taizhang.server.ledger.rosters.outcomes import Outcome, Told, refusal
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid

NO_UNIT = Words("新企业须注明所在区县或镇街（在名单范围内）", "a new firm needs its unit, within reach of the roster")


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm as a list has it. Name and unit are wanted of a firm that is not known yet."""

    code: str
    entered_on: date
    name: str = ""
    unit_id: int | None = None
    industry: str = ""
    basis: str = ""


@dataclass
class Batch:
    """What is known before the rows are gone through, and what they add."""

    roster: Roster
    firms: dict[str, Firm]
    units: dict[int, Unit]
    stays: dict[int, list[Standing]]
    new_firms: list[Firm] = field(default_factory=list)
    new_stays: list[tuple[Firm, FirmRow]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def take(self, row: FirmRow) -> Told:
        """What becomes of one row."""
        try:
            return self._take(row, checked_code(row.code))
        except Invalid as error:
            return refusal(Words(error.message("zh"), error.message("en")))

    def _take(self, row: FirmRow, code: str) -> Told:
        if code in self.seen:
            return refusal(Words("与前面的行重复", "the same firm as in an earlier row"))
        self.seen.add(code)
        if row.entered_on > clock.today():
            return refusal(Words("入库日期晚于今天", "the day lies ahead"))
        firm = self.firms.get(code)
        stays = self.stays.get(firm.pk, []) if firm else []
        if any(stay.entered_on == row.entered_on and stay.left_on is None for stay in stays):
            return Told("same")
        if any(stay.left_on is None or stay.left_on > row.entered_on for stay in stays):
            return refusal(Words("该企业在此日期已在库", "it stood there on that day already"))
        self.new_stays.append((firm or self._new_firm(row, code), row))
        return Told("new")

    def _new_firm(self, row: FirmRow, code: str) -> Firm:
        unit = self.units.get(row.unit_id or 0)
        if unit is None:
            raise Invalid({"unit_id": NO_UNIT})
        firm = new_firm(unit, code, row.name, row.industry)
        self.new_firms.append(firm)
        return firm


@action("roster.keep")
def enter_rows(act: Act, roster: Roster, *, rows: Sequence[FirmRow], why: str = "") -> list[Outcome]:
    """Take the firms of a list onto a roster; each row is told what became of it, and one refused stops no other."""
    Roster.objects.select_for_update().get(pk=roster.pk)
    firms = {firm.code: firm for firm in Firm.objects.filter(code__in={tidied(row.code) for row in rows})}
    stays: dict[int, list[Standing]] = {}
    for stay in Standing.objects.filter(roster=roster, firm__in=firms.values()):
        stays.setdefault(stay.firm_id, []).append(stay)
    within = Unit.objects.filter(closed_on=None, path__startswith=reach_of(roster).path)
    units = within.in_bulk({row.unit_id for row in rows if row.unit_id})
    batch = Batch(roster, firms, units, stays)
    told = [batch.take(row) for row in rows]
    act.create_many(batch.new_firms)
    act.create_many(
        Standing(roster=roster, firm=firm, entered_on=row.entered_on, basis=row.basis) for firm, row in batch.new_stays
    )
    return [Outcome(number, *each) for number, each in enumerate(told, 1)]
