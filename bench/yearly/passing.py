"""From the draft to the issued plan: consultation, meetings, first examination, approval, issuing."""

from typing import Any

from yearly.cast import Year
from yearly.drafting import step
from yearly.papers import PLAN, upload

REPORT = """关于云澜市2024年国民经济和社会发展计划执行情况与2025年计划（草案）的报告

一、2025年主要预期目标

地区生产总值增长5.5%左右，一般公共预算收入增长5%左右。
"""
RESOLUTION = """云澜市第十七届人民代表大会第四次会议关于2025年国民经济和社会发展计划的决议

会议同意市人民政府提出的2025年国民经济和社会发展计划（草案），决定批准。
"""
ADOPTED = "增加低空经济场景开放的内容"
UNITS = ("YL-QT", "YL-SP", "YL-TJ", "YL-GXQ")


def consult(year: Year) -> None:
    """Ask four units: one gives two opinions, one countersigns, one gives one, one stays silent until its day."""
    step(year, "consult")
    planner = year["planner"]
    asked = planner.post(f"/plans/{year.plan}/opinions/ask", unit_ids=[year.units[code] for code in UNITS])
    rows = dict(zip(UNITS, asked, strict=True))
    articles = [{"article": "三（二）", "opinion": ADOPTED}, {"article": "二", "opinion": "投资增速目标下调到6%"}]
    year["qingting"].post(f"/opinions/{rows['YL-QT']['id']}/give", revision=1, articles=articles)
    year["shibei"].post(f"/opinions/{rows['YL-SP']['id']}/countersign", revision=1)
    said = [{"article": "二", "opinion": "居民收入增速的表述与统计口径保持一致"}]
    year["tongji"].post(f"/opinions/{rows['YL-TJ']['id']}/give", revision=1, articles=said)
    year["shibei"].refused(403, "POST", f"/opinions/{rows['YL-QT']['id']}/countersign", revision=1)
    year.tell(f"{len(asked)} units asked until {asked[0]['due_on']}: 3 opinions given, 1 countersigned, 1 silent")


def decide(year: Year) -> None:
    """Adopt an opinion, one in part, one not at all; that wants a reason."""
    planner = year["planner"]
    given = planner.rows(f"/plans/{year.plan}/opinions", stage="consultation", state="given")
    reasons = ("partly", "表述已调整，口径说明放在名词解释中"), ("not_adopted", "7%以上与全省目标衔接，年中视情况再议")
    for row in given:
        unit = year.unit_codes[row["unit"]["id"]]
        decision, reason = ("adopted", "") if row["opinion"] == ADOPTED else reasons[unit == "YL-QT"]
        body: dict[str, Any] = {"revision": row["revision"], "decision": decision}
        if reason:
            planner.refused(422, "POST", f"/opinions/{row['id']}/decide", **body)
        planner.post(f"/opinions/{row['id']}/decide", **body, reason=reason)
    year.tell(f"{len(given)} opinions decided: 1 adopted, 1 in part, 1 not, with reasons")


def meet(year: Year) -> None:
    """To the meetings, once the day of the silent unit is over."""
    step(year, "meet", note="市政府第66次常务会议、市委常委会第102次会议审议")


def examine(year: Year) -> None:
    """The first examination, on the report; the committee's opinion is replied to."""
    plan = year["planner"].get(f"/plans/{year.plan}")
    year["planner"].refused(422, "POST", f"/plans/{year.plan}/steps", step="examine", revision=plan["revision"])
    step(year, "examine", document_id=upload(year, "云澜市2025年计划草案报告", REPORT))
    opinion = year["planner"].post(
        f"/plans/{year.plan}/opinions",
        stage="examination",
        body="市人大财政经济委员会",
        article="三（七）",
        opinion="补充普惠托位建设的保障措施",
    )
    body = {"revision": opinion["revision"], "decision": "adopted", "reason": "已补充用地和运营补助两项措施"}
    year["planner"].post(f"/opinions/{opinion['id']}/decide", **body)
    year.tell("first examination: the committee's opinion replied to")


def approve(year: Year) -> None:
    """Congress approves; from then on the draft does not change."""
    year.rows["resolution"] = upload(year, "云澜市人大关于2025年计划的决议", RESOLUTION)
    step(year, "approve", document_id=year.rows["resolution"])
    target = year["planner"].get(f"/targets/{year.rows['retail']}")
    year["planner"].refused(409, "PATCH", f"/targets/{target['id']}", revision=target["revision"], value="7")


def issue(year: Year) -> None:
    """Issued under its number."""
    plan = year["planner"].get(f"/plans/{year.plan}")
    body = {"step": "issue", "revision": plan["revision"], "document_id": year.documents[PLAN]}
    year["planner"].refused(422, "POST", f"/plans/{year.plan}/steps", **body)
    step(year, "issue", document_id=year.documents[PLAN], document_number="云政字〔2025〕7号")
