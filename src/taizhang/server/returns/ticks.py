"""What is done again and again: shells of returns made, then aged, then those reminded who owe returns or tasks."""

from taizhang.server.jobs.ticks import tick
from taizhang.server.returns.ageing import age_returns
from taizhang.server.returns.forms import make_shells
from taizhang.server.returns.notices.deadlines import remind_of_tasks
from taizhang.server.returns.notices.reminding import remind_due
from taizhang.server.returns.workbooks.inbox import take_inbox

tick("returns.make_shells", minutes=60)(make_shells)
tick("returns.age", minutes=5)(age_returns)
tick("returns.remind", minutes=30)(remind_due)
tick("tasks.remind", minutes=30)(remind_of_tasks)
tick("workbooks.inbox", minutes=1)(take_inbox)
