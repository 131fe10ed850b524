"""Mid-year: where each target stands, the half-year report and what was said to it. In January: verdicts, closing."""

from collections import Counter
from typing import Any

from yearly.cast import Year
from yearly.drafting import step
from yearly.papers import HALF


def standings(year: Year) -> None:
    """Where each target and each share stands on that day."""
    rows = year["planner"].get(f"/plans/{year.plan}/standings", on=str(year.day))
    year.rows["standings"] = rows
    year.tell(f"where {len(rows)} targets and shares stand: {dict(Counter(row['light'] for row in rows))}")


def report(year: Year) -> None:
    """The half-year report goes to the standing committee, which says what it thinks of it."""
    step(year, "report_half_year", document_id=year.documents[HALF])
    planner = year["planner"]
    for article, opinion in (("投资", "加快专项债券支出，稳住固定资产投资"), ("民生", "加快普惠托位建设")):
        body = {"stage": "half_year", "body": "市人大常委会", "article": article, "opinion": opinion}
        planner.post(f"/plans/{year.plan}/opinions", **body)
    year.tell("two opinions on the half-year report recorded")


def close_too_early(year: Year) -> None:
    """The plan is not closed while an opinion is not answered."""
    plan = year["planner"].get(f"/plans/{year.plan}")
    body = {"step": "close", "revision": plan["revision"]}
    told = year["planner"].refused(422, "POST", f"/plans/{year.plan}/steps", **body)
    year.tell(f"closing refused: {told['detail']}")


def answer(year: Year) -> None:
    """The opinions on the half-year report are answered."""
    rows = year["planner"].rows(f"/plans/{year.plan}/opinions", stage="half_year", state="given")
    for row in rows:
        body = {"revision": row["revision"], "decision": "adopted", "reason": "已列入下半年工作并专题报告办理情况"}
        year["planner"].post(f"/opinions/{row['id']}/decide", **body)
    year.tell(f"{len(rows)} opinions on the half-year report answered")


def verdicts(year: Year) -> None:
    """What came of each target and each share."""
    rows: list[dict[str, Any]] = year["planner"].get(f"/plans/{year.plan}/verdicts", on=str(year.day))
    year.rows["verdicts"] = rows
    year.tell(f"what came of {len(rows)} targets and shares: {dict(Counter(row['verdict'] for row in rows))}")


def close(year: Year) -> None:
    """Closed: nothing of it changes any more."""
    step(year, "close", note="执行情况随2026年计划报告总结")
    body = {"kind": "task", "reason": "补充调整"}
    year["planner"].refused(409, "POST", f"/plans/{year.plan}/adjustments", **body)
