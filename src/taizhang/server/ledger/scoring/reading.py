"""Rules as data become rules that hold: each error is told with its place, all at once."""

from fractions import Fraction
from typing import Any, cast

from taizhang.server.accounts.models import Unit
from taizhang.server.ledger.scoring.formula import formula_of
from taizhang.server.ledger.scoring.readers import Reader
from taizhang.server.ledger.scoring.rules import (
    COMPARATORS,
    FIELDS,
    METHODS,
    WITH_TARGET,
    Adjustment,
    Aim,
    Field,
    Goal,
    Grade,
    Item,
    Method,
    Missing,
    OfFormula,
    OfIndicator,
    OfMeasure,
    Rules,
    Source,
    Stair,
    Ties,
    Veto,
)
from taizhang.server.lib.refusals import Invalid

WHOLE = ("zh", "en", "full", "places", "subjects", "items", "adjustments", "vetoes", "ties", "grades")
ALWAYS = ("key", "zh", "en", "weight", "from", "better", "method", "missing")
OPTIONS: dict[str, tuple[str, ...]] = {
    "attainment": ("target", "cap", "floor"),
    "attainment_by_comparator": ("target", "cap", "floor", "tolerance"),
    "rank_points": ("points",),
    "min_max": ("lowest",),
    "steps": ("steps", "otherwise"),
    "target_met": ("target", "otherwise"),
}


def rules_of(raw: Any, subjects: str) -> Rules:
    """The rules of a scorecard over `units` or `firms`; Invalid names every place that does not hold."""
    reading = RulesReader(subjects)
    rules = reading.rules(raw)
    reading.raise_if_wrong()
    return rules


