"""One step of the cycle as it is taken: allowed by the machine and the procedure, resting on something, stamped."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act
from taizhang.server.documents.models import Document
from taizhang.server.ledger.cycle.procedure import Rule, Rules, name_of, rules_for
from taizhang.server.ledger.models import PLAN, Opinion, Plan, PlanVersion, Step
from taizhang.server.ledger.plans.frozen import locked
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid

Missing = tuple[str, Words]
NO_DOCUMENT = Words("没有这份文档，或不在您的权限范围内", "there is no such document, or it is out of your reach")


def stamp(
    act: Act,
    plan: Plan,
    step: str,
    *,
    expected: int,
    document_id: int | None = None,
    note: str = "",
    version: PlanVersion | None = None,
) -> Plan:
    """Take a step: the plan moves on, and a row says by whom, when and on what. Invalid names all that is missing."""
    now = locked(plan)
    after = PLAN.after(now.state, step, name_of(step))
    document = document_for(act, document_id)
    missing = dict(lacking(now, step, rules_for(now.region_id), document=document is not None, note=bool(note)))
    if missing:
        raise Invalid(missing)
    return _moved(act, now, Step(step=step, state_after=after, document=document, note=note, version=version), expected)


def pass_over(act: Act, plan: Plan, step: str, *, expected: int, note: str) -> Plan:
    """Pass over a step that the procedure of the region does not require; stamped, with a note that says why."""
    now = locked(plan)
    after = PLAN.after(now.state, step, name_of(step))
    rule = rules_for(now.region_id).get(step)
    if rule is None or rule.required:
        words = name_of(step)
        raise Invalid({"step": Words(f"本地程序要求“{words.zh}”，不能省略", f"the procedure requires {words.en}")})
    if not note:
        raise Invalid({"note": Words("请说明为什么省略这一步", "say why the step is passed over")})
    return _moved(act, now, Step(step=step, state_after=after, note=note, skipped=True), expected)


def _moved(act: Act, plan: Plan, row: Step, expected: int) -> Plan:
    row.plan, row.state_before = plan, plan.state
    row.by, row.at = act.user.pk if act.user else None, clock.now()
    act.create(row)
    return act.update(plan, expected=expected, state=row.state_after)


def document_for(act: Act, document_id: int | None, field: str = "document_id") -> Document | None:
    """A document on which something rests, if the actor may see it; Invalid names the field where not."""
    if document_id is None:
        return None
    document = Document.objects.select_related("unit").filter(pk=document_id).first()
    if document is None or not act.actor.may("document.read", document.unit):
        raise Invalid({field: NO_DOCUMENT})
    return document


def lacking(plan: Plan, step: str, rules: Rules, *, document: bool, note: bool) -> Iterator[Missing]:
    """What a step still wants: a document, a note, opinions decided, adjustments decided."""
    if step == "redraft":
        if not note:
            yield "note", Words("请说明为什么退回修改", "say why it goes back")
        return
    rule = rules[step]
    yield from resting(rule.rests_on, document=document, note=note)
    open_ = open_opinions(plan, rule).count()
    if open_:
        stage = Opinion.Stage(rule.opinions)
        yield (
            "opinions",
            Words(f"还有 {open_} 条{stage.label}未处理", f"{open_} opinions ({stage.value}) are not decided"),
        )
    adjustments = plan.versions.exclude(kind=PlanVersion.Kind.ORIGINAL)
    if step == "close" and adjustments.filter(state__in=("draft", "proposed")).exists():
        yield "adjustments", Words("还有未决定的调整", "an adjustment is not decided")


def resting(on: str, *, document: bool, note: bool, prefix: str = "") -> Iterator[Missing]:
    """What is wanted for something that must rest on a document, or on a document or a note."""
    if on == "document" and not document:
        yield f"{prefix}document_id", Words("请附上所依据的文档", "name the document on which it rests")
    if on == "note" and not (document or note):
        yield f"{prefix}note", Words("请附文档或注明依据", "name a document, or say in a note on what it rests")


def open_opinions(plan: Plan, rule: Rule) -> "QuerySet[Opinion]":
    """Opinions that a step waits for: given and not decided, asked and not answered.

    Where silence agrees, a unit that did not answer until its day is no longer waited for.
    """
    asked = Q(state="asked")
    if rule.silence_agrees:
        asked &= Q(due_on=None) | Q(due_on__gte=clock.today())
    return plan.opinions.filter(Q(state="given") | asked, stage=rule.opinions)
