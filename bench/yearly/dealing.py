"""The targets dealt out: a flow that adds up, a growth that is weighed, one refused until its residue is explained."""

from typing import Any

from yearly.autumn import BUDGET, INDUSTRY, JOBS
from yearly.cast import Year

INVESTMENT = "fixed_asset_investment"
Share = tuple[str, str, str, str]  # unit, comparator, value, weight
SHARES: dict[str, tuple[Share, ...]] = {
    BUDGET: (
        ("YL-QT", "=", "31.8", ""),
        ("YL-SP", "=", "14.9", ""),
        ("YL-GXQ", "=", "16.4", ""),
        ("YL-CZ", "=", "61.0", ""),
    ),
    INDUSTRY: (
        ("YL-QT", "~", "9.0", "160"),
        ("YL-SP", "~", "7.0", "90"),
        ("YL-GXQ", "~", "10.5", "110"),
        ("YL-GX", "~", "7.9", "290"),
    ),
    JOBS: (
        ("YL-QT", ">=", "1.1", ""),
        ("YL-SP", ">=", "0.55", ""),
        ("YL-GXQ", ">=", "0.7", ""),
        ("YL-RS", ">=", "1.75", ""),
    ),
    INVESTMENT: (
        ("YL-QT", ">=", "8.5", "210"),
        ("YL-SP", ">=", "6.0", "95"),
        ("YL-GXQ", ">=", "10.0", "120"),
        ("YL-FG", ">=", "5.7", "325"),
    ),
}
ANEW: tuple[Share, ...] = (
    ("YL-QT", ">=", "8.5", "210"),
    ("YL-SP", ">=", "5.0", "95"),
    ("YL-GXQ", ">=", "9.0", "120"),
    ("YL-FG", ">=", "3.6", "325"),
)
MEASURES = {BUDGET: "level", INDUSTRY: "growth", JOBS: "level", INVESTMENT: "growth"}
RESIDUE = "留0.1万人由市直公共机构机动安排"


def deal_out(year: Year) -> None:
    """Deal out four targets of the plan that was issued."""
    for code, shares in SHARES.items():
        check = issue(year, code, shares, RESIDUE if code == JOBS else "")
        year.tell(f"{code} dealt out to {len(shares)} units: {check['formula']}")


def deal_out_anew(year: Year) -> None:
    """Deal the target out again that was changed; what was dealt out of the others holds on."""
    overview = year["planner"].get(f"/plans/{year.plan}/overview")
    codes = [row["indicator"]["code"] for row in overview["to_deal_out"]]
    if codes != [INVESTMENT]:
        raise AssertionError(f"only {INVESTMENT} is to be dealt out anew, not {codes}")
    check = issue(year, INVESTMENT, ANEW, "")
    year.tell(f"{INVESTMENT} dealt out anew: {check['formula']}")


def issue(year: Year, code: str, shares: tuple[Share, ...], residue: str) -> dict[str, Any]:
    """Draft, fill, check and issue one breakdown; the check that it was issued with."""
    planner = year["planner"]
    targets = planner.rows(f"/plan-versions/{year.version('issued')['id']}/targets")
    target = next(row for row in targets if (row["indicator"]["code"], row["measure"]) == (code, MEASURES[code]))
    made = planner.post(f"/targets/{target['id']}/breakdowns")
    body = [_share(year, share) for share in shares]
    filled = planner.put(f"/breakdowns/{made['id']}/shares", revision=made["revision"], shares=body)
    check = planner.get(f"/breakdowns/{made['id']}/check")
    if check["fits"] == bool(residue):
        raise AssertionError(f"{code}: {check}")
    if residue:
        planner.refused(422, "POST", f"/breakdowns/{made['id']}/issue", revision=filled["revision"])
    issued = planner.post(f"/breakdowns/{made['id']}/issue", revision=filled["revision"], residue_reason=residue)
    return dict(issued["check_result"])


def _share(year: Year, share: Share) -> dict[str, Any]:
    unit, comparator, value, weight = share
    said = {"assignee_id": year.units[unit], "comparator": comparator, "value": value}
    return said | ({"weight": weight} if weight else {})
