"""The routes of documents (文档)."""

from ninja import Router

router = Router(tags=["documents"])
