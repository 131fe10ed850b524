"""Files that rows keep: attachments go with a dump, and verify knows what stands where and what is rightly gone."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from server import documents_cast
from server.cast import made
from server.documents_cast import read_in
from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.accounts.acting import SERVER
from taizhang.server.documents import opening, reading
from taizhang.server.documents.actions import reread
from taizhang.server.documents.files import path_of
from taizhang.server.documents.models import Document
from taizhang.server.dumping import check_dump, load_dump, write_dump
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.lib import clock
from taizhang.server.operations.verify import file_faults
from taizhang.server.returns.attaching import attached
from taizhang.server.returns.models import Cell, Import

configured, folder = documents_cast.configured, documents_cast.folder


@pytest.fixture
def attaching(city, person, caller, on_day, folder):
    """`attaching(revision)` attaches a file to a value that was filled in."""
    on_day(2025, 3, 1)
    filed = shell_of(form_of(city.root, [indicator()], [city.east]), city.east, "2025-03")
    by = caller(person("reporter", city.east))
    key = by.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "128")])["cells"][0]["id"]
    return lambda revision: by.upload(
        f"/cells/{key}/attachment", SimpleUploadedFile("说明.pdf", b"%PDF-1.7 x"), revision=revision
    )


def test_verify_finds_nothing_wrong_with_an_attachment_and_misses_one_that_is_gone(attaching):
    assert attaching(1).status == 200
    assert list(file_faults()) == []
    attached(Cell.objects.get())[0].unlink()
    assert ["returns.Cell" in fault.zh for fault in file_faults()] == [True]


def test_verify_misses_no_bytes_of_a_document_that_was_refused(city, folder, configured):
    configured(ALLOW_GRADED="yes")
    document = read_in(city.root, "机密★1年\n云澜市计划")
    configured(ALLOW_GRADED="no")
    Path(folder, document.sha256[:2], document.sha256[2:]).unlink()
    Document.objects.filter(pk=document.pk).update(state="refused")
    assert list(file_faults()) == []


def test_the_bytes_of_a_document_that_is_refused_stay_where_a_workbook_keeps_them(
    city, folder, configured, monkeypatch
):
    configured(ALLOW_GRADED="yes")
    document = read_in(city.root, "机密★1年\n云澜市计划")
    made(Import(unit=city.root, name="表.xlsx", sha256=document.sha256, channel="api", at=clock.now()))
    configured(ALLOW_GRADED="no")
    for module in (opening, reading):
        monkeypatch.setattr(module, "reader", lambda: "taizhang 9.9")
    reread(SERVER, document)
    run_waiting_jobs()
    assert Document.objects.get().state == "refused"
    assert path_of(document.sha256).is_file()


def test_a_file_that_is_not_attached_leaves_nothing(attaching, folder):
    assert attaching(7).status == 409
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
def test_an_attachment_goes_with_a_dump(attaching, folder, settings, tmp_path):
    assert attaching(1).status == 200
    write_dump(tmp_path / "a.zip")
    assert [name.partition("/")[0] for name in check_dump(tmp_path / "a.zip").files] == ["attachments"]
    call_command("flush", interactive=False, verbosity=0)
    settings.MEDIA_ROOT = tmp_path / "other"
    load_dump(tmp_path / "a.zip")
    assert attached(Cell.objects.get())[0].read_bytes() == b"%PDF-1.7 x"
    write_dump(tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
