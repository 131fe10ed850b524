"""What stands on published pages, for a server that answers and for a folder of files alike."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from taizhang.errors import Words
from taizhang.server.documents.models import Document
from taizhang.server.documents.queries import current_reading, public_documents
from taizhang.server.ledger.models import PLAN, Plan, Target, Task
from taizhang.server.ledger.publishing.promises import Promise, public_tasks, target_promises, task_promises
from taizhang.server.ledger.publishing.queries import public_plans
from taizhang.server.ledger.publishing.quoted import quoted_in, sentence_starts
from taizhang.server.ledger.publishing.rows import COLUMNS, row_of, values_of
from taizhang.server.ledger.tasks.standing import in_force
from taizhang.server.lib.refusals import NotThere
from taizhang.server.pages.published.data import Data
from taizhang.server.pages.published.text import set_out

MOST, FIRST = 100, 50
LIGHTS = ("green", "blue", "amber", "red", "grey")
PLAN_COLUMNS = ("id", "region", "government", "year", "title", "state", "published_at", "targets", "tasks")
QUOTED_COLUMNS = ("plan", "kind", "line", "name", "name_en", "wanted", "wanted_en", "start", "end", "sentence")
PROMISE, PAGE = Words("承诺", "promise"), Words("页", "page")


@dataclass(frozen=True, slots=True)
class Shown:
    """A page: what it is made with, and its data."""

    template: str
    context: dict[str, Any]
    data: Data

    def told(self, places: object) -> dict[str, Any]:
        """What the template is given, with how it leads to other pages."""
        return {**self.context, "places": places, "trial": settings.TRIAL}


@dataclass
class Published:
    """A published plan on a day; what of it is asked for more than once is read once."""

    plan: Plan
    on: date

    @cached_property
    def targets(self) -> list[Promise]:
        """Its targets."""
        return target_promises(self.plan, self.on)

    @cached_property
    def livelihood(self) -> list[Promise]:
        """The first of its livelihood commitments."""
        rows = self.tasks.filter(kind=Task.Kind.LIVELIHOOD)[:FIRST]
        return task_promises(list(rows), self.on)

    @cached_property
    def task_count(self) -> int:
        """How many tasks it has, livelihood commitments among them."""
        return self.tasks.count()

    @property
    def tasks(self) -> "QuerySet[Task]":
        """Its tasks and livelihood commitments."""
        return public_tasks(self.plan, self.on)

    @property
    def pages(self) -> int:
        """How many pages its tasks fill; at least one."""
        return max(1, -(-self.task_count // MOST))

    def about(self) -> dict[str, Any]:
        """What rows of data are of."""
        plan = self.plan
        return {"plan": plan.pk, "government": str(plan.unit), "year": plan.year, "title": plan.title, "as_of": self.on}


def index(on: date) -> Shown:
    """All published plans and documents."""
    plans = list(_counted().order_by("-year", "region__code"))
    documents = list(public_documents().order_by("-year", "region__code", "pk"))
    data = Data({"as_of": on}, PLAN_COLUMNS, lambda: [_plan_row(plan) for plan in plans])
    shown = [(plan, PLAN.states[plan.state]) for plan in plans]
    return Shown("published/index.html", {"plans": shown, "documents": documents, "on": on}, data)


def _counted() -> Any:
    """Published plans with how many targets and tasks each has."""
    targets = Target.objects.filter(version__plan=OuterRef("pk"), version__state="issued").order_by()
    tasks = Task.objects.filter(in_force(), plan=OuterRef("pk")).exclude(version=None).order_by()
    return public_plans().annotate(
        targets=Coalesce(Subquery(targets.values("version__plan").annotate(n=Count("pk")).values("n")), 0),
        promised=Coalesce(Subquery(tasks.values("plan").annotate(n=Count("pk")).values("n")), 0),
    )


def _plan_row(plan: Any) -> list[object]:
    return [
        plan.pk,
        str(plan.region),
        str(plan.unit),
        plan.year,
        plan.title,
        plan.state,
        plan.published_at.isoformat(),
        plan.targets,
        plan.promised,
    ]


def plan_page(published: Published) -> Shown:
    """A plan: its targets, its livelihood commitments, how its tasks stand."""
    tasks: Any = published.tasks  # `light` is no column
    lights = Counter(dict(tasks.order_by().values_list("light").annotate(Count("pk"))))
    context = {
        "published": published,
        "plan": published.plan,
        "state": PLAN.states[published.plan.state],
        "on": published.on,
        "targets": published.targets,
        "target_lights": _lights(Counter(each.light for each in published.targets if not each.verdict)),
        "livelihood": published.livelihood,
        "task_lights": _lights(lights),
    }
    return Shown("published/plan.html", context, promised(published, lambda: _all(published)))


def _all(published: Published) -> Sequence[Promise]:
    tasks = task_promises(list(published.tasks), published.on)
    return [*published.targets, *tasks]


def _lights(counted: "Counter[str]") -> list[tuple[str, int]]:
    return [(light, counted[light]) for light in LIGHTS if counted[light]]


def promised(published: Published, promises: Any) -> Data:
    """Promises as data."""
    return Data(published.about(), COLUMNS, lambda: [values_of(row_of(each)) for each in promises()])


def tasks_page(published: Published, number: int) -> Shown:
    """One page of the tasks of a plan; NotThere where there are not so many."""
    if not 1 <= number <= published.pages:
        raise NotThere(thing=PAGE)
    rows = task_promises(list(published.tasks[(number - 1) * MOST : number * MOST]), published.on)
    context = {
        "plan": published.plan,
        "on": published.on,
        "tasks": rows,
        "count": published.task_count,
        "number": number,
        "pages": list(range(1, published.pages + 1)),
    }
    return Shown("published/tasks.html", context, promised(published, lambda: rows))


def promise_page(published: Published, promise: Promise) -> Shown:
    """One promise: its sentence, where it stands, its evidence."""
    context = {"plan": published.plan, "on": published.on, "promise": promise}
    return Shown("published/promise.html", context, promised(published, lambda: [promise]))


def target_of(published: Published, line: int) -> Promise:
    """The target on a line of a plan, read without the others; NotThere where there is none."""
    held = Target.objects.filter(version__plan=published.plan, version__state="issued", line=line)
    target = held.select_related("indicator").first()
    found = target_promises(published.plan, published.on, target.indicator) if target else []
    return _on_line(found, line)


def task_of(published: Published, line: int) -> Promise:
    """The task or livelihood commitment on a line of a plan; NotThere where there is none."""
    rows = public_tasks(published.plan, published.on).filter(line=line)
    return _on_line(task_promises(list(rows), published.on), line)


def _on_line(promises: Sequence[Promise], line: int) -> Promise:
    for promise in promises:
        if promise.line == line:
            return promise
    raise NotThere(thing=PROMISE)


def document_page(document: Document, on: date) -> Shown:
    """A published document: its text, with the sentences that hold promises."""
    reading = current_reading(document)
    if reading is None:
        raise NotThere(thing=Words("文档", "document"))
    quoted = quoted_in(document, reading)
    text = reading.text
    about = {"document": document.pk, "title": str(document), "region": str(document.region), "text": text}
    rows = [
        [q.plan, q.kind, q.line, q.name.zh, q.name.en, q.wanted.zh, q.wanted.en, q.start, q.end, text[q.start : q.end]]
        for q in quoted
    ]
    context = {
        "document": document,
        "on": on,
        "paragraphs": set_out(text, quoted, sentence_starts(reading)),
        "quoted": len(quoted),
    }
    return Shown("published/document.html", context, Data(about, QUOTED_COLUMNS, lambda: rows))
