"""Where the targets of a plan and their shares stand at a date, and what came of them at the end of the year."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import QuerySet

from taizhang.catalogue.lights import LightRules, light_presets
from taizhang.errors import Words
from taizhang.following.answers import answers_to, latest
from taizhang.following.evidence import Evidence
from taizhang.following.following import standing_of
from taizhang.following.judging import judge
from taizhang.following.lighting import lit
from taizhang.following.nature import is_ceiling
from taizhang.following.wording import listed
from taizhang.model import Fact, Light, Said, Standing, Verdict
from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.models import Indicator, Observation, Plan, PlanVersion, Share, Target
from taizhang.server.ledger.observations.deriving import Series
from taizhang.server.ledger.observations.queries import usable
from taizhang.server.ledger.observations.reading import Place
from taizhang.server.ledger.observations.whole import read_whole, sources, telling
from taizhang.server.ledger.plans.queries import holding_targets, version_in_force
from taizhang.server.ledger.standings.book import Aim, Book, Reached
from taizhang.server.ledger.standings.facts import is_reduction
from taizhang.server.lib.periods import Period, period_of

DERIVED = Words("实绩由其他期次的数据推算", "the figure is derived from those of other periods")
ESTIMATED = Words("实绩为全年预计数", "the figure is an estimate of the whole year")
REDUCED = Words("按减少量计", "counted as the amount reduced")
BY_TIME = frozenset({"milestone", "qualitative"})


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """Where one target, or the share of a unit in it, stands; see taizhang.model.Standing for the fields.

    `reached` is the figure it was held against, `needed` growth in per cent or an amount in `unit_of_needed`. `series`
    is what the figure is one of. Of a ceiling (`is_ceiling`) some may be used as time goes by, and `pace` is two less
    what is used of that.
    """

    target: Target
    share_of: Share | None
    unit: Unit
    nature: str
    reached: Reached | None
    role: str | None
    gone: Decimal
    pace: Decimal | None
    light: Light
    needed: tuple[Decimal, Decimal] | None
    unit_of_needed: str | None
    method: Words
    note: Words | None
    series: Series | None = None
    is_ceiling: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one target at the end of its period: met, about (within 左右), missed, not reported, unclear."""

    target: Target
    share_of: Share | None
    unit: Unit
    reached: Reached | None
    role: str | None
    verdict: Verdict
    reason: Words


def standings(
    plan: Plan,
    on: date,
    version: PlanVersion | None = None,
    *,
    rules: str = "default",
    shares: bool = True,
    of: Indicator | None = None,
    among: "QuerySet[Observation] | None" = None,
) -> list[TargetStanding]:
    """The standing of each target of a plan at a day, each with its shares behind it; in six queries.

    It is that of the version in force, unless another is named. `rules` names the set that gives the lights. `of` is
    the only indicator that is asked for. `among` are the figures that count: all that are usable, unless others.
    """
    preset = light_presets()[rules]
    book = Book(plan.year, on, _looks_back(preset))
    _write(book, plan, version, _Wanted(shares, of, usable() if among is None else among))
    evidence = book.evidence()
    return [_standing(aim, _easier(said, evidence), evidence, book, preset) for aim, said in book.aims]


