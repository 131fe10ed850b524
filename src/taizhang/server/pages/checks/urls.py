"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.checks import comparing, listing, one, promises

urlpatterns: list[URLPattern] = [
    path("checks", listing.checks, name="checks"),
    path("checks/compare", comparing.compare, name="checks_compare"),
    path("checks/<int:finding>", one.finding, name="finding"),
    path("checks/<int:finding>/step", one.finding_step, name="finding_step"),
    path("promises", promises.promises, name="promises"),
    path("promises/<int:indicator>", promises.promise, name="promise"),
]
