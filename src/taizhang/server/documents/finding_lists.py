"""Findings as a list that a person works through: what is asked for, the gravest first, counted by each choice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from taizhang.catalogue.checks import standard_rules
from taizhang.model import SEVERITIES
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.models import Document, Finding
from taizhang.server.documents.queries import documents_for, findings_for

STEP = 1000  # more than there are checks
PROMISES = ("unreported_target", "dropped_commitment", "weakened_commitment", "answered_without_number")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which findings; None: whichever. A preset names several checks, and the order of their weight."""

    severity: str | None = None
    state: str | None = None
    check_id: str | None = None
    unit: int | None = None
    document: int | None = None
    preset: str | None = None

    def within(self, actor: Actor) -> "QuerySet[Finding]":
        """The findings of this choice that the actor may see."""
        found = findings_for(
            actor,
            unit=self.unit,
            document=self.document,
            severity=self.severity,
            state=self.state,
            check_id=self.check_id,
        )
        return found.filter(check_id__in=checks_of(self.preset)) if self.preset else found

    def counts(self, actor: Actor, column: str) -> Mapping[str, int]:
        """How many there are of each value of a column, whatever was chosen of that column itself."""
        every = replace(self, **{column: None}).within(actor).prefetch_related(None).select_related(None)
        found = every.order_by(column).values_list(column).annotate(Count("pk"))
        return dict(found)


def checks_of(preset: str) -> tuple[str, ...]:
    """The checks of a preset, those that weigh most first."""
    return standard_rules().presets[preset].checks


def gravest_first(findings: "QuerySet[Finding]", preset: str | None = None) -> "QuerySet[Finding]":
    """Findings by severity, within it by their place in the preset, else as they were found; `rank` says where."""
    severity = Case(
        *(When(severity=name, then=Value(at * STEP)) for at, name in enumerate(SEVERITIES)),
        default=Value(len(SEVERITIES) * STEP),
        output_field=IntegerField(),
    )
    places = [When(check_id=name, then=Value(at)) for at, name in enumerate(checks_of(preset))] if preset else []
    place = Case(*places, default=Value(0), output_field=IntegerField()) if places else Value(0)
    return findings.annotate(rank=Coalesce(severity + place, 0)).order_by("rank", "pk")


def place_of(finding: Finding) -> int:
    """The rank that `gravest_first` gave a finding."""
    rank: int = finding.rank  # type: ignore[attr-defined]
    return rank


def behind(findings: "QuerySet[Finding]", rank: int, key: int) -> "QuerySet[Finding]":
    """Of findings that `gravest_first` ordered those behind one of them."""
    return findings.filter(Q(rank__gt=rank) | Q(rank=rank, pk__gt=key))


def documents_found_in(actor: Actor) -> "QuerySet[Document]":
    """The documents that findings lead to, as far as the actor may see them."""
    return documents_for(actor).filter(pk__in=findings_for(actor).values("document")).order_by("-year", "name")


def unaccounted(actor: Actor, region: int) -> "QuerySet[Finding]":
    """Promises in the documents of a region of which nothing more was heard, or no more than words."""
    of_region = findings_for(actor).filter(document__region=region, check_id__in=PROMISES)
    return gravest_first(of_region)
