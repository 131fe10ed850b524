"""The brief: what stands on it, in whatever order the files come, and that it prints on two pages."""

import shutil
import subprocess
from itertools import permutations
from pathlib import Path

import pypdfium2
import pytest

from folders import EXAMPLES
from taizhang import check, link, read, timeline
from taizhang.catalogue.checks import standard_rules
from taizhang.checking import message
from taizhang.checking.presets import ruled, shown
from taizhang.linking import Linked
from taizhang.writing.across.briefs import BRIEF_KEYS, Briefing
from taizhang.writing.across.findings import Findings
from taizhang.writing.brief import MOST, PARTS, Brief, brief_of

THIS, LAST, HALF = (EXAMPLES / f"yunlan-{name}.txt" for name in ("2025-plan", "2024-plan", "2024-halfyear"))
RULES = standard_rules()


def briefing(*files: Path) -> Briefing:
    linked = link([read(path) for path in files])
    return Briefing(linked, brief_of(linked, check(linked), timeline(linked), RULES), RULES)


@pytest.fixture(scope="module")
def made() -> Briefing:
    return briefing(THIS, LAST, HALF)


@pytest.fixture(scope="module")
def brief(made) -> Brief:
    return made.brief


def test_it_is_of_the_year_that_the_latest_report_reviews(brief):
    assert (brief.region, brief.year) == ("云澜市", "2024")


def test_last_years_main_targets_stand_beside_their_results(brief):
    total = next(pair for pair in brief.headlines if pair.indicator == "gdp")
    assert (total.target.record.text, total.actual.record.text, total.verdict) == ("6%", "5.6%", "missed")
    assert {pair.year for pair in brief.headlines} == {"2024"}
    assert len(brief.headlines) == len({pair.name for pair in brief.headlines})


def test_a_target_dropped_in_silence_is_on_it(brief):
    intensity = [pair for pair in brief.headlines if "研发" in pair.name]
    assert [pair.verdict for pair in intensity] == ["not_reported"]


def test_targets_lowered_are_those_of_this_years_plan(brief):
    assert brief.points["lowered"]
    for point in brief.points["lowered"]:
        assert any(said.doc == str(THIS) for said in point.said)
        assert point.finding.check in PARTS["lowered"]


def test_of_one_statement_a_part_says_one_thing(brief):
    for points in brief.points.values():
        first = [point.said[0].key for point in points]
        assert len(set(first)) == len(first)


def test_there_are_ten_questions_each_with_its_sentence(brief):
    assert 5 <= len(brief.questions) <= MOST["question"]
    for asked in brief.questions:
        assert asked.said
        assert asked.words.zh.strip()
        assert asked.words.en.strip()
        assert "{" not in asked.words.zh + asked.words.en
    assert len({asked.words.zh for asked in brief.questions}) == len(brief.questions)


def test_the_order_of_the_files_does_not_matter(brief):
    for files in permutations((THIS, LAST, HALF)):
        other = briefing(*files).brief
        assert [pair.name for pair in other.headlines] == [pair.name for pair in brief.headlines]
        assert (other.region, other.year, len(other.questions)) == (brief.region, brief.year, len(brief.questions))


def test_what_finds_no_room_is_counted(brief):
    for part, count in brief.left.items():
        assert count >= 0
        shown = brief.headlines if part == "headline" else brief.points[part]
        assert count == 0 or len(shown) == MOST[part]


def test_without_a_report_on_a_year_there_is_no_brief():
    assert briefing(HALF).brief is None
    assert brief_of(Linked(link([]).shelf, ()), (), (), RULES) is None


def test_each_row_has_page_or_section_and_sentence(made):
    rows = list(made.rows("zh"))
    assert {tuple(row) for row in rows} == {BRIEF_KEYS}
    assert [row["number"] for row in rows if row["part"] == "question"] == list(range(1, len(made.brief.questions) + 1))
    for row in rows:
        assert row["text"]
        for at in row["facts"]:
            assert at["place"]
            assert at["sentence"]


def test_pages_are_named_where_the_documents_have_them():
    formats = EXAMPLES / "formats" / "yunlan-2024-plan.pdf"
    rows = list(briefing(THIS, formats).rows("zh"))
    places = [at["place"] for row in rows for at in row["facts"] if at["doc"] == str(formats)]
    assert places
    assert all(place.startswith("第") and "页" in place for place in places)


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
with_browser = pytest.mark.skipif(BROWSER is None, reason="no chromium on PATH: how the brief prints was NOT checked")
OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


def printed(page: str, folder: Path) -> int:
    """How many pages of paper a page takes."""
    source, target = folder / "page.html", folder / "page.pdf"
    source.write_text(page, encoding="utf-8")
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [BROWSER, *OPTIONS, profile, f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(target) as document:
        return len(document)


@with_browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_prints_on_two_pages(lang, made, tmp_path):
    assert printed(made.page(lang), tmp_path) <= 2


@pytest.mark.skipif(
    BROWSER is None, reason="no chromium on PATH: that a full brief prints on two pages was NOT checked"
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_even_a_full_one_prints_on_two_pages(lang, made, tmp_path):
    assert printed(full(made).page(lang), tmp_path) <= 2


def full(made: Briefing) -> Briefing:
    """The brief with every part filled to its limit, each line as long as the longest of the example."""
    brief = made.brief
    points = [point for part in brief.points.values() for point in part]
    longest = max(points, key=lambda point: len(point.said[0].record.text))
    asked = max(brief.questions, key=lambda each: len(each.words.zh))
    return Briefing(
        made.linked,
        Brief(
            brief.region,
            brief.year,
            (brief.headlines * MOST["headline"])[: MOST["headline"]],
            {part: (longest,) * MOST[part] for part in PARTS},
            (asked,) * MOST["question"],
            dict.fromkeys(("headline", *PARTS), 7),
        ),
        made.rules,
    )


@with_browser
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ten_differences_print_on_one_page(lang, made, tmp_path):
    """The preset for the reports of one congress; each finding as long as the longest of the example."""
    found = check(made.linked, ruled(RULES, "three_reports", frozenset()))
    ten = shown(found, RULES, "three_reports")
    longest = max(ten, key=lambda finding: len(message(finding, "zh")))
    assert printed(Findings(made.linked, ten, RULES).page(lang), tmp_path) == 1
    assert printed(Findings(made.linked, (longest,) * 10, RULES).page(lang), tmp_path) == 1
