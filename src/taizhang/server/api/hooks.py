"""The routes of hooks (推送)."""

from ninja import Router

router = Router(tags=["hooks"])
