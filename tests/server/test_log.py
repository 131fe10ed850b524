"""The log: found, read, exported; its chain and what it replays to, and tampering with either, which shows."""

import csv
import io
import json
from importlib import import_module
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from taizhang.server.accounts.actions import change_unit, close_unit, create_unit, give_grant, withdraw_grant
from taizhang.server.accounts.models import Grant, Unit, User
from taizhang.server.lib.rows import fields_of, recorded_models
from taizhang.server.log.models import Change, Entry
from taizhang.server.log.queries import history_of
from taizhang.server.log.replaying import replayed
from taizhang.server.log.verifying import Oddity, verify, verify_chain
from taizhang.server.log.writing import hash_of, line_of


@pytest.fixture
def year(city, person, actor, on_day):
    """Some work in the city: a unit made, changed twice, a role given and withdrawn, a unit closed."""
    on_day(2025, 3, 3)
    root = actor("administrator", city.root, "qin.yu")
    finance = create_unit(root, city.root, code="YL-CZ", name="财政局", kind="bureau")
    on_day(2025, 3, 10)
    change_unit(root, finance, expected=2, name="市财政局", why="机构改革")
    change_unit(root, finance, expected=3, short_name="财政", why="统一简称")
    grant = give_grant(root, finance, user=person(None, finance, "li.lei"), role="reporter")
    withdraw_grant(root, grant, why="岗位调整")
    on_day(2025, 4, 1)
    close_unit(root, city.town, why="镇街合并")
    on_day(2025, 4, 2)
    change_unit(actor("administrator", city.east, "wu.shan"), city.east, expected=city.east.revision, short_name="青汀")
    return finance


def by_sql(words, *values):
    with connection.cursor() as cursor:
        cursor.execute(words, values or None)
        return cursor


@pytest.fixture
def auditor(year, city, person, caller):
    return caller(person("auditor", city.planning, "shen.ji"))


def names(answer):
    return [row["action"] for row in answer["rows"]]


# Reading


def test_an_auditor_reads_all_of_the_log_the_newest_first(auditor):
    rows = auditor.get("/log", limit=3)["rows"]
    assert [row["action"] for row in rows[1:]] != []
    ids = [row["id"] for row in auditor.get("/log", limit=1000)["rows"]]
    assert ids == sorted(Entry.objects.values_list("pk", flat=True), reverse=True)


def test_the_log_is_read_in_pages(auditor):
    first = auditor.get("/log", limit=4)
    second = auditor.get("/log", limit=4, before=first["next"])
    assert first["rows"][-1]["id"] > second["rows"][0]["id"]
    assert len({row["id"] for row in first["rows"] + second["rows"]}) == 8


def test_a_district_administrator_reads_what_was_done_there_and_below(year, city, person, caller):
    rows = caller(User.objects.get(username="wu.shan")).get("/log", limit=1000)["rows"]
    assert {"青汀区", "临砚镇"} <= {row["object_name"] for row in rows}
    assert all(Unit.objects.get(pk=row["unit_id"]).path.startswith(city.east.path) for row in rows)


@pytest.mark.parametrize("role", ["reporter", "reviewer", "planner", "leader"])
def test_others_read_none_of_it(year, city, person, caller, role):
    program = caller(person(role, city.root))
    assert program.get("/log")["rows"] == []
    assert program.get(f"/history/accounts.unit/{year.pk}").status == 404
    assert program.get("/log/export").status == 403


def test_a_token_without_the_scope_reads_none(year, city, person, caller):
    program = caller(person("auditor", city.root), scopes=["read"])
    assert program.get("/log/export").status == 403


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"action": "unit.close"}, ["unit.close"]),
        ({"words": "机构改革"}, ["unit.change"]),
        ({"words": "qin.yu 简称"}, ["unit.change"]),
        ({"words": "没有这样的话"}, []),
        ({"since": "2025-04-01", "until": "2025-04-01"}, ["unit.close"]),
        ({"until": "2025-03-03", "action": "unit.change"}, []),
    ],
)
def test_it_is_searched(auditor, sought, found):
    assert names(auditor.get("/log", **sought)) == found


def test_it_is_searched_by_who_by_row_and_by_unit(auditor, year, city):
    qin = User.objects.get(username="qin.yu")
    assert {row["actor_name"] for row in auditor.get("/log", who=qin.pk)["rows"]} == {"qin.yu"}
    of_finance = auditor.get("/log", model="accounts.unit", object_id=year.pk)
    assert names(of_finance) == ["grant.give", "unit.change", "unit.change", "unit.create"]
    assert names(auditor.get("/log", unit=city.town.pk, action="unit.close")) == ["unit.close"]
    assert auditor.get("/log", model="accounts.unit", object_id="x").status == 422


