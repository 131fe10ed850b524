"""The routes of plans (计划)."""

from ninja import Router

router = Router(tags=["plans"])
