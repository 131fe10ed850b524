"""The routes of notices (提醒)."""

from ninja import Router

router = Router(tags=["notices"])
