"""The tables held against the log at the end of a sequence, and what must hold of them as they stand."""

from django.db.models import Count, F, Q

from server.sequences.rules import MACHINES, WITHOUT_MACHINE
from taizhang.server.accounts.models import Grant
from taizhang.server.ledger.models import Observation, PlanVersion
from taizhang.server.lib.rows import fields_of, recorded_models
from taizhang.server.log.verifying import verify


def must_agree(history):
    """The chain is whole, the log replays to the tables, and states, approvals and plans are what they may be."""
    found = verify()
    assert found.sound, (found.broken, found.odd)
    rows = {key: held for key, held in history.rows.items() if not held.get("removed")}
    for model in recorded_models():
        label = model._meta.label_lower
        held = {(label, row.pk): fields_of(row) for row in model._default_manager.all()}
        assert held == {key: fields for key, fields in rows.items() if key[0] == label}
        must_be_in_its_states(model, label)
    must_be_approved()


def must_be_in_its_states(model, label):
    """Every state is one of the machine."""
    if label in MACHINES:
        assert not model._default_manager.exclude(state__in=MACHINES[label].states).exists()
    else:
        names = {field.name for field in model._meta.fields}
        assert "state" not in names or label in WITHOUT_MACHINE, f"{label} has states and no machine is named"


def must_be_approved():
    """No accepted value without approver but the server's own, none by who entered it; one version in force."""
    accepted = Observation.objects.filter(state="accepted")
    assert not accepted.filter(Q(accepted_at=None) | Q(accepted_by=F("entered_by"))).exists()
    assert not Observation.objects.exclude(state="accepted").exclude(accepted_at=None).exists()
    in_force = PlanVersion.objects.filter(state="issued").values("plan").annotate(count=Count("pk"))
    assert not in_force.filter(count__gt=1).exists()
    assert (
        not PlanVersion.objects.filter(plan__state__in=("issued", "half_year", "closed"))
        .exclude(plan__versions__state="issued")
        .exists()
    )
    held = Grant.objects.filter(withdrawn_at=None).values("user", "unit", "role").annotate(count=Count("pk"))
    assert not held.filter(count__gt=1).exists()