def verdicts(
    plan: Plan,
    on: date,
    version: PlanVersion | None = None,
    *,
    shares: bool = True,
    of: Indicator | None = None,
    among: "QuerySet[Observation] | None" = None,
) -> list[Judged]:
    """What came of each target of a plan, each with its shares behind it, by what is known at a day."""
    book = Book(plan.year, on)
    _write(book, plan, version, _Wanted(shares, of, usable() if among is None else among))
    evidence = book.evidence()
    return [_judged(aim, _easier(said, evidence), evidence, book) for aim, said in book.aims]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What of a plan is asked for: with shares or without, of all indicators or one, by which figures."""

    shares: bool
    of: Indicator | None
    among: "QuerySet[Observation]"


def _looks_back(rules: LightRules) -> bool:
    """Whether a set of rules asks how far behind an earlier report was."""
    return any(rule.looks_back for rule in rules.rules)


def _write(book: Book, plan: Plan, version: PlanVersion | None, wanted: _Wanted) -> None:
    """Write the targets of a version into the book, their shares, and the figures that answer them."""
    version = version or version_in_force(plan)
    if version is None:
        return
    targets = list(_targets(version, wanted.of))
    dealt = _dealt(targets) if wanted.shares else {}
    sourced, assignees = sources(plan.unit), {share.assignee_id for some in dealt.values() for share in some}
    found = _series(plan, targets, wanted.among.filter(period_end__lte=book.on), sourced, assignees)
    for target in targets:
        told = telling(plan.unit_id, target.indicator, found, sourced)
        book.add(Aim(target, None, plan.unit, told.series if told else None))
        for share in dealt.get(target.pk, ()):
            book.add(Aim(target, share, share.assignee, found.get((share.assignee_id, target.indicator_id))))


def _dealt(targets: list[Target]) -> dict[int, list[Share]]:
    """The shares in force of each target: those of the first of the rows that say the same."""
    found: dict[int, list[Share]] = {}
    of_first = {target.same_as_id or target.pk: target.pk for target in targets}
    rows = Share.objects.filter(breakdown__target__in=of_first, breakdown__state="issued")
    for share in rows.select_related("assignee", "breakdown").order_by("id"):
        found.setdefault(of_first[share.breakdown.target_id], []).append(share)
    return found


def _targets(version: PlanVersion, of: Indicator | None) -> "QuerySet[Target]":
    """The targets of a version, all or those of one indicator."""
    targets = Target.objects.filter(version=holding_targets(version)).select_related("indicator__authority")
    return targets if of is None else targets.filter(indicator=of)


def _series(
    plan: Plan, targets: list[Target], rows: "QuerySet[Observation]", sourced: set[int], dealt: set[int]
) -> dict[Place, Series]:
    """The series of the region and of the units that shares were dealt to, from the year before the targets on."""
    if not targets:
        return {}
    first = min(period_of(target.due).start.year for target in targets) - 1
    indicators = {target.indicator_id: target.indicator for target in targets}
    return read_whole(rows.filter(period_end__gte=date(first, 1, 1)), plan.unit, indicators.values(), sourced, dealt)


def _easier(said: tuple[Said, ...], evidence: Evidence) -> Said:
    """Of the two ends of a range the one that is the target."""
    return next(one for one in said if (one.doc, one.span.start) not in evidence.no_targets)


def _standing(aim: Aim, said: Said, evidence: Evidence, book: Book, rules: LightRules) -> TargetStanding:
    found = standing_of(said, evidence, rules)
    light, note = _light_at(found, period_of(aim.target.due), book.on, rules)
    told = book.told.get(found.actual.key) if found.actual else None
    record = found.actual.record if found.actual else None
    return TargetStanding(
        aim.target,
        aim.share,
        aim.unit,
        found.nature,
        told,
        record.role if isinstance(record, Fact) else None,
        found.share,
        found.pace,
        light,
        found.needed,
        found.unit,
        found.method,
        listed(note, _beside(aim, told)),
        aim.series,
        isinstance(said.record, Fact) and is_ceiling(said.record, found.nature),
    )


def _light_at(found: Standing, due: Period, on: date, rules: LightRules) -> tuple[Light, Words | None]:
    """The light with its note. What is there or not is judged by the day, not by the last report: due soon, past due.

    A target of which nothing is known stays grey, unless it is due soon.
    """
    reached = found.needed is not None and not any(found.needed)
    if found.nature not in BY_TIME or reached or (found.actual is not None and found.nature == "qualitative"):
        return found.light, found.note
    left = Fraction((due.end - on).days * 100, (due.end - due.start).days + 1)
    measures = {"met": Fraction(0), "left": left} | ({"behind": Fraction(0)} if found.actual else {})
    light, note = lit("milestone", measures, rules)
    if found.actual is None and light != "blue":
        return "grey", found.note
    return light, note if note or found.light == "blue" else found.note


def _beside(aim: Aim, told: Reached | None) -> Words | None:
    """What a person should know of the figure."""
    if told is None:
        return None
    estimated = ESTIMATED if told.cell.vintage == Observation.Vintage.ESTIMATE else None
    return listed(DERIVED if told.cell.derived else None, estimated, REDUCED if is_reduction(aim.target) else None)


def _judged(aim: Aim, said: Said, evidence: Evidence, book: Book) -> Judged:
    actual = latest(said, answers_to(said, evidence), evidence)
    whole = actual if actual is not None and _is_whole(book.told[actual.key], aim.target) else None
    verdict, reason = judge(said, whole, evidence)
    told = book.told[whole.key] if whole else None
    record = whole.record if whole else None
    role = record.role if isinstance(record, Fact) else None
    return Judged(aim.target, aim.share, aim.unit, told, role, verdict, reason)


def _is_whole(told: Reached, target: Target) -> bool:
    """Whether a figure is of the whole period by which a target is due."""
    return period_of(told.period).end == period_of(target.due).end
