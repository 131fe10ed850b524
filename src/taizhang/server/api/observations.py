"""The routes of observations (数据)."""

from ninja import Router

router = Router(tags=["observations"])