def test_one_entry_shows_what_it_changed(auditor, year):
    entry = Entry.objects.get(why="机构改革")
    told = auditor.get(f"/log/{entry.pk}")
    assert told["action_name"] == "修改单位"
    assert told["changes"] == [
        {
            "model": "accounts.unit",
            "object_id": year.pk,
            "before": {"name": "财政局", "revision": 2},
            "after": {"name": "市财政局", "revision": 3},
        }
    ]
    assert auditor.get("/log/999999").status == 404


def test_the_history_of_a_row_tells_each_value(auditor, year):
    told = auditor.get(f"/history/accounts.unit/{year.pk}").body
    values = [(value["field"], value["old"], value["new"], value["why"], value["actor_name"]) for value in told]
    assert ("name", None, "财政局", "", "qin.yu") in values
    assert values[-2:] == [
        ("name", "财政局", "市财政局", "机构改革", "qin.yu"),
        ("short_name", "", "财政", "统一简称", "qin.yu"),
    ]
    assert all(value["field"] != "revision" for value in told)


def test_reading_takes_as_many_queries_for_many_rows_as_for_few(auditor, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        auditor.get("/log", limit=2)
    with django_assert_max_num_queries(4):
        auditor.get("/log", limit=1000)


# Export


def test_it_is_exported_as_csv_with_a_line_for_each_row_changed_and_the_export_is_logged(auditor, city):
    answer = auditor.get("/log/export", unit=city.root.pk, why="年度审计")
    assert answer.headers["Content-Type"].startswith("text/csv")
    lines = list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
    assert lines[0][:4] == ["编号", "时间", "人员编号", "人员"]
    exported = Entry.objects.get(action="log.export")
    assert (
        len(lines) - 1
        == Change.objects.filter(entry__lt=exported).count()
        + Entry.objects.filter(pk__lt=exported.pk, changes=None).count()
    )
    renamed = next(line for line in lines if line[11] == "机构改革")
    assert (renamed[1], renamed[6]) == (
        Entry.objects.get(why="机构改革").at.astimezone().strftime(renamed[1]),
        "修改单位",
    )
    assert json.loads(renamed[15]) == {"name": "市财政局", "revision": 3}
    assert (exported.actor_name, exported.why) == ("shen.ji", "年度审计")


def test_it_is_exported_as_a_workbook(auditor, city):
    answer = auditor.get("/log/export", unit=city.root.pk, form="xlsx", words="机构改革")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.body)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][9] == "市财政局"


def test_words_that_a_spreadsheet_takes_for_a_formula_stay_words(auditor, year, city, caller):
    qin = caller(User.objects.get(username="qin.yu"))
    qin.patch(f"/units/{year.pk}", revision=4, short_name="财", why="=1+1")
    as_csv = auditor.get("/log/export", unit=city.root.pk, words="=1+1").body.decode("utf-8-sig")
    assert "'=1+1" in as_csv
    book = auditor.get("/log/export", unit=city.root.pk, words="=1+1", form="xlsx").body
    cell = openpyxl.load_workbook(io.BytesIO(book)).active["L2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_district_exports_its_own_part_only(year, city, caller):
    lines = caller(User.objects.get(username="wu.shan")).get("/log/export").body.decode("utf-8-sig").splitlines()
    assert any("青汀区" in line for line in lines)
    assert any("临砚镇" in line for line in lines)
    assert not any("财政局" in line for line in lines)


# Verifying


def test_a_sound_ledger_is_told_so_with_the_last_hash(year):
    found = verify()
    assert found.sound, found
    assert found.entries == Entry.objects.count()
    assert found.changes == Change.objects.count()
    assert found.head == Entry.objects.latest("id").hash
    assert found.rows == sum(model.objects.count() for model in recorded_models())


def test_each_hash_is_the_same_after_the_entry_was_read_back(year):
    for entry in Entry.objects.all():
        assert hash_of(entry) == entry.hash


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("why", "补正", "条目本身"),
        ("actor_name", "别人", "条目本身"),
        ("at", "2025-03-09 01:02:03.000004+00:00", "条目本身"),
        ("unit_path", "1/", "条目本身"),
        ("hash", "0" * 64, "条目本身"),
        ("previous", "0" * 64, "不衔接"),
        ("digest", "0" * 64, "变化"),
    ],
)
def test_an_entry_that_was_altered_is_named(year, column, value, said):
    entry = Entry.objects.get(why="机构改革")
    by_sql(f"UPDATE log_entry SET {column} = %s WHERE id = %s", value, entry.pk)
    broken = verify_chain().broken
    assert broken.entry == entry.pk
    assert said in broken.what.zh


