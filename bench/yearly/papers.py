"""The documents: uploaded, linked and checked, findings answered."""

from yearly.cast import Year
from yearly.waiting import awaited

PLAN, HALF, HALF_BEFORE = "yunlan-2025-plan", "yunlan-2025-halfyear", "yunlan-2024-halfyear"
OF_DISTRICT = "qingting-2025-report"
EIGHT = 8
KNOWN = "text_table_conflict"  # retail sales of 2023 in the plan for 2024: 7.4 % in the text, 7.9 % in the annex


def find(year: Year) -> None:
    """The eight documents that were loaded, each read."""
    rows = year["planner"].rows("/documents")
    year.documents |= {row["name"].removesuffix(".txt"): row["id"] for row in rows}
    unread = [row["name"] for row in rows if row["state"] != "read"]
    if len(rows) != EIGHT or unread:
        raise AssertionError(f"{EIGHT} documents that are read are wanted, not {len(rows)}, unread: {unread}")
    year.tell(f"{len(rows)} documents are there, read by {rows[0]['reader']}")


def upload(year: Year, name: str, text: str, who: str = "planner", unit: str = "YL") -> int:
    """Upload a text, and wait until it is read; its id."""
    row = year[who].upload("/documents", f"{name}.txt", text.encode(), unit=year.units[unit])
    awaited(lambda: year[who].get(f"/documents/{row['id']}")["state"] == "read", f"{name} is read")
    year.documents[name] = row["id"]
    return int(row["id"])


def check(year: Year) -> None:
    """Link and check all documents; one finding is explained by the one and closed by the other, never by one alone."""
    planner, reviewer = year["planner"], year["reviewer"]
    job = planner.post("/documents/compare", unit=year.units["YL"])
    state = awaited(lambda: _ended(year, job["id"]), "documents are compared")
    found = planner.rows("/findings")
    year.tell(f"documents linked and checked ({state}): {len(found)} findings")
    first = planner.one("/findings", check=KNOWN)
    body = {"revision": first["revision"], "step": "explain", "words": "正文误用快报数，以附表为准"}
    first = reviewer.post(f"/findings/{first['id']}/answer", **body)
    close = {"revision": first["revision"], "words": "说明属实"}
    reviewer.refused(403, "POST", f"/findings/{first['id']}/close", **close)
    closed = planner.post(f"/findings/{first['id']}/close", **close)
    year.tell(f"a finding ({closed['check']}) explained by a reviewer and closed by the planner")


def _ended(year: Year, job: int) -> str:
    state = str(year["admin"].get(f"/jobs/{job}")["state"])
    return state if state not in {"waiting", "running"} else ""
