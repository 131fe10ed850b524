"""The routes of breakdowns (分解)."""

from ninja import Router

router = Router(tags=["breakdowns"])
