"""A number as a person reads it: what compares it, its digits, its unit."""

from typing import NamedTuple

SIGNS = {">=": "≥ ", "<=": "≤ ", "~": "≈ "}
UNITLESS = "1"


class Figure(NamedTuple):
    """A number of a row.

    >>> str(Figure(">=", "5.3", "%")), str(Figure(None, "-6", "1"))
    ('≥ 5.3%', '-6')
    """

    comparator: str | None
    digits: str | None
    unit: str | None

    def __str__(self) -> str:
        """Its words, the unit left out where it is a bare number."""
        unit = "" if self.unit in (None, UNITLESS) else self.unit
        return f"{SIGNS.get(self.comparator or '', '')}{self.digits or ''}{unit}"
