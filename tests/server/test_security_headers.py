"""Headers, the address behind a proxy, limits of size, and what the running log tells and keeps to itself."""

import json
import logging

import pytest
from django.test import Client

from taizhang.server.running_log import JsonLines, TextLines

pytestmark = pytest.mark.django_db


def test_a_page_may_run_only_what_comes_from_here():
    policy = Client().get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_other_headers_close_what_browsers_leave_open():
    headers = Client().get("/accounts/login/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


def test_sign_in_may_lead_on_to_the_office_s_own(settings):
    settings.OIDC_ISSUER = "https://id.example.cn/realm"
    policy = Client().get("/healthz").headers["Content-Security-Policy"]
    assert "form-action 'self' https://id.example.cn;" in policy


def test_https_is_kept_to_where_it_is_served(settings):
    settings.SECURE_HSTS_SECONDS = 3600
    assert Client().get("/healthz", secure=True).headers["Strict-Transport-Security"] == "max-age=3600"


def test_the_address_is_the_one_our_proxy_saw_and_no_hearsay(settings, caplog):
    settings.PROXY = True
    with caplog.at_level(logging.INFO, "taizhang.requests"):
        Client().get("/nothing", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.4"})
    assert caplog.records[-1].address == "198.51.100.4"


def test_without_a_proxy_nobody_is_believed_about_their_address(caplog):
    with caplog.at_level(logging.INFO, "taizhang.requests"):
        Client().get("/nothing", headers={"X-Forwarded-For": "198.51.100.4"})
    assert caplog.records[-1].address == "127.0.0.1"


def test_a_body_above_the_limit_is_refused_by_its_length(settings):
    settings.LARGEST_REQUEST = 1000
    answer = Client().post("/api/v1/units/1/below", b"x" * 1001, "application/json")
    assert answer.status_code == 413
    assert answer.json()["detail"] == "上传内容超过上限（100 MB）"


def test_a_request_has_an_id_which_the_answer_and_the_log_share(caplog, settings):
    settings.PROXY = True
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(JsonLines().format(record))
    logging.getLogger("taizhang.requests").addHandler(handler)
    try:
        answer = Client().get("/nothing?password=geheim", headers={"X-Request-ID": "from-proxy-1"})
        Client().get("/nothing", headers={"X-Request-ID": "a b\tforged"})
    finally:
        logging.getLogger("taizhang.requests").removeHandler(handler)
    first, second = map(json.loads, lines)
    assert answer.headers["X-Request-ID"] == first["request"] == "from-proxy-1"
    assert (first["method"], first["path"], first["status"]) == ("GET", "/nothing", 404)
    assert "geheim" not in lines[0]
    assert "forged" not in second["request"]


def test_the_line_of_a_request_names_who_made_it(city, person, caller):
    lines = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(TextLines().format(record))
    logging.getLogger("taizhang.requests").addHandler(handler)
    try:
        caller(person("planner", city.root)).get("/units")
    finally:
        logging.getLogger("taizhang.requests").removeHandler(handler)
    assert "planner-yl]" in lines[0]
    assert "Bearer" not in lines[0]


def test_an_error_is_told_with_its_traceback_in_both_forms():
    error = ValueError("三")
    record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), (type(error), error, None))
    assert json.loads(JsonLines().format(record))["traceback"] == "ValueError: 三"
    assert TextLines().format(record).endswith("ValueError: 三")
