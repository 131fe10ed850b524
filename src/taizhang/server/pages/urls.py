"""Which page is where; each part tells its own."""

from django.urls import URLPattern, URLResolver, include, path

from taizhang.server.pages import drop, home, language, late, returns_pages

PARTS = (
    "overview",
    "indicators",
    "tasks",
    "documents",
    "checks",
    "entry",
    "plans",
    "published",
    "administration",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("language", language.choose, name="choose_language"),
    path("returns", returns_pages.my_returns, name="my_returns"),
    path("returns/late", late.late, name="late"),
    path("returns/late/<int:filed>/remind", late.remind_late, name="remind_late"),
    path("workbooks/drop", drop.drop, name="drop_workbooks"),
    path("workbooks/<int:drop>", drop.workbook, name="workbook"),
    path("workbooks/<int:drop>/put-in", drop.put_in, name="put_in_workbook"),
    path("workbooks/<int:drop>/take-back", drop.take_back, name="take_workbook_back"),
    *(path("", include(f"taizhang.server.pages.{part}.urls")) for part in PARTS),
]
