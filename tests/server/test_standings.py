"""Where targets stand: each measure, comparator and nature, falling, nought and negative ones too; shares; verdicts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from conftest import made
from taizhang.catalogue.table import parse_table
from taizhang.server.accounts.acting import SERVER
from taizhang.server.ledger.catalogue import load_catalogue
from taizhang.server.ledger.models import Indicator, Plan, PlanVersion, Target
from taizhang.server.ledger.observations.actions import enter
from taizhang.server.ledger.observations.figures import Figure
from taizhang.server.ledger.standings.queries import standings, verdicts


@pytest.fixture
def plan(city):
    """The plan of the city for 2025, issued without targets."""
    row = made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))
    made(PlanVersion(plan=row, number=1, state="issued"))
    return row


def indicator_of(city, said):
    """One of the catalogue, or a region's own told as name:unit:nature:better."""
    if ":" not in said:
        return load_catalogue(SERVER, city.root, codes=[said])[0]
    name, unit, nature, better = said.split(":")
    own = Indicator(code=f"990100.{name}", region=city.region, unit=city.root, name=name)
    own.unit_of_measure, own.nature, own.better = unit, nature, better
    return made(own)


def aim(plan, indicator, said):
    """A target told as 'level >= 120' or 'growth range 5 6' or 'words 保持稳定增长', due at 'by 2025H1'."""
    said, _, due = said.partition(" by ")
    measure, *rest = said.split(" ")
    target = Target(version=plan.versions.get(), line=plan.versions.get().targets.count() + 1, indicator=indicator)
    target.measure, target.due, target.unit_of_measure = measure, due or "2025", indicator.unit_of_measure
    if measure == "words":
        target.words = rest[0]
    else:
        target.comparator = rest[0]
        target.value, target.value_to = (*map(Decimal, rest[1:]), None)[:2]
        target.places = max(-Decimal(rest[1]).as_tuple().exponent, 0)
    return made(target)


def reach(city, indicator, rows, unit=None):
    """Figures told as '2024 v=100; 2025-05 c=60 h=5.5'."""
    names = {"v": "value", "c": "cumulative", "g": "growth", "h": "cumulative_growth"}
    figures = []
    for row in filter(None, rows.split("; ")):
        period, *numbers = row.split(" ")
        said = {names[one[0]]: Decimal(one[2:]) for one in numbers if "=" in one}
        vintage = next((one for one in numbers if "=" not in one), "flash")
        figures.append(Figure(unit or city.root, indicator, period, vintage=vintage, **said))
    return [outcome.row for outcome in enter(SERVER, city.root, figures=figures)]


def cases(name):
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [pytest.param(row, id=row["name"]) for row in parse_table(name, text)]


@pytest.mark.parametrize("case", cases("standings.tsv"))
def test_worked_examples(case, city, plan):
    indicator = indicator_of(city, case["indicator"])
    target = aim(plan, indicator, case["target"])
    reach(city, indicator, case["figures"])
    (found,) = standings(plan, date.fromisoformat(case["on"]))
    assert found.target == target
    needed = "" if found.needed is None else "~".join(f"{end.normalize():f}" for end in dict.fromkeys(found.needed))
    pace = "" if found.pace is None else f"{found.pace:.2f}"
    assert f"{found.light} {pace} {needed}".strip() == case["shown"]


@pytest.mark.parametrize("case", cases("verdicts.tsv"))
def test_verdicts(case, city, plan):
    indicator = indicator_of(city, case["indicator"])
    aim(plan, indicator, case["target"])
    reach(city, indicator, case["figures"])
    (found,) = verdicts(plan, date(2026, 1, 20))
    assert found.verdict == case["verdict"]
