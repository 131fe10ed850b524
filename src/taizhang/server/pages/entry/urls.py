"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.entry import deciding, filling, late, locks, mine, workbooks

urlpatterns: list[URLPattern] = [
    path("returns", mine.my_returns, name="my_returns"),
    path("returns/late", late.late, name="late"),
    path("returns/late/<int:filed>/remind", late.remind_late, name="remind_late"),
    path("returns/locks", locks.locks, name="locks"),
    path("returns/locks/period", locks.lock_a_period, name="lock_period"),
    path("returns/locks/period/open", locks.unlock_a_period, name="unlock_period"),
    path("returns/<int:filed>", filling.entry_grid, name="return"),
    path("returns/<int:filed>/cells", filling.fill_return, name="fill_return"),
    path("returns/<int:filed>/submit", deciding.submit_return, name="submit_return"),
    path("returns/<int:filed>/accept", deciding.accept, name="accept_return"),
    path("returns/<int:filed>/send-back", deciding.back, name="send_back_return"),
    path("returns/<int:filed>/exempt", locks.open_return, name="exempt_return"),
    path("returns/<int:filed>/exempt/end", locks.close_return, name="end_exemption"),
    path("workbooks/drop", workbooks.drop, name="drop_workbooks"),
    path("workbooks/<int:drop>", workbooks.workbook, name="workbook"),
    path("workbooks/<int:drop>/put-in", workbooks.put_in, name="put_in_workbook"),
    path("workbooks/<int:drop>/take-back", workbooks.take_back, name="take_workbook_back"),
]
