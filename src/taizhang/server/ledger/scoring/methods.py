"""How a value becomes a share of the weight: six methods, each with its working in words.

docs/reference/scorecards.md gives the formula of each and a worked example, which the tests read there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from taizhang.errors import Words
from taizhang.server.ledger.scoring.exact import short
from taizhang.server.ledger.scoring.ranking import ranks
from taizhang.server.ledger.scoring.rules import COMPARATORS, Goal, Item

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a subject: its value and, where the method wants one, its target."""

    value: Fraction
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The share of the weight that a value comes to, and how it came."""

    share: Fraction
    working: Words


Parts = dict[int, Part]
Cases = Mapping[int, Case]


def parts(item: Item, cases: Cases) -> Parts:
    """The share of the weight of each subject."""
    return METHODS[item.method](item, cases)


def met(value: Fraction, goal: Goal, tolerance: Fraction = Fraction(0)) -> bool:
    """Whether a value meets its target; a value about or equal to one may differ by the tolerance.

    >>> met(Fraction(6), Goal("<=", Fraction(6))), met(Fraction(59, 10), Goal("~", Fraction(6)), Fraction(2, 100))
    (True, True)
    """
    if goal.comparator == ">=":
        return value >= goal.value
    if goal.comparator == "<=":
        return value <= goal.value
    if goal.comparator == "range":
        return goal.value <= value <= (goal.upper if goal.upper is not None else goal.value)
    return abs(value - goal.value) <= tolerance * abs(goal.value)


def _attainment(item: Item, cases: Cases) -> Parts:
    """Value by target; where less is better two less that."""
    comparator = ">=" if item.better == "up" else "<="
    return {key: _attained(item, case, Goal(comparator, case.goal.value)) for key, case in cases.items() if case.goal}


def _by_comparator(item: Item, cases: Cases) -> Parts:
    """Attainment as the comparator of the target wants it."""
    return {key: _attained(item, case, case.goal) for key, case in cases.items() if case.goal}


def _attained(item: Item, case: Case, goal: Goal) -> Part:
    share, sum_ = _ratio(case.value, goal, item.tolerance)
    wanted = goal_words(goal)
    if share is None:
        holds = met(case.value, goal, item.tolerance)
        share = ONE if holds else item.floor
        zh = f"完成 {short(case.value)}，目标{wanted.zh}，目标不大于零，{'达到计满' if holds else '未达到计最低'}"
        en = f"{short(case.value)} against {wanted.en}, no ratio to that: {'met' if holds else 'not met'}"
        return Part(share, Words(zh, en))
    kept, zh_kept, en_kept = _bounded(share, item)
    zh = f"完成 {short(case.value)}，目标{wanted.zh}，{sum_}={short(share)}{zh_kept}"
    return Part(kept, Words(zh, f"{short(case.value)} against {wanted.en}: {sum_} = {short(share)}{en_kept}"))


def _ratio(value: Fraction, goal: Goal, tolerance: Fraction) -> tuple[Fraction | None, str]:
    """How far a target is reached, with the sum; None where the target is no divisor."""
    v, t = short(value), short(goal.value)
    if goal.comparator in {"=", "~"}:
        if goal.value == 0:
            return None, ""
        if met(value, goal, tolerance):
            return ONE, f"|{v}-{t}|≤{short(tolerance * 100)}%×|{t}|"
        return 1 - abs(value - goal.value) / abs(goal.value), f"1-|{v}-{t}|/|{t}|"
    upper = goal.upper if goal.comparator == "range" else goal.value if goal.comparator == "<=" else None
    if goal.comparator == "range" and met(value, goal):
        return ONE, f"{t}≤{v}≤{short(goal.upper or goal.value)}"
    if (upper is not None and value > upper) or goal.comparator == "<=":
        top = upper if upper is not None else goal.value
        return (2 - value / top, f"2-{v}/{short(top)}") if top > 0 else (None, "")
    return (value / goal.value, f"{v}/{t}") if goal.value > 0 else (None, "")


def _bounded(share: Fraction, item: Item) -> tuple[Fraction, str, str]:
    """The share between floor and cap, and what is said of it."""
    if share > item.cap:
        return item.cap, f"，封顶 {short(item.cap)}", f", at most {short(item.cap)}"
    if share < item.floor:
        return item.floor, f"，保底 {short(item.floor)}", f", at least {short(item.floor)}"
    return share, "", ""


def _rank_points(item: Item, cases: Cases) -> Parts:
    """The share that the list gives for the rank; the last of the list holds for all ranks after it."""
    found = {}
    for key, rank in ranks({key: case.value for key, case in cases.items()}, item.better).items():
        share = item.ranks[min(rank, len(item.ranks)) - 1]
        zh = f"完成 {short(cases[key].value)}，居第 {rank} 位，计 {short(share * 100)}%"
        found[key] = Part(share, Words(zh, f"{short(cases[key].value)} is rank {rank}: {short(share * 100)} %"))
    return found


def _min_max(item: Item, cases: Cases) -> Parts:
    """Between the worst, which gets the lowest share, and the best, which gets all."""
    if not cases:
        return {}
    values = [case.value for case in cases.values()]
    best, worst = (max(values), min(values)) if item.better == "up" else (min(values), max(values))
    return {key: _between(item, case.value, best, worst) for key, case in cases.items()}


def _between(item: Item, value: Fraction, best: Fraction, worst: Fraction) -> Part:
    v, b, w = short(value), short(best), short(worst)
    if best == worst:
        return Part(ONE, Words(f"完成 {v}，各家相同，计满", f"{v}, all alike: full"))
    share = item.lowest + (1 - item.lowest) * (value - worst) / (best - worst)
    low = short(item.lowest)
    sum_ = f"({v}-{w})/({b}-{w})" if not item.lowest else f"{low}+(1-{low})×({v}-{w})/({b}-{w})"
    zh = f"完成 {v}，最好 {b}，最差 {w}，{sum_}={short(share)}"
    return Part(share, Words(zh, f"{v}, best {b}, worst {w}: {sum_} = {short(share)}"))


def _steps(item: Item, cases: Cases) -> Parts:
    """The share of the best step that is reached."""
    return {key: _stepped(item, case.value) for key, case in cases.items()}


def _stepped(item: Item, value: Fraction) -> Part:
    up = item.better == "up"
    for stair in item.stairs:
        if value >= stair.at if up else value <= stair.at:
            sign, at, share = ("≥" if up else "≤"), short(stair.at), short(stair.share * 100)
            zh = f"完成 {short(value)}{sign}{at}，计 {share}%"
            return Part(stair.share, Words(zh, f"{short(value)} {sign} {at}: {share} %"))
    share = short(item.otherwise * 100)
    words = Words(f"完成 {short(value)}，未达任何一档，计 {share}%", f"{short(value)} reaches no step: {share} %")
    return Part(item.otherwise, words)


def _target_met(item: Item, cases: Cases) -> Parts:
    """All where the target is met, else what is left then."""
    found = {}
    for key, case in cases.items():
        if case.goal is None:
            continue
        holds = met(case.value, case.goal)
        wanted, share = goal_words(case.goal), ONE if holds else item.otherwise
        zh = f"完成 {short(case.value)}，目标{wanted.zh}，{'达标' if holds else '未达标'}，计 {short(share * 100)}%"
        en = f"{short(case.value)} against {wanted.en}: {'met' if holds else 'not met'}, {short(share * 100)} %"
        found[key] = Part(share, Words(zh, en))
    return found


def goal_words(goal: Goal) -> Words:
    """A target as it is said.

    >>> goal_words(Goal("~", Fraction(6))).zh, goal_words(Goal("<=", Fraction(6))).en
    ('6左右', 'at most 6')
    """
    sign, value = COMPARATORS[goal.comparator], short(goal.value)
    if goal.comparator == "~":
        return Words(f"{value}{sign.zh}", f"{sign.en} {value}")
    if goal.comparator == "range":
        upper = short(goal.upper or goal.value)
        return Words(f"{value}～{upper}", f"{sign.en} {value} to {upper}")
    return Words(f"{sign.zh} {value}", f"{sign.en} {value}")


METHODS: dict[str, Callable[[Item, Cases], Parts]] = {
    "attainment": _attainment,
    "attainment_by_comparator": _by_comparator,
    "rank_points": _rank_points,
    "min_max": _min_max,
    "steps": _steps,
    "target_met": _target_met,
}
