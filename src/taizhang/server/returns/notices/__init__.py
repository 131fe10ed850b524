"""Messages to the people of a unit, in the application and by e-mail where a mail server is set."""

from taizhang.server.returns.notices.telling import mark_read, tell

__all__ = ["mark_read", "tell"]
