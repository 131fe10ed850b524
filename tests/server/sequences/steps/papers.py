"""Documents, verdicts on what was read in them, and findings."""

from server.sequences.stage import likely, seen
from server.sequences.steps.registry import step
from taizhang.server.accounts.models import Unit
from taizhang.server.documents import actions, findings
from taizhang.server.documents.models import Document, Fact, Finding, Statement
from taizhang.server.documents.uploading import take_in
from taizhang.server.review import judging

DOCUMENTS = Document.objects.select_related("unit", "region")
FINDINGS = Finding.objects.select_related("unit")
TEXTS = ("云澜市粮食总产量达到118.6万吨。", "云澜市青汀区生产总值增长5.5%。", "", "机密★1年\n云澜市计划")


@step()
def upload(stage, dice):
    unit = dice.pick(Unit.objects.order_by("pk"))
    by = stage.by(dice, "document.upload", unit)
    made = take_in(
        by, unit, [dice.pick(TEXTS).encode()], name=dice.pick(("通报.txt", "")) if dice.wild() else "通报.txt"
    )
    return made[0]


@step(weight=5)
def judge(stage, dice):
    things = dice.pick((Fact, Fact, Statement)).objects.select_related("reading__document__unit")
    thing = dice.pick(things.order_by("pk"))
    by = stage.by(dice, "fact.review", thing.unit)
    held = thing.verdicts.filter(current=True).first()
    kind = dice.pick(("accept", "accept", "reject", "correct"))
    values = dice.pick(({"subject": "工业总产值"}, {"value": "5"}, {"x": "5"})) if kind == "correct" else None
    last = held.pk if held and not dice.wild() else None
    return judging.judge(by, thing, kind=kind, seen=last, values=values, note="已核对")


@step()
def accept_sure(stage, dice):
    document = likely(dice, DOCUMENTS, state="read")
    by = stage.by(dice, "fact.review", document.unit)
    return judging.accept_sure(by, document, statements=bool(dice.below(2)))


@step(weight=3)
def grade(stage, dice):
    document = dice.pick(DOCUMENTS.order_by("pk"))
    by = stage.by(dice, "document.grade", document.unit)
    openness = dice.pick(("proactive", "proactive", "closed", "on_request"))
    return actions.grade(by, document, expected=seen(dice, document), openness=openness)


@step(weight=3)
def publish(stage, dice):
    document = likely(dice, DOCUMENTS, state="read", openness="proactive", publications=None)
    by = stage.by(dice, "document.publish", document.unit, document.uploaded_by)
    return actions.publish(by, document, published=dice.below(4) < 3, note="已审查")


@step()
def withdraw(stage, dice):
    document = likely(dice, DOCUMENTS, publications__published=True, publications__withdrawn_at=None)
    return actions.withdraw(stage.by(dice, "document.withdraw", document.unit), document, why="内容有误")


@step(weight=1)
def reread(stage, dice):
    document = likely(dice, DOCUMENTS, state__in=("failed", "queued"))
    return actions.reread(stage.by(dice, "document.reread", document.unit), document)


@step(weight=3)
def answer_finding(stage, dice):
    finding = likely(dice, FINDINGS, state="open")
    by = stage.by(dice, "finding.answer", finding.unit)
    return findings.answer(
        by, finding, step=dice.pick(("explain", "correct")), words="口径不同", expected=seen(dice, finding)
    )


@step(weight=3)
def close_finding(stage, dice):
    finding = likely(dice, FINDINGS, state__in=("explained", "corrected"))
    last = finding.answers.order_by("pk").last()
    by = stage.by(dice, "finding.close", finding.unit, last.by if last else None)
    return findings.close(by, finding, words="已核实", expected=seen(dice, finding))


@step(weight=1)
def reopen_finding(stage, dice):
    finding = likely(dice, FINDINGS.exclude(state="open"), state="closed")
    by = stage.by(dice, "finding.close", finding.unit)
    return findings.reopen(by, finding, words="仍有疑问", expected=seen(dice, finding))
