"""The routes of returns (填报)."""

from ninja import Router

router = Router(tags=["returns"])
