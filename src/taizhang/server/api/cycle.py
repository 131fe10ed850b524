"""The routes of cycle (编制程序)."""

from ninja import Router

router = Router(tags=["cycle"])
