"""Take in a file: streamed to its place by its hash, a graded one refused, the same file at a unit taken once."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError

from taizhang.errors import Words
from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.files import Received, drop, keep, received
from taizhang.server.documents.grades import RISING, grade_of_file, refuse_graded
from taizhang.server.documents.jobs import read
from taizhang.server.documents.models import Document
from taizhang.server.jobs.queue import enqueue_for
from taizhang.server.lib import clock
from taizhang.server.lib.refusals import Invalid

Openness = Document.Openness
Secrecy = Document.Secrecy


def upload(
    actor: Actor,
    unit: Unit,
    file: "UploadedFile[bytes]",
    *,
    secrecy: Secrecy = Secrecy.NONE,
    openness: Openness = Openness.UNSET,
) -> tuple[Document, bool]:
    """The document of an uploaded file, and whether it is new. Raises TooLarge, Graded, Invalid, NotAllowed."""
    return take_in(actor, unit, file.chunks(), name=file.name or "", secrecy=secrecy, openness=openness)


def take_in(
    actor: Actor,
    unit: Unit,
    chunks: Iterable[bytes],
    *,
    name: str,
    secrecy: Secrecy = Secrecy.NONE,
    openness: Openness = Openness.UNSET,
) -> tuple[Document, bool]:
    """As `upload`, of the bytes of a file. Unless a document comes of it nothing of it stays."""
    actor.wants("document.upload", unit)
    name = cleaned(name)
    refuse_graded(name, secrecy)
    with received(chunks) as file:
        there = _there(unit, file)
        if there is not None:
            return _again(actor, there, file), False
        printed = grade_of_file(file.path, name)
        refuse_graded(name, printed)
        grade = max(secrecy, printed, key=RISING.index)
        try:
            return record_upload(actor, unit, file=file, name=name, secrecy=grade, openness=openness), True
        except IntegrityError:
            there = _there(unit, file)  # the same file came in twice at one time
            if there is None:
                raise
            return there, False
        finally:
            if not Document.objects.filter(sha256=file.sha256).exists():
                drop(file.sha256)


def _there(unit: Unit, file: Received) -> Document | None:
    """The document that is there of the same bytes; one that was refused is refused again."""
    there = Document.objects.select_related("unit", "region").filter(unit=unit, sha256=file.sha256).first()
    if there is not None and there.state == Document.State.REFUSED:
        refuse_graded(there.name, there.secrecy)
    return there


def _again(actor: Actor, document: Document, file: Received) -> Document:
    """The document that is there; the bytes of one that was refused have been removed and are taken in now."""
    return restore(actor, document, file=file) if document.state == Document.State.REFUSED else document


@action("document.upload")
def restore(act: Act, document: Document, *, file: Received, why: str = "") -> Document:
    """Take in a document that was refused for its grade, now that graded ones are taken in."""
    act.update(document, state=Document.State.QUEUED, trouble="")
    enqueue_for(act.actor, document.unit, read, document=document.pk)
    keep(file)
    return document


@action("document.upload")
def record_upload(
    act: Act, unit: Unit, *, file: Received, name: str, secrecy: Secrecy, openness: Openness, why: str = ""
) -> Document:
    """Write down an uploaded file, keep its bytes and have it read in the background."""
    document = act.create(
        Document(
            unit=unit,
            region=unit.region,
            name=name,
            sha256=file.sha256,
            size=file.size,
            uploaded_by=act.user.pk if act.user else None,
            uploaded_at=clock.now(),
            secrecy=secrecy,
            openness=openness,
        )
    )
    enqueue_for(act.actor, unit, read, document=document.pk)
    keep(file)
    return document


def cleaned(name: str) -> str:
    r"""A file's name as it is kept: without folders and signs that cannot be shown, its ending whole.

    >>> cleaned("C:\\年报\\计划\x00.docx"), len(cleaned("计" * 300 + ".docx"))
    ('计划.docx', 255)
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    if not shown or not shown.strip("."):
        raise Invalid({"file": Words("文件没有名称", "the file has no name")})
    stem, dot, ending = shown.rpartition(".")
    return shown if len(shown) <= 255 else f"{(stem or ending)[: 254 - len(ending[:20])]}{dot}{ending[:20]}"
