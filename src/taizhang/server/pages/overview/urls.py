"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages.overview import page, trace

urlpatterns: list[URLPattern] = [
    path("", page.home, name="home"),
    path("trace/<str:kind>/<int:key>", trace.trace_page, name="trace"),
]
