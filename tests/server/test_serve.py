"""`taizhang serve` for real: starts, serves, keeps its children alive, stops in order and leaves nothing running."""

import os
import shutil
import signal
import socket
import time

import pytest

from server.office import PASSWORD, Browser, Office, alive, free_port

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals of POSIX"),
    pytest.mark.skipif("TAIZHANG_DATABASE_URL" in os.environ, reason="of SQLite; see test_serve_postgresql"),
]


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    """The folder of an office with its first unit and administrator."""
    office = Office(tmp_path_factory.mktemp("founded") / "home")
    office.home.mkdir()
    office.make_tables()
    made = office.run("admin", "create", "--region", "370303", "--password-file", "-", stdin=PASSWORD + "\n")
    assert (made.returncode, made.stderr) == (0, "")
    return office.home


@pytest.fixture
def office(founded, tmp_path):
    """A copy of it."""
    shutil.copytree(founded, tmp_path / "home")
    return Office(tmp_path / "home")


@pytest.fixture
def serve(office):
    """`serve("--no-jobs")` starts it; whatever comes, nothing of it is left afterwards."""
    started = []

    def start(*words):
        started.append(office.serve(*words))
        return started[-1]

    yield start
    for server in started:
        server.end()


def wait_for(condition, seconds=40.0):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


def answers(port):
    try:
        return Browser(port).get("/healthz")[0] == 200
    except OSError:
        return False


def test_one_signs_in_and_all_ends_within_seconds(serve, office, settings):
    served = serve()
    assert f"serving at http://127.0.0.1:{served.port}/" in served.said()
    browser = Browser(served.port)
    status, _, address = browser.get("/")
    assert (status, "/accounts/login/" in address) == (200, True)
    status, page, address = browser.sign_in("admin", PASSWORD)
    assert (status, address) == (200, f"{browser.root}/")
    assert "admin" in page
    assert browser.get("/readyz")[0] == 200
    assert 'taizhang_requests_total{method="POST",status="302"} 1' in browser.get("/metrics")[1]
    assert browser.get(f"{settings.STATIC_URL}taizhang/base.css")[0] == 200
    second = office.run("serve", "--port", free_port())
    assert (second.returncode, "another server uses" in second.stderr) == (1, True)
    kept = office.home.parent / "kept.tar.gz"
    assert office.run("admin", "backup", "-o", kept).returncode == 0
    children = served.processes()
    assert len(children) >= 3
    begun = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - begun < 10
    assert [pid for pid in children if alive(pid)] == []
    assert "stopped." in served.said()
    assert PASSWORD not in served.said()


def test_it_serves_from_a_folder_that_is_a_package_of_its_own(serve, tmp_path, monkeypatch):
    (tmp_path / "__init__.py").touch()
    monkeypatch.chdir(tmp_path)
    assert answers(serve("--no-jobs").port)


def test_a_child_that_is_killed_is_started_again_and_ctrl_c_ends_all(serve):
    served = serve()
    first = served.processes()
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    wait_for(lambda: set(served.processes()) - set(first) and answers(served.port))
    wait_for(lambda: len(served.processes()) >= len(first))
    assert "ended by itself" in served.said()
    left = served.processes()
    assert served.stop(signal.SIGINT) == 0
    assert [pid for pid in (*first, *left) if alive(pid)] == []


def test_children_do_not_outlive_a_server_that_is_killed_and_jobs_may_run_apart(serve):
    served = serve("--no-jobs")
    assert "jobs-1" not in served.said()
    children = served.processes()
    served.process.kill()
    served.process.wait()
    wait_for(lambda: not any(map(alive, children)))


def test_a_port_in_use_is_told_and_nothing_is_started(office):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ended = office.run("serve", "--port", other.getsockname()[1])
    assert ended.returncode == 1
    assert ended.stderr.endswith("is in use; stop what listens there, or choose another port by --port\n")


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("--port", "http"), "setting TAIZHANG_PORT=http is not valid: a whole number is wanted"),
        (("--port", "70000"), "setting TAIZHANG_PORT=70000 is not valid: 1 to 65535 is wanted"),
        (("--host", "192.0.2.1"), "cannot listen at 192.0.2.1:8000"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_started(office, words, wrong):
    ended = office.run("serve", *words)
    assert ended.returncode in {1, 2}
    assert wrong in ended.stderr
    assert ended.stdout == ""


def test_a_misspelt_setting_stops_the_start(office):
    office.environment["TAIZHANG_PROT"] = "8000"
    ended = office.run("serve")
    assert (ended.returncode, ended.stderr.count("TAIZHANG_PROT")) == (2, 1)
    assert "there is no such setting" in ended.stderr


def test_a_database_that_is_away_is_told_within_seconds(office):
    office.environment["TAIZHANG_DATABASE_URL"] = "postgresql://office:geheim@127.0.0.1:1/ledger"
    begun = time.monotonic()
    ended = office.run("serve", "--port", "8002")
    assert ended.returncode == 1
    assert "no connection to the database" in ended.stderr
    assert "geheim" not in ended.stderr
    assert time.monotonic() - begun < 20
