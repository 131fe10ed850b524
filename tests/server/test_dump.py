"""The full dump: written, loaded into an empty server, written again the same; refused where it is not whole."""

import json
import os
import shutil
import zipfile

import pytest
from django.apps import apps

from server.alone import FILE, called
from server.any_rows import one
from taizhang.server.accounts.acting import SERVER, Act
from taizhang.server.accounts.models import Unit, User
from taizhang.server.dumping import check_dump, load_dump, write_dump
from taizhang.server.dumping.checking import DumpBroken
from taizhang.server.dumping.loading import NotEmpty
from taizhang.server.dumping.parts import LEFT_OUT, parts
from taizhang.server.log.models import Change
from taizhang.server.log.verifying import verify
from taizhang.server.returns.models import Exemption

KINDS = ["sqlite", "postgresql"] if "TAIZHANG_DATABASE_URL" in os.environ else ["sqlite"]


@pytest.fixture(scope="module", params=KINDS)
def written(request, tmp_path_factory):
    """A dump of a ledger with rows of every kind, by a process of its own, on SQLite (and on PostgreSQL)."""
    home = tmp_path_factory.mktemp("from")
    for args in (("make",), ("fill", 3), ("dump", home / "a.zip")):
        called(home, *args, sqlite=request.param == "sqlite")
    return home / "a.zip"


@pytest.fixture
def folder(settings, tmp_path):
    """A folder of files of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def mended(written, path, change):
    """A copy of a dump whose members `change(name, content)` rewrites; None leaves one out."""
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return path


def test_a_dump_that_is_loaded_and_written_again_is_the_same(db, folder, written, tmp_path):
    load_dump(written)
    write_dump(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_bytes() == written.read_bytes()
    assert (folder / FILE[0][:2] / FILE[0][2:]).read_bytes() == FILE[1]
    with zipfile.ZipFile(written) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert all(part["rows"] > 0 for part in manifest["parts"]), "a kind of row is not tried"


def test_what_was_loaded_is_the_ledger_itself(db, folder, written):
    load_dump(written)
    assert User.objects.first().check_password("云澜市的密码 2025")
    assert Unit.objects.get(code="YL").children.count() == 3
    assert verify().sound


def test_ids_go_on_behind_all_that_were_ever_given(db, folder, written):
    load_dump(written)
    removed = Change.objects.get(model="returns.exemption", after__isnull=True).object_id
    fresh = Act(SERVER, "return.exempt").create(one(Exemption, 0))
    assert fresh.pk == removed + 1


def test_only_its_owner_may_read_a_dump(db, folder, tmp_path):
    write_dump(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_server_with_anything_in_it_is_refused(city, folder, written):
    with pytest.raises(NotEmpty, match=r"accounts\.Region"):
        load_dump(written)
    assert Unit.objects.count() == 6


def test_a_dump_cut_off_is_refused(db, folder, written, tmp_path):
    part = tmp_path / "part.zip"
    part.write_bytes(written.read_bytes()[:-2000])
    with pytest.raises(DumpBroken):
        load_dump(part)
    shutil.copy(__file__, part)
    with pytest.raises(DumpBroken):
        load_dump(part)


@pytest.mark.parametrize("name", ["rows/accounts.unit.jsonl", "rows/log.entry.jsonl", f"files/{FILE[0]}"])
def test_a_dump_that_was_changed_is_refused(db, folder, written, tmp_path, name):
    altered = mended(written, tmp_path / "x.zip", lambda n, c: c.replace(b"2", b"3") if n == name else c)
    with pytest.raises(DumpBroken, match=name):
        check_dump(altered)


@pytest.mark.parametrize("name", ["rows/accounts.unit.jsonl", "manifest.json", f"files/{FILE[0]}"])
def test_a_dump_that_lacks_something_is_refused(db, folder, written, tmp_path, name):
    with pytest.raises(DumpBroken):
        load_dump(mended(written, tmp_path / "x.zip", lambda n, c: None if n == name else c))
    assert not Unit.objects.exists()
    assert not folder.exists()


def rewritten(written, path, name, line):
    """A dump in which a line of one kind is rewritten and the manifest agrees."""
    from hashlib import sha256

    hashes = {}

    def change(member, content):
        if member == name:
            first, rest = content.split(b"\n", 1)
            content = json.dumps(line(json.loads(first))).encode() + b"\n" + rest
            hashes[member] = sha256(content).hexdigest()
        if member == "manifest.json":
            told = json.loads(content)
            for part in told["parts"]:
                part["sha256"] = hashes.get(part["file"], part["sha256"])
            content = json.dumps(told).encode()
        return content

    return mended(written, path, change)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("rows/accounts.unit.jsonl", {"region_id": 999999}),
        ("rows/accounts.unit.jsonl", {"region_id": "云澜"}),
        ("rows/accounts.unit.jsonl", {"palace": 1}),
        ("rows/accounts.unit.jsonl", {"id": 2}),
        ("rows/ledger.observation.jsonl", {"value": "much"}),
        ("rows/ledger.observation.jsonl", {"entered_at": "yesterday"}),
    ],
)
@pytest.mark.django_db(transaction=True)
def test_rows_that_cannot_be_leave_nothing_behind(folder, written, tmp_path, name, change):
    altered = rewritten(written, tmp_path / "x.zip", name, lambda row: row | change)
    with pytest.raises(DumpBroken):
        load_dump(altered)
    assert not Unit.objects.exists()
    assert not list(folder.rglob("*/*"))


def test_a_dump_of_other_columns_names_them(db, folder, written, tmp_path):
    def change(name, content):
        return content.replace(b'"short_name"', b'"nickname"') if name == "manifest.json" else content

    with pytest.raises(DumpBroken, match="nickname、short_name"):
        load_dump(mended(written, tmp_path / "x.zip", change))


def test_every_kind_of_row_of_the_server_is_in_a_dump_or_left_out_by_name():
    ours = {model for model in apps.get_models() if model.__module__.startswith("taizhang.")}
    assert ours - set(parts()) == set(LEFT_OUT)


def test_a_dump_is_of_one_moment_and_keeps_nobody_from_writing(tmp_path):
    called(tmp_path, "make")
    before, meanwhile, after = called(tmp_path, "look")
    assert (meanwhile, after) == (before, before + 1)
