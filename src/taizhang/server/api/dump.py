"""The routes of dump (全量)."""

from ninja import Router

router = Router(tags=["dump"])