def test_a_change_that_was_altered_or_removed_or_added_is_found_at_its_entry(year):
    entry = Entry.objects.get(why="机构改革")
    for words in (
        'UPDATE log_change SET after = \'{"name": "x"}\' WHERE entry_id = %s',
        "DELETE FROM log_change WHERE entry_id = %s",
    ):
        with transaction.atomic():
            by_sql(words, entry.pk)
            assert verify_chain().broken.entry == entry.pk
            transaction.set_rollback(True)
    Change.objects.create(entry=entry, model="accounts.unit", object_id=1, before={}, after={})
    assert verify_chain().broken.entry == entry.pk


def test_an_entry_removed_from_the_middle_or_from_the_end_is_missed(year):
    entry = Entry.objects.get(why="机构改革")
    with transaction.atomic():
        Change.objects.filter(entry=entry).delete()
        by_sql("DELETE FROM log_entry WHERE id = %s", entry.pk)
        broken = verify_chain().broken
        assert (broken.entry, "不衔接" in broken.what.zh) == (entry.pk + 1, True)
        transaction.set_rollback(True)
    last = Entry.objects.latest("id")
    Change.objects.filter(entry=last).delete()
    by_sql("DELETE FROM log_entry WHERE id = %s", last.pk)
    assert "最后的条目被删除" in verify_chain().broken.what.zh


def test_a_row_that_was_altered_past_the_actions_is_named_with_the_field(year):
    by_sql("UPDATE accounts_unit SET name = '别的局' WHERE id = %s", year.pk)
    assert verify().odd == [Oddity("accounts.unit", year.pk, "differs", ("name",))]


def test_a_row_put_in_past_the_actions_is_extra_and_one_taken_out_is_missing(year, city):
    grant = Grant.objects.latest("id")
    by_sql("DELETE FROM accounts_grant WHERE id = %s", grant.pk)
    extra = Grant.objects.create(user=User.objects.first(), unit=city.root, role="administrator")
    assert [(odd.verdict, odd.object_id) for odd in verify().odd] == [("missing", grant.pk), ("extra", extra.pk)]


def test_a_password_is_not_in_the_log_and_changing_it_breaks_nothing(year, person, city):
    user = person("reporter", city.root, "zhou.yi", "砚台2025-qingting")
    assert "password" not in Change.objects.get(model="accounts.user", object_id=user.pk).after
    assert verify().sound


def test_the_log_replays_to_the_ledger(year):
    told = replayed(model._meta.label_lower for model in recorded_models())
    held = {
        (model._meta.label_lower, row.pk): json.loads(json.dumps(fields_of(row)))
        for model in recorded_models()
        for row in model.objects.all()
    }
    assert told == held


def test_verifying_reads_in_streams_and_asks_no_more_for_more_rows(year, django_assert_max_num_queries):
    kinds = len(list(recorded_models()))
    with django_assert_max_num_queries(2 * kinds + 6):
        verify()


def test_history_and_replay_agree(year):
    last = {value.field: value.new for value in history_of("accounts.unit", year.pk)}
    held = fields_of(Unit.objects.get(pk=year.pk))
    assert last == {name: held[name] for name in last}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_a_change_is_hashed_the_same_before_and_after_json(value):
    read_back = json.loads(json.dumps(value))
    assert line_of("a.b", 1, None, value) == line_of("a.b", 1, None, read_back)


# The database


@pytest.fixture
def guarded(year):
    """The triggers of the migration (tests run without migrations)."""
    migration = import_module("taizhang.server.log.migrations.0002_append_only")
    editor = SimpleNamespace(connection=connection, execute=by_sql)
    migration.forbid(None, editor)
    yield
    migration.allow(None, editor)


@pytest.mark.parametrize("table", ["log_entry", "log_change"])
@pytest.mark.parametrize("words", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_the_database_refuses_to_alter_or_remove_what_is_logged(guarded, table, words):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        by_sql(words.format(table))


def test_it_still_takes_new_entries(guarded, year, actor, city):
    change_unit(actor("administrator", city.root), city.planning, expected=city.planning.revision, short_name="发改")
    assert verify_chain().broken is None
