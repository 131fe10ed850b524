"""The steps of the cycle: from collecting to closed, each by who may take it, stamped with what it rests on."""

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, action, changed_meanwhile
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.cycle.procedure import Rules, json_of, name_of, rules_of
from taizhang.server.ledger.cycle.stamps import document_for, pass_over, stamp
from taizhang.server.ledger.models import VERSION, Plan, PlanVersion, Procedure
from taizhang.server.ledger.plans.actions import governs
from taizhang.server.ledger.plans.frozen import locked
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid

TAKEN = frozenset({"draft", "consult", "redraft", "meet", "examine", "report_half_year"})


@action("plan.step")
def take_step(
    act: Act, plan: Plan, *, step: str, expected: int, document_id: int | None = None, note: str = "", why: str = ""
) -> Plan:
    """Take a step of the cycle other than approving, issuing and closing, which want rights of their own."""
    if step not in TAKEN:
        raise Invalid({"step": Words("这一步须用专门的操作办理", "this step has an action of its own")})
    return stamp(act, plan, step, expected=expected, document_id=document_id, note=note)


@action("plan.step")
def skip_step(act: Act, plan: Plan, *, step: str, expected: int, note: str, why: str = "") -> Plan:
    """Pass over a step that the procedure of the region does not require."""
    if step == "approve":
        act.actor.wants("plan.approve", plan.unit)
    return pass_over(act, plan, step, expected=expected, note=note)


@action("plan.approve")
def approve_plan(
    act: Act, plan: Plan, *, expected: int, document_id: int | None = None, note: str = "", why: str = ""
) -> Plan:
    """Record that congress approved the plan, by its resolution; from then on the draft does not change."""
    return stamp(act, plan, "approve", expected=expected, document_id=document_id, note=note)


@action("plan.issue")
def issue_plan(
    act: Act,
    plan: Plan,
    *,
    expected: int,
    document_number: str,
    document_id: int | None = None,
    note: str = "",
    why: str = "",
) -> Plan:
    """Issue the plan that was approved, under its document number. Nothing in the version changes ever after."""
    locked(plan)  # before the version, as all do who hold both
    version = plan.versions.select_for_update().filter(kind=PlanVersion.Kind.ORIGINAL).get()
    issued = stamp(act, plan, "issue", expected=expected, document_id=document_id, note=note, version=version)
    wrong = _not_to_be_issued(version, document_number)
    if wrong:
        raise Invalid(wrong)
    act.update(
        version,
        state=VERSION.after(version.state, "issue", name_of("issue")),
        document=document_for(act, document_id),
        document_number=document_number,
        decided_by=act.user.pk if act.user else None,
        decided_at=clock.now(),
    )
    return issued


def _not_to_be_issued(version: PlanVersion, document_number: str) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    if not document_number.strip():
        wrong["document_number"] = Words("请填文号，如 云政发〔2025〕3号", "give the document number")
    if not version.targets.exists() and not version.tasks.exists():
        wrong["targets"] = Words("计划里还没有目标和任务", "there is neither target nor task in the plan")
    return wrong


@action("plan.close")
def close_plan(
    act: Act, plan: Plan, *, expected: int, document_id: int | None = None, note: str = "", why: str = ""
) -> Plan:
    """Close the plan of a year: all opinions are answered and all adjustments decided."""
    return stamp(act, plan, "close", expected=expected, document_id=document_id, note=note)


@action("procedure.set")
def set_procedure(
    act: Act, unit: Unit, *, steps: dict[str, object], expected: int | None = None, why: str = ""
) -> Procedure:
    """Set the procedure of the region of a government, in place of the usual one."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    if not governs(unit):
        raise Invalid({"unit": Words(f"“{unit}”不编制年度计划", f"{unit} makes no plan of the year")})
    rules: Rules = rules_of(steps)
    held = Procedure.objects.filter(region_id=unit.region_id).first()
    if held is None:
        return act.create(Procedure(region_id=unit.region_id, unit=unit, steps=json_of(rules)))
    act.actor.wants("procedure.set", held.unit)
    if expected is None:
        raise changed_meanwhile(held)
    return act.update(held, expected=expected, steps=json_of(rules))
