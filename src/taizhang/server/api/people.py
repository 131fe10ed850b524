"""The routes of people (人员)."""

from ninja import Router

router = Router(tags=["people"])
