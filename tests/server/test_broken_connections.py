"""A connection that breaks while somebody uploads: nothing of the file stays, the server goes on."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from server.office import Office

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
FOUND = """
import django; django.setup()
from server.cast import made
from taizhang.server.accounts.models import Grant, Region, Token, Unit, User
from taizhang.server.api.callers import key_hash
region = made(Region(code="990100", name="云澜市", level="prefecture"))
root = made(Unit(region=region, code="YL", name="云澜市人民政府", kind="government"))
user = made(User(username="planner", unit=root))
made(Grant(user=user, unit=root, role="planner"))
made(Token(user=user, name="test", prefix="tz_", hash=key_hash("tz_key"), scopes=["read", "fill"]))
print(root.pk)
"""
FORM = (
    '--x\r\nContent-Disposition: form-data; name="unit"\r\n\r\n{unit}\r\n'
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("cut") / "home")
    office.home.mkdir()
    office.make_tables()
    command = [sys.executable, "-c", FOUND]
    done = subprocess.run(command, env=office.environment, capture_output=True, text=True, check=True, timeout=60)
    office.unit = done.stdout.strip()
    return office


@pytest.fixture(scope="module")
def port(office):
    served = office.serve("--no-jobs")
    yield served.port
    served.end()


def asked(port, path):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": "Bearer tz_key"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def sent(port, head, body, breaks=True, path="/documents"):
    """Send a request as far as it goes, break the connection there, and give what came back."""
    lines = [
        f"POST /api/v1{path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Authorization: Bearer tz_key",
        "Content-Type: multipart/form-data; boundary=x",
        *head,
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            line.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            if breaks:
                line.shutdown(socket.SHUT_WR)
            return line.recv(65536).decode(errors="replace")
        except OSError:  # the server broke it first
            return ""


def kept(office):
    """The files of documents, whole or coming in."""
    return [path for path in Path(office.home, "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("length", "size"),
    [("5000000", 2_000_000), ("5000000", 10), ("200", 2_000_000), ("-1", 100), ("many", 100)],
    ids=["cut in the middle", "cut at once", "longer than it says", "shorter than nothing", "no length"],
)
def test_a_connection_that_breaks_leaves_nothing(office, port, length, size):
    body = FORM.format(unit=office.unit).encode() + b"x" * size
    answer = sent(port, [f"Content-Length: {length}"], body)
    assert " 20" not in answer.split("\r\n")[0]
    assert " 500" not in answer.split("\r\n")[0]
    assert asked(port, "/api/v1/documents")["rows"] == []
    until = time.monotonic() + 10
    while kept(office) and time.monotonic() < until:
        time.sleep(0.1)
    assert kept(office) == []


@pytest.mark.parametrize("path", ["/workbooks", "/workbooks/batch"])
def test_a_workbook_that_breaks_off_leaves_nothing(office, port, path):
    field = FORM.format(unit=office.unit).replace('"file"', '"files"' if "batch" in path else '"file"')
    answer = sent(port, ["Content-Length: 5000000"], field.encode() + b"PK\x03\x04" + b"x" * 2_000_000, path=path)
    assert not {"200", "201", "500"} & set(answer.split("\r\n")[0].split())
    assert asked(port, "/api/v1/workbooks")["rows"] == []
    assert kept(office) == []


def test_chunks_that_break_off_leave_nothing(office, port):
    body = FORM.format(unit=office.unit).encode()
    answer = sent(port, ["Transfer-Encoding: chunked"], f"{len(body):x}\r\n".encode() + body + b"\r\nffff\r\nxx")
    assert " 20" not in answer.split("\r\n")[0]
    assert asked(port, "/api/v1/documents")["rows"] == []
    assert kept(office) == []


def test_afterwards_all_is_sound_and_a_whole_file_is_taken(office, port):
    body = FORM.format(unit=office.unit).encode() + "云澜市计划增长5.5%。".encode() + b"\r\n--x--\r\n"
    answer = sent(port, [f"Content-Length: {len(body)}"], body, breaks=False)
    assert " 201" in answer.split("\r\n")[0]
    assert len(kept(office)) == 1
    assert office.run("admin", "verify").returncode == 0
