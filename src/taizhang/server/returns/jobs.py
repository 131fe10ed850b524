"""The background jobs of returns."""

from taizhang.server.returns.notices.mailing import mail_notices
from taizhang.server.returns.workbooks.committing import commit_drop
from taizhang.server.returns.workbooks.dropping import read_drop

__all__ = ["commit_drop", "mail_notices", "read_drop"]
