"""Notices: reminders by hand and by the days of a form, in the application and by e-mail, tried again on failure."""

from socket import socket

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from django.test import override_settings

from server.returns_cast import cell, form_of, indicator, shell_of
from taizhang.server.accounts.acting import SERVER
from taizhang.server.accounts.actions import change_unit
from taizhang.server.accounts.models import Unit
from taizhang.server.config import SettingRefused, read_config
from taizhang.server.jobs.models import Job
from taizhang.server.jobs.queue import run_waiting_jobs
from taizhang.server.mail import mail_settings
from taizhang.server.returns.models import Notice
from taizhang.server.returns.notices.mailing import MOST_TRIES, mail_notices
from taizhang.server.returns.notices.reminding import remind_due
from taizhang.server.settings import CONFIG

FORM = {"name": "工业经济月报", "remind_days": [-3, 0, 1, 7]}


@pytest.fixture
def filed(city, on_day):
    """The return of 青汀区 for January, due on 10 February; it is 3 February."""
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [indicator()], [city.east, city.west], **FORM), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def reporter(city, person):
    user = person("reporter", city.east)
    user.email = "chen@example.org"
    user.save(update_fields=["email"])
    return user


@pytest.fixture
def planner(city, person, caller):
    return caller(person("planner", city.root))


@pytest.fixture
def post(tmp_path):
    """A real mail server on loopback, and the folder into which its mail falls."""
    server = mail_server(tmp_path / "mail", free_port())
    yield server
    server.stop()


def mail_server(folder, port):
    server = Controller(Mailbox(folder), hostname="127.0.0.1", port=port)
    server.start()
    return server


def free_port():
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def mails(server):
    return [message for _, message in sorted(server.handler.mailbox.items())]


def mail_at(port):
    config = read_config({"TAIZHANG_HOME": str(CONFIG.home), "TAIZHANG_MAIL_URL": f"smtp://127.0.0.1:{port}"})
    return override_settings(CONFIG=config, **mail_settings(config))


def words_of(message):
    return message.get_payload(decode=True).decode()


def test_a_planner_reminds_a_unit_in_the_application(filed, reporter, planner, caller, on_day):
    on_day(2025, 2, 13)
    assert planner.post(f"/returns/{filed.pk}/remind", note="请于今日下班前补报")["notices"] == 1
    mine = caller(reporter)
    (notice,) = mine.get("/notices")["rows"]
    assert notice["words"]["zh"] == (
        "青汀区《工业经济月报》2025年1月应于 2025-02-10 前报送，已逾期 3 天，请尽快填报：请于今日下班前补报"
    )
    assert (notice["about"], notice["read_at"]) == ({"return": filed.pk}, None)
    assert mine.post("/notices/read", notices=[notice["id"]])["marked"] == 1
    assert mine.get("/notices", unread=True)["rows"] == []


@pytest.mark.usefixtures("reporter")
def test_notices_are_seen_by_whom_they_are_for_alone(city, filed, planner, person, caller):
    planner.post(f"/returns/{filed.pk}/remind")
    other = caller(person("reporter", city.west))
    assert other.get("/notices")["rows"] == []
    assert other.post("/notices/read", notices=[Notice.objects.get().pk])["marked"] == 0
    assert Notice.objects.get().read_at is None


def test_a_reporter_reminds_nobody(filed, reporter, caller):
    assert caller(reporter).post(f"/returns/{filed.pk}/remind").status == 403


def test_nobody_is_reminded_of_what_was_submitted(filed, reporter, planner, caller):
    mine = caller(reporter)
    answer = mine.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    mine.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    assert planner.post(f"/returns/{filed.pk}/remind").status == 409


def test_all_who_have_not_reported_a_period_are_reminded(city, filed, reporter, person, planner):
    person("reporter", city.west)
    assert planner.post(f"/forms/{filed.form_id}/remind", period="2025-01")["notices"] == 2
    assert planner.post(f"/forms/{filed.form_id}/remind", period="1999-01").status == 422


def test_reminders_come_by_the_days_of_the_form_once_each(filed, reporter, on_day):
    sent = []
    for day in range(3, 20):
        on_day(2025, 2, day)
        remind_due()
        remind_due()
        sent += [day] * (Notice.objects.count() - len(sent))
    assert sent == [7, 10, 11, 17]
    assert set(Notice.objects.values_list("kind", flat=True)) == {"due"}


def test_a_reminder_missed_while_the_server_stood_still_is_sent_late_but_once(filed, reporter, on_day):
    on_day(2025, 2, 14)
    assert remind_due() == 1
    assert [notice.about for notice in Notice.objects.all()] == [{"return": filed.pk, "day": 1}]


