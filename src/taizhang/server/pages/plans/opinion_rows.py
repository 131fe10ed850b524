"""Consultation as a table: opinions asked and given, what became of each, and the forms for who may answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle.opinions import STAGE_STATES
from taizhang.server.ledger.cycle.queries import opinions_for
from taizhang.server.ledger.models import Opinion, Plan
from taizhang.server.ledger.models.cycle import OPINION
from taizhang.server.lib import clock
from taizhang.server.pages.forms.typed import Field, Form, options, told_of_lost
from taizhang.server.pages.plans.people import names_by_id
from taizhang.server.pages.plans.words import DECISIONS, STAGES

TAGS = {"asked": "tag-warn", "given": "tag-info", "countersigned": "tag-good", "decided": "tag-good"}
DECIDED_TAGS = {"adopted": "tag-good", "partly": "tag-warn", "not_adopted": "tag-bad"}
FEW = 3  # articles of one answer that the form holds at first; more are typed after these were sent


@dataclass(frozen=True, slots=True)
class Row:
    """An opinion: by whom, in which state, what became of it, and the form that is open below it."""

    opinion: Opinion
    by: str
    state: Words
    tag: str
    stage: Words
    decision: Words | None
    decision_tag: str
    given_by: str
    decided_by: str
    late: bool
    deeds: tuple[str, ...]
    form: Form | None


def consultation_of(request: HttpRequest, actor: Actor, plan: Plan, refused: Form | None) -> dict[str, Any]:
    """What the page shows of opinions; `refused` is a form of one of them or of asking, as it was typed."""
    rows = list(opinions_for(actor, plan=plan.pk).order_by("unit__order", "pk"))
    names = names_by_id([key for row in rows for key in (row.given_by, row.decided_by)])
    asked = _asking(request, actor, plan)
    if refused is not None and refused.key in {"ask", "record"}:
        asked = refused
    opened = (request.GET.get("opinion", ""), request.GET.get("do", ""))
    table = Table(actor, plan, names, opened, refused)
    shown = [table.row(row) for row in rows]
    told_of_lost(request, refused, [asked, *(row.form for row in shown)])
    return {
        "opinions": shown,
        "opinion_counts": [(words, sum(row.state == state for row in rows)) for state, words in OPINION.states.items()],
        "asking": asked,
        "to_ask": _to_ask(plan, rows) if asked is not None and asked.key == "ask" else [],
        "ticked": set(request.POST.getlist("unit_ids")),
        "may_ask": plan.state in STAGE_STATES.values() and actor.may("opinion.ask", plan.unit),
        "may_consult": plan.state == "consultation" and actor.may("opinion.ask", plan.unit),
        "steps_home": reverse("plan_steps", args=[plan.pk]),
    }


@dataclass(frozen=True, slots=True)
class Table:
    """Who looks at the opinions on which plan, which form is asked for, which was refused."""

    actor: Actor
    plan: Plan
    names: Mapping[int, str]
    opened: tuple[str, str]
    refused: Form | None

    def row(self, row: Opinion) -> Row:
        """An opinion as it is shown."""
        deeds = tuple(_deeds(self.actor, self.plan, row))
        return Row(
            opinion=row,
            by=row.body or row.unit.name,
            state=OPINION.states[row.state],
            tag=TAGS[row.state],
            stage=STAGES[row.stage],
            decision=DECISIONS.get(row.decision),
            decision_tag=DECIDED_TAGS.get(row.decision, ""),
            given_by=self.names.get(row.given_by or 0, ""),
            decided_by=self.names.get(row.decided_by or 0, ""),
            late=row.state == "asked" and row.due_on is not None and row.due_on < clock.today(),
            deeds=deeds,
            form=self._form(row, deeds),
        )

    def _form(self, row: Opinion, deeds: tuple[str, ...]) -> Form | None:
        """The form that is open below an opinion."""
        if self.refused is not None and self.refused.key in {f"give-{row.pk}", f"decide-{row.pk}"}:
            return self.refused
        asked, deed = self.opened
        return FORMS[deed](row) if asked == str(row.pk) and deed in deeds and deed in FORMS else None


def _deeds(actor: Actor, plan: Plan, row: Opinion) -> Iterable[str]:
    """What the person may do with an opinion now."""
    if (
        row.state == "asked"
        and plan.state == STAGE_STATES[Opinion.Stage(row.stage)]
        and actor.may("opinion.give", row.unit)
    ):
        yield from ("give", "countersign")
    own = actor.user is not None and row.given_by == actor.user.pk
    if row.state == "given" and plan.state != "closed" and not own and actor.may("opinion.decide", plan.unit):
        yield "decide"


def giving(row: Opinion) -> Form:
    """The form in which a unit gives its opinions, article by article."""
    fields = [
        field
        for at in range(1, FEW + 1)
        for field in (
            Field(
                f"article_{at}", Words(f"条目 {at}", f"article {at}"), help=ARTICLE if at == 1 else None, first=at == 1
            ),
            Field(f"opinion_{at}", Words(f"意见 {at}", f"opinion {at}"), "text", required=at == 1),
        )
    ]
    return _form("give", row, Words("提出意见", "Give"), fields)


ARTICLE = Words("如 二、主要目标 第3条", "as: part 2, article 3")


def deciding(row: Opinion) -> Form:
    """The form in which an opinion is adopted or not."""
    fields = [
        Field("decision", Words("处理", "decision"), "choice", "adopted", options(DECISIONS), first=True),
        Field(
            "reason",
            Words("理由", "reason"),
            "text",
            help=Words("部分采纳、不采纳须说明", "wanted unless adopted whole"),
        ),
    ]
    return _form("decide", row, Words("处理意见", "Decide"), fields)


FORMS = {"give": giving, "decide": deciding}


def _form(name: str, row: Opinion, button: Words, fields: list[Field]) -> Form:
    back = f"{reverse('plan_steps', args=[row.plan_id])}#opinion-{row.pk}"
    seen = Field("revision", Words("", ""), "hidden", str(row.revision))
    deed = reverse(f"plan_opinion_{name}", args=[row.pk])
    return Form(f"{name}-{row.pk}", deed, back, button, (*fields, seen), cancel=back)


def _asking(request: HttpRequest, actor: Actor, plan: Plan) -> Form | None:
    if "record" in request.GET and plan.state in STAGE_STATES.values() and actor.may("opinion.ask", plan.unit):
        return recording(plan)
    if "ask" in request.GET and plan.state == "consultation" and actor.may("opinion.ask", plan.unit):
        return asking(plan)
    return None


def asking(plan: Plan) -> Form:
    """The form that asks units for their opinions."""
    back = reverse("plan_steps", args=[plan.pk])
    days = Words("不填按本地程序规定的天数", "left empty: the days of the procedure")
    field = Field("due_on", Words("反馈期限", "answer by"), "date", help=days)
    return Form("ask", reverse("plan_ask", args=[plan.pk]), back, Words("征求意见", "Ask"), (field,), cancel=back)


def recording(plan: Plan) -> Form:
    """The form in which an opinion of a committee is recorded."""
    back = reverse("plan_steps", args=[plan.pk])
    fields = (
        Field(
            "body",
            Words("提出意见的机关", "body"),
            help=Words("如 市人大财经委", "as the finance committee"),
            required=True,
        ),
        Field("article", Words("条目", "article")),
        Field("opinion", Words("意见", "opinion"), "text", required=True),
        Field("due_on", Words("答复期限", "answer by"), "date"),
    )
    return Form(
        "record", reverse("plan_record", args=[plan.pk]), back, Words("登记意见", "Record"), fields, cancel=back
    )


def _to_ask(plan: Plan, rows: list[Opinion]) -> list[Unit]:
    """The units that may be asked: below the government, not waiting to answer already."""
    waiting = {row.unit_id for row in rows if row.stage == "consultation" and row.state == "asked"}
    below = Unit.objects.filter(path__startswith=plan.unit.path, closed_on=None).exclude(pk=plan.unit_id)
    return [unit for unit in below.exclude(kind=Unit.Kind.FIRM) if unit.pk not in waiting]
