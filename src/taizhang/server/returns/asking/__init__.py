"""What validation asks about a value at entry: it wants a reason, it refuses nothing."""

from taizhang.server.returns.asking.asks import Ask
from taizhang.server.returns.asking.run import RULES, asks_of

__all__ = ["RULES", "Ask", "asks_of"]
