"""The rules by which a light is given, as data (data/lights.toml): a default, and sets in force somewhere.

A rule is a list of steps, each a light with the conditions under which it is given (`behind >= 10`, `growth >= mean`);
the first step that holds gives the light. Whether an end of a band is within it is told by the sign and nothing else.
"""

import operator
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from taizhang.errors import CatalogueError, Words

LightWord = Literal["green", "amber", "red", "grey", "blue"]
MEASURES = frozenset(("pace", "behind", "was_behind", "growth", "plan", "mean", "left", "met")) | frozenset(
    ("months_missed", "months_since_start", "entered", "paid", "short")
)
SIGNS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
CONDITION = re.compile(r"([a-z_]+) (>=|<=|=|>|<) (-?[0-9]+(?:\.[0-9]+)?|[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a measure with a number or with another measure."""

    measure: str
    sign: str
    other: Fraction | str

    def holds(self, measures: Mapping[str, Fraction]) -> bool | None:
        """Whether it holds; None where a measure is not known.

        >>> condition_of("behind >= 10").holds({"behind": Fraction(10)})
        True
        >>> condition_of("growth >= mean").holds({"growth": Fraction(5)}) is None
        True
        """
        value = measures.get(self.measure)
        other = measures.get(self.other) if isinstance(self.other, str) else self.other
        return None if value is None or other is None else SIGNS[self.sign](value, other)


@dataclass(frozen=True, slots=True)
class Step:
    """A light, the conditions that must all hold for it, and what a person should know where it is given."""

    light: LightWord
    when: tuple[Condition, ...]
    note: Words | None

    def holds(self, measures: Mapping[str, Fraction]) -> bool | None:
        """Whether all conditions hold; None where it cannot be told."""
        told = [condition.holds(measures) for condition in self.when]
        return False if False in told else None if None in told else True


@dataclass(frozen=True, slots=True)
class LightRule:
    """How one kind of thing gets its light.

    of      the natures of targets that it is for; none where it is for returns that plan documents do not hold
    object  what it judges
    on      whether it is used; an incomplete rule is off, and `reason` says what is missing
    """

    name: str
    of: tuple[str, ...]
    object: Words
    on: bool
    reason: Words | None
    steps: tuple[Step, ...]

    @property
    def looks_back(self) -> bool:
        """Whether it asks how far behind an earlier report was."""
        return any("was_behind" in (each.measure, each.other) for step in self.steps for each in step.when)

    def light(self, measures: Mapping[str, Fraction]) -> tuple[LightWord, Words | None]:
        """The light, with its note: grey where what would decide it is not known.

        An unknown step does not matter where it could not have held anyway.
        """
        for step in self.steps:
            holds = step.holds(measures)
            if holds is None:
                break
            if holds:
                return step.light, step.note
        return "grey", None


@dataclass(frozen=True, slots=True)
class LightRules:
    """One set of rules: what it is called, where it is in force, and its rules in the order of the file."""

    name: str
    title: Words
    source: str
    rules: tuple[LightRule, ...]

    def rule_for(self, nature: str) -> LightRule | None:
        """The rule for targets of a nature that is on."""
        return next((rule for rule in self.rules if rule.on and nature in rule.of), None)


@cache
def light_presets() -> Mapping[str, LightRules]:
    """Every set of rules that ships, under its name.

    >>> sorted(light_presets())
    ['default', 'ouhai_2020', 'suqian_2025', 'tianjin_2022', 'yinchuan_2025']
    """
    text = files("taizhang.catalogue").joinpath("data", "lights.toml").read_text(encoding="utf-8")
    return presets_of(tomllib.loads(text), "lights.toml")


def presets_of(data: Mapping[str, Any], file: str) -> Mapping[str, LightRules]:
    """The sets of rules in a table that was read from `file`. Raises `CatalogueError` naming the place."""
    return {name: _preset(name, entry, file) for name, entry in data.items()}


def _preset(name: str, entry: Mapping[str, Any], file: str) -> LightRules:
    try:
        rules = tuple(_rule(called, rule) for called, rule in entry.items() if isinstance(rule, dict))
        return LightRules(name, Words(entry["zh"], entry["en"]), entry["source"], rules)
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueError(detail=f"{file}: {name}: {error} is missing or malformed") from error


def _rule(name: str, entry: Mapping[str, Any]) -> LightRule:
    reason = _words(entry.get("reason"))
    on = entry.get("on", True)
    if not on and reason is None:
        raise ValueError(f"{name}: reason of a rule that is off")
    steps = tuple(map(_step, entry["steps"]))
    return LightRule(name, tuple(entry["of"]), Words(entry["zh"], entry["en"]), on, reason, steps)


def _step(entry: Mapping[str, Any]) -> Step:
    if entry["light"] not in get_args(LightWord):
        raise ValueError(f"light {entry['light']!r}")
    return Step(entry["light"], tuple(map(condition_of, entry["when"])), _words(entry.get("note")))


def _words(entry: Mapping[str, str] | None) -> Words | None:
    return Words(entry["zh"], entry["en"]) if entry else None


def condition_of(text: str) -> Condition:
    """The condition that a text states.

    >>> condition_of("behind > 30")
    Condition(measure='behind', sign='>', other=Fraction(30, 1))
    """
    found = CONDITION.fullmatch(text)
    if not found:
        raise ValueError(f"condition {text!r}")
    measure, sign, other = found.groups()
    if unknown := {word for word in (measure, other) if word[0].isalpha()} - MEASURES:
        raise ValueError(f"measure {', '.join(sorted(unknown))} in {text!r}")
    return Condition(measure, sign, other if other[0].isalpha() else Fraction(other))
