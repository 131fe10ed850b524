"""Check: facts and links → findings, what does not add up. One short file a check, in `checks`."""

from taizhang.checking.case import Case
from taizhang.checking.run import check, message, ranked

__all__ = ["Case", "check", "message", "ranked"]
