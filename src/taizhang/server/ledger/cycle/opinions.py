"""Opinions on a draft or a report: asked of units, given article by article or countersigned, decided with reasons."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle.procedure import rules_for
from taizhang.server.ledger.cycle.stamps import document_for
from taizhang.server.ledger.models import PLAN, Opinion, Plan
from taizhang.server.ledger.models.cycle import OPINION
from taizhang.server.ledger.plans.frozen import locked
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid, WrongState

STAGE_STATES = {
    Opinion.Stage.CONSULTATION: "consultation",
    Opinion.Stage.EXAMINATION: "first_examination",
    Opinion.Stage.HALF_YEAR: "half_year",
}
ASK, GIVE = Words("征求或登记意见", "asking for opinions"), Words("提出意见", "giving an opinion")
COUNTERSIGN, DECIDE = Words("会签", "countersigning"), Words("处理", "deciding")
Said = tuple[str, str]


@action("opinion.ask")
def ask_opinions(
    act: Act,
    plan: Plan,
    *,
    unit_ids: Sequence[int],
    due_on: date | None = None,
    document_id: int | None = None,
    why: str = "",
) -> list[Opinion]:
    """Ask units for their opinions on the draft, one row for each, due on a day (or in the days of the procedure)."""
    now = _at_stage(plan, Opinion.Stage.CONSULTATION)
    due_on = due_on or clock.today() + timedelta(days=rules_for(now.region_id)["consult"].answer_days)
    if due_on < clock.today():
        raise Invalid({"due_on": Words("反馈期限不能早于今天", "the day is not before today")})
    document, asked_at = document_for(act, document_id), clock.now()
    return act.create_many(
        Opinion(plan=now, stage="consultation", unit=unit, due_on=due_on, document=document, asked_at=asked_at)
        for unit in _units_to_ask(now, unit_ids)
    )


def _units_to_ask(plan: Plan, unit_ids: Sequence[int]) -> Iterable[Unit]:
    """The units named: below the government, not closed, and not asked already without having answered."""
    below = Unit.objects.filter(path__startswith=plan.unit.path, closed_on=None)
    units = sorted(below.filter(pk__in=unit_ids), key=lambda unit: unit_ids.index(unit.pk))
    waiting = set(plan.opinions.filter(stage="consultation", state="asked").values_list("unit_id", flat=True))
    errors: dict[str, Words] = {}
    if not unit_ids or len(units) != len(set(unit_ids)) or plan.unit in units:
        errors["unit_ids"] = Words("只能向本级所属、未撤销的单位征求意见", "only units below, not closed, are asked")
    if again := [unit.name for unit in units if unit.pk in waiting]:
        named = "、".join(again)
        errors["unit_ids"] = Words(f"{named} 已在征求意见，尚未反馈", f"{named}: asked already, no answer yet")
    if errors:
        raise Invalid(errors)
    return units


@action("opinion.ask")
def record_opinion(
    act: Act,
    plan: Plan,
    *,
    stage: str,
    body: str,
    opinion: str,
    article: str = "",
    document_id: int | None = None,
    due_on: date | None = None,
    why: str = "",
) -> Opinion:
    """Record an opinion of a committee or the standing committee, which has no account; it wants a reply."""
    now = _at_stage(plan, stage)
    empty = {
        name: Words("必填", "is wanted") for name, text in (("body", body), ("opinion", opinion)) if not text.strip()
    }
    if empty:
        raise Invalid(empty)
    return act.create(
        Opinion(
            plan=now,
            stage=stage,
            unit=now.unit,
            body=body,
            state="given",
            article=article,
            opinion=opinion,
            document=document_for(act, document_id),
            asked_at=clock.now(),
            due_on=due_on,
            given_at=clock.now(),
        )
    )


@action("opinion.give")
def countersign(act: Act, opinion: Opinion, *, expected: int, why: str = "") -> Opinion:
    """Answer that the unit has no opinion."""
    _at_stage(opinion.plan, opinion.stage)
    state = OPINION.after(opinion.state, "countersign", COUNTERSIGN)
    return act.update(opinion, expected=expected, state=state, **_given(act))


@action("opinion.give")
def give_opinions(
    act: Act, opinion: Opinion, *, expected: int, articles: Sequence[Said], why: str = ""
) -> list[Opinion]:
    """Answer with opinions, each on an article: the row that was asked holds the first, new rows the others."""
    now = _at_stage(opinion.plan, opinion.stage)
    state = OPINION.after(opinion.state, "give", GIVE)
    if not articles or not all(said.strip() for _, said in articles):
        raise Invalid({"articles": Words("请逐条写明意见", "say the opinion on each article")})
    (article, said), *others = articles
    first = act.update(opinion, expected=expected, state=state, article=article, opinion=said, **_given(act))
    more = act.create_many(_further(act, now, opinion, other) for other in others)
    return [first, *more]


def _further(act: Act, plan: Plan, asked: Opinion, said: Said) -> Opinion:
    """One more opinion of a unit that was asked once."""
    row = Opinion(plan=plan, stage=asked.stage, unit=asked.unit, state="given", article=said[0], opinion=said[1])
    row.asked_at, row.due_on, row.document_id = asked.asked_at, asked.due_on, asked.document_id
    for name, value in _given(act).items():
        setattr(row, name, value)
    return row


def _given(act: Act) -> dict[str, object]:
    return {"given_by": act.user.pk if act.user else None, "given_at": clock.now()}


@action("opinion.decide")
def decide_opinion(
    act: Act, opinion: Opinion, *, expected: int, decision: str, reason: str = "", why: str = ""
) -> Opinion:
    """Adopt an opinion, in part or not, with a reason unless it is adopted whole. The right counts at the plan."""
    act.actor.wants("opinion.decide", opinion.plan.unit)
    act.not_by(opinion.given_by, opinion)
    plan = locked(opinion.plan)
    if plan.state == "closed":
        raise WrongState(thing=PLAN.name, state=PLAN.states[plan.state], step=DECIDE)
    state = OPINION.after(opinion.state, "decide", DECIDE)
    if decision != Opinion.Decision.ADOPTED and not reason.strip():
        raise Invalid({"reason": Words("部分采纳或不采纳时请说明理由", "say why it is not adopted, or only partly")})
    return act.update(
        opinion,
        expected=expected,
        state=state,
        decision=decision,
        decision_reason=reason,
        decided_by=act.user.pk if act.user else None,
        decided_at=clock.now(),
    )


def _at_stage(plan: Plan, stage: str) -> Plan:
    """The plan as it is now, if it stands where opinions of this stage are asked and answered."""
    now = locked(plan)
    if now.state != STAGE_STATES[Opinion.Stage(stage)]:
        raise WrongState(thing=PLAN.name, state=PLAN.states[now.state], step=ASK)
    return now
