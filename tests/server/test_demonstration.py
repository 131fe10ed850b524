"""The example city: told by actions from its first day, whole or not at all, and the same by the log."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from face.addresses import addresses_in, visitor
from taizhang.errors import FileMissing
from taizhang.server.accounts.models import Unit, User
from taizhang.server.config import Config
from taizhang.server.documents.models import Document
from taizhang.server.dumping.loading import NotEmpty
from taizhang.server.ledger.models import Breakdown, Extension, Observation, Plan, Task, TaskReport
from taizhang.server.lib import clock
from taizhang.server.log.models import Entry
from taizhang.server.log.verifying import verify
from taizhang.server.operations.demonstration import filing, load_demonstration
from taizhang.server.operations.demonstration.cast import PASSWORD, PEOPLE
from taizhang.server.operations.telling import NotDone
from taizhang.server.returns.models import Notice, Return
from taizhang.server.review.models import Verdict

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def home(tmp_path, settings):
    """A folder of its own for the ledger, and public pages; the machine's clock is given back afterwards."""
    settings.CONFIG = Config({**settings.CONFIG.values, "PUBLIC_PAGES": "yes"})
    settings.HOME_FOLDER, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return tmp_path


@pytest.fixture
def told():
    return []


@pytest.mark.django_db
def test_the_city_stands_on_the_day_of_the_trial_as_its_log_says(home, told):
    assert load_demonstration(told.append, folder=str(EXAMPLES)) == 0
    assert clock.today() == date(2025, 7, 20)
    plans = Counter(Plan.objects.values_list("region__name", "year", "state"))
    assert plans[("云澜市", 2024, "closed")] == plans[("云澜市", 2025, "half_year")] == 1
    assert plans[("青汀区", 2025, "issued")] == plans[("石陂县", 2025, "issued")] == 1
    states = Counter(Return.objects.values_list("state", flat=True))
    assert states.keys() == {"not_due", "due", "overdue", "submitted", "returned", "accepted"}
    assert Return.objects.filter(on_time=False, state="accepted").count() == 2
    assert Breakdown.objects.get().state == "issued"
    tasks = Counter(Task.objects.filter(plan__year=2025).values_list("state", flat=True))
    assert min(tasks[state] for state in ("not_started", "under_way", "done", "late")) > 0
    assert TaskReport.objects.filter(state="submitted").count() == 2
    assert Extension.objects.get().state == "asked"
    assert Task.objects.exclude(programme=None).count() == 6
    assert Observation.objects.exclude(state="accepted").count() == 0
    assert Observation.objects.filter(fact__isnull=False).count() > 100
    assert Notice.objects.exists()
    assert verify().sound
    days = list(Entry.objects.order_by("pk").values_list("at", flat=True))
    assert [at.date() for at in days] == sorted(at.date() for at in days)
    each_person_signs_in(home, told)
    each_page_answers()
    with pytest.raises(NotEmpty):
        load_demonstration(told.append, folder=str(EXAMPLES))
    assert Path(home / "files").exists()


@pytest.mark.django_db
def test_with_documents_only_the_people_find_them_read_and_all_else_to_do(home, told):
    assert load_demonstration(told.append, folder=str(EXAMPLES), documents_only=True) == 0
    assert Document.objects.filter(state="read").count() == 8
    assert User.objects.count() == len(PEOPLE)
    assert not Plan.objects.exists()
    assert not Verdict.objects.exists()
    assert not Return.objects.exists()
    assert clock.today() == date(2024, 3, 18)
    assert verify().sound


def each_page_answers():
    """Every page of the URL table, on whatever database the tests run."""
    tabs = {name: Client() for name in ("planner", "admin")}
    for name, tab in tabs.items():
        tab.force_login(User.objects.get(username=name))
    for name, address in addresses_in(row_in_database).items():
        answer = tabs[visitor(name, "planner")].get(address, follow=True)
        assert (name, answer.status_code) == (name, 200)


def row_in_database(asked):
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return cursor.fetchone()


def each_person_signs_in(home, told):
    """Each account that is shown signs in with the password that is shown, and is asked for nothing more."""
    shown = (home / "accounts.txt").read_text(encoding="utf-8")
    assert shown.rstrip() == told[-1].zh
    for name, *_ in PEOPLE:
        assert f"  {name} " in shown
        client = Client()
        answer = client.post("/accounts/login/", {"login": name, "password": PASSWORD})
        assert (answer.status_code, answer.url) == (302, "/")
        assert client.get("/").status_code == 200
    assert User.objects.count() == len(PEOPLE)


@pytest.mark.django_db(transaction=True)
def test_where_a_day_of_the_story_fails_nothing_is_left(home, told, monkeypatch):
    def fail(_):
        raise RuntimeError("an event of 2 January 2025")

    monkeypatch.setattr(filing, "define", fail)
    with pytest.raises(RuntimeError):
        load_demonstration(told.append, folder=str(EXAMPLES))
    assert not Unit.objects.exists()
    assert not Entry.objects.exists()
    assert list(home.iterdir()) == []


@pytest.mark.django_db
def test_it_is_loaded_into_a_trial_only(home, told, settings):
    settings.TRIAL = False
    with pytest.raises(NotDone, match="TAIZHANG_TRIAL=yes"):
        load_demonstration(told.append, folder=str(EXAMPLES))
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_a_folder_without_the_documents_is_told_before_anything_is_made(home, told, tmp_path):
    shutil.copy(EXAMPLES / "yunlan-2024-plan.txt", tmp_path)
    with pytest.raises(FileMissing, match=r"qingting-2024-report\.txt"):
        load_demonstration(told.append, folder=str(tmp_path))
    assert not Unit.objects.exists()
