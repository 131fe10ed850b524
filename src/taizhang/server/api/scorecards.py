"""The routes of scorecards (考核)."""

from ninja import Router

router = Router(tags=["scorecards"])
