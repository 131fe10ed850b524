"""The routes of forms (报表)."""

from ninja import Router

router = Router(tags=["forms"])
