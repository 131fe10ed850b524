"""A server in a process and a folder of its own, for tests in which a process is killed or a database is empty.

python -m server.alone make | enqueue COUNT SECONDS | work SILENCE | told
"""

import json
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parent.parent


def process(home, *args, **more):
    """Start `python -m server.alone ARGS` on the ledger in `home`."""
    env = {**os.environ, "TAIZHANG_TEST_HOME": str(home), "DJANGO_SETTINGS_MODULE": "server_settings"}
    command = [sys.executable, "-m", "server.alone", *[str(arg) for arg in args]]
    return subprocess.Popen(command, env=env, cwd=TESTS, text=True, **more)


def called(home, *args):
    """What `python -m server.alone ARGS` prints, as JSON."""
    done = process(home, *args, stdout=subprocess.PIPE)
    out, _ = done.communicate(timeout=60)
    assert done.returncode == 0
    return json.loads(out) if out.strip() else None


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


if __name__ == "__main__":
    import django

    django.setup()
    {"make": make, "enqueue": enqueue, "work": work, "told": told}[sys.argv[1]](*sys.argv[2:])
