"""What was read of a document is reviewed: rejected, corrected, accepted in bulk where it is sure, then one by one."""

from collections import Counter
from typing import Any

from yearly.calling import Caller
from yearly.cast import Year
from yearly.papers import PLAN
from yearly.tables import table

PLACES, DISTRICTS = ("青汀区", "石陂县", "高新区"), "一、（八）"
SLOGAN = "各区县、各部门要强化目标导向"
Row = dict[str, Any]


def review(year: Year, name: str) -> None:
    """Review one document: what is said of districts is not said of the city, then what the table of verdicts says."""
    document, reviewer = year.documents[name], year["reviewer"]
    facts = reviewer.rows(f"/documents/{document}/facts", label="measure")
    said = [row for row in table("verdicts") if row["document"] == name]
    theirs = [row for row in facts if _of_districts(row)]
    for fact in theirs:
        judge(reviewer, fact, "reject", note="是区县、园区的数据，不是全市的")
    for row in said:
        if row["verdict"] != "accept":
            values = dict(value.split("=") for value in row["values"].split())
            judge(reviewer, _fact(facts, row), row["verdict"], values=values or None, note=row["note"])
    if name == PLAN:
        judge(reviewer, _slogan(reviewer, document), "reject", kind="statements", note="是要求，不是任务")
    accepted = reviewer.post(f"/documents/{document}/accept-sure", statements=True)["accepted"]
    for row in said:
        if row["verdict"] == "accept":
            judge(reviewer, _fact(facts, row), "accept")
    told = Counter(row["verdict"] for row in said)
    year.tell(f"{name}: {len(theirs)} of districts rejected, {accepted} accepted in bulk, one by one {dict(told)}")


def judge(
    who: Caller, thing: Row, verdict: str, *, kind: str = "facts", values: Row | None = None, note: str = ""
) -> None:
    """Give a verdict on a fact or a statement that nobody judged before; it is the only one in its trail."""
    who.post(f"/{kind}/{thing['id']}/verdicts", kind=verdict, seen=None, values=values, note=note)
    trail = [each["kind"] for each in who.rows(f"/{kind}/{thing['id']}/verdicts")]
    if trail != [verdict]:
        raise AssertionError(f"one verdict is wanted, not {trail}")


def _of_districts(row: Row) -> bool:
    """Whether a number was taken for one of the city, though its sentence or section speaks of a part of it."""
    read = row["read"]
    if read["region"] is not None or not read["indicator"] or row["certainty"] != "sure":
        return False
    in_section = (read["section"] or "").startswith(DISTRICTS)
    return in_section or any(place in row["sentence"]["text"] for place in PLACES)


def _fact(facts: list[Row], said: dict[str, str]) -> Row:
    """The first number that was read so."""
    for row in facts:
        read = row["read"]
        if read["text"] == said["read"] and said["of"] in (read["subject"] or ""):
            return row
    raise AssertionError(f"{said['read']} of {said['of']} is no number of {said['document']}")


def _slogan(who: Caller, document: int) -> Row:
    rows = who.rows(f"/documents/{document}/statements")
    return next(row for row in rows if SLOGAN in row["sentence"]["text"])
