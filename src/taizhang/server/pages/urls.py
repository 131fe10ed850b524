"""Which page is where; each part tells its own."""

from django.urls import URLPattern, URLResolver, include, path

from taizhang.server.pages import language

PARTS = (
    "overview",
    "indicators",
    "observing",
    "tasks",
    "documents",
    "checks",
    "entry",
    "plans",
    "published",
    "administration",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("language", language.choose, name="choose_language"),
    *(path("", include(f"taizhang.server.pages.{part}.urls")) for part in PARTS),
]
