"""Targets with how each is dealt out, and one of them as a tree of units with its worked sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.breakdown.queries import sum_of, to_be_dealt_out_anew
from taizhang.server.ledger.models import Breakdown, Indicator, Plan, PlanVersion, Share, Target
from taizhang.server.ledger.plans.frozen import BEFORE_APPROVAL, UNDER_WAY
from taizhang.server.ledger.plans.queries import holding_targets, targets_for
from taizhang.server.ledger.plans.wording import target_words
from taizhang.server.ledger.wording import name_of
from taizhang.server.lib.refusals import Invalid
from taizhang.server.pages.plans.people import names_by_id
from taizhang.server.pages.plans.target_rows import dealt_out
from taizhang.server.pages.plans.words import SHARED, STATE_TAGS

METHODS = {"sum": Words("各分解值相加", "the shares are added"), "mean": Words("按权重加权平均", "a weighed mean")}
ANEW = "anew"


@dataclass(frozen=True, slots=True)
class Worked:
    """The check of the sum: the computation, whether it fits, and what is said where it does not."""

    fits: bool
    formula: Words | None
    method: Words | None
    why: Words | None
    left_out: Sequence[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A target in the table of breakdowns."""

    target: Target
    name: Words
    wanted: Words
    breakdown: Breakdown | None
    state: Words
    tag: str
    units: int
    worked: Worked | None
    by: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A unit with its share; `depth` is how far it stands below the government, `own` what its own plan says.

    `short` tells that its own plan asks less than its share.
    """

    share: Share
    depth: int
    value: Words
    own: Words | None
    short: bool


def may_be_dealt(version: PlanVersion) -> bool:
    """Whether targets of a version are dealt out now: those that hold, or those of the first draft."""
    state = version.plan.state
    if version.state == "issued":
        return state in UNDER_WAY
    original = version.kind == PlanVersion.Kind.ORIGINAL
    return original and version.state == "draft" and state in BEFORE_APPROVAL | {"approved"}


def rows_of(actor: Actor, version: PlanVersion) -> list[Row]:
    """The targets of a version that have a number, in plan order; a constant number of queries."""
    held, dealt = targets_for(actor, version=holding_targets(version).pk), dealt_out(actor, version.plan)
    anew = {target.pk for target in to_be_dealt_out_anew(version.plan)}
    names = names_by_id(each.issued_by for each in dealt.values())
    return [_row(each, dealt, anew, names) for each in held if each.measure != Target.Measure.WORDS]


def _row(target: Target, dealt: Mapping[int, Breakdown], anew: set[int], names: Mapping[int, str]) -> Row:
    found = dealt.get(target.same_as_id or target.pk)
    state = found.state if found else ANEW if target.pk in anew else "none"
    return Row(
        target=target,
        name=name_of(target.indicator),
        wanted=target_words(target),
        breakdown=found,
        state=SHARED[state],
        tag="tag-bad" if state == ANEW else STATE_TAGS.get(state, ""),
        units=len(found.shares.all()) if found else 0,
        worked=worked(found) if found and found.shares.all() else None,
        by=names.get(found.issued_by or 0, "") if found else "",
    )


def worked(breakdown: Breakdown) -> Worked:
    """The check of a breakdown: of an issued one that of its day, else as its shares stand."""
    kept = breakdown.check_result
    if kept is not None and breakdown.state != "draft":
        why = Words(kept["why"]["zh"], kept["why"]["en"]) if kept["why"] else None
        return Worked(kept["fits"], formula_words(kept["formula"]), METHODS[kept["method"]], why, kept["left_out"])
    return checked(breakdown.target, breakdown.shares.all())


def formula_words(formula: str) -> Words:
    """A computation as it is shown: signs need no words, but that of the target has one."""
    return Words(formula, formula.replace("；目标 ", "; target "))


def checked(target: Target, shares: Iterable[Share]) -> Worked:
    """The check of shares against a target; where it cannot be computed it says what is missing."""
    try:
        found = sum_of(target, shares)
    except Invalid as error:
        return Worked(False, None, None, next(iter(error.errors.values())), ())
    return Worked(found.fits, formula_words(found.formula), METHODS[found.method], found.why, found.left_out)


def leaves_of(breakdown: Breakdown, plan: Plan) -> list[Leaf]:
    """The shares as a tree of units, each beside the target in the unit's own plan."""
    shares = sorted(breakdown.shares.all(), key=lambda share: share.assignee.order)
    own, unit = _own_targets(breakdown.target, plan, [share.assignee_id for share in shares]), plan.unit
    return [
        Leaf(
            share=share,
            depth=_depth(share.assignee, unit, [each.assignee for each in shares]),
            value=target_words(breakdown.target, share),
            own=target_words(own[share.assignee_id]) if share.assignee_id in own else None,
            short=share.assignee_id in own and asks_less(own[share.assignee_id], share, breakdown.target),
        )
        for share in shares
    ]


def asks_less(own: Target, share: Share, target: Target) -> bool:
    """Whether the plan of a unit asks less of it than its share of the target of those above."""
    better = target.indicator.better
    if own.unit_of_measure != target.unit_of_measure or own.value is None or better == Indicator.Better.NONE:
        return False
    if better == Indicator.Better.UP:
        return bool(own.value < share.value)
    return bool((own.value_to or own.value) > (share.value_to or share.value))


def _depth(unit: Unit, government: Unit, others: Sequence[Unit]) -> int:
    """How many of the units that have a share stand above it."""
    return sum(each.pk not in {unit.pk, government.pk} and unit.path.startswith(each.path) for each in others)


def _own_targets(target: Target, plan: Plan, units: Sequence[int]) -> dict[int, Target]:
    rows = Target.objects.filter(
        version__plan__unit__in=units,
        version__plan__year=plan.year,
        version__state="issued",
        indicator=target.indicator_id,
        measure=target.measure,
    )
    return {row.version.plan.unit_id: row for row in rows.select_related("version__plan", "indicator")}
