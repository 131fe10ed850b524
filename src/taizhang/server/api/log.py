"""The routes of log (日志)."""

from ninja import Router

router = Router(tags=["log"])
