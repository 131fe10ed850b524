"""The routes of trial (试用)."""

from ninja import Router

router = Router(tags=["trial"])
