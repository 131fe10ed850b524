"""Indicators that took the place of others (公共财政预算收入, 一般公共预算收入). The table is data/successions.tsv."""

from functools import cache
from typing import Literal, NamedTuple, cast, get_args

from taizhang.catalogue.table import read_table

Change = Literal["renamed", "redefined"]


class Succession(NamedTuple):
    """The indicator that took the place of another, and what changed."""

    new: str
    change: Change


@cache
def successions() -> dict[str, Succession]:
    """By the id of the older indicator."""
    return {
        row["old"]: Succession(row["new"], cast("Change", row.one_of("change", get_args(Change))))
        for row in read_table("successions.tsv")
    }


def successor(indicator: str | None) -> str | None:
    """The indicator in whose place a figure is looked for today: its successor, or itself.

    >>> successor("budget_revenue.public_finance"), successor("gdp")
    ('budget_revenue.general_public', 'gdp')
    """
    found = successions().get(indicator or "")
    return found.new if found else indicator


def change_between(one: str | None, other: str | None) -> Change | None:
    """What changed where one of two indicators took the place of the other.

    >>> change_between("income.rural_per_capita", "income.rural_net_per_capita"), change_between("gdp", "gdp")
    ('redefined', None)
    """
    for old, new in ((one, other), (other, one)):
        found = successions().get(old or "")
        if found and found.new == new:
            return found.change
    return None
