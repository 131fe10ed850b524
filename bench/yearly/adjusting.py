"""What was issued changes by adjustments alone: of tasks by the bureau, of the plan by the standing committee."""

from typing import Any

from yearly.cast import Year
from yearly.dealing import INVESTMENT
from yearly.figures import GDP
from yearly.papers import upload
from yearly.work import task

SCHOOLS, HOSPITAL = "新建改扩建中小学12所", "新增三级医院1家"
DECISION = """云澜市人民代表大会常务委员会关于批准调整2025年国民经济和社会发展计划部分指标的决议

会议决定，将2025年固定资产投资增速目标由增长7%以上调整为增长6%以上。
"""


def tasks(year: Year) -> None:
    """A task gets a later deadline, another ends: proposed by the planner, decided by a leader, in force from then."""
    planner = year["planner"]
    draft = _open(year, "task", "校舍工程受汛期影响；三级医院评审由省里统一安排，今年不再推进")
    taken = planner.post(f"/adjustments/{draft['id']}/tasks", task_id=task(year, SCHOOLS)["id"])
    body = {"deadline": "2025-10-31", "deliverable": "20所全部启用"}
    planner.patch(f"/tasks/{taken['id']}", revision=taken["revision"], **body)
    planner.post(f"/adjustments/{draft['id']}/tasks", task_id=task(year, HOSPITAL)["id"], ends=True)
    _decide(year, draft, agreed=True)


def rejected(year: Year) -> None:
    """A change of the plan that the standing committee does not agree to stays on record, and changes nothing."""
    draft = _open(year, "plan", "外部环境变化，建议下调经济增长目标")
    _change(year, draft, GDP, "5.0")
    _decide(year, draft, agreed=False, reason="市人大常委会认为增长目标经努力可以实现，不予调整")


def plan(year: Year) -> None:
    """A change of the plan that the standing committee agrees to, by its resolution."""
    draft = _open(year, "plan", "房地产开发投资持续下行，申请调整固定资产投资目标")
    _change(year, draft, INVESTMENT, "6")
    document = upload(year, "云澜市人大常委会关于调整2025年计划的决议", DECISION)
    version = year["planner"].get(f"/plan-versions/{draft['id']}")
    year["leader"].refused(409, "POST", f"/adjustments/{draft['id']}/decide", revision=version["revision"], agreed=True)
    number = "云人常〔2025〕31号"
    _decide(year, draft, agreed=True, document_id=document, document_number=number)


def _open(year: Year, kind: str, reason: str) -> dict[str, Any]:
    return dict(year["planner"].post(f"/plans/{year.plan}/adjustments", kind=kind, reason=reason))


def _change(year: Year, draft: dict[str, Any], indicator: str, value: str) -> None:
    """Change the growth that is wanted of an indicator in the draft."""
    planner = year["planner"]
    rows = planner.rows(f"/plan-versions/{draft['id']}/targets")
    target = next(row for row in rows if (row["indicator"]["code"], row["measure"]) == (indicator, "growth"))
    planner.patch(f"/targets/{target['id']}", revision=target["revision"], value=value)


def _decide(year: Year, draft: dict[str, Any], *, agreed: bool, **said: Any) -> None:
    """Propose it, and have it decided by another."""
    planner, leader = year["planner"], year["leader"]
    version = planner.get(f"/plan-versions/{draft['id']}")
    put = planner.post(f"/adjustments/{draft['id']}/propose", revision=version["revision"])
    body = {"revision": put["revision"], "agreed": agreed, **said}
    planner.refused(403, "POST", f"/adjustments/{draft['id']}/decide", **body)
    done = leader.post(f"/adjustments/{draft['id']}/decide", **body)
    changes = "；".join(f"{row['name'][:12]} {row['what']} {'/'.join(row['fields'])}" for row in put["difference"])
    year.tell(f"adjustment {done['number']} ({done['kind']}): {done['state']} by {done['decider']}: {changes}")
