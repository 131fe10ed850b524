"""A scorecard computed: points of every item, adjustments, totals, ranks, grades; every number with its working.

Rounding: the points of an item, and a total that was rescaled, are rounded half up to the places of the rules. Nothing
else is rounded: totals are sums of what is shown, so that who adds up the printed numbers gets the printed total.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from taizhang.errors import Words
from taizhang.server.ledger.scoring.exact import rounded, short, written
from taizhang.server.ledger.scoring.methods import Case, parts
from taizhang.server.ledger.scoring.ranking import places
from taizhang.server.ledger.scoring.rules import WITH_TARGET, Adjustment, Goal, Item, Rules, Veto


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an item of a subject; `note` says why a value or a target is missing."""

    value: Fraction | None = None
    goal: Goal | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A bonus or deduction given to a subject, for a reason."""

    subject: int
    key: str
    points: Fraction
    reason: str


@dataclass(frozen=True, slots=True)
class Struck:
    """A veto that a subject fell under, and why."""

    subject: int
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of one item; None where it is left out."""

    item: Item
    given: Given
    share: Fraction | None
    points: Fraction | None
    line: Words


@dataclass(slots=True)
class Result:
    """What a subject comes to. A grey one has no total, no rank and no grade."""

    subject: int
    items: list[Scored]
    lines: list[Words] = field(default_factory=list)
    total: Fraction | None = None
    rank: int | None = None
    grade: str = ""
    vetoes: list[str] = field(default_factory=list)


Values = Mapping[int, Mapping[str, Given]]


def computed(rules: Rules, values: Values, grants: Sequence[Grant] = (), struck: Sequence[Struck] = ()) -> list[Result]:
    """The results of all subjects, the best first and the grey ones last."""
    results = {subject: Result(subject, []) for subject in values}
    for item in rules.items:
        for subject, scored in _scored(item, values, rules.places).items():
            results[subject].items.append(scored)
            results[subject].lines.append(scored.line)
    for result in results.values():
        _total(result, rules, [grant for grant in grants if grant.subject == result.subject])
    _rank(rules, list(results.values()))
    _grade(rules, list(results.values()), struck)
    return sorted(results.values(), key=lambda result: (result.rank or len(results) + 1, result.subject))


def _scored(item: Item, values: Values, places_: int) -> dict[int, Scored]:
    """The points of all subjects in one item."""
    given = _aimed(item, {subject: rows.get(item.key, Given()) for subject, rows in values.items()})
    cases = {
        subject: Case(each.value, each.goal)
        for subject, each in given.items()
        if each.value is not None and (each.goal is not None or item.method not in WITH_TARGET)
    }
    found = parts(item, cases)
    scored = {}
    for subject, each in given.items():
        part = found.get(subject)
        if part is None:
            scored[subject] = _without(item, each, places_)
            continue
        points = rounded(item.weight * part.share, places_)
        weight, share, got = short(item.weight), short(part.share), written(points, places_)
        zh = f"{item.name.zh}（{weight}分）：{part.working.zh}；{weight}×{share}={got}"
        en = f"{item.name.en} ({weight}): {part.working.en}; {weight} × {share} = {got}"
        scored[subject] = Scored(item, each, part.share, points, Words(zh, en))
    return scored


def _aimed(item: Item, given: Mapping[int, Given]) -> Mapping[int, Given]:
    """The same with the mean of the subjects as their target, where that is the aim."""
    known = [each.value for each in given.values() if each.value is not None]
    if item.aim.of != "mean" or not known:
        return given
    goal = Goal(">=" if item.better == "up" else "<=", sum(known, Fraction(0)) / len(known))
    return {subject: Given(each.value, goal, each.note) for subject, each in given.items()}


def _without(item: Item, given: Given, places_: int) -> Scored:
    """An item of which value or target is missing."""
    lack = Words("无数据", "no data") if given.value is None else Words("无目标", "no target")
    why = given.note or lack
    weight = short(item.weight)
    ends = {
        "zero": Words(f"计 {written(Fraction(0), places_)}", "nought"),
        "leave_out": Words("不计入，其余权重同比放大", "left out, the other weights take its place"),
        "grey": Words("不参加排名", "not ranked"),
    }[item.missing]
    zh, en = f"{item.name.zh}（{weight}分）：{why.zh}，{ends.zh}", f"{item.name.en} ({weight}): {why.en}, {ends.en}"
    nought = Fraction(0) if item.missing == "zero" else None
    return Scored(item, given, nought, nought, Words(zh, en))


