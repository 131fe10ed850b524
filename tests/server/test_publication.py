"""Publishing: only after a recorded review by somebody else, never what is graded, internal or not for the public."""

import pytest

from server import documents_cast
from server.documents_cast import PLAN, read_in, run_waiting_jobs, uploaded
from taizhang.server.documents import opening, reading
from taizhang.server.documents.files import path_of
from taizhang.server.documents.models import Publication

configured, folder = documents_cast.configured, documents_cast.folder
pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def planner(city, person, caller):
    """Who reviews for publication."""
    return caller(person("planner", city.root))


@pytest.fixture
def public(configured):
    """The published pages are on."""
    configured(PUBLIC_PAGES="yes")


def test_a_review_opens_a_document_to_everybody(city, planner, caller, public):
    document = read_in(city.root, openness="proactive")
    stranger = caller()
    assert stranger.get("/public/documents")["rows"] == []
    assert stranger.get(f"/public/documents/{document.pk}").status == 404
    answer = planner.post(f"/documents/{document.pk}/publish", note="已审查，无涉密内容")
    assert (answer.status, answer["published"], answer["note"]) == (201, True, "已审查，无涉密内容")
    [row] = stranger.get("/public/documents")["rows"]
    assert (row["id"], row["title"]) == (document.pk, "云澜市2024年国民经济和社会发展计划")
    assert stranger.get(f"/public/documents/{document.pk}")["text"] == PLAN
    assert stranger.get(f"/public/documents/{document.pk}/file").body == PLAN.encode()
    assert "uploaded_by" not in row
    assert planner.get(f"/documents/{document.pk}")["published"] is True


def test_without_the_setting_nothing_is_public(city, planner, caller):
    document = read_in(city.root, openness="proactive")
    planner.post(f"/documents/{document.pk}/publish", note="已审查")
    assert caller().get("/public/documents").status == 404
    assert caller().get(f"/public/documents/{document.pk}/file").status == 404


@pytest.mark.parametrize(
    ("settled", "text", "why"),
    [
        ({"openness": "unset"}, PLAN, "公开属性不是“主动公开”；请先核定"),
        ({"openness": "on_request"}, PLAN, "公开属性不是“主动公开”；请先核定"),
        ({"openness": "proactive", "secrecy": "internal"}, PLAN, "内部文档不得公开"),
        ({"openness": "proactive"}, "内部资料 注意保存\n" + PLAN, "内部文档不得公开"),
    ],
)
def test_what_is_not_for_the_public_is_not_published(city, planner, settled, text, why):
    document = read_in(city.root, text, **settled)
    answer = planner.post(f"/documents/{document.pk}/publish", note="已审查")
    assert (answer.status, answer["errors"]) == (422, {"published": why})
    assert not Publication.objects.exists()


def test_a_graded_document_is_never_published(city, planner, configured):
    configured(ALLOW_GRADED="yes")
    document = read_in(city.root, "秘密★1年\n" + PLAN, openness="proactive")
    answer = planner.post(f"/documents/{document.pk}/publish", note="已审查")
    assert answer["errors"] == {"published": "标有密级的文档不得公开"}


def test_an_internal_document_stays_so_whatever_a_person_settles(city, planner):
    document = read_in(city.root, "内部资料 注意保存\n" + PLAN, openness="proactive")
    planner.patch(f"/documents/{document.pk}", revision=document.revision, secrecy="none")
    assert planner.post(f"/documents/{document.pk}/publish", note="已审查").status == 422


def test_what_was_not_read_is_not_published(city, planner):
    document = uploaded(city.root, openness="proactive")
    answer = planner.post(f"/documents/{document.pk}/publish", note="已审查")
    assert answer["errors"] == {"published": "文档尚未读取，无法核对内容"}


def test_nobody_publishes_their_own_upload(city, planner, person, caller):
    document = planner.upload("/documents", documents_cast.file_of(), unit=city.root.pk, openness="proactive")["id"]
    documents_cast.run_waiting_jobs()
    own = planner.post(f"/documents/{document}/publish", note="已审查")
    assert (own.status, own["code"]) == (403, "own_entry")
    other = caller(person("planner", city.root, "second-planner"))
    assert other.post(f"/documents/{document}/publish", note="已审查").status == 201


def test_a_review_may_also_decide_against_it(city, planner, caller, public):
    document = read_in(city.root, openness="proactive")
    answer = planner.post(f"/documents/{document.pk}/publish", published=False, note="含企业商业秘密")
    assert (answer.status, answer["published"]) == (201, False)
    assert caller().get("/public/documents")["rows"] == []


def test_a_review_says_what_was_looked_at_and_a_reviewer_may_not_publish(city, planner, person, caller):
    document = read_in(city.root, openness="proactive")
    assert planner.post(f"/documents/{document.pk}/publish", note="").status == 422
    reviewer = caller(person("reviewer", city.root))
    assert reviewer.post(f"/documents/{document.pk}/publish", note="已审查").status == 403


def test_what_is_withdrawn_is_public_no_more_and_the_review_stays(city, planner, caller, public):
    document = read_in(city.root, openness="proactive")
    path = f"/documents/{document.pk}"
    planner.post(f"{path}/publish", note="已审查")
    assert planner.post(f"{path}/publish", note="再次").status == 409
    assert planner.post(f"{path}/withdraw", why="").status == 422
    assert planner.post(f"{path}/withdraw", why="数据有误")["withdrawn_at"] is not None
    assert caller().get("/public/documents")["rows"] == []
    assert planner.post(f"{path}/withdraw", why="数据有误").status == 409
    assert planner.post(f"{path}/publish", note="更正后再公开").status == 201
    assert Publication.objects.count() == 2


def test_a_document_that_may_not_be_public_any_more_is_withdrawn_at_once(city, planner, caller, public):
    document = read_in(city.root, openness="proactive")
    planner.post(f"/documents/{document.pk}/publish", note="已审查")
    planner.patch(f"/documents/{document.pk}", revision=document.revision, openness="closed", why="依申请改为不公开")
    assert caller().get("/public/documents")["rows"] == []
    assert Publication.objects.get().withdrawn_at is not None


@pytest.mark.parametrize("allowed", ["yes", "no"])
def test_what_a_newer_reader_finds_graded_is_public_no_more(
    *, city, planner, caller, public, configured, monkeypatch, allowed
):
    document = read_in(city.root, openness="proactive")
    planner.post(f"/documents/{document.pk}/publish", note="已审查")
    path_of(document.sha256).write_text("机密★1年\n" + PLAN)  # what the reader of its day did not see
    configured(ALLOW_GRADED=allowed)
    for module in (opening, reading):
        monkeypatch.setattr(module, "reader", lambda: "taizhang 9.9")
    assert planner.post(f"/documents/{document.pk}/reread").status == 200
    run_waiting_jobs()
    assert caller().get("/public/documents")["rows"] == []
    assert caller().get(f"/public/documents/{document.pk}").status == 404
    assert Publication.objects.get().withdrawn_at is not None
