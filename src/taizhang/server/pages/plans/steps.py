"""The procedure of a plan (流程): its steps with stamps, what is next and who may do it, and doing it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Grant, Unit
from taizhang.server.accounts.permissions import may as may_user
from taizhang.server.accounts.permissions import permissions
from taizhang.server.ledger.cycle.actions import approve_plan, close_plan, issue_plan, skip_step, take_step
from taizhang.server.ledger.cycle.calendar import Entry
from taizhang.server.ledger.cycle.overview import Overview, overview
from taizhang.server.ledger.cycle.procedure import NEVER_PASSED_OVER, STEPS, name_of
from taizhang.server.ledger.cycle.queries import steps_for
from taizhang.server.ledger.models import PLAN, Plan, Step
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.answers import act, page
from taizhang.server.pages.forms.typed import MENDED, Form, Typed
from taizhang.server.pages.language import said
from taizhang.server.pages.plans.frame import Framed, other_plan, plan_at
from taizhang.server.pages.plans.opinion_rows import consultation_of
from taizhang.server.pages.plans.people import names_by_id
from taizhang.server.pages.plans.step_form import form_of_back, form_of_pass, form_of_step

RIGHTS: Mapping[str, str] = {"approve": "plan.approve", "issue": "plan.issue", "close": "plan.close"}
ADJUSTING: Mapping[str, Words] = {
    "propose": Words("提交调整", "adjustment proposed"),
    "agree": Words("同意调整", "adjustment agreed to"),
    "reject": Words("不同意调整", "adjustment rejected"),
}


@dataclass(frozen=True, slots=True)
class Stamped:
    """A step of the calendar with its stamp and the document on which it rests."""

    entry: Entry
    stamp: Step | None
    by: str
    mark: str


@dataclass(frozen=True, slots=True)
class Taken:
    """One stamp in the order in which they were set."""

    stamp: Step
    words: Words
    by: str
    version: int | None


@page
def steps(request: HttpRequest, actor: Actor, plan: int) -> HttpResponse:
    """Where a plan stands in its procedure."""
    held = plan_at(actor, plan)
    return other_plan(request, actor, held, "plan_steps") or steps_page(request, actor, held)


@act
def step(request: HttpRequest, actor: Actor, plan: int) -> Words | HttpResponse:
    """Take a step, pass over it, or go back to the draft."""
    held, typed = plan_at(actor, plan), Typed(request.POST)
    name, way = typed.choice("step", (*STEPS, "redraft")), typed.choice("way", WAYS)
    try:
        if not name or not way:
            raise Invalid({"step": Words("请选择步骤", "choose the step")})
        WAYS[way](actor, held, name, typed)
    except MENDED as error:
        fresh = plan_at(actor, plan)
        form = _form(actor, fresh, name, way)
        if form is None:
            raise
        return steps_page(request, actor, fresh, refused=form.again(request.POST, error))
    done = name_of(name)
    return Words(f"已办理：{done.zh}", f"Done: {done.en}")


def _take(actor: Actor, plan: Plan, step: str, typed: Typed) -> None:
    seen, note, document = typed.revision(), typed.text("note"), typed.key("document_id")
    number = typed.line("document_number", 60)
    typed.checked()
    if step == "issue":
        issue_plan(actor, plan, expected=seen, document_number=number, document_id=document, note=note)
    elif step in RIGHTS:
        deed = approve_plan if step == "approve" else close_plan
        deed(actor, plan, expected=seen, document_id=document, note=note)
    else:
        take_step(actor, plan, step=step, expected=seen, document_id=document, note=note)


def _pass_over(actor: Actor, plan: Plan, step: str, typed: Typed) -> None:
    note = typed.text("note")
    typed.checked()
    skip_step(actor, plan, step=step, expected=typed.revision(), note=note)


WAYS: Mapping[str, Callable[[Actor, Plan, str, Typed], None]] = {"take": _take, "back": _take, "pass": _pass_over}


def _form(actor: Actor, plan: Plan, step: str, way: str) -> Form | None:
    if way == "back":
        return form_of_back(plan)
    return form_of_pass(plan, step) if way == "pass" else form_of_step(actor, plan, step)


def steps_page(
    request: HttpRequest, actor: Actor, plan: Plan, *, refused: Form | None = None, opinion: Form | None = None
) -> HttpResponse:
    """The page; forms that were refused are shown again in their places."""
    held, stamps = overview(plan), list(steps_for(actor, plan).select_related("document", "version").order_by("pk"))
    names = names_by_id(stamp.by for stamp in stamps)
    forms = {form.key: form for form in _forms(actor, plan, held)}
    if refused is not None:
        forms[refused.key] = refused
    context = {
        "overview": held,
        "stamped": [_stamped(entry, stamps, names) for entry in held.calendar],
        "taken": [_taken(stamp, names) for stamp in reversed(stamps)],
        "forms": [(form, refused is not None and form.key == refused.key) for form in forms.values()],
        "who": _who(plan, held.next_step) if held.next_step else [],
        "right_said": said(permissions()[_right(held.next_step)].name),
        "may": held.next_step is not None and actor.may(_right(held.next_step), plan.unit),
        **consultation_of(request, actor, plan, opinion),
    }
    status = 422 if refused or opinion else 200
    return Framed(request, actor, plan, "plan_steps").shown("plans/steps.html", context, status=status)


def _right(entry: Entry | None) -> str:
    return RIGHTS.get(entry.step if entry else "", "plan.step")


def _forms(actor: Actor, plan: Plan, held: Overview) -> Iterable[Form]:
    """What the person may do with the plan now: the next step, passing over it, going back."""
    following = held.next_step
    if following is not None and actor.may(_right(following), plan.unit):
        yield form_of_step(actor, plan, following.step)
        if not following.required and following.step not in NEVER_PASSED_OVER and actor.may("plan.step", plan.unit):
            yield form_of_pass(plan, following.step)
    if PLAN.allows(plan.state, "redraft") and actor.may("plan.step", plan.unit):
        yield form_of_back(plan)


def _who(plan: Plan, entry: Entry) -> list[str]:
    """The people who may take the next step."""
    right = permissions()[_right(entry)]
    above = Unit.objects.filter(pk__in=[int(key) for key in plan.unit.path.split("/") if key])
    roles = [role for role, reach in right.reach.items() if reach]
    grants = Grant.objects.filter(unit__in=above, role__in=roles, withdrawn_at=None).select_related("user__unit")
    people = {grant.user.pk: grant.user for grant in grants if may_user(grant.user, right.action, plan.unit)}
    return [f"{user}（{user.unit}）" if user.unit else str(user) for user in people.values()]


def _stamped(entry: Entry, stamps: list[Step], names: Mapping[int, str]) -> Stamped:
    last = [stamp for stamp in stamps if stamp.step == entry.step]
    stamp = last[-1] if last and entry.done_at else None
    mark = "done" if stamp else "next" if entry.next else "later"
    return Stamped(entry, stamp, names.get(stamp.by or 0, "") if stamp else "", mark)


def _taken(stamp: Step, names: Mapping[int, str]) -> Taken:
    words = ADJUSTING.get(stamp.step) or name_of(stamp.step)
    return Taken(stamp, words, names.get(stamp.by or 0, ""), stamp.version.number if stamp.version else None)
