"""The page of where a value came from (溯源): the value, who had a hand in it, its sentence or cell, its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor, get_for
from taizhang.server.accounts.models import User
from taizhang.server.ledger.models import OBSERVATION, TASK, VERSION, Observation, Target, Task
from taizhang.server.ledger.observations.deriving import MEASURES
from taizhang.server.ledger.observations.queries import history_of
from taizhang.server.ledger.plans.queries import targets_for
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.tasks.queries import task_for
from taizhang.server.ledger.tracing import Origin, Said, Traced, trace
from taizhang.server.ledger.wording import VINTAGES, name_of, number
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import NotThere
from taizhang.server.lib.rows import Json
from taizhang.server.pages.answers import page
from taizhang.server.pages.forms.typed import Refusal, drawn_again
from taizhang.server.pages.observing.forms import GROWTHS, LEVELS, deciding
from taizhang.server.pages.overview.addresses import to
from taizhang.server.returns.models import Return

OBSERVED, AIMED, ANY = Words("数据", "observation"), Words("目标", "target"), Words("来源", "source")
ORIGINS: dict[Origin, Words] = {
    "document": Words("从文档读出", "read in a document"),
    "return": Words("单位填报", "reported in a return"),
    "import": Words("导入工作簿", "imported from a workbook"),
    "roster": Words("由培育库自动计数", "counted from a roster"),
    "typed": Words("手工录入", "typed by hand"),
}
NUMBERS = LEVELS | GROWTHS
VERDICTS = {
    "accept": Words("复核认可", "accepted"),
    "correct": Words("复核更正", "corrected"),
    "reject": Words("复核否定", "rejected"),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """What was read in a document, the verdict on it, and where it stands in the reading room."""

    said: Said
    verdict: Words | None
    address: str


@dataclass(frozen=True, slots=True)
class Past:
    """One row of the history: what it said, in which state, by whom and when, and why."""

    words: Words
    state: Words
    who: str
    at: datetime | None
    why: str
    address: str
    here: bool


@page
def trace_page(request: HttpRequest, actor: Actor, kind: str, key: int) -> HttpResponse:
    """Where a value came from."""
    return traced_page(request, actor, kind, key)


def traced_page(
    request: HttpRequest, actor: Actor, kind: str, key: int, refused: Refusal | None = None
) -> HttpResponse:
    """The page; with the form that was refused as it was typed."""
    row = traced(actor, kind, key)
    found = trace(actor, row)
    shown: dict[str, Any] = {
        "trace": found,
        "origin": ORIGINS[found.origin],
        "quoted": [_quoted(said) for said in found.said],
        "filed": _filed(actor, found.detail),
        **SHOWN[found.kind](actor, row),
        **drawn_again(deciding(actor, row) if isinstance(row, Observation) else {}, request.POST, refused),
    }
    return render(request, "overview/trace.html", shown, status=422 if refused else 200)


def traced(actor: Actor, kind: str, key: int) -> Traced:
    """The row of a kind that the actor may see; NotThere for a kind that has no traces."""
    match kind:
        case "observation":
            rows = Observation.objects.select_related("unit", "indicator", "authority")
            return get_for(actor, "observation.read", rows, key, OBSERVED)
        case "target":
            return get_for(actor, "plan.read", targets_for(actor), key, AIMED)
        case "task":
            return task_for(actor, key)
    raise NotThere(thing=ANY)


def _quoted(said: Said) -> Quoted:
    return Quoted(
        said,
        VERDICTS.get(said.verdict or ""),
        to("document", said.document, **{said.thing: said.key}),
    )


def _filed(actor: Actor, detail: Json) -> tuple[Return, str] | None:
    """The return in which a value was reported, with its address, where the actor may see it."""
    key = detail.get("return")
    if not isinstance(key, int):
        return None
    filed = Return.objects.select_related("form", "unit").filter(actor.within("return.read"), pk=key).first()
    return (filed, to("return", filed.pk)) if filed else None


def _observation(_: Actor, row: Observation) -> dict[str, Any]:
    indicator = row.indicator
    rows = history_of(row)
    names = _names([one.accepted_by or one.entered_by for one in rows])
    return {
        "name": name_of(indicator),
        "unit": row.unit,
        "value": _numbers(row),
        "period": period_of(row.period).words,
        "state": OBSERVATION.states[row.state],
        "good": row.state == "accepted" and row.current,
        "row": row,
        "vintage": VINTAGES[row.vintage],
        "history": [_past(one, row, names) for one in rows],
        "up": to("indicator", indicator.code, unit=row.unit_id, year=row.period_end.year),
    }


def _numbers(row: Observation) -> list[tuple[Words, str, str]]:
    """The numbers of a row: what each is, its digits and its unit."""
    found = []
    for name in MEASURES:
        value = getattr(row, name)
        if value is not None:
            level = name in {"value", "cumulative"}
            digits = number(value, row.places if level else 1)
            found.append((NUMBERS[name], digits, row.indicator.unit_of_measure if level else "%"))
    return found


def _past(one: Observation, shown: Observation, names: dict[int, str]) -> Past:
    zh, en = ("；".join(f"{words.zh} {digits}{unit}" for words, digits, unit in _numbers(one)), "")
    en = "; ".join(f"{words.en} {digits}{unit}" for words, digits, unit in _numbers(one))
    by = one.accepted_by or one.entered_by
    state = OBSERVATION.states[one.state]
    edition = VINTAGES[one.vintage]
    replaced = one.state == "accepted" and not one.current
    return Past(
        Words(f"{edition.zh}：{zh}", f"{edition.en}: {en}"),
        Words("已被更正", "replaced by a correction") if replaced else state,
        names.get(by, "") if by else "",
        one.accepted_at or one.entered_at,
        one.reason,
        to("trace", "observation", one.pk),
        one.pk == shown.pk,
    )


def _target(actor: Actor, row: Target) -> dict[str, Any]:
    plan = row.version.plan
    rows = targets_for(actor).filter(version__plan=plan, line=row.line).order_by("version__number")
    return {
        "name": name_of(row.indicator),
        "unit": plan.unit,
        "words": target_words(row),
        "period": period_of(row.due).words,
        "state": VERSION.states[row.version.state],
        "good": row.version.state == "issued",
        "row": row,
        "plan": plan,
        "history": [_past_target(one, row) for one in rows],
        "up": to("indicator", row.indicator.code, unit=plan.unit_id, year=plan.year),
    }


def _past_target(one: Target, shown: Target) -> Past:
    wanted, number = target_words(one), one.version.number
    return Past(
        Words(f"第 {number} 版：{wanted.zh}", f"version {number}: {wanted.en}"),
        VERSION.states[one.version.state],
        "",
        one.version.decided_at,
        one.version.reason,
        to("trace", "target", one.pk),
        one.pk == shown.pk,
    )


def _task(_: Actor, row: Task) -> dict[str, Any]:
    return {
        "name": Words(row.title, row.title),
        "unit": row.unit,
        "words": Words(row.deliverable or row.title, row.deliverable or row.title),
        "state": TASK.states[row.state],
        "good": row.state == "done",
        "row": row,
        "plan": row.plan,
        "history": [],
        "up": to("task", row.pk),
    }


def _names(keys: list[int | None]) -> dict[int, str]:
    people = User.objects.filter(pk__in={key for key in keys if key is not None})
    return {person.pk: str(person) for person in people}


SHOWN: dict[str, Any] = {"observation": _observation, "target": _target, "task": _task}
