"""Which button of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.observing import deeds

urlpatterns: list[URLPattern] = [
    path("indicators/<str:code>/enter", deeds.enter, name="enter_figure"),
    path("figures/<int:key>/accept", deeds.accept, name="accept_figure"),
    path("figures/<int:key>/reject", deeds.reject, name="reject_figure"),
    path("figures/<int:key>/correct", deeds.correct, name="correct_figure"),
]
