"""The pages of link, check, follow, timeline and brief: whole, safe, each quotation leading to its words."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from folders import EXAMPLES
from html_reader import Reader
from taizhang import check, follow, link, read, read_text, timeline
from taizhang.catalogue.checks import standard_rules
from taizhang.checking import message
from taizhang.checking.asking import MOST_OF_A_CHECK, question, questions
from taizhang.checking.presets import shown
from taizhang.errors import Words
from taizhang.linking import Linked, Shelf
from taizhang.linking.shelf import entry_of
from taizhang.model import Finding, Link, Said, Span
from taizhang.model.rows import link_row
from taizhang.writing.across import citing
from taizhang.writing.across.briefs import Briefing
from taizhang.writing.across.citing import Citations, covered
from taizhang.writing.across.findings import Findings
from taizhang.writing.across.links import Links
from taizhang.writing.across.naming import Names
from taizhang.writing.across.quoting import answer, cited, gist, named, quote
from taizhang.writing.across.standings import Standings
from taizhang.writing.across.timelines import Timeline
from taizhang.writing.brief import brief_of
from taizhang.writing.words import LANGUAGES, vocabulary

YUNLAN = sorted(EXAMPLES.glob("yunlan-202[45]-*.txt"))
RULES = standard_rules()


def outcomes(linked: Linked) -> dict[str, object]:
    found, pairs = check(linked), timeline(linked)
    return {
        "link": Links(linked),
        "check": Findings(linked, found, RULES),
        "follow": Standings(linked, follow(linked)),
        "timeline": Timeline(linked, pairs),
        "brief": Briefing(linked, brief_of(linked, found, pairs, RULES), RULES),
    }


NAMES = ("link", "check", "follow", "timeline", "brief")


@pytest.fixture(scope="module")
def linked() -> Linked:
    return link([read(path) for path in YUNLAN])


@pytest.fixture(scope="module")
def made(linked) -> dict[str, object]:
    return outcomes(linked)


@pytest.fixture(scope="module")
def pages(made) -> dict[str, str]:
    return {name: outcome.page("zh") for name, outcome in made.items()}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_loaded_from_anywhere(name, pages):
    seen = Reader(pages[name])
    assert seen.loads == []
    assert all(address.startswith("#") for address in seen.links)
    assert "default-src 'none'" in pages[name]
    assert not re.search(r"@import|url\(|<link|<iframe|<base|<form", pages[name])
    assert not re.search(r"(?:href|src)=\"?https?:", pages[name])


@pytest.mark.parametrize("name", NAMES)
def test_only_the_script_of_the_page_may_run(name, pages):
    page = pages[name]
    script = page[page.rindex("<script>") + len("<script>") : page.rindex("</script>")]
    assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in page
    assert page.count("<script") == 2
    assert not re.search(r"\son\w+=", page[: page.rindex("<script")].partition("<body")[2].partition("<aside")[0])


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_an_anchor_and_every_anchor_is_one(name, pages):
    seen = Reader(pages[name])
    assert len(set(seen.ids)) == len(seen.ids)
    assert {address.removeprefix("#") for address in seen.links} <= set(seen.ids)
    assert seen.cited


def mentions_of(name: str, outcome) -> list[Said]:
    match name:
        case "link":
            return [said for each in outcome.linked.links for said in (each.a, each.b)]
        case "check":
            return [said for each in outcome.found for said in each.facts]
        case "follow":
            return [said for each in outcome.standings for said in (each.target, each.actual) if said]
        case "timeline":
            return [said for each in outcome.pairs for said in (each.target, each.actual) if said]
        case _:
            return list(outcome.brief.mentions())


def squeezed(words: str) -> str:
    return re.sub(r"[\s|]|-{3,}|={3,}", "", words)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_marked_in_the_text_is_the_sentence_and_the_number_cited(name, made, pages):
    mentions = mentions_of(name, made[name])
    citations = Citations(mentions, Names(made[name].linked), "zh")
    seen = Reader(pages[name])
    for said in mentions:
        sentence, number = citations.anchor(said)
        text = said.document.text
        assert squeezed(seen.marked[number]) == squeezed(said.span.of(text))
        assert squeezed(seen.marked[sentence]) == squeezed(cited(said).of(text))
    assert {anchor for anchor, _ in seen.cited} <= {citations.anchor(said)[0] for said in mentions}


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_text_of_the_documents_is_there(name, pages, linked):
    seen = Reader(pages[name])
    texts = {squeezed(entry.reading.document.text) for entry in linked.shelf}
    for article in seen.articles:
        assert any(squeezed(article).endswith(text) for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_of_large_sets_only_what_is_cited_stands_there_and_the_page_says_so(name, made, pages, monkeypatch):
    monkeypatch.setattr(citing, "MOST_TEXT", 1000)
    page = made[name].page("zh")
    assert vocabulary()["page.excerpted"]["zh"] in page
    assert vocabulary()["page.excerpted"]["zh"] not in Reader(pages[name]).main
    whole, short = Reader(pages[name]), Reader(page)
    assert short.marked == whole.marked
    assert sum(map(len, short.articles)) < sum(map(len, whole.articles))


ATTACK = "</span><script>alert(1)</script><img src=x onerror=alert(1)>{{texts}}\"'&amp;"
PLAN = """云岚市2024年国民经济和社会发展计划执行情况与2025年计划（草案）的报告

