"""The procedure of the cycle (编制程序): which steps a region takes, by what day, on what they rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle.actions import set_procedure
from taizhang.server.ledger.cycle.procedure import RESTS_ON, STEPS, due_days, json_of, rules_for
from taizhang.server.ledger.models import Procedure
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.administration.frame import WRONG, drawn, opened
from taizhang.server.pages.administration.typing import whole
from taizhang.server.pages.administration.units import unit_at
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import MENDED, Typed
from taizhang.server.pages.language import said
from taizhang.server.pages.scope import scope_of

PAGE = "admin_procedure"
BASES = {
    "nothing": Words("不需依据", "nothing"),
    "note": Words("文档或说明", "a document or a note"),
    "document": Words("须有文档", "a document"),
}
YEARS = {"-1": Words("上年", "year before"), "0": Words("当年", "same year"), "1": Words("次年", "year after")}
STAGES = {
    "": Words("—", "—"),
    "consultation": Words("征求意见", "consultation"),
    "examination": Words("初审意见", "first examination"),
    "half_year": Words("审议意见", "half-year"),
}
FLAGS = ("required", "silence_agrees")
NUMBERS = ("year", "answer_days", "days_ahead")
LINES = ("before", "ahead_of", "opinions", "rests_on", "source")


@dataclass(frozen=True, slots=True)
class Row:
    """One step as it is shown and set; `values` and `errors` by field."""

    step: str
    words: Words
    due: date | None
    values: Mapping[str, object]
    errors: Mapping[str, str]


@page
def procedure(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The procedure that holds at the government that was chosen."""
    opened(actor, PAGE)
    scope = scope_of(request, actor)
    return _page(request, actor, scope.unit)


@act
def set_steps(request: HttpRequest, actor: Actor, unit: int) -> Words | HttpResponse:
    """Set all steps of the region."""
    opened(actor, PAGE)
    row, typed = unit_at(actor, unit), Typed(request.POST)
    try:
        steps: dict[str, object] = {step: _typed_step(typed, step) for step in STEPS}
        why, seen = typed.text("why"), typed.revision()
        typed.checked()
        set_procedure(actor, row, steps=steps, expected=seen or None, why=why)
    except MENDED as error:
        return _page(request, actor, row, error.errors if isinstance(error, Invalid) else {"": _words(error)})
    return Words("已设定编制程序", "The procedure is set")


def _words(error: Exception) -> Words:
    return Words(error.message("zh"), error.message("en"))  # type: ignore[attr-defined]


def _typed_step(typed: Typed, step: str) -> dict[str, object]:
    flags: dict[str, object] = {name: f"{step}.{name}" in typed.post for name in FLAGS}
    numbers = {name: whole(typed, f"{step}.{name}", -1, 366) or 0 for name in NUMBERS}
    return flags | numbers | {name: typed.line(f"{step}.{name}", 300) for name in LINES}


def _page(request: HttpRequest, actor: Actor, unit: Unit, errors: Mapping[str, Words] | None = None) -> HttpResponse:
    scope, own = scope_of(request, actor), Procedure.objects.filter(region_id=unit.region_id).first()
    rules = rules_for(unit.region_id)
    days, kept = due_days(rules, scope.year), json_of(rules)
    wrong = {name: said(words) for name, words in (errors or {}).items()}
    told = {
        "scope": scope,
        "unit": unit,
        "own": own,
        "may": actor.may("procedure.set", unit),
        "rows": [_row(request, step, days[step], kept[step], wrong) for step in STEPS],
        "bases": [(name, BASES[name]) for name in RESTS_ON],
        "years": YEARS.items(),
        "stages": STAGES.items(),
        "steps": [("", Words("—", "—")), *STEPS.items()],
        "above": [words for name, words in wrong.items() if "." not in name],
        "typed_why": request.POST.get("why", ""),
    }
    return drawn(request, "procedure", opened(actor, PAGE), told, WRONG if wrong else 200)


def _row(
    request: HttpRequest, step: str, due: date | None, kept: Mapping[str, object], wrong: Mapping[str, str]
) -> Row:
    values = dict(kept)
    if request.method == "POST":
        values |= {name: request.POST.get(f"{step}.{name}", "") for name in (*LINES, *NUMBERS)}
        values |= {name: f"{step}.{name}" in request.POST for name in FLAGS}
    values["year"] = str(values["year"])
    errors = {name.removeprefix(f"{step}."): words for name, words in wrong.items() if name.startswith(f"{step}.")}
    return Row(step, STEPS[step], due, values, errors)
