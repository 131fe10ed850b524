"""Which page is where."""

from django.urls import URLPattern, path

from taizhang.server.pages import home, late, returns_pages

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("returns", returns_pages.my_returns, name="my_returns"),
    path("returns/late", late.late, name="late"),
    path("returns/late/<int:filed>/remind", late.remind_late, name="remind_late"),
]
