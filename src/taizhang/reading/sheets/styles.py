"""The looks that the cells of an .xlsx name by number: number format, indent, centring over several cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.reading.sheets.codes import KNOWN, LOCAL
from taizhang.reading.sheets.markup import Quiet, counted
from taizhang.reading.sheets.sheet import Look

MOST_INDENT = 250


def code_of(number: int, given: Mapping[int, str]) -> str:
    """The code of a number format by its number: the dates of the country before what the file gives for them.

    >>> code_of(14, {14: "m/d/yy"}), code_of(10, {}), code_of(176, {176: "0.00_ "}), code_of(200, {})
    ('yyyy/m/d', '0.00%', '0.00_ ', 'General')
    """
    if number in LOCAL:
        return KNOWN[number]
    return given.get(number) or KNOWN.get(number, "General")


@dataclass
class Styles(Quiet):
    """The looks by number, as they are told."""

    looks: list[Look] = field(default_factory=list)
    _codes: dict[int, str] = field(default_factory=dict)
    _within: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a number format, a look, or the alignment of the look before."""
        if name == "numFmt" and not self._within:
            self._codes[counted(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._within = True
        elif name == "xf" and self._within:
            self.looks.append(Look(code_of(counted(attributes.get("numFmtId")), self._codes)))
        elif name == "alignment" and self._within and self.looks:
            indent = min(max(counted(attributes.get("indent")), 0), MOST_INDENT)
            spread = attributes.get("horizontal") == "centerContinuous"
            self.looks[-1] = self.looks[-1]._replace(indent=float(indent), spread=spread)

    def end(self, name: str) -> None:
        """What follows the looks of cells is of no cell."""
        if name == "cellXfs":
            self._within = False
