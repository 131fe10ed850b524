"""The routes of tasks (任务)."""

from ninja import Router

router = Router(tags=["tasks"])
