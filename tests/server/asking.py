"""How each action of the table of rights is asked for by the API, on the things of world.py, all at one district.

A recipe takes the world and gives method, path and body. A body that is not valid would be answered 422 to all, so the
cells of the table where an action is not allowed hold the recipes to be right.
"""

from datetime import date

FILE = ("工作簿.txt", "云澜市青汀区：全区生产总值增长5.5%。\n")


def change(thing, **values):
    return {"revision": thing.revision, **values}


def _(method, path, **body):
    return method, path, body


RECIPES = {
    "region.create": lambda w: _(
        "post", "/regions", code="990102001", name="临砚镇", level="town", parent_id=w.things.region.pk
    ),
    "region.change": lambda w: _("patch", f"/regions/{w.things.region.pk}", **change(w.things.region, name="青汀新区")),
    "unit.create": lambda w: _("post", f"/units/{w.east.pk}/below", code="N1", name="教育局", kind="bureau"),
    "unit.change": lambda w: _("patch", f"/units/{w.east.pk}", **change(w.east, name="青汀新区")),
    "unit.close": lambda w: _("post", f"/units/{w.east.pk}/close?why=x"),
    "unit.read": lambda w: _("get", f"/units/{w.east.pk}"),
    "user.create": lambda w: _("post", f"/units/{w.east.pk}/people", username="new", display_name="新人"),
    "user.change": lambda w: _("patch", f"/people/{w.things.author.pk}", **change(w.things.author, display_name="甲")),
    "user.unlock": lambda w: _("post", f"/people/{w.things.author.pk}/unlock"),
    "user.read": lambda w: _("get", f"/people/{w.things.author.pk}"),
    "grant.give": lambda w: _("post", f"/people/{w.things.author.pk}/grants", unit_id=w.east.pk, role="reviewer"),
    "grant.withdraw": lambda w: _("post", f"/grants/{w.things.grant.pk}/withdraw", why="调离"),
    "token.revoke": lambda w: _("post", f"/tokens/{w.things.token.pk}/revoke", why="停用"),
    "log.read": lambda w: _("get", f"/log/{w.things.entry.pk}"),
    "log.export": lambda w: _("get", f"/log/export?form=csv&unit={w.east.pk}"),
    "document.read": lambda w: _("get", f"/documents/{w.things.document.pk}"),
    "document.upload": lambda w: _("upload", "/documents", unit=w.east.pk),
    "document.reread": lambda w: _("post", f"/documents/{w.things.document.pk}/reread"),
    "document.grade": lambda w: _(
        "patch", f"/documents/{w.things.document.pk}", **change(w.things.document, openness="closed")
    ),
    "document.publish": lambda w: _("post", f"/documents/{w.things.document.pk}/publish", note="已审查"),
    "document.withdraw": lambda w: _("post", f"/documents/{w.things.document.pk}/withdraw", why="有误"),
    "document.compare": lambda w: _("post", "/documents/compare", unit=w.east.pk),
    "fact.review": lambda w: _("post", f"/facts/{w.things.fact.pk}/verdicts", kind="accept"),
    "finding.answer": lambda w: _(
        "post", f"/findings/{w.things.finding.pk}/answer", **change(w.things.finding, step="explain", words="口径不同")
    ),
    "finding.close": lambda w: _(
        "post", f"/findings/{w.things.closing.pk}/close", **change(w.things.closing, words="已核实")
    ),
    "indicator.define": lambda w: _(
        "post", "/indicators", unit_id=w.east.pk, code="y", name="新指标", unit_of_measure="个", nature="stock"
    ),
    "indicator.change": lambda w: _(
        "patch", f"/indicators/{w.things.own_indicator.pk}", **change(w.things.own_indicator, definition="按年度统计")
    ),
    "plan.read": lambda w: _("get", f"/plans/{w.things.plan.pk}"),
    "plan.open": lambda w: _("post", "/plans", unit_id=w.east.pk, year=2030),
    "plan.draft": lambda w: _("patch", f"/targets/{w.things.target.pk}", **change(w.things.target, value="10")),
    "plan.adopt": lambda w: _("post", f"/plans/{w.things.plan.pk}/adopt", document=w.things.document.pk),
    "plan.step": lambda w: _("post", f"/plans/{w.things.plan.pk}/steps", **change(w.things.plan, step="consult")),
    "plan.approve": lambda w: _(
        "post", f"/plans/{w.things.plan.pk}/steps", **change(w.things.plan, step="approve", note="决议")
    ),
    "plan.issue": lambda w: _("post", f"/plans/{w.things.plan.pk}/steps", **change(w.things.plan, step="issue")),
    "plan.close": lambda w: _("post", f"/plans/{w.things.plan.pk}/steps", **change(w.things.plan, step="close")),
    "plan.publish": lambda w: _("post", f"/plans/{w.things.plan.pk}/publish", note="已审查"),
    "plan.withdraw": lambda w: _("post", f"/plans/{w.things.plan.pk}/withdraw", why="有误"),
    "procedure.set": lambda w: _("put", f"/units/{w.east.pk}/procedure", steps={}),
    "opinion.ask": lambda w: _("post", f"/plans/{w.things.plan.pk}/opinions/ask", unit_ids=[w.town.pk]),
    "opinion.give": lambda w: _("post", f"/opinions/{w.things.opinion.pk}/countersign", **change(w.things.opinion)),
    "opinion.decide": lambda w: _(
        "post", f"/opinions/{w.things.given.pk}/decide", **change(w.things.given, decision="adopted")
    ),
    "proposal.balance": lambda w: _(
        "post", f"/proposals/{w.things.proposal.pk}/balance", **change(w.things.proposal, value="8", reason="衔接")
    ),
    "proposal.approve": lambda w: _("post", f"/proposals/{w.things.balanced.pk}/approve", **change(w.things.balanced)),
    "breakdown.draft": lambda w: _("post", f"/targets/{w.things.issued_target.pk}/breakdowns"),
    "breakdown.issue": lambda w: _("post", f"/breakdowns/{w.things.breakdown.pk}/issue", **change(w.things.breakdown)),
    "adjustment.propose": lambda w: _(
        "post", f"/plans/{w.things.issued_plan.pk}/adjustments", kind="plan", reason="形势变化"
    ),
    "adjustment.decide": lambda w: _(
        "post",
        f"/adjustments/{w.things.adjustment.pk}/decide",
        **change(w.things.adjustment, agreed=False, reason="不必", decider="常委会"),
    ),
    "task.read": lambda w: _("get", f"/tasks/{w.things.task.pk}"),
    "task.report": lambda w: _("post", f"/tasks/{w.things.other_task.pk}/reports", step="start", words="已开工"),
    "task.accept": lambda w: _(
        "post", f"/task-reports/{w.things.task_report.pk}/accept", **change(w.things.task_report)
    ),
    "task.extend": lambda w: _(
        "post", f"/tasks/{w.things.other_task.pk}/extensions", to_day="2099-03-01", reason="征地"
    ),
    "task.decide": lambda w: _(
        "post",
        f"/task-extensions/{w.things.extension.pk}/decide",
        **change(w.things.extension, granted=False, note="不必"),
    ),
    "programme.keep": lambda w: _(
        "patch", f"/programmes/{w.things.programme.pk}", **change(w.things.programme, about="技术改造")
    ),
    "observation.read": lambda w: _("get", f"/observations/{w.things.observation.pk}"),
    "observation.enter": lambda w: _(
        "post", "/observations", unit_id=w.east.pk, indicator="grain.output", period="2021", value="6"
    ),
    "observation.accept": lambda w: _(
        "post", f"/observations/{w.things.observation.pk}/accept", **change(w.things.observation)
    ),
    "observation.correct": lambda w: _(
        "post", f"/observations/{w.things.accepted.pk}/correct", **change(w.things.accepted, value="7.1", why="笔误")
    ),
    "roster.keep": lambda w: _(
        "post", f"/rosters/{w.things.roster.pk}/standings", firm_id=w.things.firm.pk, on=str(date(2025, 1, 1))
    ),
    "firm.keep": lambda w: _("patch", f"/firms/{w.things.firm.pk}", **change(w.things.firm, name="云澜二厂")),
    "scorecard.define": lambda w: _(
        "post", f"/units/{w.east.pk}/scorecards", name="新考核", subjects="units", rules={}
    ),
    "scorecard.run": lambda w: _("post", f"/scorecards/{w.things.scorecard.pk}/runs", period="2025"),
    "scorecard.read": lambda w: _("get", f"/scorecard-runs/{w.things.scored.pk}"),
    "form.define": lambda w: _("patch", f"/forms/{w.things.form.pk}", **change(w.things.form, instructions="按月填报")),
    "form.schedule": lambda w: _("post", f"/forms/{w.things.form.pk}/schedule", year=2026),
    "return.read": lambda w: _("get", f"/returns/{w.things.filed.pk}"),
    "return.fill": lambda w: _(
        "post", f"/returns/{w.things.filed.pk}/cells", cells=[{"row": 1, "column": "value", "value": "5"}]
    ),
    "return.submit": lambda w: _("post", f"/returns/{w.things.filed.pk}/submit", **change(w.things.filed)),
    "return.accept": lambda w: _("post", f"/returns/{w.things.submitted.pk}/accept", **change(w.things.submitted)),
    "return.send_back": lambda w: _(
        "post", f"/returns/{w.things.submitted.pk}/send-back", **change(w.things.submitted, note="请核对")
    ),
    "return.exempt": lambda w: _(
        "post", f"/returns/{w.things.locked.pk}/exemptions", reason="补报", until="2099-01-05"
    ),
    "return.lock": lambda w: _("post", f"/forms/{w.things.form.pk}/locks", period="2025-01", why="已定稿"),
    "return.remind": lambda w: _("post", f"/returns/{w.things.filed.pk}/remind"),
    "workbook.import": lambda w: _("upload", "/workbooks", unit=w.east.pk),
    "workbook.undo": lambda w: _("post", f"/workbooks/{w.things.dropped.pk}/undo"),
    "webhook.keep": lambda w: _("patch", f"/hooks/{w.things.hook.pk}", **change(w.things.hook, name="推送二")),
    "jobs.read": lambda w: _("get", f"/jobs/{w.things.job.pk}"),
}
