"""What is asked of the loaded ledger: every list and dashboard of some weight."""

from collections.abc import Iterator

from ledgering.asking import Question
from ledgering.cast import Cast
from ledgering.scale import Scale
from taizhang.server.ledger.models import Breakdown, Observation, Plan, Task
from taizhang.server.log.models import Entry
from taizhang.server.returns.models import Return

PAGE = {"limit": 1000}


def questions(cast: Cast, scale: Scale) -> list[Question]:
    """All of them."""
    return [*of_figures(cast, scale), *of_dashboards(cast, scale), *of_tasks(cast), *of_returns(), *of_the_rest(cast)]


def of_figures(cast: Cast, scale: Scale) -> Iterator[Question]:
    """Lists of observations, from the first page and from far behind, by every filter."""
    path, month = "/observations", scale.months()[-1]
    unit, code = cast.units[-1].pk, cast.indicators[3].code
    far = Observation.objects.order_by("-pk").values_list("pk", flat=True)[scale.observations // 3]
    yield Question("observations, 100", path)
    yield Question("observations, 1000", path, PAGE)
    yield Question("observations from afar", path, {**PAGE, "after": far})
    yield Question("observations of a unit", path, {**PAGE, "unit": unit})
    yield Question("observations of an indicator", path, {**PAGE, "indicator": code})
    yield Question("observations of a month", path, {**PAGE, "period": month})
    yield Question("observations: unit, month", path, {**PAGE, "unit": unit, "period": month})
    yield Question("observations: indicator, month", path, {**PAGE, "indicator": code, "period": month})
    yield Question("observations: one series", path, {**PAGE, "unit": unit, "indicator": code})
    yield Question("observations to accept", path, {**PAGE, "state": "entered"})
    yield Question("observations of an edition", path, {**PAGE, "vintage": "final"})
    yield Question("observations as a district", path, PAGE, "district")
    yield Question("observations as a town", path, PAGE, "town")
    yield Question("to accept as a district", path, {**PAGE, "state": "entered"}, "district")
    yield Question("an observation", f"{path}/{far}")
    yield Question("editions of an observation", f"{path}/{far}/history")


def of_dashboards(cast: Cast, scale: Scale) -> Iterator[Question]:
    """Series, matrix, ranking, standings: many figures in one answer."""
    path, month, year = "/observations", scale.months()[-1], scale.past_years()[-1]
    unit, code, codes = cast.districts[0].pk, cast.indicators[0].code, [row.code for row in cast.indicators]
    plan = Plan.objects.get(year=year)
    version = plan.versions.get().pk
    many, one = {"period": month, "indicator": codes}, {"period": month, "indicator": code}
    districts, everywhere = {"below": cast.city.pk}, {"unit": [row.pk for row in cast.units]}
    yield Question("series of 3 years", f"{path}/series", {"unit": unit, "indicator": code, "first_year": year - 2})
    yield Question("matrix: districts", f"{path}/matrix", {**many, **districts})
    yield Question("matrix: all units", f"{path}/matrix", {**many, **everywhere})
    yield Question("ranking of districts", f"{path}/ranking", {**one, **districts})
    yield Question("ranking of all units", f"{path}/ranking", {**one, **everywhere})
    yield Question("standings", f"/plans/{plan.pk}/standings", {"on": f"{year}-07-10"})
    yield Question("standings, no shares", f"/plans/{plan.pk}/standings", {"on": f"{year}-07-10", "shares": False})
    yield Question("verdicts", f"/plans/{plan.pk}/verdicts")
    yield Question("plans", "/plans")
    yield Question("overview of a plan", f"/plans/{plan.pk}/overview")
    yield Question("calendar of a plan", f"/plans/{plan.pk}/calendar")
    yield Question("versions of a plan", f"/plans/{plan.pk}/versions")
    yield Question("targets", f"/plan-versions/{version}/targets")
    yield Question("targets beside last year", f"/plan-versions/{version}/targets/beside")
    yield Question("breakdowns of a plan", f"/plans/{plan.pk}/breakdowns")
    yield Question("check of a breakdown", f"/breakdowns/{Breakdown.objects.order_by('pk')[0].pk}/check")


def of_tasks(cast: Cast) -> Iterator[Question]:
    """Lists and counts of tasks."""
    task = Task.objects.order_by("pk")[0].pk
    district = cast.districts[0].pk
    yield Question("tasks, 100", "/tasks")
    yield Question("tasks, 1000", "/tasks", PAGE)
    yield Question("tasks below a district", "/tasks", {**PAGE, "unit": district, "below": True})
    yield Question("tasks led or supported", "/tasks", {**PAGE, "unit": district, "below": True, "supporting": True})
    yield Question("tasks with a red light", "/tasks", {**PAGE, "light": "red"})
    yield Question("tasks by words", "/tasks", {**PAGE, "words": "第77项"})
    yield Question("tasks as a district", "/tasks", PAGE, "district")
    yield Question("tasks counted by section", "/tasks/counts")
    yield Question("tasks counted by unit", "/tasks/counts", {"by": "unit"})
    yield Question("tasks counted as a district", "/tasks/counts", {}, "district")
    yield Question("tasks owed by a town", "/tasks/owed", {}, "town")
    yield Question("tasks owed by a district", "/tasks/owed", {}, "district")
    yield Question("livelihood commitments", "/livelihood")
    yield Question("a task", f"/tasks/{task}")
    yield Question("reports on tasks", "/task-reports", PAGE)
    yield Question("reports to accept", "/task-reports", {**PAGE, "state": "submitted"})
    yield Question("requests for later deadlines", "/task-extensions", PAGE)


def of_returns() -> Iterator[Question]:
    """Lists of returns, who is late, and the grid of one."""
    filed = Return.objects.filter(state="accepted").order_by("-pk")[0]
    yield Question("returns, 100", "/returns")
    yield Question("returns, 1000", "/returns", PAGE)
    yield Question("returns overdue", "/returns", {**PAGE, "state": "overdue"})
    yield Question("returns locked", "/returns", {**PAGE, "locked": True})
    yield Question("returns of a month", "/returns", {**PAGE, "period": filed.period})
    yield Question("returns as a district", "/returns", PAGE, "district")
    yield Question("who is late", "/returns/late", PAGE)
    yield Question("who is late, one month", "/returns/late", {"period": filed.period})
    yield Question("grid of a return", f"/returns/{filed.pk}/grid")
    yield Question("forms", "/forms")
    yield Question("states of a form", f"/forms/{filed.form_id}/states", {"period": filed.period})


def of_the_rest(cast: Cast) -> Iterator[Question]:
    """The log, documents, units and people."""
    entry = Entry.objects.filter(action="observation.enter").order_by("pk")[0]
    row = Observation.objects.order_by("pk")[len(cast.units)].pk
    yield Question("log, 100", "/log")
    yield Question("log, 1000", "/log", PAGE)
    yield Question("log by words", "/log", {**PAGE, "words": "投资计划"})
    yield Question("log of an action", "/log", {**PAGE, "action": "task.report"})
    yield Question("log below a district", "/log", {**PAGE, "unit": cast.districts[0].pk})
    yield Question("log of one row", "/log", {"model": "ledger.observation", "object_id": row})
    yield Question("an entry of 5000 changes", f"/log/{entry.pk}")
    yield Question("history of a row", f"/history/ledger.observation/{row}")
    yield Question("documents", "/documents", PAGE)
    yield Question("documents by words", "/documents", {**PAGE, "words": "第7"})
    yield Question("units", "/units", PAGE)
    yield Question("people", "/people", PAGE, "administrator")
    yield Question("regions", "/regions", PAGE)
    yield Question("indicators", "/indicators", PAGE)
    yield Question("indicators by words", "/indicators", {"search": "增加值"})