def _total(result: Result, rules: Rules, grants: Sequence[Grant]) -> None:
    """Add up: the items, rescaled where some are left out, then what is added and deducted."""
    counted = [scored for scored in result.items if scored.points is not None]
    grey = any(scored.points is None and scored.item.missing == "grey" for scored in result.items)
    if grey or not counted:
        result.lines.append(
            Words("缺少必需数据，不计总分、不排名", "data that must be there are missing: no total, no rank")
        )
        return
    earned = sum((scored.points or Fraction(0) for scored in counted), Fraction(0))
    base = _rescaled(result, rules, counted, earned)
    for adjustment in rules.adjustments:
        base += _adjusted(result, adjustment, [grant for grant in grants if grant.key == adjustment.key])
    result.total = base
    told = written(base, rules.places)
    result.lines.append(Words(f"总分 {told}", f"total {told}"))


def _adjusted(result: Result, adjustment: Adjustment, grants: Sequence[Grant]) -> Fraction:
    """What is added or deducted, kept between its bounds."""
    if not grants:
        return Fraction(0)
    asked = sum((grant.points for grant in grants), Fraction(0))
    kept = min(max(asked, adjustment.least), adjustment.most)
    said = "；".join(f"{short(grant.points)}（{grant.reason}）" for grant in grants)
    limit = Words("", "") if kept == asked else Words(f"，限于 {short(kept)}", f", kept to {short(kept)}")
    result.lines.append(Words(f"{adjustment.name.zh}：{said}{limit.zh}", f"{adjustment.name.en}: {said}{limit.en}"))
    return kept


def _rescaled(result: Result, rules: Rules, counted: Sequence[Scored], earned: Fraction) -> Fraction:
    """The points as if all weights had counted."""
    whole = sum((item.weight for item in rules.items), Fraction(0))
    weight = sum((scored.item.weight for scored in counted), Fraction(0))
    if weight == whole:
        return earned
    base = rounded(earned * whole / weight, rules.places)
    told = f"{written(earned, rules.places)}×{short(whole)}/{short(weight)}={written(base, rules.places)}"
    result.lines.append(Words(f"部分指标不计入，折算：{told}", f"some items left out, rescaled: {told}"))
    return base


def _rank(rules: Rules, results: Sequence[Result]) -> None:
    """Rank by total, then by the items that part ties."""
    by: dict[int, tuple[Fraction, ...]] = {}
    for result in results:
        if result.total is not None:
            points = {scored.item.key: scored.points or Fraction(0) for scored in result.items}
            by[result.subject] = (result.total, *(points[key] for key in rules.ties.by))
    order = sorted(by, key=lambda subject: (*(-part for part in by[subject]), subject))
    found = places([(subject, by[subject]) for subject in order], dense=rules.ties.rank == "dense")
    for result in results:
        result.rank = found.get(result.subject)


def _grade(rules: Rules, results: Sequence[Result], struck: Sequence[Struck]) -> None:
    """Give grades, then keep down whom a veto struck."""
    ranked = [result for result in results if result.rank is not None]
    ahead = {result.subject: sum(1 for other in ranked if _before(other, result)) + 1 for result in ranked}
    order = [grade.grade for grade in rules.grades]
    vetoes = {veto.key: veto for veto in rules.vetoes}
    for result in ranked:
        result.grade = _graded(rules, result, ahead[result.subject], len(ranked))
        for each in struck:
            if each.subject == result.subject and each.key in vetoes:
                _keep_down(result, vetoes[each.key], each.reason, order)


def _keep_down(result: Result, veto: Veto, reason: str, order: Sequence[str]) -> None:
    """Let a subject have no better grade than that of the veto."""
    result.vetoes.append(veto.key)
    result.grade = max(result.grade, veto.grade, key=order.index)
    zh = f"{veto.name.zh}（{reason}）：等次不高于 {veto.grade}"
    result.lines.append(Words(zh, f"{veto.name.en} ({reason}): no better than {veto.grade}"))


def _before(other: Result, result: Result) -> bool:
    return other.rank is not None and result.rank is not None and other.rank < result.rank


def _graded(rules: Rules, result: Result, place: int, number: int) -> str:
    """The grade by the place among so many, or by the total; equal totals have equal grades."""
    if rules.grades_by == "share":
        for grade in rules.grades:
            if place <= rounded(number * grade.bound / 100, 0):
                return grade.grade
    if rules.grades_by == "points":
        for grade in rules.grades:
            if (result.total or Fraction(0)) >= grade.bound:
                return grade.grade
    return rules.grades[-1].grade if rules.grades else ""
