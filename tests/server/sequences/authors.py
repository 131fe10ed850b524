"""Who typed what stands in a row, told from the log alone; and that whoever approves it typed none of it."""

TYPED = {
    "ledger.observation": ("value", "cumulative", "growth", "cumulative_growth"),
    "returns.cell": ("value", "text", "reason", "comment"),
    "ledger.proposal": ("so_far", "estimate", "comparator", "proposed", "reason", "basis"),
}
# Kind of row; what tells that it is approved, who approved it, and who cannot have been.
APPROVING = {
    "ledger.observation": ("accepted", "accepted_by", ()),
    "ledger.proposal": ("approved", "approved_by", ("balanced_by",)),
    "ledger.taskreport": ("accepted", "decided_by", ("by",)),
    "ledger.extension": ("granted", "decided_by", ("by",)),
    "ledger.opinion": ("decided", "decided_by", ("given_by",)),
    "ledger.planversion": ("issued", "decided_by", ("proposed_by",)),
    "returns.return": ("accepted", "decided_by", ("submitted_by",)),
}
DRAFTED = {"ledger.target", "ledger.task"}
SERVER = 0


class Authors:
    """For each row and column the people who typed what stands there."""

    def __init__(self):
        self.of = {}
        self.drafted = {}

    def copy(self):
        """The same, to be gone on from."""
        other = Authors()
        other.of = {key: dict(columns) for key, columns in self.of.items()}
        other.drafted = {version: set(people) for version, people in self.drafted.items()}
        return other

    def note(self, entry, change, rows, *, judged):
        """Take in a change; hold what was approved by it against who typed it."""
        key = change.model, change.object_id
        if change.model in DRAFTED and entry.action != "adjustment.decide":
            row = change.before if change.after is None else rows[key]
            self.drafted.setdefault(row["version_id"], set()).add(entry.actor)
        if change.after is None:
            self.of.pop(key, None)
            return
        for column in TYPED.get(change.model, ()):
            if column in change.after and (change.before or {}).get(column) != change.after[column]:
                self.of.setdefault(key, {})[column] = self.who(entry, change.model, rows[key], rows)
        if judged and change.model in APPROVING:
            self.judge(entry, change, rows[key], rows)
        if judged and change.model == "documents.findinganswer" and change.after["step"] == "close":
            self.judge_closing(change, rows)
        if judged and change.model == "accounts.grant" and change.before is None:
            assert change.after["user_id"] != entry.actor, f"{entry.actor_name} gave themselves a role"
        if judged and change.model == "documents.publication" and change.before is None:
            uploaded_by = rows["documents.document", change.after["document_id"]]["uploaded_by"]
            assert change.after["by"] is None or change.after["by"] != uploaded_by

    def who(self, entry, model, row, rows):
        """Who typed it: who acts, unless it came of a return, where those did who filled in its row."""
        if entry.action == "workbook.undo":  # what was before stands again, and so do those who typed it
            return {row["entered_by"], *row["also_by"]}
        if entry.action != "return.accept":
            return {entry.actor}
        wanted = (row["origin"].get("row"),) if model == "ledger.observation" else rows_of_indicator(row, rows)
        return self.of_cells(rows, entry.object_id, wanted)

    def of_cells(self, rows, filed, wanted=None):
        """Who typed what stands in the cells of a return, in some of its rows or in all."""
        found = set()
        for (model, key), held in rows.items():
            mine = model == "returns.cell" and held["filed_id"] == filed and not held.get("removed")
            if mine and (wanted is None or held["row_id"] in wanted):
                found |= standing(held, self.of[model, key])
        return found

    def judge(self, entry, change, row, rows):
        """Whoever approved it is known, and neither typed nor proposed any of it."""
        sign, field, others = APPROVING[change.model]
        column = "approved" if change.model == "ledger.proposal" else "state"
        now, before = change.after.get(column), (change.before or {}).get(column)
        if now is None or now == before or (column == "state" and now != sign):
            return
        by = row[field]
        where = f"{entry.action} of {change.model} {change.object_id} by {entry.actor_name}"
        assert by == entry.actor or (by is None and entry.actor == SERVER), where
        typed = standing(row, self.of.get((change.model, change.object_id), {}))
        if change.model == "ledger.planversion" and row["base_id"] is not None:
            typed |= self.drafted.get(change.object_id, set())
        if change.model == "returns.return":
            typed |= self.of_cells(rows, change.object_id)
        assert by is None or by not in typed | {row[name] for name in others}, f"{where}: typed by {typed}"

    def judge_closing(self, change, rows):
        """Nobody closes a finding whose last answer is their own."""
        finding, last = change.after["finding_id"], None
        for (model, key), held in sorted(rows.items()):
            if model == "documents.findinganswer" and held["finding_id"] == finding and key < change.object_id:
                last = held["by"]
        assert change.after["by"] is None or change.after["by"] != last


def standing(row, of):
    """The people who typed what is not blank by now."""
    return {who for column, people in of.items() if row[column] not in (None, "") for who in people}


def rows_of_indicator(proposal, rows):
    """The rows of forms in which a proposal is typed."""
    return {
        key
        for (model, key), held in rows.items()
        if model == "returns.formrow" and held["indicator_id"] == proposal["indicator_id"]
    }
