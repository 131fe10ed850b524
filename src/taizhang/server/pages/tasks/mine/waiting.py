"""What waits for a person's review or decision: what others sent in, never what they wrote themselves."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localtime

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.finding_lists import gravest_first
from taizhang.server.documents.models import FINDING
from taizhang.server.documents.queries import findings_for
from taizhang.server.ledger.adjusting.queries import adjustments_for
from taizhang.server.ledger.cycle.queries import opinions_for, proposals_for
from taizhang.server.ledger.models import Observation
from taizhang.server.ledger.observations.queries import observations_for
from taizhang.server.ledger.plans.frozen import BEFORE_APPROVAL
from taizhang.server.ledger.tasks.queries import extensions_for, reports_for
from taizhang.server.lib import clock
from taizhang.server.lib.periods import period_words
from taizhang.server.pages.checks.cards import message_of
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.words import STAGES
from taizhang.server.pages.tasks.mine.items import MOST, Item, Section, cut
from taizhang.server.pages.tasks.timeline import STEPS
from taizhang.server.pages.tasks.words import figure_words, version_words
from taizhang.server.returns.queries import returns_for

LOOK, DECIDE = Words("去审核", "Review"), Words("去处理", "Decide")
ACCEPT = Words("审核通过所选", "Accept those chosen")
KINDS: tuple[tuple[str, Words, Words], ...] = (
    ("returns", Words("待审填报", "Returns to review"), LOOK),
    ("reports", Words("待审任务进展", "Reports on tasks to review"), LOOK),
    ("extensions", Words("待批延期", "Later deadlines to decide on"), DECIDE),
    ("observations", Words("待审定数据", "Figures to accept"), LOOK),
    ("opinions", Words("待处理意见", "Opinions to decide on"), DECIDE),
    ("proposals", Words("待平衡或审定的建议值", "Proposals to balance or to approve"), DECIDE),
    ("adjustments", Words("待决定调整", "Adjustments to decide on"), DECIDE),
    ("findings", Words("待处理核查发现", "Findings to answer or to close"), DECIDE),
)


def waiting_sections(actor: Actor) -> Iterator[Section]:
    """What waits, what came first on top; reports and figures can be accepted many at once."""
    deeds = {"reports": "task_accept_reports", "observations": "mine_accept_figures"}
    places = {"returns": f"{reverse('my_returns')}?show=review", "findings": reverse("checks")}
    for key, words, button in KINDS:
        found, more = cut(FOUND[key](actor))
        many = ACCEPT if key in deeds else None
        yield Section(key, words, button, found, more, places.get(key, ""), many, deeds.get(key, ""))


def _returns(actor: Actor) -> Iterator[Item]:
    rows = returns_for(actor, state="submitted").filter(actor.within("return.accept"))
    for filed in rows.exclude(submitted_by=_me(actor)).order_by("submitted_at", "pk")[: MOST + 1]:
        detail, address = said(filed.period_words), reverse("return", args=[filed.pk])
        yield Item(filed.form.name, detail, filed.unit.name, address, since=_day(filed.submitted_at))


def _reports(actor: Actor) -> Iterator[Item]:
    rows = reports_for(actor, state="submitted").filter(actor.within("task.accept", "task__unit__path"))
    rows = rows.exclude(Q(by=_me(actor)) | Q(task__plan__state="closed")).order_by("at", "pk")
    for row in rows[: MOST + 1]:
        detail = f"{row.on:%Y-%m-%d} {said(STEPS[row.step])}：{row.words}"
        address = f"{reverse('task', args=[row.task_id])}#report-{row.pk}"
        chosen = f"{row.pk}:{row.revision}"
        yield Item(row.task.title, detail, row.reporter.name, address, since=_day(row.at), chosen=chosen)


def _extensions(actor: Actor) -> Iterator[Item]:
    rows = extensions_for(actor, state="asked").filter(actor.within("task.decide", "task__unit__path"))
    rows = rows.exclude(Q(by=_me(actor)) | Q(task__plan__state="closed")).order_by("at", "pk")
    for row in rows[: MOST + 1]:
        detail = f"{row.from_day or '—'} → {row.to_day}：{row.reason}"
        address = f"{reverse('task', args=[row.task_id])}#extension-{row.pk}"
        yield Item(row.task.title, detail, row.task.unit.name, address, since=_day(row.at))


def _observations(actor: Actor) -> Iterator[Item]:
    rows = observations_for(actor, state=Observation.State.ENTERED).filter(actor.within("observation.accept"))
    for row in rows.exclude(entered_by=_me(actor)).order_by("entered_at", "pk")[: MOST + 1]:
        figure, period = figure_words(row, row.indicator.unit_of_measure), period_words(row.period)
        detail, address = f"{said(period)} · {said(figure)}", reverse("trace", args=["observation", row.pk])
        chosen = f"{row.pk}:{row.revision}"
        yield Item(row.indicator.name, detail, row.unit.name, address, since=_day(row.entered_at), chosen=chosen)


def _opinions(actor: Actor) -> Iterator[Item]:
    rows = opinions_for(actor, state="given").filter(actor.within("opinion.decide", "plan__unit__path"))
    rows = rows.exclude(Q(given_by=_me(actor)) | Q(plan__state="closed")).order_by("given_at", "pk")
    for row in rows[: MOST + 1]:
        article = f"{row.article}：" if row.article else ""
        address = f"{reverse('plan_steps', args=[row.plan_id])}#opinion-{row.pk}"
        title = f"{row.plan.title} · {said(STAGES[row.stage])}"
        yield Item(title, f"{article}{row.opinion}", row.body or row.unit.name, address, since=_day(row.given_at))


def _proposals(actor: Actor) -> Iterator[Item]:
    """Plan by plan: proposals that units made and nobody balanced, and balanced ones that somebody else approves."""
    made = Q(proposed__isnull=False, balanced=None) & actor.within("proposal.balance")
    balanced = Q(balanced__isnull=False) & ~Q(balanced_by=_me(actor)) & actor.within("proposal.approve")
    rows = proposals_for(actor).filter(made | balanced, approved=None, plan__state__in=BEFORE_APPROVAL).order_by()
    for plan, title, unit, number in (
        rows.values_list("plan", "plan__title", "plan__unit__name").annotate(Count("pk")).order_by("plan")[: MOST + 1]
    ):
        detail = said(Words(f"{number} 项", f"{number} proposals"))
        yield Item(title, detail, unit, reverse("plan_proposals", args=[plan]))


def _adjustments(actor: Actor) -> Iterator[Item]:
    rows = adjustments_for(actor, state="proposed").filter(actor.within("adjustment.decide", "plan__unit__path"))
    proposed = rows.exclude(proposed_by=_me(actor)).order_by("pk").prefetch_related("steps")
    for row in proposed[: MOST + 1]:
        if _me(actor) not in row.also_by:
            put = [step.at for step in row.steps.all() if step.step == "propose"]
            address = f"{reverse('plan_versions', args=[row.plan_id])}#version-{row.pk}"
            detail = f"{said(version_words(row))}：{row.reason}"
            yield Item(row.plan.title, detail, row.plan.unit.name, address, since=_day(put[-1] if put else None))


def _findings(actor: Actor) -> Iterator[Item]:
    """Those to be answered, and those answered by others, to be closed."""
    answers = Q(state="open") & actor.within("finding.answer")
    closes = Q(state__in=("explained", "corrected")) & actor.within("finding.close")
    rows = gravest_first(findings_for(actor).filter(answers | closes))
    for row in rows[: MOST + 1]:
        trail = row.trail  # type: ignore[attr-defined]  # set by the query
        if row.state != "open" and trail and trail[-1].by == _me(actor):
            continue
        state = said(FINDING.states[row.state])
        address = reverse("finding", args=[row.pk])
        yield Item(message_of(row), state, row.unit.name, address, since=_day(row.found_at))


FOUND: dict[str, Callable[[Actor], Iterator[Item]]] = {
    "returns": _returns,
    "reports": _reports,
    "extensions": _extensions,
    "observations": _observations,
    "opinions": _opinions,
    "proposals": _proposals,
    "adjustments": _adjustments,
    "findings": _findings,
}


def _me(actor: Actor) -> int:
    """The id by which what one wrote oneself is told; none is nought."""
    return actor.user.pk if actor.user is not None else 0


def _day(at: datetime | None) -> date:
    return localtime(at).date() if at else clock.today()
