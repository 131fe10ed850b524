"""The log read entry by entry as it grows: every row as it is by then, held against the rules at each change."""

from server.sequences.authors import Authors
from server.sequences.rules import FAST, MACHINES, REMOVABLE, TWO_AT_ONCE, breakdown, version
from taizhang.server.log.models import Change, Entry

SUPPORTING = "ledger.taskunit"


class History:
    """What the log says so far."""

    def __init__(self):
        self.rows, self.authors, self.last, self.last_change = {}, Authors(), 0, 0
        self.read_on(judged=False)

    def copy(self):
        """The same, to be gone on from."""
        other = object.__new__(History)
        other.__dict__ |= self.__dict__ | {"rows": dict(self.rows), "authors": self.authors.copy()}
        return other

    def read_on(self, judged=True):
        """Read the entries that came since."""
        for entry in Entry.objects.filter(pk__gt=self.last).prefetch_related("changes").order_by("pk"):
            for change in sorted(entry.changes.all(), key=lambda each: each.pk):
                if judged:
                    self.judge(entry, change)
                self.apply(change)
                self.authors.note(entry, change, self.rows, judged=judged)
                self.last_change = change.pk
            self.last = entry.pk
        assert not Change.objects.filter(entry__gt=self.last).exists()

    def apply(self, change):
        """Let the row be what the change made of it."""
        key = change.model, change.object_id
        if change.after is None:
            self.rows[key] = self.rows[key] | {"removed": True}
        else:
            self.rows[key] = {**self.rows.get(key, {}), **change.after}

    def judge(self, entry, change):
        """Hold a change against the rules."""
        held = self.rows.get((change.model, change.object_id))
        where = (
            f"{entry.action} by {entry.actor_name}: {change.model} {change.object_id} {change.before} → {change.after}"
        )
        if change.before is None:
            assert held is None or held.get("removed"), where
            self.judge_new(change, where)
        elif change.after is None:
            self.judge_removal(change, held, where)
        else:
            self.judge_change(change, held, where)

    def judge_new(self, change, where):
        """A new row begins in a state of its machine; none comes into what was issued."""
        machine = MACHINES.get(change.model)
        assert machine is None or change.after["state"] in machine.states, where
        if change.model in {"ledger.target", "ledger.task"}:
            assert version(self.rows, change.after) in {"", "draft", "proposed"}, where
        if change.model == "ledger.share":
            assert breakdown(self.rows, change.after) == "draft", where

    def judge_removal(self, change, held, where):
        """Only drafts are ever removed."""
        if change.model == SUPPORTING:
            told, states = REMOVABLE["ledger.task"]
            held = self.rows["ledger.task", held["task_id"]]
        else:
            assert change.model in REMOVABLE, where
            told, states = REMOVABLE[change.model]
        assert told(self.rows, held) in states, where

    def judge_change(self, change, held, where):
        """A change of state is a step of the machine; what stands fast does not change; a revision is one on."""
        names = {name for name in change.after if change.before[name] != change.after[name]}
        assert change.after["revision"] == held["revision"] + 1, where
        for model, told, states, allowed in FAST:
            if model == change.model and told(self.rows, held) in states:
                assert names - {"revision"} <= set(allowed), where
        if "state" in names and change.model in MACHINES:
            self.judge_state(change, where)

    def judge_state(self, change, where):
        """The step from state to state is one that the machine has."""
        before, after = change.before["state"], change.after["state"]
        steps = MACHINES[change.model].steps
        known = {(state, following) for (state, _), following in steps.items()}
        assert (before, after) in known or (change.model, before, after) in TWO_AT_ONCE, where
