"""The documents of the city, and the plans that are made from them: each read, reviewed, adopted, issued."""

from pathlib import Path

from taizhang.catalogue.table import Row
from taizhang.errors import FileMissing
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.actions import compare
from taizhang.server.documents.models import Document
from taizhang.server.documents.uploading import take_in
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.ledger.adopting.actions import adopt
from taizhang.server.ledger.cycle.actions import approve_plan, close_plan, issue_plan, take_step
from taizhang.server.ledger.models import Observation, Plan
from taizhang.server.ledger.observations.actions import accept_many
from taizhang.server.ledger.plans.actions import open_plan
from taizhang.server.operations.demonstration.cast import Cast
from taizhang.server.operations.demonstration.tables import table
from taizhang.server.operations.demonstration.work import assign
from taizhang.server.review.judging import accept_sure

NUMBERS = {
    ("YL", 2024): "云政字〔2024〕9号",
    ("YL", 2025): "云政字〔2025〕11号",
    ("YL-QT", 2024): "青政字〔2024〕6号",
    ("YL-QT", 2025): "青政字〔2025〕7号",
    ("YL-SP", 2024): "石政字〔2024〕5号",
    ("YL-SP", 2025): "石政字〔2025〕4号",
}


def documents_in(folder: Path) -> None:
    """Raise FileMissing unless the folder holds all documents of the story."""
    for paper in table("papers"):
        if not (folder / paper["file"]).is_file():
            raise FileMissing(path=str(folder / paper["file"]))


def take_up(cast: Cast, folder: Path, paper: Row) -> None:
    """Take in one document: it is read and reviewed, and becomes the plan of its year or the half-year report on it."""
    unit, year = cast.units[paper["unit"]], int(paper["year"])
    who = cast.people[paper["person"]]
    document = read_in(cast, folder, paper)
    accept_sure(cast.people["reviewer"], document, statements=True)
    if "halfyear" in paper["file"]:
        half_year(cast, paper, Plan.objects.get(unit=unit, year=year), document)
    else:
        if Plan.objects.filter(unit=unit, year=year - 1, state="half_year").exists():
            close(cast, paper, Plan.objects.get(unit=unit, year=year - 1))
        make_plan(cast, paper, open_plan(who, unit, year=year), document)
    accept_results(cast, unit)


def read_in(cast: Cast, folder: Path, paper: Row) -> Document:
    """Take in one document, and have it read."""
    path = folder / paper["file"]
    who, unit = cast.people[paper["person"]], cast.units[paper["unit"]]
    document, _ = take_in(who, unit, iter([path.read_bytes()]), name=path.name)
    run_waiting_jobs()
    document.refresh_from_db()
    return document


def make_plan(cast: Cast, paper: Row, plan: Plan, document: Document) -> None:
    """From the document to the issued plan. The ledger was taken up after the congress, so earlier steps are noted."""
    who, year = cast.people[paper["person"]], plan.year
    adopt(who, plan, document=document)
    if paper["unit"] == "YL":
        assign(cast, plan)
    for step, values in (
        ("draft", {}),
        ("consult", {}),
        ("meet", {"note": f"政府常务会议、党委常委会会议审议（{year - 1}年12月），会后补录"}),
        ("examine", {"document_id": document.pk, "note": f"财经委初步审查（{year}年1月），会后补录"}),
    ):
        take_step(who, plan, step=step, expected=fresh(plan).revision, **values)
    approve_plan(who, plan, expected=fresh(plan).revision, note=f"人民代表大会批准决议（{year}年1月）")
    number = NUMBERS[paper["unit"], year]
    issue_plan(who, plan, expected=fresh(plan).revision, document_number=number, document_id=document.pk)


def half_year(cast: Cast, paper: Row, plan: Plan, document: Document) -> None:
    """The half-year report: its results go into the ledger, the plan takes its step."""
    who = cast.people[paper["person"]]
    adopt(who, plan, document=document, what=("observation",))
    take_step(who, plan, step="report_half_year", expected=fresh(plan).revision, document_id=document.pk)


def close(cast: Cast, paper: Row, plan: Plan) -> None:
    """Close the plan of the year before: the new one tells how it was carried out."""
    note = f"执行情况已随{plan.year + 1}年计划报告总结"
    close_plan(cast.people[paper["person"]], plan, expected=fresh(plan).revision, note=note)


def accept_results(cast: Cast, unit: Unit) -> None:
    """Another person accepts the results that were entered from the document."""
    waiting = list(Observation.objects.filter(unit=unit, state="entered").select_related("unit", "indicator"))
    if waiting:
        accept_many(cast.people["reviewer"], unit, rows=[(row, row.revision) for row in waiting])


def check_all(cast: Cast) -> None:
    """Link and check all documents with each other, so that there are findings to answer."""
    read = Document.objects.filter(state=Document.State.READ).values_list("pk", flat=True)
    compare(cast.people["planner"], cast.city, documents=list(read))
    run_waiting_jobs()


def fresh(plan: Plan) -> Plan:
    """The plan as it stands now."""
    plan.refresh_from_db()
    return plan
