"""Which page of this part is where."""

from django.urls import URLPattern, path

from taizhang.server.pages import saved_views
from taizhang.server.pages.indicators import detail, listing

urlpatterns: list[URLPattern] = [
    path("indicators", listing.indicators, name="indicators"),
    path("indicators/<str:code>", detail.indicator, name="indicator"),
    path("views/keep", saved_views.keep, name="keep_view"),
    path("views/<int:view>/change", saved_views.change, name="change_view"),
    path("views/<int:view>/remove", saved_views.remove, name="remove_view"),
]
