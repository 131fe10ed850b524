"""Background jobs (后台任务): what waits, runs, is done, has failed; and what runs by the clock."""

from django.http import HttpRequest, HttpResponse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.accounts.queries import names_of
from taizhang.server.jobs.models import Job, Tick
from taizhang.server.jobs.queries import jobs_for
from taizhang.server.pages.administration.frame import drawn, opened
from taizhang.server.pages.answers import page
from taizhang.server.pages.asked import one_of, part_of

PAGE = "admin_jobs"
ON_A_PAGE = 50
STATES = {
    "waiting": ("READY", Words("排队", "waiting"), ""),
    "running": ("RUNNING", Words("进行中", "running"), "tag-info"),
    "done": ("SUCCESSFUL", Words("已完成", "done"), "tag-good"),
    "failed": ("FAILED", Words("失败", "failed"), "tag-bad"),
}
STORED = {stored: (words, tag) for stored, words, tag in STATES.values()}
NAMES = {
    "documents.read": Words("读取文档", "reading a document"),
    "documents.compare": Words("连接与核查文档", "linking and checking documents"),
    "hooks.tell": Words("推送", "telling a webhook"),
    "notices.mail": Words("发送邮件", "sending mail"),
    "workbooks.read": Words("读取工作簿", "reading workbooks"),
    "workbooks.commit": Words("写入工作簿", "putting workbooks in"),
    "workbooks.undo": Words("撤销导入", "taking an import back"),
    "jobs.prune": Words("清理旧任务", "removing old jobs"),
    "hooks.hear": Words("收集要推送的事", "gathering what webhooks are told"),
    "tasks.age": Words("标记滞后任务", "setting tasks late"),
    "tasks.remind": Words("提醒任务期限", "telling of deadlines of tasks"),
    "rosters.count": Words("清点培育库", "counting rosters"),
    "returns.make_shells": Words("生成新一期填报", "making the returns of a new period"),
    "returns.remind": Words("催报", "reminding of returns"),
    "workbooks.inbox": Words("收取工作簿收件夹", "taking workbooks from the inbox"),
    "returns.age": Words("更新填报期次", "letting returns fall due"),
    "documents.sweep": Words("清理无主文件", "removing files that nothing holds"),
}


@page
def jobs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The jobs, the latest first."""
    tile, state = opened(actor, PAGE), one_of(request.GET, "state", STATES)
    found = jobs_for(actor, state=STATES[state][0] if state else None).select_related("unit")
    part = part_of(request, found, ON_A_PAGE, latest_first=True)
    names = names_of(job.by for job in part.rows)
    told = {
        "rows": [_row(job, names) for job in part.rows],
        "part": part,
        "state": state,
        "states": [(name, words) for name, (_, words, _tag) in STATES.items()],
        "ticks": _ticks() if actor.may("jobs.read", None) else [],
    }
    return drawn(request, "jobs", tile, told)


def _ticks() -> list[tuple[Words, Tick]]:
    """What runs by the clock."""
    return [(_named(tick.name), tick) for tick in Tick.objects.order_by("name")]


def _named(name: str) -> Words:
    return NAMES.get(name, Words(name, name))


def _row(job: Job, names: dict[int, str]) -> dict[str, object]:
    words, tag = STORED[job.task.status]
    lines = job.task.traceback.strip().splitlines()
    return {
        "job": job,
        "name": _named(job.name),
        "state": words,
        "tag": tag,
        "by": names.get(job.by or 0, ""),
        "tries": len(job.task.worker_ids),
        "trouble": lines[-1] if lines else "",
    }
