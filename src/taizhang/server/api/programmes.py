"""The routes of programmes (专项)."""

from ninja import Router

router = Router(tags=["programmes"])