一、2024年计划执行情况
2024年，全市地区生产总值完成524.1亿元，同比增长5.5%。{0}产业园完成投资12亿元。
二、2025年主要目标
主要预期目标是：地区生产总值增长5%以上，{0}产业园完成投资8亿元。
三、2025年主要任务
（一）推动{0}产业升级。新建{0}标准厂房20万平方米以上。
"""
NEXT = """云岚市2025年国民经济和社会发展计划执行情况与2026年计划（草案）的报告

一、2025年计划执行情况
2025年，全市地区生产总值完成551.0亿元，同比增长4.5%。{0}产业园完成投资6亿元。
二、2026年主要目标
主要预期目标是：地区生产总值增长4%左右。
"""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_that_looks_like_html_stays_text(name, lang):
    readings = [read_text(PLAN.format(ATTACK), f"{ATTACK}.txt"), read_text(NEXT.format(ATTACK), f"b{ATTACK}.txt")]
    page = outcomes(link(readings))[name].page(lang)
    assert page.count("<script") == 2
    assert "<img" not in page
    assert "{{" not in page.replace("{{texts}}", "")
    seen = Reader(page)
    assert seen.loads == []


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_the_page_is_in_both_languages(name, pages):
    words = vocabulary()
    used = re.findall(r'data-w(?:-\w+)?="([^"]+)"', pages[name])
    assert used
    assert [word for word in used if word not in words and word.rpartition(".")[2] not in words] == []
    assert all(re.findall(r'data-en="([^"]*)"', pages[name]))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_speaks_the_language_asked_for(name, made):
    english = made[name].page("en")
    assert '<html lang="en">' in english
    assert f">{vocabulary()['indicator']['en']}<" in english or name in ("link", "check")


def test_filters_count_what_they_filter(pages, made):
    entries = re.findall(r'class="entry[^"]*" data-f="([^"]*)"', pages["check"])
    assert len(entries) == len(made["check"].found)
    for value, count in re.findall(r'value="((?:severity|check):\w+)" checked>.*?<b>([\d,]+)</b>', pages["check"]):
        assert sum(value in entry.split() for entry in entries) == int(count)


def test_lights_are_told_in_words_and_by_shape():
    from taizhang.writing.across.screens import LIGHT_SIGNS

    assert len(set(LIGHT_SIGNS.values())) == 5
    assert all(f"light.{light}" in vocabulary() for light in LIGHT_SIGNS)


TEXT = "全年地区生产总值完成524亿元，同比增长5.5%；一般公共预算收入完成30亿元。"


def said_in(text: str, path: str = "a.txt") -> list[Said]:
    reading = read_text(text, path)
    return [Said(reading.document, fact) for fact in reading.facts]


def test_stretches_cover_exactly_what_is_named():
    stretches = covered({Span(0, 10): "s0", Span(5, 15): "s1"}, {Span(7, 8): "n0", Span(12, 20): "n1"})
    over = {at: (each.sentences, each.numbers) for each in stretches for at in range(each.start, each.end)}
    assert over[4] == (("s0",), ())
    assert over[7] == (("s0", "s1"), ("n0",))
    assert over[11] == (("s1",), ())
    assert over[19] == ((), ("n1",))
    assert len(over) == 20


def test_a_quotation_is_the_sentence_around_the_number():
    for said in said_in(TEXT):
        before, words, after = quote(said)
        assert words == said.record.text
        assert before + words + after in TEXT


def test_a_long_sentence_is_cut_around_the_number():
    items = "，".join(f"第{number}个事项稳步推进并取得明显成效" for number in "一二三四五六七八")
    long = f"{items}，完成投资37亿元{'，持续向好' * 40}"
    said = next(each for each in said_in(long) if each.record.text.startswith("37"))
    before, words, after = quote(said, 30)
    assert before.startswith("…")
    assert after.endswith("…")
    assert max(len(before), len(after)) <= 32
    assert (before + words).lstrip("…") in long


def test_a_number_of_a_table_is_quoted_in_its_row():
    rows = (
        "指标 | 单位 | 2024年 | 2025年",
        "--- | --- | --- | ---",
        "生产总值 | 亿元 | 524 | 560",
        "投资 | 亿元 | 120 | 130",
    )
    said = [each for each in said_in("附表\n" + "".join(f"| {row} |\n" for row in rows)) if each.record.text == "560"]
    assert [str(quote(each)) for each in said] == ["生产总值 │ 亿元 │ 524 │ 560"]


def test_what_is_said_in_short_keeps_sign_comparator_and_unit():
    level, growth, revenue = said_in(TEXT)
    assert (gist(level), gist(growth)) == ("地区生产总值 524亿元", "地区生产总值 +5.5%")
    assert (named(revenue), answer(revenue)) == ("一般公共预算收入", "30亿元")


def shelved(*readings) -> Linked:
    return Linked(Shelf(tuple(entry_of(reading, order) for order, reading in enumerate(readings))), ())


def test_documents_are_called_by_whose_they_are_and_of_which_year():
    names = Names(shelved(*(read(path) for path in YUNLAN)))
    assert [names.document(str(path)).zh for path in YUNLAN] == [
        "云澜市2024年上半年进展报告",
        "云澜市2024年计划",
        "云澜市2025年上半年进展报告",
        "云澜市2025年计划",
    ]


def test_two_documents_of_one_name_are_told_apart_by_their_files():
    text = YUNLAN[1].read_text(encoding="utf-8")
    names = Names(shelved(read_text(text, "a/x.txt"), read_text(text, "b/y.txt"), read_text(text, "c/y.txt")))
    called = [names.document(doc).zh for doc in ("a/x.txt", "b/y.txt", "c/y.txt")]
    assert len(set(called)) == 3
    assert "x.txt" in called[0]
    assert "b/y.txt" in called[1]


def test_pages_are_named_where_the_format_has_them():
    reading = read(EXAMPLES / "formats" / "yunlan-2024-plan.pdf")
    names = Names(shelved(reading))
    said = next(Said(reading.document, fact) for fact in reading.facts if fact.place)
    page = reading.document.sources.at(said.span.start).page
    assert names.place(said).zh.startswith(f"第{page}页 表")
    assert names.place(said).en.startswith(f"p. {page} table")


def test_a_mention_without_page_and_section_stands_in_a_paragraph():
    reading = read_text(f"开头。\n\n{TEXT}\n", "a.txt")
    said = Said(reading.document, reading.facts[0])
    assert Names(shelved(reading)).place(said) == Words("第2段", "para. 2")


def test_links_made_by_hand_show_both_sides():
    one, other = read_text(TEXT, "a.txt"), read_text(TEXT.replace("5.5", "6.5"), "b.txt")
    a, b = (Said(reading.document, reading.facts[1]) for reading in (one, other))
    made_link = Link("restates", a, b, False, "same_indicator;basis_differs", "review")
    page = Links(Linked(shelved(one, other).shelf, (made_link,))).page("zh")
    seen = Reader(page)
    for words in ("同一指标", "口径不同", "不一致", "待核"):
        assert words in seen.main
    assert len(seen.cited) == 2
    assert link_row(made_link)["agrees"] is False


def finding(check_name: str, said: Said) -> Finding:
    return Finding(check_name, "high", (said,), dict.fromkeys(FIELDS, "某某"))


FIELDS = ("year", "before", "next_year", "promise", "subject", "result", "target", "reason", "onward", "asked")


def test_questions_are_not_all_of_one_kind_and_ask_once_of_each_statement():
    facts = said_in("。".join(f"第{number}项完成投资{number}亿元" for number in range(10, 40)))
    first, *others = [each for each in facts if each.record.unit == "亿元"]
    many = [finding("target_lowered", each) for each in (first, first, *others[:5])]
    one = finding("dropped_commitment", others[6])
    chosen = [each for each, _ in questions([*many, one], 5)]
    assert len(chosen) == 5
    assert chosen.index(one) == MOST_OF_A_CHECK
    assert len({each.facts[0].key for each in chosen}) == 5


def test_nothing_is_asked_where_a_check_asks_nothing():
    said = said_in(TEXT)[0]
    assert question(finding("target_met", said), "zh") is None
    assert questions([finding("target_met", said)], 10) == ()


def test_every_check_but_good_news_has_a_question_in_both_languages():
    assert [name for name, rule in RULES.checks.items() if rule.question is None] == ["target_met"]


def test_quotation_marks_within_others_are_single():
    said = said_in(TEXT)[0]
    promise = finding("dropped_commitment", said)
    promise = replace(promise, fields={**promise.fields, "promise": "打造“美好街巷”{x}"})
    for words in (message(promise, "zh"), question(promise, "zh")):
        assert "“打造‘美好街巷’{x}”" in words


def test_questions_and_messages_are_filled(linked):
    for each in check(linked):
        for lang in LANGUAGES:
            assert "{" not in message(each, lang) + (question(each, lang) or "")


def test_what_is_shown_keeps_the_order_of_the_preset(linked):
    found = check(linked)
    assert shown(found, RULES, None) == found
    assert len(shown(found, RULES, None, 3)) == 3
    preset = RULES.presets["three_reports"]
    within = tuple(each for each in found if each.check in preset.checks)
    assert len(shown(within, RULES, "three_reports")) == min(len(within), 10)


def test_every_check_of_a_preset_exists():
    assert all(set(preset.checks) <= RULES.checks.keys() for preset in RULES.presets.values())
    assert {"three_reports", "proofread", "examine", "years"} <= RULES.presets.keys()
    assert RULES.checks.keys() == {name for preset in RULES.presets.values() for name in preset.checks}


def test_the_files_of_the_page_are_there():
    folder = Path(citing.__file__).parent / "data"
    assert {path.name for path in folder.iterdir()} == {"page.html", "page.css", "page.js"}
