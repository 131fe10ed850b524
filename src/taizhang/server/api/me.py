"""The routes of me (本人)."""

from ninja import Router

router = Router(tags=["me"])
