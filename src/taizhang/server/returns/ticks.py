"""What is done with returns again and again: their shells made, then aged, then who has not reported reminded."""

from taizhang.server.jobs.ticks import tick
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.forms import make_shells
from taizhang.server.returns.notices.reminding import remind_due
from taizhang.server.returns.workbooks.inbox import take_inbox

tick("returns.make_shells", minutes=60)(make_shells)
tick("returns.age", minutes=5)(age_returns)
tick("returns.remind", minutes=30)(remind_due)
tick("workbooks.inbox", minutes=1)(take_inbox)
