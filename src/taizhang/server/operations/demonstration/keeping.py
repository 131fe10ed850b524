"""What the city keeps beside plan and returns: a ladder of firms, an evaluation of districts, a workbook come home."""

import io
from datetime import date

from openpyxl import load_workbook

from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.rosters.codes import check_sign
from taizhang.server.ledger.rosters.keeping import create_roster
from taizhang.server.ledger.rosters.many import FirmRow, enter_rows
from taizhang.server.ledger.scoring.actions import define_scorecard, run_scorecard
from taizhang.server.ledger.scoring.queries import example
from taizhang.server.operations.demonstration.cast import Cast
from taizhang.server.operations.demonstration.work import speaker
from taizhang.server.returns.models import Return
from taizhang.server.returns.workbooks.dropping import drop_workbook
from taizhang.server.returns.workbooks.exporting import return_workbook

LADDER = "科技企业梯度培育"
SMALL, HIGH = "科技型中小企业", "高新技术企业"
FIRMS = (
    ("云澜精工轴承有限公司", "YL-QT", "通用设备制造", HIGH, date(2022, 11, 18)),
    ("青汀新材料科技有限公司", "YL-QT", "化学原料", HIGH, date(2023, 12, 6)),
    ("石陂光伏玻璃有限公司", "YL-SP", "非金属矿物制品", HIGH, date(2024, 10, 28)),
    ("云澜智算信息技术有限公司", "YL-GXQ", "软件和信息技术服务", SMALL, date(2024, 5, 20)),
    ("石陂山泉饮品有限公司", "YL-SP", "食品制造", SMALL, date(2025, 4, 15)),
)


def keep_ladder(cast: Cast) -> None:
    """Two rungs of a ladder, the upper one feeding the number of high-tech firms."""
    planner = cast.people["planner"]
    stock = Indicator.objects.get(code="high_tech_enterprises")
    rungs = {
        SMALL: create_roster(planner, cast.city, name=SMALL, ladder=LADDER, rank=1, valid_years=1),
        HIGH: create_roster(planner, cast.city, name=HIGH, ladder=LADDER, rank=2, valid_years=3, stock_id=stock.pk),
    }
    for name, roster in rungs.items():
        enter_rows(planner, roster, rows=[row for rung, row in firm_rows(cast) if rung == name])


def firm_rows(cast: Cast) -> list[tuple[str, FirmRow]]:
    """The firms, each with the rung on which it stands."""
    found = []
    for number, (name, unit, industry, rung, day) in enumerate(FIRMS, 1):
        code = f"91990100{number:09d}"
        row = FirmRow(code + check_sign(code), day, name, cast.units[unit].pk, industry, "认定公示名单")
        found.append((rung, row))
    return found


def evaluate(cast: Cast) -> None:
    """The districts evaluated for the year before, by the rules of the example."""
    planner, rules = cast.people["planner"], example("districts_year")
    card = define_scorecard(
        planner, cast.city, name="区县年度综合评价", subjects="units", rules=rules, source="示例规则"
    )
    run_scorecard(planner, card, period="2024")


def hand_in(cast: Cast, form: str) -> None:
    """A bureau hands the workbook of its June return in, a figure corrected; it waits to be put in."""
    unit = cast.units["YL-GX"]
    filed = Return.objects.select_related("form", "unit").get(form__name=form, unit=unit, period="2025-06")
    name, content = return_workbook(filed)
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    cell = next(
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float) and not cell.protection.locked
    )
    cell.value += 1
    out = io.BytesIO()
    book.save(out)
    drop_workbook(speaker(cast, unit), [out.getvalue()], name=name)
