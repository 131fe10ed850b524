"""Which address is answered by what."""

from django.urls import URLPattern, URLResolver, include, path

from taizhang.server.api import api
from taizhang.server.operations.health import health, readiness
from taizhang.server.operations.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health),
    path("readyz", readiness),
    path("metrics", metrics),
    path("accounts/", include("taizhang.server.accounts.urls")),
    path("api/v1/", api.urls),
    path("", include("taizhang.server.pages.urls")),
]
