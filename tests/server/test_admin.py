"""`taizhang admin`: the first unit and its administrator, migrations, and how the commands refuse."""

import io
import subprocess
import sys

import pytest

from taizhang.cli import server_commands
from taizhang.cli.main import main
from taizhang.errors import Words
from taizhang.server.accounts.models import Grant, Region, Unit, User
from taizhang.server.log.models import Entry
from taizhang.server.log.verifying import verify
from taizhang.server.operations import migrating
from taizhang.server.operations.telling import not_done

PASSWORD = "竹影横窗-雨后-2025"


@pytest.fixture
def admin(capsys, monkeypatch):
    """`admin("create", …, stdin=…)` runs the command in this process: exit code, output, errors."""

    def run(*words, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        code = main(["admin", *map(str, words), "--lang", "en"])
        return code, *capsys.readouterr()

    return run


@pytest.mark.django_db
def test_the_first_government_and_its_administrator_are_made_and_logged(admin):
    code, out, err = admin("create", "--region", "370303", "--user", "zhang", "--password-file", "-", stdin=PASSWORD)
    assert (code, err) == (0, "")
    assert "made 张店区人民政府 and its administrator zhang" in out
    unit = Unit.objects.get()
    assert (unit.name, unit.kind, unit.path, unit.parent) == ("张店区人民政府", "government", f"{unit.pk}/", None)
    user = User.objects.get()
    assert user.check_password(PASSWORD)
    assert not user.must_change_password
    assert Grant.objects.get().role == "administrator"
    assert [entry.actor for entry in Entry.objects.all()] == [0] * Entry.objects.count()
    assert verify().sound


@pytest.mark.django_db
def test_a_second_founding_is_refused(city, admin):
    code, _, err = admin("create", "--region", "370303", "--password-file", "-", stdin=PASSWORD)
    assert (code, Unit.objects.filter(name="张店区人民政府").exists()) == (1, False)
    assert "there are units already" in err


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("words", "stdin", "wrong"),
    [
        (("--region", "370303"), "short", "password"),
        (("--region", "370303"), "1234567890123", "password"),
        (("--region", "999999"), PASSWORD, "the catalogue has no code 999999"),
        (("--region", "370303", "--user", "a b"), PASSWORD, "username"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_half_made(admin, words, stdin, wrong):
    code, _, err = admin("create", *words, "--password-file", "-", stdin=stdin)
    assert code == 1
    assert wrong in err
    assert not Region.objects.exists()
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_the_password_may_stand_in_a_file(admin, tmp_path):
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\r\nsecond line\n", encoding="utf-8")
    assert admin("create", "--region", "370303", "--password-file", path)[0] == 0
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.django_db
def test_a_region_may_be_named_otherwise(admin):
    words = ("--region", "370303", "--unit", "张店区发展和改革局")
    assert admin("create", *words, "--password-file", "-", stdin=PASSWORD)[0] == 0
    assert Unit.objects.get().name == "张店区发展和改革局"


@pytest.mark.django_db
def test_migrate_says_how_much_there_was_to_do(admin, monkeypatch):
    assert admin("migrate")[:2] == (0, "the database is up to date.\n")
    monkeypatch.setattr(migrating, "pending", lambda: ["ledger.0002_more", "returns.0002_more"])
    monkeypatch.setattr(migrating, "call_command", lambda *_, **__: None)
    assert admin("migrate")[1] == "the database was migrated (2 steps).\n"


def test_load_wants_a_dump_or_the_example_city_and_not_both(admin):
    for words in (("load", "dump.zip", "--demo"), ("load", "--from", "examples")):
        code, _, err = admin(*words)
        assert (code, "name a dump, or say --demo" in err) == (2, True)


def test_without_the_packages_of_the_server_the_extra_is_named(admin, monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name="django")

    monkeypatch.setattr(server_commands, "import_module", missing)
    code, _, err = admin("migrate")
    assert (code, err) == (2, "django is not installed; run pip install 'taizhang[server]'\n")


def test_the_command_line_starts_without_the_server():

    script = (
        "import sys, taizhang.cli; sys.exit(any(m.split('.')[0] == 'django' or 'server.' in m for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_refusal_speaks_the_language_asked_for(capsys, monkeypatch):
    def refusing(name):
        def work(tell, **options):
            tell(Words("先说", "first"))
            raise not_done("不行", "no")

        return work

    monkeypatch.setattr(server_commands, "operation", refusing)
    assert main(["admin", "verify"]) == 1
    assert capsys.readouterr() == ("先说\n", "没有完成：不行\n")


@pytest.mark.django_db(transaction=True)
def test_a_dump_is_written_whole_overwrites_nothing_and_loads_into_an_empty_server_only(city, admin, tmp_path):
    path = tmp_path / "all.zip"
    code, out, err = admin("dump", "-o", path)
    assert (code, err) == (0, "")
    assert f"dumped to {path}" in out
    before = path.read_bytes()
    assert admin("dump", "-o", path)[0] == 1
    assert path.read_bytes() == before
    code, _, err = admin("load", path)
    assert (code, "the server holds rows already" in err) == (1, True)


@pytest.mark.django_db
def test_a_dump_that_is_not_there_is_told_by_name(admin, tmp_path):
    code, _, err = admin("load", tmp_path / "nothing.zip")
    assert code == 1
    assert "nothing.zip: no such file" in err
