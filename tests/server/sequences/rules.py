"""What must hold of rows, as data: their machines, what of them never changes from when on, what may be removed."""

from taizhang.server.documents.models import FINDING
from taizhang.server.ledger.models import BREAKDOWN, OBSERVATION, PLAN, TASK, VERSION
from taizhang.server.ledger.models.cycle import OPINION
from taizhang.server.ledger.tasks.extending import EXTENSION
from taizhang.server.ledger.tasks.reporting import REPORT
from taizhang.server.returns.models import IMPORT, RETURN

MACHINES = {
    "ledger.plan": PLAN,
    "ledger.planversion": VERSION,
    "ledger.breakdown": BREAKDOWN,
    "ledger.task": TASK,
    "ledger.taskreport": REPORT,
    "ledger.extension": EXTENSION,
    "ledger.opinion": OPINION,
    "ledger.observation": OBSERVATION,
    "returns.return": RETURN,
    "returns.import": IMPORT,
    "documents.finding": FINDING,
}
WITHOUT_MACHINE = {"documents.document", "returns.importpart"}  # work in the background
TWO_AT_ONCE = {
    ("returns.return", "not_due", "overdue"),  # nobody looked between its opening and its due day
}

DRAFTS = {"draft"}
ISSUED = {"proposed", "issued", "superseded", "rejected"}


def version(rows, fields):
    """The state of the version in which a row stands; empty for a part of a task, which stands in none."""
    held = rows.get(("ledger.planversion", fields.get("version_id")))
    return held["state"] if held else ""


def breakdown(rows, fields):
    """The state of the breakdown of a share."""
    return rows["ledger.breakdown", fields["breakdown_id"]]["state"]


def filed(rows, fields):
    """The state of the return of a cell."""
    return rows["returns.return", fields["filed_id"]]["state"]


def own(_rows, fields):
    """The state of the row itself."""
    return fields["state"]


def always(_rows, _fields):
    """Of every row of the kind."""
    return "always"


def approved(_rows, fields):
    """Whether a value of it was approved."""
    return "approved" if fields["approved"] is not None else ""


# Kind of row; whose state tells; the states in which it stands fast; the fields that may change all the same, and why.
FAST = (
    ("ledger.target", version, ISSUED, {"same_as_id": "marked while its own version is still proposed"}),
    ("ledger.share", breakdown, {"issued", "superseded"}, {}),
    ("ledger.breakdown", own, {"issued"}, {"state": "superseded by the next"}),
    ("ledger.breakdown", own, {"superseded"}, {}),
    (
        "ledger.planversion",
        own,
        {"proposed"},
        dict.fromkeys(
            (
                "state",
                "base_id",
                "decider",
                "decision_reason",
                "document_id",
                "document_number",
                "decided_by",
                "decided_at",
            ),
            "the decision on it",
        ),
    ),
    ("ledger.planversion", own, {"issued"}, {"state": "superseded by the next"}),
    ("ledger.planversion", own, {"superseded", "rejected"}, {}),
    (
        "ledger.task",
        version,
        {"issued", "superseded"},
        {
            "state": "accepted reports, days that passed, adjustments",
            "reported_on": "an accepted report",
            "percent": "an accepted report",
            "done_on": "an accepted report",
            "deadline": "an extension that was granted",
            "programme_id": "grouping changes nothing of what was promised",
            "parent_id": "the task above it was adjusted",
        },
    ),
    (
        "ledger.task",
        version,
        {"proposed"},
        {
            "state": "it goes on where the task before it stood",
            "reported_on": "it goes on where the task before it stood",
            "percent": "it goes on where the task before it stood",
            "programme_id": "grouping changes nothing of what was promised",
            "parent_id": "the task above it was adjusted",
        },
    ),
    ("ledger.task", version, {"rejected"}, {"programme_id": "grouping changes nothing of what was promised"}),
    ("ledger.taskunit", always, {"always"}, {}),
    ("ledger.step", always, {"always"}, {}),
    ("ledger.observation", own, {"accepted"}, {"current": "a correction takes its place"}),
    ("ledger.observation", own, {"rejected"}, {}),
    ("ledger.proposal", approved, {"approved"}, {}),
    ("ledger.opinion", own, {"decided", "countersigned"}, {}),
    ("ledger.taskreport", own, {"accepted", "returned"}, {}),
    ("ledger.extension", own, {"granted", "refused"}, {}),
    ("ledger.scorecard", always, {"always"}, {}),
    ("ledger.scorecardrun", always, {"always"}, {}),
    ("returns.cell", filed, {"submitted", "accepted"}, {}),
    ("review.verdict", always, {"always"}, {"current": "a later verdict holds"}),
    ("documents.reading", always, {"always"}, {"current": "a later reading holds"}),
    ("documents.fact", always, {"always"}, {}),
    ("documents.statement", always, {"always"}, {}),
    ("documents.findinganswer", always, {"always"}, {}),
    ("documents.publication", always, {"always"}, {"withdrawn_at": "withdrawn from the public"}),
    ("returns.exemption", always, {"always"}, {"ended_at": "it ran out or was ended"}),
    ("accounts.grant", always, {"always"}, {"withdrawn_at": "withdrawn"}),
    ("accounts.token", always, {"always"}, {"revoked_at": "revoked"}),
)

# Kind of row; whose state tells; the states in which it may be removed.
REMOVABLE = {
    "ledger.target": (version, DRAFTS),
    "ledger.task": (version, DRAFTS | {""}),  # a part of a task, of which nothing was reported
    "ledger.planversion": (own, DRAFTS),
    "ledger.breakdown": (own, DRAFTS),
    "ledger.share": (breakdown, DRAFTS),
    "returns.return": (own, {"not_due"}),  # a shell that nobody opened, when its form was changed
    "ledger.programmeindicator": (always, {"always"}),  # grouping promises nothing
    "hooks.hook": (always, {"always"}),  # no part of what is promised or reported
}
