"""The routes of findings (核查)."""

from ninja import Router

router = Router(tags=["findings"])
