"""Addresses of pages of other parts, where there are such."""

from django.urls import NoReverseMatch, reverse

from taizhang.server.ledger.adopting.queries import Became


def leads_to(name: str, *keys: object) -> str:
    """The address of a page; empty where this server has none of that name."""
    try:
        return reverse(name, args=keys)
    except NoReverseMatch:
        return ""


def of_ledger(became: Became) -> str:
    """Where a row of the ledger is shown: an indicator for its observations, a plan for its targets, a task."""
    row = became.row
    if became.kind == "task":
        return leads_to("task", row.pk)
    if became.kind == "target":
        return leads_to("plan", row.version.plan_id)  # type: ignore[union-attr]
    return leads_to("indicator", row.indicator.code)  # type: ignore[union-attr]
