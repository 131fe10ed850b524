"""Grades of secrecy: which one a document prints, and whether this server takes it in."""

import re
from pathlib import Path

from django.conf import settings

from taizhang.errors import ReadingError, Words
from taizhang.model import Document as Opened
from taizhang.reading import document_of_content, image, pdf
from taizhang.reading.archive import contents
from taizhang.server.documents.models import Document
from taizhang.server.lib.refusals import Graded

Secrecy = Document.Secrecy
GRADES = (Secrecy.SECRET, Secrecy.CONFIDENTIAL, Secrecy.TOP_SECRET)
RISING = (Secrecy.NONE, Secrecy.INTERNAL, *GRADES)
MARK = re.compile(r"(绝[ 　]*密|机[ 　]*密|秘[ 　]*密)[ 　]*[★☆]")
HEAD = 2000  # characters; the mark stands at the top of the first page
QUICK_BYTES = 5 * 1024 * 1024


def printed_grade(document: Opened) -> Secrecy:
    """The grade that a document carries at its head.

    >>> from taizhang.extracting import read_text
    >>> printed_grade(read_text("机密★1年 云澜市计划").document), printed_grade(read_text("不涉及国家秘密").document)
    (Document.Secrecy.CONFIDENTIAL, Document.Secrecy.NONE)
    """
    mark = MARK.search(document.text[:HEAD])
    return printed_in(mark[1] if mark else document.metadata.secrecy)


def printed_in(words: str | None) -> Secrecy:
    """The grade that some words name.

    >>> printed_in("秘 密★1年"), printed_in("内部资料"), printed_in(None)
    (Document.Secrecy.SECRET, Document.Secrecy.INTERNAL, Document.Secrecy.NONE)
    """
    said = re.sub("[ 　]", "", words or "")
    if said.startswith("内部"):
        return Secrecy.INTERNAL
    return next((grade for grade in GRADES if said.startswith(str(grade.label))), Secrecy.NONE)


def grade_of_file(path: Path, name: str) -> Secrecy:
    """The grade printed in a file that opens at once; pages and pictures, which take time, are looked at when read."""
    if path.stat().st_size > QUICK_BYTES:
        return Secrecy.NONE
    data = path.read_bytes()
    if pdf.handles(data) or image.handles(data):
        return Secrecy.NONE
    try:
        return max((printed_grade(document_of_content(*held)) for held in contents(data, name)), key=RISING.index)
    except (ReadingError, ValueError):
        return Secrecy.NONE  # reading in the background tells what is wrong with it


def refuse_graded(name: str, *grades: Secrecy | str) -> None:
    """Raise Graded for a grade of secrecy, unless TAIZHANG_ALLOW_GRADED takes them in."""
    if not settings.CONFIG.flag("ALLOW_GRADED"):
        for grade in grades:
            if grade in GRADES:
                raise Graded(thing=name, grade=Words(Secrecy(grade).label, grade.replace("_", " ")))
