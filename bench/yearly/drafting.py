"""The draft: targets, tasks and last year's results adopted from the document, and what that left done by hand."""

from typing import Any

from yearly.autumn import RETAIL
from yearly.cast import Year
from yearly.papers import HALF, HALF_BEFORE, OF_DISTRICT, PLAN
from yearly.tables import table

AGREES = "本版已有不同的目标 >=6.0%，请在计划中修改"
# What adopting left, for the catalogue has no such indicator: two that the region adds for itself.
OWN = (
    ("government.instant_rate", "政务服务事项即办率", "%", "rate", "=", "75"),
    ("boilers.treated", "锅炉深度治理", "台", "flow", "=", "36"),
)
RESULTS = ("observation",)


def begin(year: Year) -> None:
    """Move on to drafting, look at what adopting would do, adopt; a second time nothing is added."""
    step(year, "draft")
    planner, document = year["planner"], year.documents[PLAN]
    body = {"document": year.documents[OF_DISTRICT]}
    told = planner.refused(422, "POST", f"/plans/{year.plan}/adopt", **body)
    year.tell(f"a document of another region is not adopted: {told['errors']['document']}")
    seen = planner.post(f"/plans/{year.plan}/adopt", document=document, preview=True)
    done = planner.post(f"/plans/{year.plan}/adopt", document=document)
    again = planner.post(f"/plans/{year.plan}/adopt", document=document)
    if (seen["adopted"], 0, done["left"]) != (done["adopted"], again["adopted"], again["left"]):
        raise AssertionError(f"adopting is as its preview, and once: {seen['adopted']}, {again['adopted']}")
    counts = {what: sum(1 for row in done["outcomes"] if _is(row, what)) for what in ("target", "observation", "task")}
    year.tell(f"adopted from the document: {counts}; {done['there']} there already, {done['left']} left with a reason")
    other = next(row for row in done["outcomes"] if row["why"] == AGREES)
    year.rows["retail"] = other["row"]
    trace(year, next(row for row in done["outcomes"] if _is(row, "target")))


def trace(year: Year, outcome: dict[str, Any]) -> None:
    """What was adopted leads back to its sentence."""
    found = year["auditor"].get(f"/trace/target/{outcome['row']}")
    said = found["said"][0]
    if said["text"] not in said["sentence"] or found["origin"] != "document":
        raise AssertionError(f"a target should lead to its sentence: {found}")
    year.tell(f"{found['name']} {outcome['says']} leads to {said['document_name']}: …{said['sentence'][15:40]}…")


def _is(row: dict[str, Any], what: str) -> bool:
    return bool(row["what"] == what and row["result"] == "adopted")


def complete(year: Year) -> None:
    """By hand: the target that was another, indicators of the region's own, who answers for each task and by when."""
    planner, version = year["planner"], year.draft["id"]
    target = planner.get(f"/targets/{year.rows['retail']}")
    if target["indicator"]["code"] != RETAIL:
        raise AssertionError(f"the other target should be of {RETAIL}")
    planner.patch(f"/targets/{target['id']}", revision=target["revision"], value="6.5", why="以报送人大的草案为准")
    for code, name, unit, nature, comparator, value in OWN:
        body = {"unit_id": year.units["YL"], "code": code, "name": name, "unit_of_measure": unit, "nature": nature}
        made = planner.post("/indicators", **body)
        body = {"indicator_id": made["id"], "measure": "level", "comparator": comparator, "value": value}
        planner.post(f"/plan-versions/{version}/targets", **body)
    year.tell(f"one target changed to what the document says, {len(OWN)} set by hand for indicators of the city's own")
    year.tell(f"{assign(year, version)} tasks given to lead and supporting units, with deadlines")


def assign(year: Year, version: int) -> int:
    """Give each task of the draft the units and the deadline of the table."""
    planner = year["planner"]
    tasks = {row["title"]: row for row in planner.rows("/tasks", version=version)}
    named = table("tasks")
    if set(tasks) != {row["title"] for row in named}:
        raise AssertionError(f"tasks of the draft and of the table differ: {set(tasks) ^ {r['title'] for r in named}}")
    for row in named:
        task = tasks[row["title"]]
        planner.patch(
            f"/tasks/{task['id']}",
            revision=task["revision"],
            unit_id=year.units[row["unit"]],
            supporting=[year.units[code] for code in row["supporting"].split()],
            deadline=row["deadline"],
        )
    return len(named)


def accept_results(year: Year, name: str) -> None:
    """Adopt the results of a document; another person than entered them accepts them, with the day of release."""
    planner, reviewer = year["planner"], year["reviewer"]
    if name in {HALF, HALF_BEFORE}:
        done = planner.post(f"/plans/{year.plan}/adopt", document=year.documents[name], what=RESULTS)
        year.tell(f"results adopted from {name}: {done['adopted']}, {done['left']} left with a reason")
    waiting = reviewer.rows("/observations", state="entered", unit=year.units["YL"])
    body = {"rows": [{"id": row["id"], "revision": row["revision"]} for row in waiting]}
    outcomes = reviewer.post("/observations/accept", **body)
    held = [row for row, told in zip(waiting, outcomes, strict=True) if told["result"] == "refused"]
    for row in held:
        reviewer.post(f"/observations/{row['id']}/accept", revision=row["revision"], released_on=str(year.day))
    year.tell(f"{len(waiting)} results accepted, of {len(held)} of them with the day on which their authority released")


def step(year: Year, name: str, who: str = "planner", **said: Any) -> None:
    """Take a step of the cycle."""
    plan = year[who].get(f"/plans/{year.plan}")
    after = year[who].post(f"/plans/{year.plan}/steps", step=name, revision=plan["revision"], **said)
    year.tell(f"step {name}: {plan['state']} → {after['state']}")