class RulesReader(Reader):
    """Reads the rules of a scorecard."""

    def __init__(self, subjects: str) -> None:
        super().__init__()
        self.firms = subjects == "firms"

    def rules(self, raw: Any) -> Rules:
        """All of them."""
        whole = self.record(raw, "rules", WHOLE)
        items = self.rows(whole.get("items"), "items", self.item, least=1, most=60)
        by, grades = self.grades(whole.get("grades"))
        kinds, codes, industry = self.subjects(whole.get("subjects", {}))
        rules = Rules(
            about=self.words(whole, "rules"),
            places=int(self.number(whole.get("places", 2), "places", least=Fraction(0), most=Fraction(6))),
            items=items,
            adjustments=self.rows(whole.get("adjustments", []), "adjustments", self.adjustment, most=40),
            vetoes=self.rows(whole.get("vetoes", []), "vetoes", self.veto, most=40),
            ties=self.ties(whole.get("ties", {})),
            grades_by=cast("Any", by),
            grades=grades,
            kinds=kinds,
            codes=codes,
            industry=industry,
        )
        self.agree(rules, whole)
        return rules

    def agree(self, rules: Rules, whole: dict[str, Any]) -> None:
        """What must hold between the parts."""
        for name in ("items", "adjustments", "vetoes"):
            keys = [each.key for each in getattr(rules, name)]
            if len(keys) != len(set(keys)):
                self.wrong(name, "键名重复", "keys are doubled")
        total = sum((item.weight for item in rules.items), Fraction(0))
        if "full" in whole and self.number(whole["full"], "full") != total and not self.errors:
            self.wrong("full", f"各项权重之和为 {total}，与满分不符", f"the weights add up to {total}")
        grades = {grade.grade for grade in rules.grades}
        for number, veto in enumerate(rules.vetoes, 1):
            if veto.grade not in grades:
                self.wrong(f"vetoes[{number}].grade", "不在等次之列", "is none of the grades")
        for number, key in enumerate(rules.ties.by, 1):
            if key not in {item.key for item in rules.items}:
                self.wrong(f"ties.by[{number}]", "没有这一指标", "is none of the items")

    def subjects(self, raw: Any) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """Which units or firms are scored."""
        known = ("industry",) if self.firms else ("kinds", "codes")
        given = self.record(raw, "subjects", known)
        kinds = self.rows(
            given.get("kinds", ["district"]), "subjects.kinds", lambda one, at: self.choice(one, at, Unit.Kind.values)
        )
        codes = self.rows(given.get("codes", []), "subjects.codes", self.text, most=1000)
        return kinds, codes, self.text(given.get("industry", ""), "subjects.industry", empty=True)

    def item(self, raw: Any, path: str) -> Item:
        """One item with the options of its method."""
        method = raw.get("method") if isinstance(raw, dict) else None
        options = OPTIONS.get(method, ()) if isinstance(method, str) else ()
        given = self.record(raw, path, (*ALWAYS, *options))
        chosen = self.choice(given.get("method"), f"{path}.method", METHODS)
        better = self.choice(given.get("better", "up"), f"{path}.better", ("up", "down"))
        return Item(
            key=self.text(given.get("key"), f"{path}.key", most=40),
            name=self.words(given, path),
            weight=self.number(given.get("weight"), f"{path}.weight", above=Fraction(0), most=Fraction(100_000)),
            source=self.source(given.get("from"), f"{path}.from"),
            better="up" if better == "up" else "down",
            method=cast("Method", chosen),
            aim=self.aim(given.get("target", {}), f"{path}.target") if chosen in WITH_TARGET else Aim(),
            cap=self.per_cent(given.get("cap", 100), f"{path}.cap"),
            floor=self.per_cent(given.get("floor", 0), f"{path}.floor"),
            tolerance=self.per_cent(given.get("tolerance", 0), f"{path}.tolerance", most=100),
            lowest=self.per_cent(given.get("lowest", 0), f"{path}.lowest", most=100),
            otherwise=self.per_cent(given.get("otherwise", 0), f"{path}.otherwise", most=100),
            ranks=self.ranks(given.get("points"), f"{path}.points") if chosen == "rank_points" else (),
            stairs=self.stairs(given.get("steps"), f"{path}.steps", better) if chosen == "steps" else (),
            missing=cast("Missing", self.choice(given.get("missing", "zero"), f"{path}.missing", MISSING)),
        )

    def source(self, raw: Any, path: str) -> Source:
        """Where a value comes from."""
        given = self.record(
            raw, path, ("measure", "formula") if self.firms else ("indicator", "field", "formula", "of")
        )
        if "formula" in given:
            return self.formula(given, path)
        if self.firms:
            return OfMeasure(self.text(given.get("measure"), f"{path}.measure", most=40))
        return self.indicator(given, path)

    def indicator(self, raw: Any, path: str) -> OfIndicator:
        """An indicator and which of its figures."""
        given = self.record(raw, path, ("indicator", "field"))
        field = self.choice(given.get("field", "value"), f"{path}.field", FIELDS)
        return OfIndicator(self.text(given.get("indicator"), f"{path}.indicator"), cast("Field", field))

    def formula(self, given: dict[str, Any], path: str) -> OfFormula:
        """A formula, whose names are measures of firms or indicators named under `of`."""
        try:
            formula = formula_of(self.text(given.get("formula"), f"{path}.formula", most=200) or "0")
        except Invalid as error:
            self.errors[f"{path}.formula"] = error.errors["formula"]
            formula = formula_of("0")
        raw = given.get("of", {})
        named = raw if isinstance(raw, dict) else {}
        of = {str(name): self.indicator(one, f"{path}.of.{name}") for name, one in list(named.items())[:20]}
        if not self.firms and formula.names - set(of):
            missing = "、".join(sorted(formula.names - set(of)))
            self.wrong(f"{path}.of", f"公式中的 {missing} 没有说明取自哪个指标", f"no indicator is named for {missing}")
        return OfFormula(formula, of)

    def aim(self, raw: Any, path: str) -> Aim:
        """The target of an item."""
        given = self.record(raw, path, ("of", "by_time", "comparator", "value", "upper"))
        of = self.choice(
            given.get("of", "value" if "value" in given else "plan"), f"{path}.of", ("plan", "value", "mean")
        )
        if of == "plan" and self.firms:
            self.wrong(
                f"{path}.of", "企业没有计划目标，请给出 value 或 mean", "firms have no plan: give a value or the mean"
            )
        if of == "value":
            return Aim("value", goal=self.goal(given, path))
        by_time = self.flag(given.get("by_time", False), f"{path}.by_time")
        return Aim("plan" if of == "plan" else "mean", by_time)

    def goal(self, given: dict[str, Any], path: str) -> Goal:
        """A fixed target."""
        comparator = self.choice(given.get("comparator", ">="), f"{path}.comparator", COMPARATORS)
        value = self.number(given.get("value"), f"{path}.value")
        if comparator != "range":
            return Goal(comparator, value)
        upper = self.number(given.get("upper"), f"{path}.upper")
        if upper <= value:
            self.wrong(f"{path}.upper", "上限应大于下限", "the upper bound is above the lower one")
        return Goal(comparator, value, upper)

    def ranks(self, raw: Any, path: str) -> tuple[Fraction, ...]:
        """The share of the weight for each rank."""
        return self.rows(raw, path, self.per_cent, least=1, most=500)

    def stairs(self, raw: Any, path: str, better: str) -> tuple[Stair, ...]:
        """The steps of a table, the best first."""
        stairs = self.rows(raw, path, self.stair, least=1, most=50)
        bounds = [stair.at for stair in stairs]
        if bounds != sorted(set(bounds), reverse=better == "up"):
            self.wrong(path, "各档应由好到差排列，不得重复", "steps go from the best to the worst, none twice")
        return stairs

    def stair(self, raw: Any, path: str) -> Stair:
        """One step."""
        given = self.record(raw, path, ("at", "points"))
        return Stair(self.number(given.get("at"), f"{path}.at"), self.per_cent(given.get("points"), f"{path}.points"))

    def adjustment(self, raw: Any, path: str) -> Adjustment:
        """A bonus or deduction."""
        given = self.record(raw, path, ("key", "zh", "en", "least", "most"))
        least = self.number(given.get("least", 0), f"{path}.least", most=Fraction(0))
        most = self.number(given.get("most", 0), f"{path}.most", least=Fraction(0))
        return Adjustment(self.text(given.get("key"), f"{path}.key", most=40), self.words(given, path), least, most)

    def veto(self, raw: Any, path: str) -> Veto:
        """What keeps a grade down."""
        given = self.record(raw, path, ("key", "zh", "en", "grade", "when", "above"))
        when = self.source(given["when"], f"{path}.when") if "when" in given else None
        above = self.number(given.get("above", 0), f"{path}.above")
        key, grade = (self.text(given.get(name), f"{path}.{name}", most=40) for name in ("key", "grade"))
        return Veto(key, self.words(given, path), grade, when, above)

    def ties(self, raw: Any) -> Ties:
        """What parts equal totals."""
        given = self.record(raw, "ties", ("by", "rank"))
        by = self.rows(given.get("by", []), "ties.by", self.text)
        rank = self.choice(given.get("rank", "same"), "ties.rank", ("same", "dense"))
        return Ties(by, "same" if rank == "same" else "dense")

    def grades(self, raw: Any) -> tuple[str, tuple[Grade, ...]]:
        """Grades by the share of the ranked or by the total, the best first."""
        if raw is None:
            return "none", ()
        given = self.record(raw, "grades", ("by", "steps"))
        by = self.choice(given.get("by"), "grades.by", ("share", "points"))
        bound = "upto" if by == "share" else "from"
        grades = self.rows(
            given.get("steps"), "grades.steps", lambda one, at: self.grade(one, at, bound), least=1, most=20
        )
        bounds = [grade.bound for grade in grades]
        if bounds != sorted(set(bounds), reverse=by == "points"):
            self.wrong(
                "grades.steps", "各等次应由高到低排列，不得重复", "grades go from the best to the worst, none twice"
            )
        if by == "share" and bounds and bounds[-1] != 100:
            self.wrong("grades.steps", "最后一个等次应到 100", "the last grade reaches to 100")
        return by, grades

    def grade(self, raw: Any, path: str, bound: str) -> Grade:
        """One grade."""
        given = self.record(raw, path, ("grade", bound))
        return Grade(
            self.text(given.get("grade"), f"{path}.grade", most=12), self.number(given.get(bound, 0), f"{path}.{bound}")
        )


MISSING = ("zero", "leave_out", "grey")
