"""The interface for programs, version 1: the same actions and queries as the pages."""

from taizhang.server.api.core import api

__all__ = ["api"]
