"""The background jobs of returns."""

from taizhang.server.returns.notices.mailing import mail_notices

__all__ = ["mail_notices"]
