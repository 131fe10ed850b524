"""The pages of workbooks: dropped, looked at, put in, undone, each by who may."""

import pytest
from django.test import Client

from server.returns_cast import form_of, indicator, shell_of
from server.workbook_cast import file_of, filled, template
from taizhang.server.returns.models import Cell, Import

OUTPUT = "规上工业总产值"


@pytest.fixture
def filed(city, on_day):
    on_day(2025, 1, 5)
    shell = shell_of(form_of(city.root, [indicator()], [city.east]), city.east, "2025-01")
    on_day(2025, 2, 3)
    return shell


@pytest.fixture
def reporter(city, person):
    return person("reporter", city.east)


@pytest.fixture
def content(filed, reporter, caller):
    return filled(template(caller(reporter), filed), {(OUTPUT, "value"): 128})


def page_for(user, **how):
    client = Client(**how)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def drop(page, *files):
    return page.post("/workbooks/drop", {"files": list(files)}, follow=True)


def test_a_workbook_is_dropped_looked_at_put_in_and_undone(reporter, content):
    page = page_for(reporter)
    seen = drop(page, file_of(content))
    text = seen.content.decode()
    one = Import.objects.get()
    assert seen.redirect_chain[-1][0] == f"/workbooks/{one.pk}"
    assert "青汀区《工业经济月报》2025年1月" in text
    assert "本期值将新增" in text
    assert not Cell.objects.exists()
    done = page.post(f"/workbooks/{one.pk}/put-in", follow=True).content.decode()
    assert "已导入" in done
    assert "撤销这次导入" in done
    assert (Cell.objects.get().value, Import.objects.get().channel) == (128, "page")
    undone = page.post(f"/workbooks/{one.pk}/take-back", follow=True).content.decode()
    assert "（导入后已撤销）" in undone
    assert Cell.objects.get().value is None


def test_the_page_offers_templates_and_the_history(reporter, content, filed):
    page = page_for(reporter)
    drop(page, file_of(content, "一月.xlsx"))
    text = page.get("/workbooks/drop").content.decode()
    assert f"/api/v1/returns/{filed.pk}/workbook" in text
    assert "一月.xlsx" in text
    assert page.get(f"/api/v1/returns/{filed.pk}/workbook").status_code == 200


def test_many_files_are_dropped_at_once(reporter, content):
    text = drop(page_for(reporter), file_of(content, "a.xlsx"), file_of(b"no", "b.xlsx")).content.decode()
    assert "b.xlsx：不是 .xlsx 工作簿" in text
    assert Import.objects.count() == 1
    assert "请先选择文件" in drop(page_for(reporter)).content.decode()


def test_what_a_file_says_is_shown_as_text(reporter, caller, filed):
    content = filled(template(caller(reporter), filed), {(OUTPUT, "value"): "<script>1</script>"})
    text = drop(page_for(reporter), file_of(content)).content.decode()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_another_unit_sees_nothing_of_it(city, person, reporter, content):
    drop(page_for(reporter), file_of(content))
    one = Import.objects.get()
    west = page_for(person("reporter", city.west))
    assert west.get(f"/workbooks/{one.pk}").status_code == 404
    assert west.post(f"/workbooks/{one.pk}/put-in").status_code == 404
    assert "填报.xlsx" not in west.get("/workbooks/drop").content.decode()


def test_who_may_only_look_is_told(city, person, reporter, content):
    drop(page_for(reporter), file_of(content))
    one = Import.objects.get()
    leader = page_for(person("leader", city.root))
    assert "确认导入" not in leader.get(f"/workbooks/{one.pk}").content.decode()
    assert "没有权限" in leader.post(f"/workbooks/{one.pk}/put-in", follow=True).content.decode()
    assert not Cell.objects.exists()


def test_a_form_of_another_site_is_refused(reporter, content):
    page = page_for(reporter, enforce_csrf_checks=True)
    assert page.post("/workbooks/drop", {"files": [file_of(content)]}).status_code == 403
    assert Client().get("/workbooks/drop").status_code == 302
    assert not Import.objects.exists()
