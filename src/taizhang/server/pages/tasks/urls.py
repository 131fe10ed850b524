"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.tasks import assigning, listing, livelihood, programmes, task

urlpatterns: list[URLPattern] = [
    path("tasks", listing.tasks, name="tasks"),
    path("tasks/sheet", listing.sheet, name="tasks_sheet"),
    path("tasks/drafts/<int:version>/assign", assigning.assign, name="tasks_assign"),
    path("tasks/<int:task>", task.task, name="task"),
    path("livelihood", livelihood.livelihood, name="tasks_livelihood"),
    path("programmes", programmes.programmes, name="tasks_programmes"),
    path("programmes/add", programmes.add_programme, name="tasks_add_programme"),
    path("programmes/<int:programme>", programmes.programme, name="tasks_programme"),
]
