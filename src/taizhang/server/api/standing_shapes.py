"""How standings and verdicts are told by the API."""

from enum import Enum
from typing import Literal

from ninja import Schema

from taizhang.catalogue.lights import light_presets
from taizhang.server.api.names import Measured, Named, Said
from taizhang.server.api.observation_shapes import CellOut
from taizhang.server.api.plan_shapes import Digits

Rules = Enum("Rules", {name: name for name in light_presets()}, type=str)  # type: ignore[misc]


class ReachedOut(Schema):
    """The figure that a target was held against."""

    period: str
    cell: CellOut


class AimOut(Schema):
    """A target as it stands in its plan."""

    id: int
    line: int
    indicator: Measured
    measure: str
    comparator: str
    value: Digits | None
    value_to: Digits | None
    words: str
    unit_of_measure: str
    due: str
    binding: str


class PartOut(Schema):
    """The share of a unit in a target."""

    id: int
    comparator: str
    value: Digits


class StandingOut(Schema):
    """Where a target, or the share of a unit in it, stands; `needed` is from low to high, in `unit_of_needed`."""

    target: AimOut
    share_of: PartOut | None
    unit: Named
    nature: str
    reached: ReachedOut | None
    role: str | None
    gone: Digits
    pace: Digits | None
    light: Literal["green", "amber", "red", "grey", "blue"]
    needed: tuple[Digits, Digits] | None
    unit_of_needed: str | None
    method: Said
    note: Said | None


class JudgedOut(Schema):
    """What came of a target at the end of its period."""

    target: AimOut
    share_of: PartOut | None
    unit: Named
    reached: ReachedOut | None
    verdict: Literal["met", "about", "missed", "not_reported", "redefined", "unclear"]
    reason: Said
