"""What already waits for somebody when a sequence sets out, so that no step wants a long run before it can be taken."""

from datetime import date
from decimal import Decimal

from server.cast import made
from server.workbook_cast import opened, put, saved
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.accounts.actions.tokens import make_token
from taizhang.server.accounts.models import Unit, User
from taizhang.server.documents.actions import grade, publish
from taizhang.server.documents.findings import answer, close
from taizhang.server.documents.models import Finding
from taizhang.server.documents.uploading import take_in
from taizhang.server.hooks.actions import create_hook
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.ledger.adjusting.actions import open_adjustment, propose_adjustment
from taizhang.server.ledger.adjusting.tasks import take_up_task
from taizhang.server.ledger.cycle.actions import set_procedure
from taizhang.server.ledger.cycle.opinions import ask_opinions, give_opinions, record_opinion
from taizhang.server.ledger.cycle.procedure import json_of, usual_rules
from taizhang.server.ledger.cycle.proposing import balance_proposal
from taizhang.server.ledger.models import Opinion, Plan, Proposal, Task
from taizhang.server.ledger.programmes.actions import attach_tasks
from taizhang.server.ledger.scoring.actions import define_scorecard
from taizhang.server.ledger.tasks.drafting import TaskDraft
from taizhang.server.ledger.tasks.extending import ask_extension
from taizhang.server.ledger.tasks.parts import break_task
from taizhang.server.ledger.tasks.reporting import report_on
from taizhang.server.returns.cell_input import CellIn
from taizhang.server.returns.deciding import accept_return
from taizhang.server.returns.filling import fill_cells
from taizhang.server.returns.locks import exempt
from taizhang.server.returns.models import Return
from taizhang.server.returns.submitting import submit
from taizhang.server.returns.workbooks.committing import commit
from taizhang.server.returns.workbooks.dropping import drop_workbook
from taizhang.server.returns.workbooks.exporting import return_workbook
from taizhang.server.review.judging import accept_sure


def set_waiting(city, things):
    """Let something wait for every step."""
    cycle(city, things)
    tasks(city, things)
    returns(city)
    papers(city, things)
    made(Unit(region=city.region, parent=city.root, code="N0", name="新设局", kind="bureau"))
    create_hook(SERVER, city.root, name="推送", url="http://127.0.0.1:9/", actions=["return.*"])
    make_token(things.planner, things.planner.user, name="程序", wanted=["read"], days=90)


def lenient():
    """A procedure in which meetings and examination may be passed over."""
    rules = json_of(usual_rules())
    for name in ("meet", "examine"):
        rules[name] |= {"required": False, "rests_on": "nothing", "opinions": ""}
    return rules


def plan_of(unit, year):
    """A plan with what actions on it want."""
    return Plan.objects.select_related("unit", "region").get(unit=unit, year=year)


def cycle(city, things):
    """Opinions asked, given and recorded; a proposal that was balanced; adjustments begun and proposed."""
    set_procedure(SERVER, city.east, steps=lenient())
    ask_opinions(SERVER, plan_of(city.root, 2027), unit_ids=[city.planning.pk, city.statistics.pk])
    asked = Opinion.objects.select_related("plan", "unit").get(unit=city.statistics)
    give_opinions(person("all-2"), asked, expected=asked.revision, articles=[("一", "建议调低")])
    said = {"body": "财政经济委员会", "opinion": "建议补充"}
    record_opinion(SERVER, plan_of(city.west, 2025), stage="examination", **said)
    proposal = Proposal.objects.select_related("plan__unit", "unit", "indicator").filter(unit=city.east).get()
    balance_proposal(person("planner"), proposal, value=Decimal(255), expected=proposal.revision, reason="综合平衡")
    last_year = plan_of(city.root, 2024)
    version = open_adjustment(things.planner, last_year, kind="task", reason="征地受阻")
    task = last_year.tasks.select_related("version", "plan", "unit").get(title="新建公办园")
    take_up_task(things.planner, version, task=task, ends=True)
    propose_adjustment(things.planner, version, expected=version.revision)


