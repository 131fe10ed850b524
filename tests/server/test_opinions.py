"""Opinions: asked of units, given article by article or countersigned, decided by another, with reasons."""

import pytest

from taizhang.server.ledger.models import Opinion


@pytest.fixture
def plan(office, on_day):
    on_day(2024, 12, 1)
    return office.walk(office.open(), "consultation")


@pytest.fixture
def bureau(city, person, caller):
    return caller(person("reviewer", city.statistics))


def ask(office, plan, *units, **values):
    return office.planner.post(f"/plans/{plan.pk}/opinions/ask", unit_ids=[unit.pk for unit in units], **values)


def give(caller, row, *articles):
    said = [{"article": article, "opinion": words} for article, words in articles]
    return caller.post(f"/opinions/{row['id']}/give", revision=row["revision"], articles=said)


def decide(caller, row, decision, reason="", revision=None):
    seen = revision or row["revision"]
    return caller.post(f"/opinions/{row['id']}/decide", revision=seen, decision=decision, reason=reason)


def test_units_are_asked_one_row_each_with_the_days_of_the_procedure(office, plan, city):
    answer = ask(office, plan, city.statistics, city.east)
    assert answer.status == 201
    assert [(row["unit"]["name"], row["state"], row["due_on"]) for row in answer.body] == [
        ("统计局", "asked", "2024-12-11"),
        ("青汀区", "asked", "2024-12-11"),
    ]


def test_a_unit_that_has_not_answered_is_not_asked_again(office, plan, city):
    ask(office, plan, city.statistics)
    answer = ask(office, plan, city.statistics, city.east)
    assert answer.status == 422
    assert answer["errors"]["unit_ids"] == "统计局 已在征求意见，尚未反馈"
    assert Opinion.objects.count() == 1


def test_only_units_below_are_asked(office, plan, city):
    assert ask(office, plan, city.root).status == 422
    assert office.planner.post(f"/plans/{plan.pk}/opinions/ask", unit_ids=[999_999]).status == 422


def test_nobody_is_asked_outside_the_consultation(office, city):
    assert ask(office, office.open(), city.statistics).status == 409


def test_a_unit_gives_its_opinions_article_by_article(office, plan, city, bureau):
    row = ask(office, plan, city.statistics).body[0]
    answer = give(bureau, row, ("第二部分（一）", "增速建议改为6%左右"), ("附表", "口径应注明"))
    assert answer.status == 200
    assert [(each["article"], each["state"]) for each in answer.body] == [
        ("第二部分（一）", "given"),
        ("附表", "given"),
    ]
    assert give(bureau, answer.body[0], ("再提", "一条")).status == 409


def test_a_unit_countersigns_without_opinion(office, plan, city, bureau):
    row = ask(office, plan, city.statistics).body[0]
    answer = bureau.post(f"/opinions/{row['id']}/countersign", revision=1)
    assert (answer.status, answer["state"]) == (200, "countersigned")


def test_a_unit_answers_only_for_itself(office, plan, city, bureau):
    row = ask(office, plan, city.east).body[0]
    assert give(bureau, row, ("", "意见")).status == 404


def test_a_reporter_gives_no_opinion(office, plan, city, person, caller):
    row = ask(office, plan, city.statistics).body[0]
    assert give(caller(person("reporter", city.statistics)), row, ("", "意见")).status == 403


def test_an_opinion_that_is_not_adopted_wants_a_reason(office, plan, city, bureau):
    row = give(bureau, ask(office, plan, city.statistics).body[0], ("一", "改为6%")).body[0]
    assert decide(office.planner, row, "not_adopted").status == 422
    assert decide(office.planner, row, "partly").status == 422
    answer = decide(office.planner, row, "not_adopted", "已与省里衔接")
    assert (answer.status, answer["state"], answer["decision"]) == (200, "decided", "not_adopted")
    assert decide(office.planner, answer, "adopted").status == 409


def test_adopting_wants_no_reason(office, plan, city, bureau):
    row = give(bureau, ask(office, plan, city.statistics).body[0], ("一", "改为6%")).body[0]
    assert decide(office.planner, row, "adopted")["decision"] == "adopted"


def test_nobody_decides_on_their_own_opinion(office, plan, city):
    row = give(office.planner, ask(office, plan, city.statistics).body[0], ("一", "改为6%")).body[0]
    own = decide(office.planner, row, "adopted")
    assert (own.status, own["code"]) == (403, "own_entry")
    assert decide(office.second, row, "adopted").status == 200


def test_a_planner_of_the_unit_itself_does_not_decide(office, plan, city, bureau):
    row = give(bureau, ask(office, plan, city.statistics).body[0], ("一", "改为6%")).body[0]
    assert decide(office.at("planner", city.statistics), row, "adopted").status == 403


def test_the_meetings_wait_for_opinions_until_they_are_decided(office, plan, city, bureau):
    asked = ask(office, plan, city.statistics, city.east).body
    row = give(bureau, asked[0], ("一", "改为6%")).body[0]
    waits = office.step(plan, "meet", note="常务会议")
    assert waits["errors"] == {"opinions": "还有 2 条征求意见未处理"}
    decide(office.planner, row, "adopted")
    assert office.step(plan, "meet", note="常务会议").status == 422
    office.planner.post(f"/opinions/{asked[1]['id']}/countersign", revision=1)
    assert office.step(plan, "meet", note="常务会议").status == 200


def test_silence_until_the_day_counts_as_no_opinion(office, plan, city, on_day):
    ask(office, plan, city.statistics, due_on="2024-12-05")
    on_day(2024, 12, 5)
    assert office.step(plan, "meet", note="常务会议").status == 422
    on_day(2024, 12, 6)
    assert office.step(plan, "meet", note="常务会议").status == 200


def test_congress_waits_for_a_reply_to_each_opinion_of_its_committee(office, plan):
    office.walk(plan, "first_examination")
    said = {"stage": "examination", "body": "人大财政经济委员会", "opinion": "充实民生投入内容", "article": "四"}
    row = office.planner.post(f"/plans/{plan.pk}/opinions", **said)
    assert (row.status, row["state"], row["body"]) == (201, "given", "人大财政经济委员会")
    assert office.step(plan, "approve", note="决议").status == 422
    assert decide(office.planner, row, "partly", "已补充两项").status == 200
    assert office.step(plan, "approve", note="决议").status == 200


def test_a_plan_closes_when_the_standing_committee_is_answered(office, plan):
    office.target(plan)
    office.walk(plan, "half_year")
    said = {"stage": "half_year", "body": "市人大常委会", "opinion": "加快项目进度"}
    row = office.planner.post(f"/plans/{plan.pk}/opinions", **said)
    assert office.step(plan, "close").status == 422
    decide(office.planner, row, "adopted", "逐项落实")
    assert office.step(plan, "close").status == 200


def test_an_opinion_of_a_committee_names_it(office, plan):
    answer = office.planner.post(f"/plans/{plan.pk}/opinions", stage="consultation", body=" ", opinion="")
    assert set(answer["errors"]) == {"body", "opinion"}


def test_the_table_shows_a_unit_its_own_and_the_office_all(office, plan, city, bureau):
    ask(office, plan, city.statistics, city.east)
    path = f"/plans/{plan.pk}/opinions"
    assert len(office.planner.get(path)["rows"]) == 2
    assert [row["unit"]["name"] for row in bureau.get(path)["rows"]] == ["统计局"]
    assert office.planner.get(path, state="decided")["rows"] == []
    assert office.planner.get(path, stage="nowhere").status == 422
