"""The routes of review (复核)."""

from ninja import Router

router = Router(tags=["review"])
