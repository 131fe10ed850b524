"""Webhooks: what happened is told to an address of loopback, signed, tried again, given up; who may keep them."""

import hmac
import json
import re
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from server import documents_cast
from taizhang.server.hooks import sending, telling
from taizhang.server.hooks.models import Delivery, Hook, Line
from taizhang.server.hooks.ticks import hear_and_tell
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.log.models import Change, Entry

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "webhooks.md"
configured = documents_cast.configured


class Office:
    """A program of another office: takes what is posted, answers what it is told to answer."""

    def __init__(self):
        self.got, self.answers = [], []
        office = self

        class Taking(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                office.got.append((self.path, dict(self.headers), body))
                status, headers, content = office.answers.pop(0) if office.answers else (200, {}, b"ok")
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Taking)
        self.server.handle_error = lambda *_: None  # who hangs up early is no error here
        self.url = f"http://127.0.0.1:{self.server.server_port}/taizhang?from=yl"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def messages(self):
        return [json.loads(body) for _, _, body in self.got]


@pytest.fixture
def office():
    one = Office()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def admin(city, person, caller):
    return caller(person("administrator", city.root))


@pytest.fixture
def hook(city, admin, office):
    """A hook at the root that is told of all that is done with units; with its secret."""
    answer = admin.post("/hooks", unit_id=city.root.pk, name="OA", url=office.url, actions=["unit.*"])
    assert answer.status == 201
    return answer


def told():
    """Let the hooks hear and be told, as the worker does."""
    Line.objects.update(rests_until=timezone.now() - timedelta(seconds=1))
    hear_and_tell()
    run_waiting_jobs()


def test_what_is_done_is_told_to_the_address(city, admin, office, hook):
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀", why="简称")
    told()
    (message,) = office.messages
    assert message["action"] == "unit.change"
    assert message["object"] == {"model": "accounts.unit", "id": city.east.pk, "name": "青汀区"}
    assert message["unit"] == {"id": city.east.pk, "path": city.east.path}
    assert message["why"] == "简称"
    assert message["changes"] == [
        {"model": "accounts.unit", "id": city.east.pk, "fields": ["revision", "short_name"]},
    ]
    assert office.got[0][0] == "/taizhang?from=yl"


def test_what_the_reference_says_of_the_message_and_the_signature_is_true(city, admin, office, hook):
    text = REFERENCE.read_text(encoding="utf-8")
    shown = json.loads(text.partition("```json\n")[2].partition("```")[0])
    place: dict = {}
    exec(text.partition("```python\n")[2].partition("```")[0], place)
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀", why="简称")
    told()
    _, headers, body = office.got[0]
    assert place["is_ours"](hook["secret"], headers["X-Taizhang-Signature"], body)
    assert not place["is_ours"]("tzh_other", headers["X-Taizhang-Signature"], body)
    (message,) = office.messages
    assert list(message) == list(shown)
    assert re.sub(r"\d", "0", message["at"]) == re.sub(r"\d", "0", shown["at"])
    assert message["changes"] == [{**shown["changes"][0], "id": city.east.pk}]
    assert all(f"`{name}`" in text for name in (*message, *(name for name in headers if name.startswith("X-T"))))
    for number in (telling.TRIES, telling.FAILURES, telling.FIRST_REST, telling.CHANGES, int(sending.SECONDS_WHOLE)):
        assert f" {number} " in text


def test_what_is_sent_is_signed_by_the_secret(city, admin, office, hook):
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    _, headers, body = office.got[0]
    at, _, signature = headers["X-Taizhang-Signature"].partition(",v1=")
    wanted = hmac.new(hook["secret"].encode(), at.removeprefix("t=").encode() + b"." + body, "sha256").hexdigest()
    assert signature == wanted


def test_an_entry_is_told_once_and_what_was_before_the_hook_never(city, admin, office, hook):
    told()
    assert office.got == []
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    told()
    assert len(office.got) == 1


def test_other_actions_and_units_above_are_not_told(city, admin, person, caller, office):
    caller(person("administrator", city.east)).post(
        "/hooks", unit_id=city.east.pk, name="区", url=office.url, actions=["unit.change"]
    )
    admin.patch(f"/units/{city.root.pk}", revision=city.root.revision, short_name="市政府")
    admin.patch(f"/units/{city.west.pk}", revision=city.west.revision, short_name="石陂")
    admin.patch(f"/units/{city.town.pk}", revision=city.town.revision, short_name="临砚")
    admin.post(f"/units/{city.east.pk}/below", code="X", name="某镇", kind="town")
    told()
    assert [message["object"]["name"] for message in office.messages] == ["临砚镇"]


