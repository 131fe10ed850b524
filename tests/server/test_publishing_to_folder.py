"""`taizhang admin publish FOLDER`: a static site, whole, ours, and without what is public no more."""

import json
import re
from pathlib import Path

import pytest

from server import documents_cast
from server.cast import made
from server.test_standings import aim
from taizhang.server.accounts.acting import SERVER, Actor
from taizhang.server.documents.actions import publish as publish_document
from taizhang.server.ledger.models import Indicator, Plan, PlanVersion, Task
from taizhang.server.ledger.publishing.actions import publish_plan, withdraw_plan
from taizhang.server.operations import publishing
from taizhang.server.operations.publishing import LIST, publish
from taizhang.server.operations.telling import NotDone

kept = documents_cast.folder
pytestmark = pytest.mark.usefixtures("kept")
LINK = re.compile(r'(?:href|src)="([^"]+)"')


@pytest.fixture
def plan(city, on_day):
    """A published plan with a target and more tasks than stand on one page."""
    on_day(2025, 7, 20)
    row = made(Plan(region=city.region, unit=city.root, year=2025, title="云澜市2025年计划", state="issued"))
    version = made(PlanVersion(plan=row, number=1, state="issued"))
    aim(row, made(Indicator(code="990100.x", name="技改投资", unit_of_measure="亿元", nature="flow")), "level >= 100")
    for line in range(1, 105):
        made(Task(plan=row, version=version, line=line, unit=city.root, title=f"任务{line}"))
    publish_plan(SERVER, row, note="已审查")
    return row


def written(folder):
    """Publish into a folder; what was told."""
    told = []
    assert publish(told.append, folder=str(folder)) == 0
    return told[-1].zh


def pages(folder):
    return sorted(folder.rglob("*.html"))


def test_every_link_of_every_page_leads_to_a_file_of_the_folder(plan, city, person, tmp_path):
    document = documents_cast.read_in(city.root, openness="proactive")
    publish_document(Actor(person("planner", city.root)), document, published=True, note="已审查")
    site = tmp_path / "site"
    told = written(site)
    assert "计划 1 个，承诺 105 项，文件 1 份" in told
    assert f"共 {sum(path.is_file() for path in site.rglob('*')) - 1} 个文件" in told
    for page in pages(site):
        content = page.read_text(encoding="utf-8")
        assert "<script" not in content
        for link in LINK.findall(content):
            assert not link.startswith(("/", "http")), f"{page}: {link}"
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), f"{page}: {link}"
            if anchor:
                assert f'id="{anchor}"' in target.read_text(encoding="utf-8"), f"{page}: {link}"


def test_both_languages_stand_beside_each_other_with_one_set_of_data(plan, tmp_path):
    written(tmp_path / "site")
    chinese, english = (
        {p.relative_to(root) for p in pages(root)} for root in (tmp_path / "site", tmp_path / "site/en")
    )
    assert {path for path in chinese if path.parts[0] != "en"} == english
    page = (tmp_path / "site/en/plans" / str(plan.pk) / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert f'href="../../../plans/{plan.pk}/index.json"' in page
    rows = json.loads((tmp_path / "site/plans" / str(plan.pk) / "index.json").read_text(encoding="utf-8"))["rows"]
    assert len(rows) == 105


def test_what_is_public_no_more_goes_when_the_folder_is_written_again(plan, tmp_path):
    site = tmp_path / "site"
    written(site)
    count = len(pages(site))
    assert "删去不再公开的 0 个" in written(site)
    assert len(pages(site)) == count
    withdraw_plan(SERVER, plan, why="有误")
    assert "计划 0 个" in written(site)
    assert {p.relative_to(site).as_posix() for p in pages(site)} == {"index.html", "en/index.html"}
    assert not (site / "plans").exists()


def test_a_folder_of_somebody_else_is_left_alone(plan, tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    for held in (None, "no json", '{"other": 1}'):
        if held is not None:
            (tmp_path / LIST).write_text(held)
        with pytest.raises(NotDone):
            publish(print, folder=str(tmp_path))
    assert not pages(tmp_path)
    with pytest.raises(NotDone):
        publish(print, folder=str(tmp_path / "mine.txt"))


def test_a_list_that_was_tampered_with_removes_nothing_outside(plan, tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("x")
    site = tmp_path / "site"
    written(site)
    listed = json.loads((site / LIST).read_text())["files"]
    (site / LIST).write_text(json.dumps({"files": [*listed, "../outside.txt", str(outside)]}))
    written(site)
    assert outside.exists()


def test_a_run_that_broke_off_is_gone_on_with(plan, tmp_path, monkeypatch):
    site = tmp_path / "site"

    def broken(root, file):
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "_write", broken)
        with pytest.raises(OSError, match="full"):
            publish(print, folder=str(site))
    written(site)
    assert Path(site / "index.html").is_file()
