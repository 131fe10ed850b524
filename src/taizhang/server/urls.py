"""Which address is answered by what."""

from django.urls import URLPattern, URLResolver, include, path

from taizhang.server.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
    path("", include("taizhang.server.pages.urls")),
]