def test_what_is_not_taken_is_tried_again_after_a_rest(city, admin, office, hook):
    office.answers = [(503, {}, b"")]
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries, delivery.status) == ("waiting", 1, 503)
    hear_and_tell()
    assert run_waiting_jobs() == 0
    assert admin.get(f"/hooks/{hook['id']}")["failures"] == 1
    told()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries, delivery.status) == ("sent", 2, 200)
    assert admin.get(f"/hooks/{hook['id']}")["failures"] == 0


def test_the_rest_doubles_with_each_failure(city, hook):
    row = Hook.objects.get()
    rests = []
    for _ in range(9):
        telling.rest(row, sending.Answer(None, "ConnectionRefusedError"))
        rests.append(round((row.line.rests_until - timezone.now()).total_seconds()))
        row.refresh_from_db()
    assert rests == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_what_is_never_taken_is_given_up_and_can_be_sent_again(city, admin, office, hook):
    office.answers = [(500, {}, b"")] * telling.TRIES
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    for _ in range(telling.TRIES):
        told()
    path = f"/hooks/{hook['id']}/deliveries"
    (row,) = admin.get(path, state="failed")["rows"]
    assert (row["tries"], row["answer"]) == (telling.TRIES, "500 Internal Server Error")
    assert admin.post(f"{path}/{row['id']}/again")["state"] == "waiting"
    told()
    assert [row["state"] for row in admin.get(path)["rows"]] == ["sent"]


def test_a_hook_that_does_not_answer_for_long_is_switched_off_by_the_server(city, admin, office, hook):
    office.answers = [(500, {}, b"")] * telling.FAILURES
    for number in range(4):
        admin.post(f"/units/{city.east.pk}/below", code=f"X{number}", name="某镇", kind="town")
    for _ in range(telling.FAILURES):
        told()
    assert admin.get(f"/hooks/{hook['id']}")["active"] is False
    last = Entry.objects.latest("pk")
    assert (last.action, last.actor, "连续 20 次" in last.why) == ("webhook.keep", 0, True)
    admin.patch(f"/hooks/{hook['id']}", revision=2, active=True)
    told()
    assert Delivery.objects.filter(state="sent").exists()


def test_an_address_where_nobody_is_counts_as_a_failure(city, admin, office, hook):
    office.server.shutdown()
    office.server.server_close()
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    assert Delivery.objects.get().answer.startswith("ConnectionRefusedError")


def test_a_redirect_is_not_followed(city, admin, office, hook):
    office.answers = [(302, {"Location": office.url}, b"")]
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    assert (len(office.got), Delivery.objects.get().status) == (1, 302)


