"""Which page is where."""

from django.urls import URLPattern, path

from taizhang.server.pages import home

urlpatterns: list[URLPattern] = [path("", home.home, name="home")]
