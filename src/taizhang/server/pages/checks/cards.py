"""A finding as a card: what is wrong, how it was computed, where it is said, what was said to it, what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from taizhang.catalogue.checks import CheckRule, standard_rules
from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.queries import names_of
from taizhang.server.documents.findings import STEPS
from taizhang.server.documents.models import FINDING, Finding, FindingAnswer
from taizhang.server.pages.checks.quoting import AROUND, Quoted, Quotes, said_in
from taizhang.server.pages.language import language
from taizhang.writing.words import called

LIGHTS = {"high": "red", "medium": "amber", "low": "grey"}
TAGS = {"open": "tag-warn", "explained": "tag-info", "corrected": "tag-info", "closed": "tag-good"}
COMPUTED = ("formula", "tolerance")
RIGHTS = {
    "explain": "finding.answer",
    "correct": "finding.answer",
    "close": "finding.close",
    "reopen": "finding.close",
}
BUTTONS = {
    "explain": Words("说明", "Explain"),
    "correct": Words("更正", "Correct"),
    "close": Words("办结", "Close"),
    "reopen": Words("重新打开", "Reopen"),
}
KEYS = {"explain": "e", "correct": "c", "close": "x", "reopen": "r"}
DONE = {
    "explain": Words("已说明", "explained"),
    "correct": Words("已更正", "corrected"),
    "close": Words("已办结", "closed"),
    "reopen": Words("重新打开", "reopened"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A button of a card, with its key."""

    name: str
    words: Words
    key: str


@dataclass(frozen=True, slots=True)
class Trodden:
    """One step in the trail: what was done, by whom, when, with which words."""

    words: Words
    who: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as its card shows it. `own` says that it waits for somebody else: who answered does not close."""

    finding: Finding
    title: Words
    about: Words
    light: str
    severity: str
    state: Words
    tag: str
    message: str
    computed: Sequence[tuple[str, str]]
    quotes: Sequence[Quoted]
    trail: Sequence[Trodden]
    steps: Sequence[Step]
    own: bool


def cards(actor: Actor, findings: Sequence[Finding], around: int = AROUND) -> list[Card]:
    """The cards of some findings, in a number of queries that does not grow with them."""
    quotes = Quotes(actor, (said for finding in findings for said in said_in(finding.row)), around)
    names = names_of(answer.by for finding in findings for answer in trail_of(finding))
    return [_card(actor, finding, quotes, names) for finding in findings]


def trail_of(finding: Finding) -> list[FindingAnswer]:
    """What was said to a finding, as the query brought it."""
    trail: list[FindingAnswer] = finding.trail  # type: ignore[attr-defined]
    return trail


def _card(actor: Actor, finding: Finding, quotes: Quotes, names: dict[int, str]) -> Card:
    rule = standard_rules().checks.get(finding.check_id)
    trail, own = trail_of(finding), answered_by(actor, finding)
    return Card(
        finding,
        rule.title if rule else Words(finding.check_id, finding.check_id),
        rule.about if rule else Words("", ""),
        LIGHTS.get(finding.severity, "grey"),
        called(f"severity.{finding.severity}", language()),
        FINDING.states[finding.state],
        TAGS[finding.state],
        message_of(finding),
        computed(finding, rule),
        quotes.of(said_in(finding.row)),
        [Trodden(DONE[one.step], names.get(one.by or 0, ""), one.at, one.words) for one in trail],
        [Step(name, BUTTONS[name], KEYS[name]) for name in STEPS if may_step(actor, finding, name)],
        own and FINDING.allows(finding.state, "close") and actor.may(RIGHTS["close"], finding.unit),
    )


def message_of(finding: Finding) -> str:
    """What is wrong, in the language of the page."""
    row = finding.row
    return str(row.get("message_en" if language() == "en" else "message") or row.get("message", ""))


def computed(finding: Finding, rule: CheckRule | None) -> list[tuple[str, str]]:
    """The formula and what rounding allows, under their names, where the check computes."""
    fields = finding.row.get("fields", {}) if rule else {}
    return [(called(key, language()), str(fields[key])) for key in COMPUTED if fields.get(key)]


def answered_by(actor: Actor, finding: Finding) -> bool:
    """Whether the last word on a finding is the person's own."""
    trail = trail_of(finding)
    return bool(trail) and actor.user is not None and trail[-1].by == actor.user.pk


def may_step(actor: Actor, finding: Finding, step: str) -> bool:
    """Whether a person may take a step now: by role, by state, and nobody closes what they answered themselves."""
    if not FINDING.allows(finding.state, step) or not actor.may(RIGHTS[step], finding.unit):
        return False
    return step != "close" or not answered_by(actor, finding)
