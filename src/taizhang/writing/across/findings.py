"""What the checks found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console

from taizhang.catalogue.checks import Rules
from taizhang.checking import message
from taizhang.errors import Words
from taizhang.linking import Linked
from taizhang.model import Finding
from taizhang.model.rows import FINDING_KEYS, Row, finding_row
from taizhang.writing.words import Lang


@dataclass(frozen=True)
class Findings:
    """The findings of a run with the rules that they were found by."""

    linked: Linked
    found: tuple[Finding, ...]
    rules: Rules
    keys: Sequence[str] = FINDING_KEYS

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing the findings."""
        return self.linked.shelf.cautions

    def rows(self, lang: Lang) -> Iterator[Row]:
        """One row a finding, its message and fields in `lang`."""
        return (finding_row(finding, message(finding, lang, self.rules), lang) for finding in self.found)

    def show(self, console: Console, lang: Lang) -> None:
        """One block a finding."""

    def page(self, lang: Lang) -> str:
        """One page."""
        return ""
