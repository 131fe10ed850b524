"""The tasks: reported by their units, accepted or sent back by another; later deadlines granted and refused; late."""

from typing import Any

from yearly.cast import Year
from yearly.tables import table
from yearly.waiting import awaited

BEGUN, ENDED = "2025-04-10", "2025-12-24"
SPACE, NETWORK, BOILERS = "布局低空经济", "建设5G-A基站500个", "完成锅炉深度治理36台"


def task(year: Year, title: str) -> dict[str, Any]:
    """The task that holds whose title begins so."""
    found = year["planner"].rows("/tasks", plan=year.plan, words=title)
    rows = [row for row in found if row["title"].startswith(title)]
    if len(rows) != 1:
        raise AssertionError(f"{len(rows)} tasks begin with {title}")
    return rows[0]


def usual(year: Year, step: str, words: str) -> None:
    """All units report on their usual tasks, and the reviewer accepts."""
    titles = [row["title"] for row in table("tasks") if row["usual"]]
    rows = {row["title"]: row for row in year["planner"].rows("/tasks", plan=year.plan)}
    for title in titles:
        _accept(year, _report(year, rows[title], year.unit_codes[rows[title]["unit"]["id"]], step, words))
    year.tell(f"{len(titles)} reports ({step}) accepted")


def told(year: Year, day: str) -> None:
    """What is reported on a day on tasks that have a story of their own."""
    for row in (row for row in table("reports") if row["day"] == day):
        report = _report(year, task(year, row["title"]), row["unit"], row["step"], row["words"])
        if row["back"]:
            year["reviewer"].refused(422, "POST", f"/task-reports/{report['id']}/return", revision=report["revision"])
            body = {"revision": report["revision"], "note": row["back"]}
            year["reviewer"].post(f"/task-reports/{report['id']}/return", **body)
        else:
            _accept(year, report)
        year.tell(f"{row['title']}: {row['step']} ({row['words']}) {'sent back' if row['back'] else 'accepted'}")


def days() -> list[str]:
    """The days of the reports."""
    return sorted({row["day"] for row in table("reports")})


def _report(year: Year, row: dict[str, Any], unit: str, step: str, words: str) -> dict[str, Any]:
    body = {"step": step, "words": words, "unit_id": year.units[unit]}
    return dict(year.speaker(unit).post(f"/tasks/{row['id']}/reports", **body))


def _accept(year: Year, report: dict[str, Any]) -> None:
    year["reviewer"].post(f"/task-reports/{report['id']}/accept", revision=report["revision"])


def ask(year: Year, title: str, to_day: str, reason: str) -> None:
    """A lead unit asks for a later deadline."""
    row = task(year, title)
    who = year.speaker(year.unit_codes[row["unit"]["id"]])
    made = who.post(f"/tasks/{row['id']}/extensions", to_day=to_day, reason=reason)
    who.refused(403, "POST", f"/task-extensions/{made['id']}/decide", revision=made["revision"], granted=True)
    year.rows[title] = made
    year.tell(f"{title}: a later deadline asked for, {made['from_day']} → {to_day}")


def decide(year: Year, title: str, note: str = "") -> None:
    """Grant it, or with a note refuse it."""
    made = year.rows[title]
    body = {"revision": made["revision"], "granted": not note, "note": note}
    done = year["leader"].post(f"/task-extensions/{made['id']}/decide", **body)
    year.tell(f"{title}: {done['state']}; the deadline is {task(year, title)['deadline']}")


def late(year: Year, title: str) -> None:
    """The server itself sets a task late whose deadline has passed, by the clock and nobody's hand."""
    row = awaited(lambda: found if (found := task(year, title))["state"] == "late" else None, f"{title} falls behind")
    owed = year.speaker(year.unit_codes[row["unit"]["id"]]).get("/tasks/owed")
    year.tell(f"{title}: {row['state']} ({row['light']}); its unit owes {len(owed)} reports")


def all_late(year: Year) -> None:
    """After the year's end what was not finished is late."""

    def found() -> list[str]:
        rows = year["planner"].rows("/tasks", plan=year.plan)
        open_ = [row for row in rows if row["state"] in {"not_started", "under_way"}]
        return [row["title"] for row in rows if row["state"] == "late"] if not open_ else []

    titles = awaited(found, "tasks of the year fall behind")
    year.tell(f"late at the year's end: {len(titles)} ({'；'.join(titles)})")