def person(name):
    """One who acts."""
    return Actor(User.objects.select_related("unit").get(username=name))


def tasks(city, things):
    """Reports and a later deadline to be decided, a part of a task, a task in a programme."""
    first, second = Task.objects.select_related("version", "plan", "unit").filter(plan=plan_of(city.root, 2025))
    for task in (first, second):
        report_on(person("all-2"), task, step="start", words="已开工")
    ask_extension(person("all-2"), first, to_day=date(2026, 6, 30), reason="征地受阻")
    break_task(things.planner, first, drafts=[TaskDraft("分项", city.east.pk)])
    attach_tasks(things.planner, things.programme, tasks=[second])


def returns(city):
    """Returns filled in, submitted, accepted; one open in spite of its lock."""
    fill("east", "2025-05")
    fill("west", "2025-05", by="west-both")
    fill("west", "2025-05", comment="已核对")
    fill("west", "2025")
    submitted = [sent("west", "2025-05"), sent("west", "2025")]
    fill("planning", "2025-05")
    submitted.append(sent("planning", "2025-05"))
    accept_return(person("all-2"), submitted[-1], expected=submitted[-1].revision)
    fill("east", "2025")
    dropped = [workbook("east", "2025-06"), workbook("west", "2025-06")]
    commit(dropped[0][0], dropped[0][1])
    locked = Return.objects.select_related("form", "unit").get(unit=city.planning, period="2025-03")
    exempt(SERVER, locked, reason="系统故障", until=date(2025, 7, 10))


def workbook(unit, period):
    """A workbook dropped by who reports, and who that is."""
    filed, by = return_of(unit, period), person(f"{unit}-reporter")
    name, content = return_workbook(filed)
    book = opened(content)
    put(book.worksheets[0], "规模以上工业总产值", "value", 47)
    return by, drop_workbook(by, [saved(book)], name=name)


def fill(unit, period, by="", comment=None):
    """Fill in the first row of a return, as its reporter or another."""
    filed = return_of(unit, period)
    words = {"reason": "新项目投产", "basis": "三年增速"}
    said = {"position": 1, "reason": "经核实", "comment": comment, "seen": None}
    cells = [CellIn(name, value=words.get(name, Decimal(44)), **said) for name in filed.form.columns]
    fill_cells(person(by or f"{unit}-reporter"), filed, cells=cells)


def sent(unit, period):
    """Submit a return."""
    filed = return_of(unit, period)
    return submit(person(f"{unit}-reporter"), filed, expected=filed.revision)


def return_of(unit, period):
    """The return of a unit for a period."""
    unit = person(f"{unit}-reporter").user.unit
    return Return.objects.select_related("form__plan", "unit__region").get(unit=unit, period=period)


def papers(city, things):
    """Verdicts, findings explained and closed, a document that has not been read, a scorecard."""
    accept_sure(SERVER, things.document, statements=True)
    grade(SERVER, things.document, expected=things.document.revision, openness="proactive")
    publish(SERVER, things.document, published=True, note="已审查")
    take_in(
        person("all-2"),
        city.west,
        ["石陂县粮食总产量达到48万吨。".encode()],
        name="石陂县通报.txt",
        openness="proactive",
    )
    run_waiting_jobs()
    take_in(SERVER, city.east, ["青汀区生产总值增长5.5%。".encode()], name="青汀区通报.txt")
    explained, closed = Finding.objects.select_related("unit").filter(unit=city.root)
    for finding in (explained, closed):
        answer(person("all-2"), finding, step="explain", words="口径不同", expected=finding.revision)
    close(SERVER, closed, words="已核实", expected=closed.revision)
    item = {"key": "g", "zh": "工业总产值", "weight": 100, "method": "min_max"}
    rules = {"zh": "考核", "items": [item | {"from": {"indicator": things.indicators.output.code}}]}
    define_scorecard(SERVER, city.root, name="年度考核", subjects="units", rules=rules)
