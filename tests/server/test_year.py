"""One whole year of the example city through the API alone (bench/year): the ledger at its end is the expected one."""

import os
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from server.alone import database_of_its_own
from taizhang.catalogue.table import parse_table

ROOT = Path(__file__).parents[2]
REVENUE, TAX, JOBS = "budget_revenue.general_public", "budget_revenue.tax", "employment.urban_new"
PLACES = ("YL-QT", "YL-SP", "YL-GXQ")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="it starts taizhang serve and ends it by a signal")


def lived(*words):
    """What `bench/year` prints, which has to find nothing amiss."""
    command = [sys.executable, str(ROOT / "bench" / "year"), "--settings", "embedded_settings", *words]
    found = [str(ROOT / "tests"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(found)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-6000:]
    return done.stdout


def figure(said, name):
    """A figure at the end of what was printed."""
    line = next(line for line in said.splitlines() if line.startswith(f"  {name} "))
    return float(line.removeprefix(f"  {name} ").split()[0])


def whole_year(said):
    assert "step close: half_year → closed" in said
    assert figure(said, "differences") == 0
    assert figure(said, "values compared") > 7000
    assert figure(said, "refused as wanted") > 60
    assert figure(said, "parts found sound") == 3
    assert figure(said, "dumps that differ") == 0


@pytest.mark.long
@pytest.mark.skipif("TAIZHANG_DATABASE_URL" in os.environ, reason="of SQLite")
def test_a_year_by_the_api_alone_ends_as_expected():
    whole_year(lived())


@pytest.mark.long
@pytest.mark.skipif("TAIZHANG_DATABASE_URL" not in os.environ, reason="scripts/with-postgresql starts one")
def test_the_same_year_on_postgresql():
    with database_of_its_own(os.environ["TAIZHANG_DATABASE_URL"]) as url:
        whole_year(lived("--database", url))


def expected(unit, indicator):
    """The figures of a place that are expected, by month."""
    path = ROOT / "tests" / "cases" / "year_observations.tsv"
    rows = parse_table(path.name, path.read_text(encoding="utf-8"))
    wanted = {"unit": unit, "indicator": indicator, "current": "yes"}
    return {row["period"]: row for row in rows if all(row[name] == value for name, value in wanted.items())}


@pytest.mark.parametrize("unit", PLACES)
@pytest.mark.parametrize("indicator", [REVENUE, TAX, JOBS])
def test_the_expected_months_add_up(unit, indicator):
    rows, so_far = expected(unit, indicator), Decimal(0)
    for month in range(1, 13):
        row = rows[f"2025-{month:02d}"]
        so_far += Decimal(row["value"])
        assert Decimal(row["cumulative"]) == so_far


@pytest.mark.parametrize("unit", PLACES)
def test_the_expected_growth_follows_from_both_years_and_tax_is_a_part(unit):
    revenue, tax = expected(unit, REVENUE), expected(unit, TAX)
    for month in range(1, 13):
        now, then = (Decimal(revenue[f"{year}-{month:02d}"]["cumulative"]) for year in (2025, 2024))
        grown = ((now / then - 1) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert Decimal(revenue[f"2025-{month:02d}"]["cumulative_growth"]) == grown
        assert Decimal(tax[f"2025-{month:02d}"]["cumulative"]) < now
