"""Firms, each once by its code, and their yearly figures, which an evaluation weighs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Firm, FirmFigure
from taizhang.server.ledger.rosters.codes import is_code, tidied
from taizhang.server.ledger.rosters.outcomes import Outcome, Told, refusal
from taizhang.server.lib.refusals import Invalid

WRONG_CODE = Words(
    "不是有效的统一社会信用代码（18 位，末位为校验码）", "is no unified social credit code (18 signs, the last checks)"
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a firm as a sheet has it."""

    code: str
    year: int
    measure: str
    value: Decimal
    unit_of_measure: str


@action("firm.keep")
def create_firm(act: Act, unit: Unit, *, code: str, name: str, industry: str = "", why: str = "") -> Firm:
    """Take up a firm at the unit in whose area it is counted."""
    code = checked_code(code)
    if Firm.objects.filter(code=code).exists():
        raise Invalid({"code": Words(f"代码 {code} 的企业已登记", f"the firm of code {code} is there already")})
    return act.create(new_firm(unit, code, name, industry))


@action("firm.keep")
def change_firm(
    act: Act, firm: Firm, /, *, expected: int, to_unit: Unit | None = None, why: str = "", **values: str
) -> Firm:
    """Change the name or trade of a firm, or move it to another unit, where the right is wanted too."""
    if "name" in values and not values["name"].strip():
        raise Invalid({"name": Words("企业名称不能为空", "a firm needs a name")})
    if to_unit is None:
        return act.update(firm, expected=expected, **values)
    act.actor.wants("firm.keep", to_unit)
    return act.update(firm, expected=expected, unit=to_unit, region=to_unit.region, **values)


@action("firm.keep")
def enter_figures(act: Act, unit: Unit, *, rows: Sequence[FigureRow], why: str = "") -> list[Outcome]:
    """Enter figures of firms at the unit and below; each row is told what became of it."""
    firms = {f.code: f for f in Firm.objects.filter(unit__path__startswith=unit.path, code__in=_codes(rows))}
    held = {
        (figure.firm_id, figure.year, figure.measure): figure
        for figure in FirmFigure.objects.filter(firm__in=firms.values(), year__in={row.year for row in rows})
    }
    made: dict[tuple[int, int, str], FirmFigure] = {}
    told = [_enter(act, row, firms.get(tidied(row.code)), held, made) for row in rows]
    act.create_many(made.values())
    return [Outcome(number, *each) for number, each in enumerate(told, 1)]


def checked_code(code: str) -> str:
    """The code, tidied; Invalid where it is none."""
    tidy = tidied(code)
    if not is_code(tidy):
        raise Invalid({"code": Words(f"“{code}”{WRONG_CODE.zh}", f"{code!r} {WRONG_CODE.en}")})
    return tidy


def new_firm(unit: Unit, code: str, name: str, industry: str) -> Firm:
    """A firm, not saved yet."""
    if not name.strip():
        raise Invalid({"name": Words("企业名称不能为空", "a firm needs a name")})
    return Firm(code=code, name=name.strip(), region_id=unit.region_id, unit=unit, industry=industry)


def _enter(
    act: Act,
    row: FigureRow,
    firm: Firm | None,
    held: dict[tuple[int, int, str], FirmFigure],
    made: dict[tuple[int, int, str], FirmFigure],
) -> Told:
    if firm is None:
        return refusal(Words("本单位没有这家企业", "the unit has no such firm"))
    if not row.measure.isidentifier():
        return refusal(Words("指标名不能含符号或空格，也不能以数字开头", "a measure is named by a single word"))
    key = (firm.pk, row.year, row.measure)
    if key in made:
        return refusal(Words("与前面的行重复", "the same as an earlier row"))
    old = held.get(key)
    if old is None:
        made[key] = FirmFigure(
            firm=firm, year=row.year, measure=row.measure, value=row.value, unit_of_measure=row.unit_of_measure
        )
        return Told("new")
    if (old.value, old.unit_of_measure) == (row.value, row.unit_of_measure):
        return Told("same")
    act.update(old, value=row.value, unit_of_measure=row.unit_of_measure)
    return Told("changed")


def _codes(rows: Iterable[FigureRow]) -> set[str]:
    return {tidied(row.code) for row in rows}
