"""The checks as data: which run, how grave, with which thresholds, in which words. The file is data/checks.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, get_args

from taizhang.errors import CatalogueError, Words

Grade = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One check as data.

    on         whether it runs
    severity   how grave its findings are as a rule
    settings   its thresholds, by name
    title      what it is called
    message    the template of a finding, filled with its fields
    about      what it looks for, what it lets pass, and where the rule comes from
    question   what a deputy would ask of a finding, filled as the message is; None where nothing is asked
    """

    name: str
    on: bool
    severity: Grade
    settings: Mapping[str, Any]
    title: Words
    message: Words
    about: Words
    question: Words | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """What is shown to whom: the checks in the order of their weight, and at most how many findings (0: all)."""

    name: str
    checks: tuple[str, ...]
    most: int
    title: Words


@dataclass(frozen=True, slots=True)
class Rules:
    """All checks and presets of one run."""

    checks: Mapping[str, CheckRule]
    presets: Mapping[str, Preset]


@cache
def standard_rules() -> Rules:
    """The rules that ship."""
    text = files("taizhang.catalogue").joinpath("data", "checks.toml").read_text(encoding="utf-8")
    return rules_of(tomllib.loads(text), "checks.toml")


def rules_with(path: str | Path) -> Rules:
    """The rules that ship, with what the file at `path` says otherwise. Raises `CatalogueError` naming the file."""
    try:
        own = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogueError(detail=f"{path}: {error}") from error
    text = files("taizhang.catalogue").joinpath("data", "checks.toml").read_text(encoding="utf-8")
    return rules_of(_merged(tomllib.loads(text), own, str(path)), str(path))


def _merged(base: dict[str, Any], own: dict[str, Any], file: str) -> dict[str, Any]:
    """`base` with the entries of `own` in the place of its own. An entry that `base` does not know is an error."""
    for name, value in own.items():
        if name not in base:
            raise CatalogueError(detail=f"{file}: {name}: no such entry; known are {', '.join(base)}")
        nested = isinstance(base[name], dict) and isinstance(value, dict)
        base[name] = _merged(base[name], value, f"{file}: {name}") if nested else value
    return base


def rules_of(data: Mapping[str, Any], file: str) -> Rules:
    """The rules in a table that was read from `file`."""
    presets = data.get("presets", {})
    checks = {name: _rule(name, entry, file) for name, entry in data.items() if name != "presets"}
    return Rules(checks, {name: _preset(name, entry, checks, file) for name, entry in presets.items()})


def _rule(name: str, entry: Mapping[str, Any], file: str) -> CheckRule:
    try:
        title, message, about = (Words(entry["zh"][key], entry["en"][key]) for key in ("title", "message", "about"))
        asked = Words(entry["zh"]["question"], entry["en"]["question"]) if "question" in entry["zh"] else None
        on, settings = entry.get("on", True), entry.get("settings", {})
        rule = CheckRule(name, on, entry["severity"], settings, title, message, about, asked)
    except (KeyError, TypeError) as error:
        raise CatalogueError(detail=f"{file}: {name}: {error} is missing or malformed") from error
    if rule.severity not in get_args(Grade):
        raise CatalogueError(detail=f"{file}: {name}: severity is {rule.severity!r}, not one of {get_args(Grade)}")
    return rule


def _preset(name: str, entry: Mapping[str, Any], checks: Mapping[str, CheckRule], file: str) -> Preset:
    unknown = [check for check in entry["checks"] if check not in checks]
    if unknown:
        raise CatalogueError(detail=f"{file}: presets.{name}: no such check: {', '.join(unknown)}")
    return Preset(name, tuple(entry["checks"]), entry.get("most", 0), Words(entry["zh"], entry["en"]))


def only(rules: Rules, names: frozenset[str], without: frozenset[str] = frozenset()) -> Rules:
    """The rules with just these checks switched on; with none named, those that are on, less `without`."""
    if unknown := (names | without) - rules.checks.keys():
        raise CatalogueError(detail=f"no such check: {', '.join(sorted(unknown))}; known are {', '.join(rules.checks)}")
    switched = {
        name: replace(rule, on=(name in names if names else rule.on) and name not in without)
        for name, rule in rules.checks.items()
    }
    return replace(rules, checks=switched)
