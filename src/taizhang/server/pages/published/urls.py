"""Which page of this part is where."""

from django.urls import URLPattern, path, register_converter

from taizhang.server.pages.published import keeping, views
from taizhang.server.pages.published.places import FORMS


class Form:
    """The form of data in an address: json or csv."""

    regex = "|".join(FORMS)

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(Form, "data_form")
PLAN, DOCUMENT = "public/plans/<int:plan>", "public/documents/<int:document>"
TARGET, TASK, TASKS = f"{PLAN}/targets/<int:line>", f"{PLAN}/tasks/<int:line>", f"{PLAN}/tasks/pages/<int:number>"
DATA = ".<data_form:form>"

urlpatterns: list[URLPattern] = [
    path("publishing", keeping.publishing, name="publishing"),
    path("publishing/<int:plan>/publish", keeping.publish, name="publish_plan"),
    path("publishing/<int:plan>/withdraw", keeping.withdraw, name="withdraw_plan"),
    path("public", views.index, name="published_index"),
    path(f"public{DATA}", views.index_data, name="published_index_data"),
    path(PLAN, views.plan, name="published_plan"),
    path(f"{PLAN}{DATA}", views.plan_data, name="published_plan_data"),
    path(TASKS, views.tasks, name="published_tasks"),
    path(f"{TASKS}{DATA}", views.tasks_data, name="published_tasks_data"),
    path(TARGET, views.target, name="published_target"),
    path(f"{TARGET}{DATA}", views.target_data, name="published_target_data"),
    path(TASK, views.task, name="published_task"),
    path(f"{TASK}{DATA}", views.task_data, name="published_task_data"),
    path(DOCUMENT, views.document, name="published_document"),
    path(f"{DOCUMENT}{DATA}", views.document_data, name="published_document_data"),
]
