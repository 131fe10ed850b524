"""A figure beside what is wanted of it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure. `least` and `most` bound it; without either it is printed for information."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None
    unit: str = ""
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure is within its bounds; one that is no number is not."""
        if self.least is None and self.most is None:
            return True
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def line(self) -> str:
        """The figure as a line: name, value, what is wanted, verdict."""
        bound = f">= {self.least:g}" if self.least is not None else f"<= {self.most:g}" if self.most is not None else ""
        verdict = "" if not bound else "ok" if self.holds else "SHORT"
        digits = 4 if abs(self.value) < 10 else 1
        return f"  {self.name:34} {self.value:10.{digits}f} {self.unit:6} {bound:10} {verdict:5} {self.note}".rstrip()


def printed(title: str, figures: Iterable[Figure]) -> list[Figure]:
    """Print the figures under a title and give them back."""
    kept = list(figures)
    print(f"\n{title}")
    for figure in kept:
        print(figure.line())
    return kept
