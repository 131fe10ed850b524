"""What the numbers and words of a document come to as targets of a plan, and why some come to none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import zip_longest

from taizhang.errors import Words
from taizhang.server.documents.models import Fact, Statement
from taizhang.server.ledger.adopting.matching import Indicators, converted, no_indicator, unknown_indicator
from taizhang.server.ledger.adopting.outcomes import Outcome, left, quoted, role_of
from taizhang.server.ledger.adopting.sources import Bar, Measure, Source, Stated, first_bar, not_barred, of_region
from taizhang.server.ledger.models import PlanVersion, Target
from taizhang.server.ledger.plans.measures import PER_CENT, POINTS, written
from taizhang.server.ledger.plans.wanted import Wanted, checked, usual_unit
from taizhang.server.lib.periods import period_of
from taizhang.server.lib.refusals import Invalid

MEASURES = {"level": "level", "growth": "growth", "change": "change"}
NAMES_OF_POINTS = frozenset({"个百分点", "个点", "点"})
DASH = re.compile(r"\s*(?:[—–\-~～]+|至|到)?\s*")
Key = tuple[int, str, str, str]


@dataclass(frozen=True)
class Proposed:
    """A target that a measure (of a range two) or a statement comes to."""

    wanted: Wanted
    things: tuple[Fact | Statement, ...]
    places: int = 0
    also: tuple[Fact | Statement, ...] = field(default=())

    rounded = False

    @property
    def number(self) -> Decimal:
        """The number; of words none that counts."""
        return self.wanted.value if self.wanted.value is not None else Decimal(0)

    @property
    def preferred(self) -> bool:
        """What is only striven for gives way to what is planned."""
        return self.wanted.firmness != "strive"

    @property
    def key(self) -> Key:
        """Of what there is one target in a version."""
        words = self.wanted.words if self.wanted.measure == "words" else ""
        return self.wanted.indicator.pk, self.wanted.measure, self.wanted.due, words

    @property
    def says(self) -> str:
        """The target in short."""
        return says_of(self.wanted)


def says_of(wanted: Wanted | Target) -> str:
    """A target in short."""
    if wanted.measure == "words" or wanted.value is None:
        return wanted.words
    number = f"{written(wanted.value, wanted.places or 0):f}"
    if wanted.value_to is not None:
        return f"{number}—{written(wanted.value_to, wanted.places or 0):f}{wanted.unit_of_measure}"
    return f"{wanted.comparator.removeprefix('=')}{number}{wanted.unit_of_measure}"


def proposals(version: PlanVersion, source: Source) -> tuple[list[Proposed], list[Outcome]]:
    """What the targets of a document come to, and those that come to none with the reason."""
    found = list(_each(version, source))
    made = [each for each in found if isinstance(each, Proposed)]
    return made, [each for each in found if isinstance(each, Outcome)]


def _each(version: PlanVersion, source: Source) -> Iterator[Proposed | Outcome]:
    indicators = Indicators(version.plan)
    for measure, upper in _with_ranges([each for each in source.measures if each.row["status"] == "target"]):
        yield _from_measure(version, indicators, measure, upper)
    for stated in source.statements:
        if stated.statement.kind == Statement.Kind.TARGET and not stated.row["quantities"]:
            yield _from_words(version, indicators, stated)


def _with_ranges(measures: Sequence[Measure]) -> Iterator[tuple[Measure, Measure | None]]:
    """Each measure; the two ends of a range (5%—6%) together."""
    skip = False
    for one, other in zip_longest(measures, measures[1:]):
        if skip:
            skip = False
        elif other is not None and _is_range(one, other):
            skip = True
            yield one, other
        else:
            yield one, None


def _is_range(one: Measure, other: Measure) -> bool:
    same = all(one.row[key] == other.row[key] for key in ("subject", "role", "period"))
    between = one.sentence[one.fact.end - one.fact.sentence_start : other.fact.start - one.fact.sentence_start]
    ends = (one.row["comparator"], other.row["comparator"]) == (">=", "<=")
    return same and ends and DASH.fullmatch(between) is not None


def _from_measure(
    version: PlanVersion, indicators: Indicators, measure: Measure, upper: Measure | None
) -> Proposed | Outcome:
    """A target of a number, or why it is none."""
    things = (measure.fact,) if upper is None else (measure.fact, upper.fact)
    said = {"says": measure.says, "indicator": measure.row["subject"] or ""}
    why = first_bar(measure, not_barred, of_region(version.plan.region.name), _role, _due_before(version))
    if why is None and upper is not None:
        why = upper.barred
    indicator = indicators.of(measure.row)
    if why is None and indicator is None:
        why = no_indicator(measure.row)
    if why is not None or indicator is None:
        return left("target", why or no_indicator(measure.row), *things, **said)
    try:
        wanted = Wanted(
            indicator=indicator,
            measure=MEASURES[measure.row["role"]],
            comparator="range" if upper else measure.row["comparator"] or "=",
            binding=_binding(measure),
            firmness=measure.row["firmness"] or "",
            due=measure.row["period"] or "",
        )
        whole = checked(_with_numbers(wanted, measure, upper), version.plan.year)
    except Invalid as error:
        return left("target", _words_of(error), *things, **said)
    return Proposed(whole, things, whole.places or 0)


def _with_numbers(wanted: Wanted, measure: Measure, upper: Measure | None) -> Wanted:
    """With the numbers in the unit of the indicator."""
    unit = usual_unit(wanted.indicator, wanted.measure)
    value, places = converted(measure.value, _unit_of(measure), unit)
    if upper is None:
        return replace(wanted, value=value, places=places, unit_of_measure=unit)
    value_to, more = converted(upper.value, _unit_of(upper), unit)
    return replace(wanted, value=value, value_to=value_to, places=max(places, more), unit_of_measure=unit)


def _unit_of(measure: Measure) -> str:
    unit = str(measure.row["unit"])
    if measure.row["role"] == "growth" and unit == "1":  # a column of a table headed 增速（%）
        return PER_CENT
    return POINTS if unit in NAMES_OF_POINTS else unit


def _role(measure: Measure) -> Words | None:
    role = measure.row["role"]
    called = role_of(role)
    return None if role in MEASURES else Words(f"{called.zh}不作为目标值", f"{called.en} is no value of a target")


def _due_before(version: PlanVersion) -> Bar:
    """A bar against what was due before the year of the plan."""

    def bar(measure: Measure) -> Words | None:
        period = measure.row["period"]
        if period and period_of(period).end.year < version.plan.year:
            return Words(f"目标属于 {period}，早于计划年度", f"is due in {period}, before the year of the plan")
        return None

    return bar


def _binding(measure: Measure) -> str:
    """Binding where the words say so: 确保 in the clause, 约束性 in the row of a table or as the kind named before.

    A sentence may go on from 预期目标 to 约束性指标: each kind counts for what comes behind it.
    """
    clause, sentence = measure.clause, measure.sentence
    ahead = sentence if measure.row.get("place") else sentence[: sentence.find(clause) + len(clause)]
    binding = "确保" in clause or ahead.rfind("约束性") > ahead.rfind("预期")
    return Target.Binding.BINDING if binding else Target.Binding.EXPECTED


def _from_words(version: PlanVersion, indicators: Indicators, stated: Stated) -> Proposed | Outcome:
    """A target in words, or why it is none."""
    statement, row = stated.statement, stated.row
    indicator = indicators.named(row["object"] or "")
    if stated.barred is not None:
        return left("target", stated.barred, statement, says=statement.text)
    if indicator is None:
        return left("target", unknown_indicator(quoted(row["object"] or "")), statement, says=statement.text)
    try:
        wanted = Wanted(
            indicator=indicator,
            measure="words",
            words=statement.text[:200],
            binding=Target.Binding.BINDING if "确保" in statement.text else Target.Binding.EXPECTED,
            firmness=row["firmness"] or "",
        )
        return Proposed(checked(wanted, version.plan.year), (statement,))
    except Invalid as error:
        return left("target", _words_of(error), statement, says=statement.text)


def _words_of(error: Invalid) -> Words:
    return Words("；".join(w.zh for w in error.errors.values()), "; ".join(w.en for w in error.errors.values()))
