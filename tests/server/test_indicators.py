"""Indicators: loaded from the catalogue."""

import pytest

from taizhang.server.accounts.acting import SERVER, Act
from taizhang.server.ledger.catalogue import load_indicators
from taizhang.server.ledger.models import Indicator
from taizhang.server.lib.refusals import Invalid


def test_indicators_of_the_catalogue_come_once_with_the_units_that_plans_print(db):
    act = Act(SERVER, "indicator.define")
    grain, gdp = sorted(load_indicators(act, ["gdp", "grain.output"]), key=lambda row: row.code, reverse=True)
    assert (gdp.name, gdp.unit_of_measure, gdp.nature, gdp.adds_up, gdp.real_growth) == (
        "地区生产总值",
        "亿元",
        "flow",
        True,
        True,
    )
    assert grain.unit_of_measure == "万吨"
    assert load_indicators(act, ["gdp"]) == [gdp]
    assert Indicator.objects.count() == 2
    assert len(act.changes) == 2


def test_an_id_that_the_catalogue_does_not_hold_is_named(db):
    with pytest.raises(Invalid, match=r"no\.such"):
        load_indicators(Act(SERVER, "indicator.define"), ["gdp", "no.such"])
