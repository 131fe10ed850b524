"""A server in a process and a folder of its own, for tests in which a process is killed or a database is empty.

python -m server.alone make | enqueue COUNT SECONDS | work SILENCE | told | listen
"""

import hashlib
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

TESTS = Path(__file__).parent.parent
NUMBERS = count(1)


def process(home, *args, sqlite=False, **more):
    """Start `python -m server.alone ARGS` on the ledger in `home`; on SQLite whatever the tests run on, if so asked."""
    env = {**os.environ, "TAIZHANG_TEST_HOME": str(home), "DJANGO_SETTINGS_MODULE": "server_settings"}
    if sqlite:
        env.pop("TAIZHANG_DATABASE_URL", None)
    command = [sys.executable, "-m", "server.alone", *[str(arg) for arg in args]]
    return subprocess.Popen(command, env=env, cwd=TESTS, text=True, **more)


def called(home, *args, sqlite=False):
    """What `python -m server.alone ARGS` prints, as JSON."""
    done = process(home, *args, sqlite=sqlite, stdout=subprocess.PIPE)
    out, _ = done.communicate(timeout=60)
    assert done.returncode == 0
    return json.loads(out) if out.strip() else None


@contextmanager
def database_of_its_own(url):
    """A database on the same PostgreSQL, dropped afterwards; the tests' own is left alone."""
    import psycopg

    name = f"taizhang_alone_{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def make():
    """Make the tables, without migrations."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def enqueue(count, seconds):
    """Have regions made, each after some seconds."""
    from server.worked import make_regions
    from taizhang.server.jobs.queue import enqueue as ask

    ask(make_regions, count=int(count), seconds=float(seconds))


def work(silence):
    """Run a worker that takes another for dead after `silence` seconds."""
    from taizhang.server.jobs.worker import Worker
    from taizhang.server.jobs.worker import work as run

    run(Worker(pause=0.05, beat=0.1, silence=float(silence)))


def told():
    """Print the jobs and how many regions there are."""
    from taizhang.server.accounts.models import Region
    from taizhang.server.jobs.models import Job

    jobs = [
        {"state": job.task.status, "done": job.done, "workers": job.task.worker_ids, "trouble": job.task.traceback}
        for job in Job.objects.select_related("task")
    ]
    print(json.dumps({"regions": Region.objects.count(), "jobs": jobs}))


def fill(count):
    """Make rows of every kind, also those beside the ledger, a file, and a row that is removed again."""
    from django.conf import settings
    from django.db import transaction

    with transaction.atomic():
        fill_all(int(count))
    path = Path(settings.MEDIA_ROOT) / FILE[0][:2] / FILE[0][2:]
    path.parent.mkdir(parents=True)
    path.write_bytes(FILE[1])


def fill_all(count):
    """Rows of every kind."""

    from server.any_rows import fill as fill_rows
    from server.any_rows import one
    from taizhang.server.accounts.acting import SERVER, Act, log
    from taizhang.server.accounts.models import Region, Unit
    from taizhang.server.accounts.placing import order_of, path_of
    from taizhang.server.returns.models import Exemption

    act = Act(SERVER, "unit.create")
    region = act.create(Region(code="990100", name="云澜市", level="prefecture"))
    root = act.create(Unit(region=region, code="YL", name="云澜市人民政府", kind="government"))
    act.update(root, path=path_of(root, None), order=order_of(root, None))
    log(act, None)
    fill_rows(count)
    removing = Act(SERVER, "return.exempt")
    removing.delete(removing.create(one(Exemption, 0)))
    log(removing, None)
    beside()


def listen():
    """Do what each line of the standard input asks for, and print a line for each."""
    for line in sys.stdin:
        name, *words = line.split()
        COMMANDS[name](*words)
        if name != "told":
            print("null")
        sys.stdout.flush()


CONTENT = "云澜市 2025 年计划".encode()
FILE = (hashlib.sha256(CONTENT).hexdigest(), CONTENT)


def beside():
    """Rows that are no part of the ledger but of a dump."""
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    from taizhang.server.accounts.models import User
    from taizhang.server.hooks.models import Delivery, Heard, Hook, Line
    from taizhang.server.log.models import Entry

    user, hook, entry = User.objects.first(), Hook.objects.first(), Entry.objects.first()
    user.set_password("云澜市的密码 2025")
    User.objects.filter(pk=user.pk).update(password=user.password)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    SocialAccount.objects.create(user=user, provider="oidc", uid="yl-1", extra_data={"name": "张三"})
    Delivery.objects.create(hook=hook, entry=entry, state="sent", tries=1, status=200)
    Line.objects.create(hook=hook, failures=2)
    Heard.objects.create(entry=entry.pk)


def dump(path):
    """Write a dump."""
    from taizhang.server.dumping import write_dump

    write_dump(Path(path))


def look():
    """Print how many jobs one look at the database sees before and after another process made one, and a later look."""
    from django.conf import settings

    from taizhang.server.dumping.writing import one_look
    from taizhang.server.jobs.models import Job

    with one_look():
        seen = [Job.objects.count()]
        called(settings.HOME_FOLDER, "enqueue", 1, 0)
        seen.append(Job.objects.count())
    print(json.dumps([*seen, Job.objects.count()]))


COMMANDS = {each.__name__: each for each in (make, enqueue, work, told, listen, fill, dump, look)}

if __name__ == "__main__":
    import django

    django.setup()
    COMMANDS[sys.argv[1]](*sys.argv[2:])