def test_who_reported_is_not_reminded(city, filed, reporter, caller, on_day):
    mine = caller(reporter)
    answer = mine.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    mine.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    on_day(2025, 2, 11)
    assert remind_due() == 0


def test_sending_back_tells_the_reporters(filed, reporter, city, person, caller):
    mine, reviewer = caller(reporter), caller(person("reviewer", city.root))
    answer = mine.post(f"/returns/{filed.pk}/cells", cells=[cell(1, "1")])
    sent = mine.post(f"/returns/{filed.pk}/submit", revision=answer["filed"]["revision"])
    reviewer.post(f"/returns/{filed.pk}/send-back", revision=sent["revision"], note="请核实")
    assert [row["words"]["zh"] for row in mine.get("/notices")["rows"]] == [
        "青汀区《工业经济月报》2025年1月被退回：请核实"
    ]


def test_a_reminder_is_mailed_where_a_mail_server_is_set(filed, reporter, planner, post):
    with mail_at(post.port):
        planner.post(f"/returns/{filed.pk}/remind")
        assert Notice.objects.get().mailed_at is None
        assert run_waiting_jobs() == 1
    (message,) = mails(post)
    assert message["To"] == "chen@example.org"
    assert words_of(message).strip() == "青汀区《工业经济月报》2025年1月请于 2025-02-10 前报送"
    assert Notice.objects.get().mailed_at is not None


def test_without_a_mail_server_notices_stay_in_the_application(filed, reporter, planner):
    planner.post(f"/returns/{filed.pk}/remind")
    assert (run_waiting_jobs(), Notice.objects.get().mailed_at) == (0, None)


def test_the_mailbox_of_a_unit_is_told_too(city, filed, reporter, planner, post):
    change_unit(
        SERVER,
        Unit.objects.get(pk=city.east.pk),
        expected=Unit.objects.get(pk=city.east.pk).revision,
        mail="qt@example.org",
    )
    with mail_at(post.port):
        assert planner.post(f"/returns/{filed.pk}/remind")["notices"] == 2
        run_waiting_jobs()
    assert {message["To"] for message in mails(post)} == {"chen@example.org", "qt@example.org"}


def test_a_mail_that_fails_is_tried_again_and_sent_once(filed, reporter, planner, tmp_path):
    port = free_port()
    with mail_at(port):
        planner.post(f"/returns/{filed.pk}/remind")
        job = Job.objects.order_by("id").first()
        mail_notices.func(notices=[Notice.objects.get().pk])
        failed = Notice.objects.get()
        assert (failed.mailed_at, failed.mail_tries, "Error" in failed.mail_trouble) == (None, 1, True)
        again = Job.objects.exclude(pk=job.pk).get()
        assert again.task.args_kwargs["kwargs"] == {"notices": [failed.pk], "tries": 1}
    second = mail_server(tmp_path / "mail", port)
    try:
        with mail_at(port):
            run_waiting_jobs()
        assert len(mails(second)) == 1
    finally:
        second.stop()
    sent = Notice.objects.get()
    assert (sent.mailed_at is not None, sent.mail_tries, sent.mail_trouble) == (True, 2, "")


@pytest.mark.parametrize("address", ["<@>", "a@b@c,d@e", "x@" + "长" * 70])
def test_an_address_that_is_none_keeps_nobody_else_from_being_told(*, city, filed, reporter, planner, post, address):
    Unit.objects.filter(pk=city.east.pk).update(mail=address)
    with mail_at(post.port):
        assert planner.post(f"/returns/{filed.pk}/remind")["notices"] == 2
        assert run_waiting_jobs() == MOST_TRIES
    (message,) = mails(post)
    assert message["To"] == "chen@example.org"
    failed = Notice.objects.get(mailed_at=None)
    assert (failed.mail_to, failed.mail_tries) == (address, MOST_TRIES)


def test_settings_of_mail():
    def of(url):
        return mail_settings(read_config({"TAIZHANG_MAIL_URL": url}))

    secure = of("smtps://ke%40x:p%3Aw@mail.example.org")
    assert (secure["EMAIL_HOST"], secure["EMAIL_PORT"], secure["EMAIL_USE_SSL"]) == ("mail.example.org", 465, True)
    assert (secure["EMAIL_HOST_USER"], secure["EMAIL_HOST_PASSWORD"]) == ("ke@x", "p:w")
    assert of("smtp://mail:587?starttls=yes")["EMAIL_USE_TLS"] is True
    assert "EMAIL_HOST" not in of("")
    with pytest.raises(SettingRefused):
        of("http://mail.example.org")
