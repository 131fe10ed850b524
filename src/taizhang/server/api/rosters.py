"""The routes of rosters (培育库)."""

from ninja import Router

router = Router(tags=["rosters"])
