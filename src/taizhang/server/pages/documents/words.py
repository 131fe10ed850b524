"""What is shown of a document in words: its kind, state, grade, openness, each with the look of its tag."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from taizhang.errors import Words
from taizhang.server.documents.models import Document
from taizhang.server.pages.language import language, said
from taizhang.writing.words import value_called

State = Document.State
Secrecy = Document.Secrecy
Openness = Document.Openness

KINDS = (
    *("execution_and_draft_plan", "issued_plan", "progress_report", "work_report"),
    *("communique", "budget_report", "final_account", "table", "other"),
)
STATES: Mapping[str, tuple[Words, str]] = {
    State.QUEUED: (Words("排队待读", "queued"), "tag-info"),
    State.READING: (Words("读取中", "reading"), "tag-info"),
    State.READ: (Words("已读", "read"), "tag-good"),
    State.FAILED: (Words("读取失败", "not read"), "tag-bad"),
    State.REFUSED: (Words("已拒收", "refused"), "tag-bad"),
}
GRADES: Mapping[str, tuple[Words, str]] = {
    Secrecy.NONE: (Words("非密", "no grade"), ""),
    Secrecy.INTERNAL: (Words("内部", "internal"), "tag-warn"),
    Secrecy.SECRET: (Words("秘密", "secret"), "tag-bad"),
    Secrecy.CONFIDENTIAL: (Words("机密", "confidential"), "tag-bad"),
    Secrecy.TOP_SECRET: (Words("绝密", "top secret"), "tag-bad"),
}
OPENNESS: Mapping[str, Words] = {
    Openness.PROACTIVE: Words("主动公开", "open to all"),
    Openness.ON_REQUEST: Words("依申请公开", "open on request"),
    Openness.CLOSED: Words("不予公开", "not open"),
    Openness.UNSET: Words("公开属性未定", "openness not settled"),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with its look."""

    words: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a list to choose from."""

    value: str
    words: str
    on: bool = False


def state_of(document: Document) -> Tag:
    """How far reading is."""
    words, look = STATES[document.state]
    return Tag(said(words), look)


def grade_of(document: Document) -> Tag:
    """The grade of secrecy."""
    words, look = GRADES[document.secrecy]
    return Tag(said(words), look)


def openness_of(document: Document) -> Tag:
    """Whether it is open, and whether it was published."""
    if getattr(document, "published", False):
        return Tag(said(Words("已公开", "published")), "tag-good")
    return Tag(said(OPENNESS[document.openness]))


def kind_of(document: Document) -> str:
    """What kind of document it is; nothing before it was read."""
    return value_called("kind", document.kind, language()) if document.kind else ""


def choices(values: Mapping[str, Words] | Mapping[str, tuple[Words, str]], chosen: str = "") -> list[Choice]:
    """The values of one of the tables above, to choose from."""
    told = {value: each if isinstance(each, Words) else each[0] for value, each in values.items()}
    return [Choice(value, said(words), value == chosen) for value, words in told.items()]


def kinds(there: Iterable[str], chosen: str) -> list[Choice]:
    """The kinds of documents that are there, to choose from."""
    order = {kind: at for at, kind in enumerate(KINDS)}
    found = sorted(filter(None, there), key=lambda kind: order.get(kind, len(order)))
    return [Choice(kind, value_called("kind", kind, language()), kind == chosen) for kind in found]
