"""The forms of adjustments: opened with a reason, proposed, decided."""

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.ledger.adjusting.deciders import deciders
from taizhang.server.ledger.models import Plan, PlanVersion
from taizhang.server.pages.forms.typed import Field, Form, options
from taizhang.server.pages.plans.step_form import document_field
from taizhang.server.pages.plans.words import KINDS

AGREED = {"yes": Words("同意", "agreed"), "no": Words("不同意", "not agreed")}


def opening(plan: Plan) -> Form:
    """The form that opens an adjustment; each kind says who decides on it."""
    back = reverse("plan_versions", args=[plan.pk])
    kinds = {kind: _kind_words(kind) for kind in deciders()}
    fields = (
        Field("kind", Words("调整类别", "kind"), "choice", "plan", options(kinds), first=True),
        Field("reason", Words("调整理由", "reason"), "text", required=True),
    )
    return Form("open", reverse("plan_adjust", args=[plan.pk]), back, Words("提起调整", "Open"), fields, cancel=back)


def _kind_words(kind: str) -> Words:
    body, words = deciders()[kind].body, KINDS[kind]
    return Words(f"{words.zh}（{body.zh}决定）", f"{words.en} (decided by {body.en})")


def proposing(actor: Actor, version: PlanVersion) -> Form:
    """The form by which an adjustment is put to its decider."""
    wants = deciders()[version.kind].proposal
    document = document_field(actor, version.plan)
    hint = Words("须附文档", "a document is wanted") if wants == "document" else None
    fields = (document, Field("note", Words("说明", "note"), "text", help=hint))
    return _form("propose", version, Words("提交决定", "Propose"), fields)


def deciding(actor: Actor, version: PlanVersion) -> Form:
    """The form in which the decision is recorded."""
    rule = deciders()[version.kind]
    fields = (
        Field("agreed", Words("决定", "decision"), "choice", "yes", options(AGREED)),
        Field(
            "decider", Words("决定机关", "decided by"), help=Words(f"不填为{rule.body.zh}", f"usually {rule.body.en}")
        ),
        document_field(actor, version.plan),
        Field("document_number", Words("文号", "document number")),
        Field("reason", Words("理由或依据", "reason"), "text", help=Words("不同意须说明", "wanted where not agreed")),
    )
    return _form("decide", version, Words("登记决定", "Record the decision"), fields)


def _form(name: str, version: PlanVersion, button: Words, fields: tuple[Field, ...]) -> Form:
    back = f"{reverse('plan_versions', args=[version.plan_id])}#version-{version.pk}"
    seen = Field("revision", Words("", ""), "hidden", str(version.revision))
    deed = reverse(f"plan_adjustment_{name}", args=[version.pk])
    return Form(f"{name}-{version.pk}", deed, back, button, (*fields, seen))
