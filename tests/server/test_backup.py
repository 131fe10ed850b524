"""Backups are whole and made while the server goes on; restored only into an empty place, checked first; verified."""

import io
import json
import sqlite3
import tarfile
from contextlib import closing
from hashlib import sha256

import pytest
from django.db import connection

from taizhang.errors import FileMissing
from taizhang.server.accounts.models import Unit
from taizhang.server.documents.files import keep, received
from taizhang.server.operations.backup import backup
from taizhang.server.operations.restore import restore
from taizhang.server.operations.telling import NotDone
from taizhang.server.operations.verify import database_faults, verify

pytestmark = pytest.mark.django_db(transaction=True)  # SQLite does not copy what a transaction holds


@pytest.fixture
def told():
    return []


@pytest.fixture
def home(tmp_path, settings):
    """`home("a")` makes a folder of that name the one of the ledger."""

    def move(name):
        settings.HOME_FOLDER = tmp_path / name
        settings.MEDIA_ROOT = settings.HOME_FOLDER / "files"
        settings.HOME_FOLDER.mkdir(exist_ok=True)
        return settings.HOME_FOLDER

    return move


@pytest.fixture
def embedded():
    if connection.vendor != "sqlite":
        pytest.skip("of SQLite")


@pytest.fixture
def backed_up(city, home, told, tmp_path, embedded):
    """A backup of the small city with one document and a key."""
    folder = home("office")
    (folder / "secret.key").write_text("k" * 40)
    with received([b"words of a plan"]) as file:
        keep(file)
    (folder / "files" / "incoming" / "half").write_bytes(b"not kept")
    path = tmp_path / "office.tar.gz"
    assert backup(told.append, output=str(path)) == 0
    return path


def names_in(path):
    with tarfile.open(path) as tar:
        return tar.getnames()


def rewritten(path, change):
    """The backup with its members changed by `change(name, data)`; None leaves one out."""
    target = path.with_name("rewritten.tar.gz")
    with tarfile.open(path) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            data = change(member.name, old.extractfile(member).read())
            if data is not None:
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
    return target


def test_a_backup_holds_database_key_files_and_last_its_manifest(backed_up):
    hashed = sha256(b"words of a plan").hexdigest()
    assert names_in(backed_up) == [
        "ledger.sqlite3",
        "secret.key",
        f"files/{hashed[:2]}/{hashed[2:]}",
        "manifest.json",
    ]
    assert backed_up.stat().st_mode & 0o077 == 0


def test_a_backup_overwrites_nothing_and_leaves_nothing_half_written(backed_up, told):
    before = backed_up.read_bytes()
    with pytest.raises(NotDone, match="nothing was overwritten"):
        backup(told.append, output=str(backed_up))
    assert backed_up.read_bytes() == before
    assert [path.name for path in backed_up.parent.glob(".*")] == []


def test_only_the_latest_backups_are_kept_where_asked(city, home, told, embedded):
    folder = home("office") / "backups"
    folder.mkdir()
    for day in ("20250101", "20250102", "20250103"):
        (folder / f"taizhang-{day}-000000.tar.gz").touch()
    (folder / "of-somebody-else.tar.gz").touch()
    backup(told.append, keep=2)
    left = sorted(path.name for path in folder.iterdir())
    assert left[:2] == ["of-somebody-else.tar.gz", "taizhang-20250103-000000.tar.gz"]
    assert len(left) == 3


def test_what_is_restored_is_what_was_backed_up(backed_up, city, home, told):
    folder = home("elsewhere")
    assert restore(told.append, file=str(backed_up)) == 0
    with closing(sqlite3.connect(folder / "ledger.sqlite3")) as database:
        names = [name for (name,) in database.execute("SELECT name FROM accounts_unit ORDER BY path")]
    assert names == list(Unit.objects.values_list("name", flat=True))
    hashed = sha256(b"words of a plan").hexdigest()
    assert (folder / "files" / hashed[:2] / hashed[2:]).read_bytes() == b"words of a plan"
    assert (folder / "secret.key").read_text() == "k" * 40
    assert sorted(path.name for path in folder.iterdir()) == ["files", "ledger.sqlite3", "secret.key"]


def test_nothing_is_restored_where_data_are(backed_up, told):
    with pytest.raises(NotDone, match="there are data here already"):
        restore(told.append, file=str(backed_up))


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda name, data: data[:-1] if name.startswith("files/") else data, "files/"),
        (lambda name, data: None if name == "ledger.sqlite3" else data, "ledger.sqlite3"),
        (lambda name, data: None if name == "manifest.json" else data, "manifest.json"),
        (lambda name, data: b"[]" if name == "manifest.json" else data, "manifest.json"),
    ],
    ids=["a file cut", "no database", "no manifest", "another manifest"],
)
def test_a_damaged_backup_restores_nothing(backed_up, home, told, harm, named):
    folder = home("elsewhere")
    with pytest.raises(NotDone, match="incomplete or damaged") as refused:
        restore(told.append, file=str(rewritten(backed_up, harm)))
    assert named in refused.value.message()
    assert list(folder.iterdir()) == []


def test_a_backup_cut_off_in_the_middle_restores_nothing(backed_up, home, told):
    folder = home("elsewhere")
    cut = backed_up.with_name("cut.tar.gz")
    cut.write_bytes(backed_up.read_bytes()[:-2000])
    with pytest.raises(NotDone, match="incomplete or damaged"):
        restore(told.append, file=str(cut))
    assert list(folder.iterdir()) == []


def test_a_member_that_would_leave_the_folder_is_not_unpacked(home, told, tmp_path, embedded):
    folder = home("elsewhere")
    path = tmp_path / "hostile.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../../escaped"))
    with pytest.raises(NotDone, match="incomplete or damaged"):
        restore(told.append, file=str(path))
    assert list(folder.iterdir()) == []
    assert not (tmp_path.parent / "escaped").exists()


def test_a_backup_of_the_other_kind_of_database_names_the_way_over(backed_up, home, told):
    home("elsewhere")

    def of_postgresql(name, data):
        return json.dumps(json.loads(data) | {"database": "postgresql"}).encode() if name == "manifest.json" else data

    with pytest.raises(NotDone, match="taizhang admin dump and load"):
        restore(told.append, file=str(rewritten(backed_up, of_postgresql)))


def test_a_file_that_is_no_backup_is_told_as_such(home, told, tmp_path, embedded):
    home("elsewhere")
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(NotDone):
        restore(told.append, file=str(tmp_path / "letter.txt"))
    with pytest.raises(FileMissing):
        restore(told.append, file=str(tmp_path / "nothing"))


def test_a_sound_ledger_is_verified(city, home, told):
    home("office")
    assert verify(told.append) == 0
    assert [words.zh[0] for words in told if words.zh[0] in "✓✗"] == ["✓", "✓", "✓"]


def test_a_row_that_was_changed_past_the_log_is_found(city, home, told):
    home("office")
    Unit.objects.filter(pk=city.east.pk).update(name="改名区")
    assert verify(told.append) == 1
    assert [words.en for words in told if words.en.startswith("✗")] == [
        f"✗ log and rows: accounts.unit {city.east.pk} name: differs from the log"
    ]


def test_a_file_that_was_changed_is_found(city, home, told):
    home("office")
    with received([b"words of a plan"]) as file:
        path = keep(file)
    path.write_bytes(b"other words")
    assert verify(told.append) == 1
    assert any("is not what its hash says" in words.en for words in told)


def test_the_database_is_asked_of_its_own_soundness(city):
    assert list(database_faults()) == []
