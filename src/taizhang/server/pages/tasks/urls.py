"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.tasks import assigning, decisions, deeds, listing, livelihood, programmes, task
from taizhang.server.pages.tasks.mine import page as mine

urlpatterns: list[URLPattern] = [
    path("mine", mine.mine, name="mine"),
    path("mine/read", mine.read, name="mine_read"),
    path("mine/figures/accept", mine.accept_figures, name="mine_accept_figures"),
    path("tasks", listing.tasks, name="tasks"),
    path("tasks/sheet", listing.sheet, name="tasks_sheet"),
    path("tasks/drafts/<int:version>/assign", assigning.assign, name="tasks_assign"),
    path("tasks/<int:task>", task.task, name="task"),
    path("tasks/<int:task>/report", deeds.report, name="task_report"),
    path("tasks/<int:task>/extend", deeds.extend, name="task_extend"),
    path("tasks/<int:task>/parts", deeds.break_down, name="task_break"),
    path("tasks/<int:task>/remove-part", deeds.remove_part, name="task_remove_part"),
    path("tasks/<int:task>/adjust", deeds.adjust, name="task_adjust"),
    path("tasks/<int:task>/change", deeds.change, name="task_change"),
    path("tasks/<int:task>/remove", deeds.remove, name="task_remove"),
    path("tasks/<int:task>/programme", deeds.group, name="task_programme"),
    path("tasks/reports/<int:report>/decide", decisions.decide_report, name="task_decide_report"),
    path("tasks/reports/accept", decisions.accept_many, name="task_accept_reports"),
    path("tasks/extensions/<int:extension>/decide", decisions.decide_request, name="task_decide_extension"),
    path("livelihood", livelihood.livelihood, name="tasks_livelihood"),
    path("programmes", programmes.programmes, name="tasks_programmes"),
    path("programmes/add", programmes.add_programme, name="tasks_add_programme"),
    path("programmes/<int:programme>", programmes.programme, name="tasks_programme"),
]
