"""Period value and cumulative, derived one from the other; growth from levels: worked examples."""

from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.catalogue.table import parse_table
from taizhang.server.ledger.models import Indicator
from taizhang.server.ledger.observations.deriving import Kind, Reported, Series

FLOW = Kind("flow", True)
KINDS = {"flow": FLOW, "stock": Kind("stock", True), "rate": Kind("rate", False), "real": Kind("flow", False)}


def series(kind, *rows):
    """A series of rows like ("2025-03", "c=30 g=5 final"): v value, c cumulative, g growth, h its cumulative growth."""
    ids = count(1)
    return Series(kind, tuple(_row(next(ids), period, said) for period, said in rows))


def _row(key, period, said):
    names = {"v": "value", "c": "cumulative", "g": "growth", "h": "cumulative_growth"}
    words = said.split()
    numbers = {names[word[0]]: Decimal(word[2:]) for word in words if "=" in word}
    vintage = next((word for word in words if "=" not in word), "flash")
    return Reported(key, period, vintage, *(numbers.get(name) for name in names.values()))


def shown(series, period):
    """What is known of a period: v=10 as reported, v*10 as derived."""
    figures = series.at(period)
    named = {"v": figures.value, "c": figures.cumulative, "g": figures.growth, "h": figures.cumulative_growth}
    return " ".join(
        f"{name}{'*' if cell.derived else '='}{cell.number.normalize():f}" for name, cell in named.items() if cell
    )


def cases():
    text = Path(__file__).with_name("deriving.tsv").read_text(encoding="utf-8")
    return [pytest.param(row, id=row["name"]) for row in parse_table("deriving.tsv", text)]


@pytest.mark.parametrize("case", cases())
def test_worked_examples(case):
    rows = [row.split(" ", 1) for row in case["rows"].split("; ")]
    assert shown(series(KINDS[case["kind"]], *rows), case["period"]) == case["shown"]


def test_real_and_rebased_series_and_percentages_do_not_grow_as_their_levels():
    def kind(**more):
        return Kind.of(Indicator(**({"code": "x", "name": "某数", "unit_of_measure": "亿元", "nature": "flow"} | more)))

    assert kind().divides
    assert not kind(real_growth=True).divides
    assert not kind(code="fixed_asset_investment").divides
    assert not kind(name="规上服务业营业收入", region_id=1).divides
    assert not kind(unit_of_measure="%", nature="rate").divides


@given(st.lists(st.decimals(min_value=-1000, max_value=1000, places=2), min_size=12, max_size=12))
def test_months_and_cumulatives_tell_the_same(months):
    sums = [sum(months[: n + 1], Decimal(0)) for n in range(12)]
    by_month = series(FLOW, *((f"2025-{n + 1:02d}", f"v={value}") for n, value in enumerate(months)))
    by_sum = series(FLOW, *((f"2025-{n + 1:02d}", f"c={value}") for n, value in enumerate(sums)))
    for n in range(12):
        period = f"2025-{n + 1:02d}"
        for known in (by_month.at(period), by_sum.at(period)):
            assert (known.value.number, known.cumulative.number) == (months[n], sums[n])