def test_an_answer_without_end_is_cut(office, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS_WHOLE", 0.3)
    office.answers = [(200, {}, b"x" * 5_000_000)]
    assert sending.send(office.url, "s", b"{}", {}).taken


def test_an_answer_that_never_comes_ends_the_try(monkeypatch):
    import socket

    monkeypatch.setattr(sending, "SECONDS_WHOLE", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        answer = sending.send(f"http://127.0.0.1:{silent.getsockname()[1]}/", "s", b"{}", {})
    assert answer.status is None


def test_a_job_is_enqueued_once_for_a_hook(city, admin, hook):
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    hear_and_tell()
    hear_and_tell()
    assert Job.objects.count() == 1


def test_a_job_that_is_run_twice_tells_nothing_twice(city, admin, office, hook):
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    telling.tell(Hook.objects.get())
    assert len(office.got) == 1


@pytest.mark.parametrize(
    ("url", "actions", "wrong"),
    [
        ("ftp://oa.example/", ["unit.*"], {"url"}),
        ("file:///etc/passwd", ["unit.*"], {"url"}),
        ("http://", ["unit.*"], {"url"}),
        ("http://a:b@oa.example/", ["unit.*"], {"url"}),
        ("https://oa.example/\r\nX: y", ["unit.*"], {"url"}),
        ("https://oa.example/", ["palace.*"], {"actions"}),
        ("https://oa.example/", [], {"actions"}),
    ],
)
def test_addresses_and_actions_that_cannot_be_are_refused(city, admin, url, actions, wrong):
    answer = admin.post("/hooks", unit_id=city.root.pk, name="OA", url=url, actions=actions)
    assert answer.status == 422
    assert set(answer["errors"]) == wrong


INSIDE = (
    "http://127.0.0.1:9/",
    "http://localhost:9/",
    "http://LOCALHOST.:9/",
    "http://x.localhost/",
    "http://2130706433:9/",
    "http://127.1:9/",
    "http://[::1]:9/",
    "http://[::ffff:127.0.0.1]:9/",
    "http://10.1.2.3/",
    "http://192.168.0.1/",
    "http://0.0.0.0:9/",
    "http://169.254.169.254/latest/meta-data/",
)


@pytest.mark.parametrize("url", INSIDE)
def test_this_machine_and_its_neighbours_are_not_told_unless_they_are_named(city, admin, configured, url):
    configured(HOOK_HOSTS="*")
    answer = admin.post("/hooks", unit_id=city.root.pk, name="OA", url=url, actions=["*"])
    assert (answer.status, set(answer["errors"])) == (422, {"url"})
    assert "TAIZHANG_HOOK_HOSTS" in answer["detail"] or "链路本地" in answer["detail"]
    assert not Hook.objects.exists()


def test_where_hosts_are_named_no_other_is_told(city, admin, configured, office):
    configured(HOOK_HOSTS="OA.example,127.0.0.1")
    body = {"unit_id": city.root.pk, "name": "OA", "actions": ["*"]}
    answer = admin.post("/hooks", url="https://other.example/", **body)
    assert "主机 other.example 不在允许推送的主机之列" in answer["errors"]["url"]
    assert admin.post("/hooks", url="https://oa.example/", **body).status == 201
    row = admin.post("/hooks", url=office.url, **body)
    moved = admin.patch(f"/hooks/{row['id']}", revision=1, url="https://other.example/")
    assert (moved.status, set(moved["errors"])) == (422, {"url"})


def test_a_link_local_address_is_not_told_even_where_it_is_named(city, admin, configured):
    configured(HOOK_HOSTS="169.254.169.254")
    body = {"unit_id": city.root.pk, "name": "OA", "actions": ["*"]}
    assert admin.post("/hooks", url="http://169.254.169.254/", **body).status == 422


def test_a_host_that_is_named_no_more_is_not_even_knocked_at(city, admin, office, hook, configured):
    configured(HOOK_HOSTS="*")
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    assert office.got == []
    (row,) = admin.get(f"/hooks/{hook['id']}/deliveries")["rows"]
    assert row["answer"].startswith("推送不到：127.0.0.1（127.0.0.1）在本机或内网，默认不推送")


def test_it_is_the_address_that_counts_at_which_a_name_is_found(configured, office, monkeypatch):
    """A name that led to a public address when the hook was made, and now leads inside."""
    configured(HOOK_HOSTS="*")
    port = office.server.server_port
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    answer = sending.send(f"http://oa.example:{port}/", "s", b"{}", {})
    assert (answer.status, "oa.example（127.0.0.1）在本机或内网" in answer.words) == (None, True)
    configured(HOOK_HOSTS="oa.example")
    assert sending.send(f"http://oa.example:{port}/", "s", b"{}", {}).taken
    assert office.got[0][1]["Host"] == f"oa.example:{port}"


def test_the_secret_is_shown_once_and_stands_in_no_log(city, admin, hook):
    assert "secret" not in admin.get("/hooks")["rows"][0]
    assert "secret" not in admin.get(f"/hooks/{hook['id']}").body
    assert not any(hook["secret"] in json.dumps([change.before, change.after]) for change in Change.objects.all())
    fresh = admin.post(f"/hooks/{hook['id']}/secret", revision=1)
    assert fresh["secret"] not in {None, hook["secret"]}


def test_only_administrators_of_the_place_keep_hooks(city, person, caller, hook, office):
    planner, below = caller(person("planner", city.root)), caller(person("administrator", city.east))
    for one in (planner, below):
        assert one.get("/hooks")["rows"] == []
        assert one.get(f"/hooks/{hook['id']}").status == 404
        assert one.delete(f"/hooks/{hook['id']}").status == 404
    body = {"unit_id": city.east.pk, "name": "x", "url": office.url, "actions": ["*"]}
    assert planner.post("/hooks", **body).status == 403
    assert below.post("/hooks", **body).status == 201


def test_a_hook_is_removed_with_its_list(city, admin, hook):
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    assert admin.delete(f"/hooks/{hook['id']}").status == 204
    assert Entry.objects.latest("id").object_id == hook["id"], "the log names what was removed"
    assert not Hook.objects.exists()
    assert not Delivery.objects.exists()


def test_what_happens_while_a_hook_is_off_is_not_told_later(city, admin, office, hook):
    admin.patch(f"/hooks/{hook['id']}", revision=1, active=False)
    admin.patch(f"/units/{city.east.pk}", revision=city.east.revision, short_name="青汀")
    told()
    admin.patch(f"/hooks/{hook['id']}", revision=2, active=True)
    admin.patch(f"/units/{city.west.pk}", revision=city.west.revision, short_name="石陂")
    told()
    assert [message["object"]["name"] for message in office.messages] == ["石陂县"]
