"""What a check is given, and how it says what it found."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from taizhang.catalogue.checks import CheckRule
from taizhang.linking import Linked, quotation
from taizhang.model import FieldValue, Finding, Said, Severity


@dataclass(frozen=True)
class Case:
    """The linked documents, and the rule of one check with its thresholds."""

    linked: Linked
    rule: CheckRule

    def setting(self, name: str) -> Any:
        """A threshold of the check, as checks.toml has it."""
        return self.rule.settings[name]

    def finding(
        self,
        facts: Iterable[Said],
        *,
        formula: FieldValue = "",
        tolerance: FieldValue = "",
        severity: Severity | None = None,
        weight: float = 0.0,
        **fields: FieldValue,
    ) -> Finding:
        """A finding of this check; it quotes the first two mentions as {quote_a} and {quote_b}.

        `place` is whose it is, where the documents are of several regions.
        """
        said = tuple(facts)
        places = self.linked.shelf.places
        place = self.linked.entry(said[0]).place if said and len(places) > 1 else ""
        quotes = dict(zip(("quote_a", "quote_b"), map(quotation, said), strict=False))
        filled = {"formula": formula, "tolerance": tolerance, "place": place, **quotes, **fields}
        return Finding(self.rule.name, severity or self.rule.severity, said, filled, weight)
