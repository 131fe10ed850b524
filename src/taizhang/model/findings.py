"""What does not add up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from taizhang.errors import Words
from taizhang.model.links import Said

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
FieldValue: TypeAlias = str | Words


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an auditor would raise. Its message is rendered late, from `fields`, in either language.

    check     the slug of the check that found it
    severity  high, medium, low
    facts     the mentions it rests on, in the order in which the message speaks of them
    fields    what the templates of the check are filled with; always among them `formula` (the computation with its
              numbers) and `tolerance` (what rounding allows), empty where the check does not compute
    weight    what ranks it among findings of one severity: the larger, the more worth a person's minute
    """

    check: str
    severity: Severity
    facts: tuple[Said, ...]
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    weight: float = 0.0
