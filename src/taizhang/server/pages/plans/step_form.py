"""The forms of the procedure: the next step with what it wants, passing over it, going back to the draft."""

from django.urls import reverse

from taizhang.errors import Words
from taizhang.server.accounts.acting import Actor
from taizhang.server.documents.queries import documents_for
from taizhang.server.ledger.cycle.procedure import Rule, name_of, rules_for
from taizhang.server.ledger.models import Plan
from taizhang.server.pages.forms.typed import Field, Form
from taizhang.server.pages.language import said

NOTE = Words("说明", "note")


def form_of_step(actor: Actor, plan: Plan, step: str) -> Form:
    """The form of the next step: its document and note as the procedure wants them, the number where it is issued."""
    rule, fields = rules_for(plan.region_id)[step], []
    if step == "issue":
        help = Words("如 云政发〔2025〕3号", "as 云政发〔2025〕3号")  # noqa: A001 - the name of the field
        fields.append(Field("document_number", Words("文号", "document number"), help=help, required=True))
    fields += [document_field(actor, plan, rule), Field("note", NOTE, "text", help=_note_help(rule))]
    return _form(plan, step, "take", name_of(step), fields)


def form_of_pass(plan: Plan, step: str) -> Form:
    """The form by which a step that is not required is passed over."""
    words = name_of(step)
    button = Words(f"省略“{words.zh}”", f"Pass over {words.en}")
    return _form(plan, step, "pass", button, [Field("note", Words("省略的理由", "why"), "text", required=True)])


def form_of_back(plan: Plan) -> Form:
    """The form by which a plan goes back to its draft."""
    why = Field("note", Words("退回修改的理由", "why it goes back"), "text", required=True)
    return _form(plan, "redraft", "back", Words("退回修改", "Back to the draft"), [why])


def _form(plan: Plan, step: str, way: str, button: Words, fields: list[Field]) -> Form:
    hidden = {"step": step, "way": way, "revision": str(plan.revision)}
    return Form(
        key=way,
        deed=reverse("plan_step", args=[plan.pk]),
        back=reverse("plan_steps", args=[plan.pk]),
        button=button,
        fields=(*fields, *(Field(name, Words("", ""), "hidden", value) for name, value in hidden.items())),
    )


def document_field(actor: Actor, plan: Plan, rule: Rule | None = None, name: str = "document_id") -> Field:
    """The choice of a document of the region, on which something rests."""
    rows = documents_for(actor).filter(region_id=plan.region_id).order_by("-pk")
    choices = [("", said(Words("—", "—"))), *((str(row.pk), row.title or row.name) for row in rows)]
    wanted = rule is not None and rule.rests_on == "document"
    return Field(name, Words("依据的文档", "document"), "choice", choices=choices, required=wanted)


def _note_help(rule: Rule) -> Words | None:
    """What is wanted of the note."""
    return (
        Words("附文档，或在此注明依据", "name a document, or say here what it rests on")
        if rule.rests_on == "note"
        else None
    )
