"""The routes of workbooks (工作簿)."""

from ninja import Router

router = Router(tags=["workbooks"])
