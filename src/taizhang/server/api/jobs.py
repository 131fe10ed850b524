"""The routes of jobs (后台任务)."""

from ninja import Router

router = Router(tags=["jobs"])
