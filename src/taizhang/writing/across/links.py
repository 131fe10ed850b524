"""The links between what documents say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console

from taizhang.errors import Words
from taizhang.linking import Linked
from taizhang.model.rows import LINK_KEYS, Row, link_row
from taizhang.writing.words import Lang


@dataclass(frozen=True)
class Links:
    """Every link of the documents."""

    linked: Linked
    keys: Sequence[str] = LINK_KEYS

    @property
    def cautions(self) -> Sequence[Words]:
        """What a person should know before believing the links."""
        return self.linked.shelf.cautions

    def rows(self, lang: Lang) -> Iterator[Row]:
        """One row a link."""
        del lang
        return map(link_row, self.linked.links)

    def show(self, console: Console, lang: Lang) -> None:
        """One line a link."""

    def page(self, lang: Lang) -> str:
        """One page."""
        return ""
