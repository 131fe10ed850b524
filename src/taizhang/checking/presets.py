"""What is shown to whom: the checks of a preset, its order, and at most how many findings."""

from collections.abc import Iterable

from taizhang.catalogue.checks import Rules, only
from taizhang.errors import CatalogueError
from taizhang.model import SEVERITIES, Finding


def ruled(rules: Rules, preset: str | None, names: frozenset[str], without: frozenset[str] = frozenset()) -> Rules:
    """The rules with just the checks of a preset on, of these those named, less `without`; no preset means all on.

    Raises `CatalogueError` where there is no such preset or check.
    """
    if preset is None:
        return only(rules, names, without)
    if preset not in rules.presets:
        raise CatalogueError(detail=f"no such preset: {preset}; known are {', '.join(rules.presets)}")
    within = frozenset(rules.presets[preset].checks)
    return only(rules, (names & within) if names else within, without)


def shown(
    findings: Iterable[Finding], rules: Rules, preset: str | None, most: int | None = None
) -> tuple[Finding, ...]:
    """The findings that a person is shown: in the order of the preset within each severity, and no more than `most`,
    or else than the preset allows.
    """
    ordered = tuple(findings)
    if preset is not None:
        place = {name: at for at, name in enumerate(rules.presets[preset].checks)}
        ordered = tuple(sorted(ordered, key=lambda found: (SEVERITIES.index(found.severity), place[found.check])))
        most = most or rules.presets[preset].most
    return ordered[: most or None]
