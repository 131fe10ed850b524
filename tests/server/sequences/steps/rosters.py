"""Firms, rosters that they climb, their counts; scorecards."""

from datetime import timedelta
from decimal import Decimal

from server.sequences.setting import code
from server.sequences.stage import likely, seen
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Firm, Roster, Scorecard, Standing
from taizhang.server.ledger.rosters import feeding, firms, keeping, many, staying
from taizhang.server.ledger.scoring import actions as scoring
from taizhang.server.lib import clock

FIRMS = Firm.objects.select_related("unit")
ROSTERS = Roster.objects.select_related("unit__parent", "unit__region", "stock", "added")
STANDINGS = Standing.objects.select_related("roster__unit", "firm")


def some_day(dice):
    """A day not long ago, now and then one that lies ahead."""
    return clock.today() - timedelta(days=dice.below(40) - 1)


@step(weight=1)
def create_firm(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "firm.keep", unit)
    number = code(10 + dice.below(9))
    return firms.create_firm(by, unit, code=number[:-1] if dice.wild() else number, name="云澜新厂")


@step(weight=1)
def change_firm(stage, dice):
    firm = dice.pick(FIRMS.order_by("pk"))
    to_unit = dice.pick(Unit.objects.select_related("region").order_by("pk")) if dice.below(2) else None
    by = stage.by(dice, "firm.keep", firm.unit)
    return firms.change_firm(by, firm, expected=seen(dice, firm), to_unit=to_unit, name="云澜改名厂")


@step()
def enter_firm_figures(stage, dice):
    by = stage.by(dice, "firm.keep", stage.city.root)
    said = {"year": 2024, "measure": dice.pick(("税收", "用地", "用 地")), "value": Decimal(dice.below(9))}
    rows = [firms.FigureRow(code=code(dice.below(6)), unit_of_measure="万元", **said) for _ in range(2)]
    return firms.enter_figures(by, stage.city.root, rows=rows)


@step(weight=1)
def create_roster(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    fed = dice.pick((None, stage.things.indicators.stock.pk, stage.things.indicators.added.pk))
    by = stage.by(dice, "roster.keep", unit)
    return keeping.create_roster(by, unit, name="瞪羚企业", ladder="科技", rank=3, stock_id=fed)


@step(weight=1)
def change_roster(stage, dice):
    roster = dice.pick(ROSTERS.order_by("pk"))
    by = stage.by(dice, "roster.keep", roster.unit)
    return keeping.change_roster(by, roster, expected=seen(dice, roster), valid_years=1 + dice.below(4))


@step()
def take_on(stage, dice):
    roster, firm = dice.pick(ROSTERS.order_by("pk")), dice.pick(FIRMS.order_by("pk"))
    by = stage.by(dice, "roster.keep", roster.unit)
    return staying.enter(by, roster, firm=firm, on=some_day(dice), basis="省厅公告")


@step(weight=1)
def take_on_many(stage, dice):
    roster = dice.pick(ROSTERS.order_by("pk"))
    by = stage.by(dice, "roster.keep", roster.unit)
    new = many.FirmRow(code(30 + dice.below(9)), some_day(dice), name="云澜小厂", unit_id=stage.city.east.pk)
    return many.enter_rows(by, roster, rows=[new, many.FirmRow(code(dice.below(4)), some_day(dice))])


@step()
def leave(stage, dice):
    standing = likely(dice, STANDINGS, left_on=None)
    by = stage.by(dice, "roster.keep", standing.unit)
    return staying.leave(by, standing, on=some_day(dice), because="迁出", expected=seen(dice, standing))


@step(weight=1)
def examine(stage, dice):
    standing = likely(dice, STANDINGS, left_on=None)
    by = stage.by(dice, "roster.keep", standing.unit)
    passed = dice.below(3) > 0
    return staying.examine(by, standing, on=some_day(dice), passed=passed, expected=seen(dice, standing))


@step()
def climb(stage, dice):
    standing = likely(dice, STANDINGS, left_on=None, roster__rank=1)
    to = likely(dice, ROSTERS, rank__gt=standing.roster.rank)
    by = stage.by(dice, "roster.keep", standing.unit)
    seen_now, stays = seen(dice, standing), bool(dice.below(2))
    return staying.climb(by, standing, to=to, on=some_day(dice), expected=seen_now, stays=stays)


@step()
def count(stage, dice):
    roster = likely(dice, ROSTERS, stock__isnull=False)
    by = stage.by(dice, "roster.keep", roster.unit)
    return feeding.count_roster(by, roster, period=dice.pick(("2025-01", "2025-02", "2025-03", "2025Q1", "2030")))


@step(weight=1)
def define_scorecard(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "scorecard.define", unit)
    item = {"key": "g", "zh": "工业总产值", "weight": 100, "method": "min_max"}
    item["from"] = {"indicator": "no.such" if dice.wild() else stage.things.indicators.output.code}
    return scoring.define_scorecard(by, unit, name="考核", subjects="units", rules={"zh": "考核", "items": [item]})


@step(weight=1)
def run_scorecard(stage, dice):
    card = dice.pick(Scorecard.objects.select_related("unit").order_by("pk"))
    by = stage.by(dice, "scorecard.run", card.unit)
    return scoring.run_scorecard(by, card, period=dice.pick(("2025-02", "2024-03", "2025")))
