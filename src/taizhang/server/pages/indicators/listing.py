"""The table of indicators (指标) of a region and year: target beside actual, pace, light and small history."""

from collections.abc import Sequence
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.programmes.queries import followed as followed_indicators
from taizhang.server.ledger.programmes.queries import programmes_for
from taizhang.server.ledger.standings.lines import Line, lines, released
from taizhang.server.ledger.wording import NATURES
from taizhang.server.lib import clock
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import whole
from taizhang.server.pages.figures import Column, Figure, taken
from taizhang.server.pages.figures.figure import Value
from taizhang.server.pages.indicators.choosing import GROUPS, TARGETS, Choice, chosen, grouped, light_counts, lit
from taizhang.server.pages.indicators.rows import Row, row_of
from taizhang.server.pages.indicators.wording import LIGHTS
from taizhang.server.pages.language import language, said
from taizhang.server.pages.saved_views import saved_views
from taizhang.server.pages.scope import Scope, scope_of
from taizhang.writing.words import called

AT_ONCE = 200
COLUMNS = (
    Column(Words("计量单位", "unit of measure"), drawn="told"),
    Column(Words("目标", "target"), drawn="told"),
    Column(Words("实绩", "result"), drawn="told"),
    Column(Words("同比", "year on year"), "%", drawn="told"),
    Column(Words("期次", "period"), drawn="told"),
    Column(Words("达序时进度", "pace"), "%", drawn="told"),
    Column(Words("亮灯", "light"), drawn="told"),
    Column(Words("版本", "edition"), drawn="told"),
    Column(Words("发布日期", "released"), drawn="told"),
    Column(Words("归口单位", "authority"), drawn="told"),
    Column(Words("编号", "code"), drawn="told"),
)


@page
def indicators(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The table."""
    scope = scope_of(request, actor)
    choice = Choice.of(request.GET)
    plan = scope.plan
    found = lines(scope.unit, scope.year, plan, clock.today())
    programmes = {row.pk: row.name for row in programmes_for(actor, unit=scope.unit.pk)}
    followed = followed_indicators(programmes)
    every = rows_of(actor, found, scope)
    fitting = chosen(every, choice, followed)
    rows = lit(fitting, choice.light)
    table = as_table(rows, scope.year)
    if file := taken(request, [table]):
        return file
    at = _page(request.GET.get("page", ""), len(rows))
    return render(
        request,
        "indicators/list.html",
        {
            "scope": scope,
            "plan": plan,
            "choice": choice,
            "groups": list(grouped(rows[(at - 1) * AT_ONCE : at * AT_ONCE], choice.group, programmes, followed)),
            "count": len(rows),
            "known": len(every),
            "lights": light_counts(fitting),
            "natures": NATURES,
            "targets": TARGETS,
            "group_choices": GROUPS,
            "programmes": programmes,
            "headings": headings(choice),
            "pages": range(1, (len(rows) + AT_ONCE - 1) // AT_ONCE + 1),
            "at": at,
            "views": saved_views(request, actor, "indicators"),
        },
    )


def rows_of(actor: Actor, found: Sequence[Line], scope: Scope) -> list[Row]:
    """The lines as rows; figures lead to where they came from where the person may see that."""
    told = {line.unit for line in found if line.unit is not None}
    readable = {row.pk for row in Unit.objects.filter(actor.within("observation.read", "path"), pk__in=told)}
    when = released(found)
    return [row_of(line, scope, when, readable=line.unit in readable) for line in found]


def headings(choice: Choice) -> list[dict[str, object]]:
    """The columns by which the table sorts, each with how it is sorted now and by what a press sorts it."""
    columns = [
        ("name", Words("指标", "Indicator"), ""),
        ("", Words("计量单位", "Unit"), ""),
        ("", Words("目标", "Target"), "number"),
        ("value", Words("实绩", "Result"), "number"),
        ("growth", Words("同比", "Year on year"), "number"),
        ("", Words("期次", "Period"), ""),
        ("pace", Words("达序时进度", "Pace"), "number"),
        ("light", Words("亮灯", "Light"), ""),
        ("", Words("近12期", "Last 12"), ""),
        ("released", Words("发布", "Released"), ""),
    ]
    return [_heading(choice, *column) for column in columns]


def _heading(choice: Choice, key: str, words: Words, css: str) -> dict[str, object]:
    now = key != "" and choice.sort == key
    return {
        "key": key,
        "words": said(words),
        "css": css,
        "sorted": ("descending" if choice.down else "ascending") if now else "",
        "next": f"-{key}" if now and not choice.down else key if not now else "",
    }


def _page(asked: str, count: int) -> int:
    last = max(1, (count + AT_ONCE - 1) // AT_ONCE)
    return min(max(1, whole(asked) or 1), last)


def as_table(rows: Sequence[Row], year: int) -> Figure:
    """The table to be taken away, with all rows that are asked for."""
    return Figure(
        "indicators",
        Words(f"{year}年指标", f"Indicators of {year}"),
        Words("指标", "indicator"),
        COLUMNS,
        [_taken(row) for row in rows],
    )


def _taken(row: Row) -> list[Value]:
    return [
        row.name,
        row.indicator.unit_of_measure,
        row.wanted,
        row.result.value.normalize() if row.result else None,
        row.growth.value.normalize() if row.growth else None,
        row.period,
        None if row.pace is None else (row.pace * 100).quantize(Decimal("0.1")),
        called(f"light.{row.light}", language()) if row.light in LIGHTS else "",
        row.edition,
        row.released_on.isoformat() if row.released_on else "",
        row.authority,
        row.indicator.code,
    ]
