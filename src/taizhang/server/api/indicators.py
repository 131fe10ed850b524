"""The routes of indicators (指标)."""

from ninja import Router

router = Router(tags=["indicators"])
