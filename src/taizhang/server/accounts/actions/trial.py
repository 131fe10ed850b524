"""In a trial the day is set, so that a whole year can be practised."""

from datetime import date

from django.conf import settings

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import WrongState


@action("trial.set")
def set_trial_day(_: Act, root: Unit, *, day: date | None, why: str = "") -> None:
    """Set the day for the whole server, or give the machine's clock back (None). Only where it runs as a trial."""
    if not settings.TRIAL or root.parent_id is not None:
        raise WrongState(
            thing=Words("本系统", "this server"),
            state=Words("正式运行", "no trial"),
            step=Words("设定演练日期", "setting the day"),
            detail=Words("；演练请以 TAIZHANG_TRIAL=yes 另行启动", ": start one with TAIZHANG_TRIAL=yes for practice"),
        )
    clock.set_day(day)
