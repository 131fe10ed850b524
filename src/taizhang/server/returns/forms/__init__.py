"""Forms: defined, changed for periods to come, and the calendar that makes the shells of their returns."""

from taizhang.server.returns.forms.changing import change_form
from taizhang.server.returns.forms.defining import define_form
from taizhang.server.returns.forms.given import RowIn, UnitIn
from taizhang.server.returns.forms.schedule import make_shells, schedule_form

__all__ = ["RowIn", "UnitIn", "change_form", "define_form", "make_shells", "schedule_form"]
