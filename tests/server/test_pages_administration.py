"""The pages of administration: who may open which, what each form does, what is refused beside its field, the log."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from server.cast import made
from server.pages_cast import signed_in, text_of
from server.returns_cast import form_of, shell_of
from server.returns_cast import indicator as measured
from taizhang.server.accounts.models import Grant, Token, Unit, User
from taizhang.server.hooks.models import Delivery, Hook
from taizhang.server.jobs.queue import names
from taizhang.server.jobs.ticks import periodic
from taizhang.server.ledger.models import Indicator, Procedure
from taizhang.server.lib.field_names import field_names
from taizhang.server.lib.rows import columns_of, recorded_models
from taizhang.server.log.models import Change, Entry
from taizhang.server.pages.administration.frame import TILES
from taizhang.server.pages.administration.jobs import NAMES
from taizhang.server.pages.administration.log_words import _table
from taizhang.server.returns.models import Exemption

ROLES = ("reporter", "reviewer", "planner", "leader", "auditor", "administrator")
PASSWORD = "Qk7-mossy-lantern"


@pytest.fixture
def administrator(city, person):
    return person("administrator", city.root)


@pytest.fixture
def tab(administrator):
    return signed_in(administrator)


ADDRESSES = {
    "admin_units": "units",
    "admin_people": "people",
    "admin_regions": "regions",
    "admin_procedure": "procedure",
    "admin_catalogue": "catalogue",
    "admin_forms": "forms",
    "admin_rules": "rules",
    "admin_hooks": "hooks",
    "admin_jobs": "jobs",
    "admin_settings": "settings",
    "admin_log": "log",
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_its_pages_and_no_others(city, person, role):
    tab = signed_in(person(role, city.root))
    start = tab.get("/manage")
    for tile in TILES:
        answer = tab.get(f"/manage/{ADDRESSES[tile.page]}")
        assert answer.status_code == (200 if role in tile.roles else 403), tile.page
        assert (f'href="/manage/{ADDRESSES[tile.page]}"' in start.content.decode()) is (role in tile.roles)
    assert start.status_code == (200 if any(role in tile.roles for tile in TILES) else 403)


def test_all_that_runs_in_the_background_has_words():
    named = {name for name in (*periodic, *names.values()) if not name.startswith("test.")}  # those of tests aside
    assert named == set(NAMES)


def test_nobody_comes_in_without_signing_in(city):
    assert {Client().get(f"/manage/{address}").status_code for address in ADDRESSES.values()} == {302}


@pytest.mark.parametrize("role", ["reviewer", "planner", "auditor"])
def test_the_buttons_are_refused_to_other_roles(city, person, role, administrator):
    tab = signed_in(person(role, city.root))
    before = Unit.objects.count(), User.objects.count(), Grant.objects.count()
    tab.post(f"/manage/units/{city.root.pk}/add", {"code": "X", "name": "新单位", "kind": "bureau"})
    tab.post(f"/manage/units/{city.east.pk}/close", {"why": "并入"})
    tab.post("/manage/people/add", {"username": "new", "display_name": "新人", "unit_id": city.root.pk})
    tab.post(f"/manage/people/{administrator.pk}/grants", {"role": "planner", "unit_id": city.root.pk})
    assert before == (Unit.objects.count(), User.objects.count(), Grant.objects.count())
    city.east.refresh_from_db()
    assert city.east.closed_on is None


def test_an_administrator_below_changes_nothing_above(city, person):
    tab = signed_in(person("administrator", city.east))
    assert 'id="form-change"' not in tab.get(f"/manage/units/{city.root.pk}").content.decode()
    assert 'id="form-change"' in tab.get(f"/manage/units/{city.town.pk}").content.decode()
    tab.post(f"/manage/units/{city.root.pk}/change", {"name": "改名", "revision": city.root.revision})
    city.root.refresh_from_db()
    assert city.root.name == "云澜市人民政府"


def test_a_unit_is_made_renamed_moved_and_closed(tab, city):
    tab.post(f"/manage/units/{city.root.pk}/add", {"code": "YL-JT", "name": "交通局", "kind": "bureau"})
    unit = Unit.objects.get(code="YL-JT")
    assert (unit.parent, unit.region) == (city.root, city.region)
    said = {"name": "交通运输局", "short_name": "交通", "mail": "", "why": "机构改革", "revision": unit.revision}
    tab.post(f"/manage/units/{unit.pk}/change", said)
    unit.refresh_from_db()
    assert (unit.name, Entry.objects.latest("pk").why) == ("交通运输局", "机构改革")
    tab.post(f"/manage/units/{unit.pk}/move", {"parent_id": city.east.pk, "revision": unit.revision})
    unit.refresh_from_db()
    assert unit.path.startswith(city.east.path)
    assert tab.post(f"/manage/units/{unit.pk}/close", {"why": ""}).status_code == 422
    tab.post(f"/manage/units/{unit.pk}/close", {"why": "并入区直部门"})
    unit.refresh_from_db()
    assert unit.closed_on is not None
    assert "交通运输局" not in text_of(tab.get("/manage/units"))
    assert "交通运输局" in text_of(tab.get("/manage/units?closed=yes"))


def test_units_are_put_in_order_by_their_names_line_by_line(tab, city):
    page = tab.get(f"/manage/units/{city.root.pk}").content.decode()
    assert "青汀区\n发展和改革委员会\n统计局\n石陂县" in page
    path = f"/manage/units/{city.root.pk}/order"
    wrong = tab.post(path, {"units": "统计局\n发改局\n石陂县\n青汀区"})
    assert "没有“发改局”这个单位" in text_of(wrong)
    assert "发改局" in wrong.content.decode().partition("<textarea")[2]
    seen = re.search(r'name="seen" value="([\d,]+)"', page)[1]
    short = tab.post(path, {"units": "统计局\n石陂县\n石陂县", "seen": seen})
    assert "各一次：还缺 青汀区、发展和改革委员会；重复 石陂县" in text_of(short)
    said = "统计局\r\n  YL-FG \r\n\r\n石陂县、青汀区"
    tab.post(path, {"units": said, "seen": seen})
    again = tab.post(path, {"units": "青汀区、石陂县、统计局、YL-FG", "seen": seen})
    assert again.status_code == 422
    assert "没有覆盖" in text_of(again)
    names = re.findall(r'class="deep-\d"><a [^>]*>([^<]+)</a>', tab.get("/manage/units").content.decode())
    assert names == ["云澜市人民政府", "统计局", "发展和改革委员会", "石陂县", "青汀区", "临砚镇"]


def test_a_name_that_is_another_units_short_name_is_the_units_own(tab, city):
    short = made(
        Unit(region=city.region, parent=city.root, code="GX1", name="高新区管委会", short_name="高新区", kind="zone")
    )
    own = made(Unit(region=city.region, parent=city.root, code="GX2", name="高新区", kind="zone"))
    said = "高新区\n高新区管委会\n青汀区\n发展和改革委员会\n统计局\n石陂县"
    seen = ",".join(str(unit.pk) for unit in Unit.objects.filter(parent=city.root))
    tab.post(f"/manage/units/{city.root.pk}/order", {"units": said, "seen": seen})
    assert list(Unit.objects.filter(parent=city.root)[:2]) == [own, short]


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(tab, city):
    said = {"code": city.planning.code, "name": "发改委", "kind": "bureau", "mail": "不是邮箱"}
    answer = tab.post(f"/manage/units/{city.root.pk}/add", said)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r'id="add-mail-error">应为邮箱地址', text)
    assert 'value="发改委"' in text
    assert re.search(r'<details class="panel fold" open><summary>在其下设立单位', text)
    answer = tab.post(f"/manage/units/{city.root.pk}/add", said | {"mail": ""})
    assert re.search(r'id="add-code-error">编号 YL-FG 已被使用', answer.content.decode())
    assert not Unit.objects.filter(name="发改委").exists()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(tab, city):
    answer = tab.post(f"/manage/units/{city.east.pk}/change", {"name": "东区", "revision": 99})
    assert answer.status_code == 422
    assert "没有覆盖" in text_of(answer)
    assert 'value="东区"' in answer.content.decode()


def test_the_tree_stands_in_order_with_children_below_their_parents(tab, city):
    names = re.findall(
        r'<th scope="row" class="deep-(\d)"><a [^>]*>([^<]+)</a>', tab.get("/manage/units").content.decode()
    )
    assert names[0] == ("0", "云澜市人民政府")
    at = names.index(("1", "青汀区"))
    assert names[at + 1] == ("2", "临砚镇")


def test_a_person_gets_an_account_a_role_and_loses_them(tab, city):
    said = {"username": "new.one", "display_name": "新人", "unit_id": city.east.pk, "password": PASSWORD}
    weak = tab.post("/manage/people/add", said | {"password": "123"})
    assert weak.status_code == 422
    assert "add-password-error" in weak.content.decode()
    tab.post("/manage/people/add", said)
    user = User.objects.get(username="new.one")
    assert user.must_change_password
    tab.post(f"/manage/people/{user.pk}/grants", {"role": "reporter", "unit_id": city.east.pk, "until": ""})
    grant = Grant.objects.get(user=user)
    assert grant.role == "reporter"
    again = tab.post(f"/manage/people/{user.pk}/grants", {"role": "reporter", "unit_id": city.east.pk})
    assert "give-role-error" in again.content.decode()
    tab.post(f"/manage/grants/{grant.pk}/withdraw", {"why": ""})
    assert Grant.objects.get(pk=grant.pk).withdrawn_at is None
    tab.post(f"/manage/grants/{grant.pk}/withdraw", {"why": "调离"})
    assert Grant.objects.get(pk=grant.pk).withdrawn_at is not None
    user.refresh_from_db()
    said = {"display_name": "新人", "email": "", "unit_id": city.east.pk, "revision": user.revision}
    tab.post(f"/manage/people/{user.pk}/change", said)
    user.refresh_from_db()
    assert not user.is_active


def test_a_password_is_set_anew_a_lock_out_ended_a_token_revoked(tab, city, person):
    user = person("reporter", city.east)
    token = made(Token(user=user, name="脚本", prefix="tz_abcde", hash="x" * 64, scopes=["read"]))
    assert tab.post(f"/manage/people/{user.pk}/password", {"password": "short"}).status_code == 422
    tab.post(f"/manage/people/{user.pk}/password", {"password": PASSWORD, "why": "忘记"})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    for _ in range(6):
        Client().post("/accounts/login/", {"login": user.username, "password": "wrong"})
    assert "登录被锁定至" in text_of(tab.get(f"/manage/people/{user.pk}"))
    tab.post(f"/manage/people/{user.pk}/unlock", {"why": "本人核实"})
    assert "登录被锁定至" not in text_of(tab.get(f"/manage/people/{user.pk}"))
    tab.post(f"/manage/tokens/{token.pk}/revoke", {"why": "离岗"})
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_nobody_gives_themselves_a_role(tab, administrator):
    assert "form-give" not in tab.get(f"/manage/people/{administrator.pk}").content.decode()


def test_people_are_found_by_name_unit_and_state(tab, city, person):
    east, west = person("reporter", city.east), person("reporter", city.west)
    assert west.username not in text_of(tab.get(f"/manage/people?unit={city.east.pk}"))
    assert east.username in text_of(tab.get(f"/manage/people?words={east.username}"))
    assert "没有符合条件的人员" in text_of(tab.get("/manage/people?active=no"))
    assert tab.get("/manage/people?active=maybe").status_code == 422
    assert tab.get("/manage/people?unit=x").status_code == 422


def test_a_region_is_set_up_by_its_code_and_renamed(tab, city):
    assert "add-name-error" in tab.post("/manage/regions/add", {"code": "990155"}).content.decode()
    tab.post("/manage/regions/add", {"code": "990155", "name": "新区", "level": "county", "parent_id": city.region.pk})
    row = city.region.children.get(code="990155")
    tab.post(f"/manage/regions/{row.pk}/change", {"name": "新新区", "revision": row.revision})
    row.refresh_from_db()
    assert row.name == "新新区"


def procedure_of(tab, unit):
    """What the form of the procedure holds."""
    text = tab.get(f"/manage/procedure?unit={unit.pk}&year=2025").content.decode()
    held = dict(re.findall(r'<input class="[^"]*"[^>]* name="([a-z_.]+)" value="([^"]*)"', text))
    held |= dict.fromkeys(re.findall(r'type="checkbox" [^>]*name="([a-z_.]+)"[^>]* checked', text), "on")
    for name, options in re.findall(r'<select [^>]*name="([a-z_]+\.[a-z_]+)"[^>]*>(.*?)</select>', text):
        held[name] = re.search(r'value="([^"]*)" selected', options)[1]
    return held


def test_the_procedure_is_set_for_a_region_and_what_does_not_hold_is_told_at_its_step(tab, city):
    held = procedure_of(tab, city.root)
    wrong = tab.post(f"/manage/procedure/{city.root.pk}", held | {"draft.before": "13-40", "revision": "0"})
    assert wrong.status_code == 422
    assert "格式为“月-日”" in text_of(wrong)
    assert 'value="13-40"' in wrong.content.decode()
    tab.post(f"/manage/procedure/{city.root.pk}", held | {"draft.before": "10-31", "revision": "0"})
    assert Procedure.objects.get().steps["draft"]["before"] == "10-31"
    assert "本地区自定的程序" in text_of(tab.get("/manage/procedure"))


def test_planners_define_indicators_and_administrators_look(tab, city, person):
    assert "form-add" not in tab.get("/manage/catalogue").content.decode()
    planner = signed_in(person("planner", city.root))
    said = {"unit_id": city.root.pk, "code": "own.index", "name": "本地指数", "unit_of_measure": "点", "nature": "rate"}
    wrong = planner.post("/manage/catalogue/add", said | {"code": "大写", "lowest": "9", "highest": "1"})
    assert {"add-code-error", "add-lowest-error"} <= set(re.findall(r'id="(add-\w+-error)"', wrong.content.decode()))
    planner.post("/manage/catalogue/add", said | {"aliases": "指数\n本地综合指数"})
    row = Indicator.objects.get(code="990100.own.index")
    assert row.aliases == ["指数", "本地综合指数"]
    planner.post(f"/manage/catalogue/{row.pk}/change", said | {"name": "本地综合指数", "revision": row.revision})
    row.refresh_from_db()
    assert row.name == "本地综合指数"
    planner.post("/manage/catalogue/load", {"unit_id": city.root.pk, "codes": "gdp retail_sales"})
    assert Indicator.objects.filter(code="gdp").exists()
    assert "地区生产总值" in text_of(planner.get("/manage/catalogue?words=GDP&own=catalogue"))


def test_a_webhook_is_made_its_secret_shown_once_and_a_delivery_sent_again(tab, city):
    said = {"unit_id": city.root.pk, "name": "办公系统", "url": "https://192.0.2.1/tz", "actions": "return.*"}
    wrong = tab.post("/manage/hooks/add", said | {"actions": "dance.*", "url": "ftp://x"})
    assert {"add-url-error", "add-actions-error"} <= set(re.findall(r'id="(add-\w+-error)"', wrong.content.decode()))
    row = made(
        Hook(unit=city.root, name="办公系统", url="https://oa.example/tz", secret="tzh_secret", actions=["return.*"])
    )
    assert "tzh_secret" not in tab.get(f"/manage/hooks/{row.pk}").content.decode()
    renewed = tab.post(f"/manage/hooks/{row.pk}/renew", {"revision": row.revision})
    row.refresh_from_db()
    assert row.secret in renewed.content.decode()
    assert row.secret not in tab.get(f"/manage/hooks/{row.pk}").content.decode()
    delivery = Delivery.objects.create(hook=row, entry=Entry.objects.latest("pk"), state="failed", tries=9)
    tab.post(f"/manage/hooks/{row.pk}/deliveries/{delivery.pk}")
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == ("waiting", 0)
    tab.post(f"/manage/hooks/{row.pk}/remove")
    assert not Hook.objects.exists()


def test_settings_tell_whether_published_pages_are_on_and_hide_secrets(tab, settings):
    text = text_of(tab.get("/manage/settings"))
    assert "TAIZHANG_PUBLIC_PAGES=yes" in text
    assert settings.SECRET_KEY not in text


def test_the_log_is_searched_and_an_entry_tells_each_value(tab, city, person, administrator):
    tab.post(f"/manage/units/{city.east.pk}/change", {"name": "东区", "why": "更名", "revision": city.east.revision})
    found = tab.get(f"/manage/log?action=unit.change&words=更名&who={administrator.pk}&unit={city.east.pk}")
    address = re.search(r'href="(/manage/log/\d+)"', found.content.decode())[1]
    text = text_of(tab.get(address))
    assert re.search(r"单位 \d+ 修改 名称 青汀区 东区", text)
    assert "更名" in text
    assert "没有符合条件的日志" in text_of(tab.get("/manage/log?words=nothing-like-it"))
    assert "没有符合条件的日志" in text_of(tab.get("/manage/log?since=2199-01-01"))
    for query in ("since=yesterday", "action=dance", "model=x.y", "who=x", "unit=x", "words=%00"):
        assert tab.get(f"/manage/log?{query}").status_code == 422, query


def test_the_log_gives_the_reason_of_an_exemption_and_times_by_the_clock_on_the_wall(tab, city, person, on_day):
    on_day(2025, 1, 5)
    filed = shell_of(form_of(city.root, [measured()], [city.east]), city.east, "2025-01")
    on_day(2025, 3, 20)
    planner = signed_in(person("planner", city.root))
    planner.post(f"/returns/{filed.pk}/exempt", {"until": "2025-03-25", "reason": "系统故障"})
    entry = Entry.objects.get(action="return.exempt")
    assert entry.why == "系统故障"
    text = text_of(tab.get(f"/manage/log/{entry.pk}"))
    assert timezone.localtime(Exemption.objects.get().at).strftime("%Y-%m-%d %H:%M:%S") in text
    assert not re.search(r"\d{4}-\d\d-\d\dT\d\d:", text)


def test_the_log_of_others_is_not_to_be_seen(tab, city, person):
    tab.post(f"/manage/units/{city.west.pk}/change", {"name": "西县", "revision": city.west.revision})
    entry = Entry.objects.latest("pk")
    below = signed_in(person("administrator", city.east))
    assert below.get(f"/manage/log/{entry.pk}").status_code == 404
    assert signed_in(person("auditor", city.root)).get(f"/manage/log/{entry.pk}").status_code == 200


def test_the_chain_is_verified_and_a_break_is_told(tab, city):
    tab.post(f"/manage/units/{city.east.pk}/change", {"name": "东区", "revision": city.east.revision})
    told = text_of(tab.post("/manage/log/verify", follow=True))
    assert "链条完整" in told
    Change.objects.filter(entry=Entry.objects.latest("pk")).update(after={"name": "别的"})
    assert "链条不符" in text_of(tab.post("/manage/log/verify", follow=True))


def test_every_column_and_kind_of_row_has_its_chinese_name():
    known = field_names().keys() | _table("columns.tsv", "column").keys()
    things = _table("things.tsv", "thing").keys()
    models = list(recorded_models())
    assert {column for model in models for column in columns_of(model)} - known == set()
    assert {model._meta.label_lower for model in models} - things == set()


@pytest.mark.parametrize("address", ["units", "people", "log", "regions", "catalogue"])
def test_lists_ask_as_often_for_many_rows_as_for_few(tab, city, person, address):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert tab.get(f"/manage/{address}").status_code == 200
        return len(queries)

    def grow(numbers):
        for number in numbers:
            unit = Unit(region=city.region, parent=city.root, code=f"N{number}", name=f"单位{number}", kind="bureau")
            person("reporter", made(unit), f"person-{number}")
            made(Indicator(code=f"n.{number}", name=f"指标{number}", unit_of_measure="个", nature="flow"))

    grow(range(3))
    asked()
    few = asked()
    grow(range(3, 25))
    assert asked() == few
