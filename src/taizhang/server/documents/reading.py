"""Read a document and store what was read. A reader that is newer makes a new reading; the earlier ones stay."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from taizhang.errors import ReadingError
from taizhang.server.accounts.acting import Act, Actor, action
from taizhang.server.accounts.models import Region
from taizhang.server.documents.files import drop
from taizhang.server.documents.grades import RISING, Secrecy, printed_grade, refuse_graded
from taizhang.server.documents.models import Document, Fact, Layout, Reading, Statement
from taizhang.server.documents.opening import Found, found_in, opened, reader
from taizhang.server.documents.public import end_publication
from taizhang.server.lib.refusals import Graded

State = Document.State
JOB = Actor(None, "job")
DEFECT = "读取程序内部出错，原件已保存；请把文档名称和时间告诉管理员"
log = logging.getLogger(__name__)

Row = TypeVar("Row", Layout, Fact, Statement)
Follow = Callable[[Act, Reading, Reading], None]
followers: list[Follow] = []
"""What parts above do with a new reading and the one before it, in the transaction that stores it."""


def read_document(key: int) -> None:
    """Read a document and store what was read; nothing where this reader has read it already."""
    document = fresh(key)
    if is_read(document):
        return
    begin(JOB, document)
    try:
        read = opened(document)
        found = found_in(document, read)
        refuse_graded(document.name, printed_grade(read.document))
        settle_read(JOB, document, found=found, printed=printed_grade(read.document))
    except Graded as refusal:
        settle_refused(JOB, document, secrecy=printed_grade(read.document), trouble=refusal.message("zh"))
    except ReadingError as error:
        settle_failed(JOB, document, trouble=error.message("zh"))
    except FileNotFoundError:
        settle_failed(JOB, document, trouble="原件不在数据文件夹中；请从备份恢复")
    except Exception:
        log.exception("reading document %s failed", key)
        settle_failed(JOB, document, trouble=DEFECT)


def fresh(key: int, *, locked: bool = False) -> Document:
    """The document as it stands in the database now."""
    rows = Document.objects.select_for_update(of=("self",)) if locked else Document.objects.all()
    return rows.select_related("unit__region", "region").get(pk=key)


def is_read(document: Document) -> bool:
    """Whether this very reader has read the document."""
    return document.state == State.READ and document.readings.filter(current=True, reader=reader()).exists()


@action("document.reread")
def begin(act: Act, document: Document) -> None:
    """Say that the document is being read."""
    act.update(document, state=State.READING, trouble="")


@action("document.reread")
def settle_failed(act: Act, document: Document, *, trouble: str) -> None:
    """Say why the document could not be read."""
    act.update(fresh(document.pk, locked=True), state=State.FAILED, trouble=trouble)


@action("document.reread")
def settle_refused(act: Act, document: Document, *, secrecy: str, trouble: str) -> None:
    """Keep nothing of a document that turned out to be graded but its name and the reason."""
    refused = act.update(fresh(document.pk, locked=True), state=State.REFUSED, trouble=trouble, secrecy=secrecy)
    end_publication(act, refused)
    if not Document.objects.filter(sha256=document.sha256).exclude(state=State.REFUSED).exists():
        drop(document.sha256)


@action("document.reread")
def settle_read(act: Act, document: Document, *, found: Found, printed: Secrecy) -> Reading:
    """Store what was read; a grade that is printed raises the one that was given."""
    document = fresh(document.pk, locked=True)
    act.update(document, secrecy=max(document.secrecy, printed, key=RISING.index))
    return store(act, document, found)


def store(act: Act, document: Document, found: Found) -> Reading:
    """Store a reading as the current one; where this reader's is there already (another worker was first) that one."""
    earlier = document.readings.filter(current=True).first()
    if earlier is not None and earlier.reader == found.reading.reader:
        act.update(document, state=State.READ, trouble="")
        return earlier
    if earlier is not None:
        act.update(earlier, current=False)
    reading = act.create(found.reading)
    act.create_many(_of(reading, (found.layout,)))
    act.create_many(_of(reading, found.facts))
    act.create_many(_of(reading, found.statements))
    act.update(document, state=State.READ, trouble="", **_described(document, reading))
    end_publication(act, document)
    if earlier is not None:
        for follow in followers:
            follow(act, reading, earlier)
    return reading


def _of(reading: Reading, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows that know the key which their reading was given."""
    for row in rows:
        row.reading = reading
    return rows


def _described(document: Document, reading: Reading) -> dict[str, Any]:
    """What the document says of itself, in the columns by which it is found."""
    said = reading.metadata
    period = said["planned_period"] or said["reviewed_period"]
    return {
        "title": (said["title"] or "")[:300],
        "kind": said["kind"],
        "year": int(period[:4]) if period else None,
        "region": region_of(said["region_code"], said["region"]) or document.unit.region,
    }


def region_of(code: str | None, name: str | None) -> Region | None:
    """The region of the ledger that has this code, else the only one of this name."""
    if code and (region := Region.objects.filter(code=code).first()):
        return region
    named = list(Region.objects.filter(name=name)[:2]) if name else []
    return named[0] if len(named) == 1 else None
