"""link, check, follow, timeline and brief on the command line, over the example documents."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from folders import EXAMPLES
from taizhang import read
from taizhang.catalogue.checks import standard_rules
from taizhang.catalogue.lights import light_presets
from taizhang.model.rows import FINDING_KEYS, LINK_KEYS, STANDING_KEYS, YEAR_PAIR_KEYS
from taizhang.writing.across.briefs import BRIEF_KEYS
from taizhang.writing.words import vocabulary

PLANS = [EXAMPLES / "yunlan-2024-plan.txt", EXAMPLES / "yunlan-2025-plan.txt"]
YUNLAN = [PLANS[1], PLANS[0], EXAMPLES / "yunlan-2024-halfyear.txt"]
KEYS = {
    "link": LINK_KEYS,
    "check": FINDING_KEYS,
    "follow": STANDING_KEYS,
    "timeline": YEAR_PAIR_KEYS,
    "brief": BRIEF_KEYS,
}
FORMS = ("table", "jsonl", "csv", "html")


def rows(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {str(path): read(path).document.text for path in YUNLAN}


@pytest.mark.parametrize("name", KEYS)
def test_every_command_prints_exactly_its_keys_as_jsonl(name, taizhang):
    ended = taizhang(name, *YUNLAN, "-f", "jsonl")
    assert ended.code == 0
    found = rows(ended.out)
    assert len(found) > 5
    assert {tuple(row) for row in found} == {KEYS[name]}


@pytest.mark.parametrize("name", KEYS)
def test_every_command_opens_in_a_spreadsheet_as_csv(name, taizhang):
    out = taizhang(name, *YUNLAN, "-f", "csv").out
    table = list(csv.reader(io.StringIO(out.removeprefix("\ufeff"))))
    assert tuple(table[0]) == KEYS[name]
    assert len(table) == 1 + len(rows(taizhang(name, *YUNLAN, "-f", "jsonl").out))
    assert {len(row) for row in table} == {len(table[0])}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", KEYS)
def test_every_command_speaks_both_languages_in_every_form(name, form, lang, taizhang):
    ended = taizhang(name, *YUNLAN, "-f", form, "--lang", lang)
    assert ended.code == 0
    if form in ("table", "html"):
        assert vocabulary()[f"page.title_{name}"][lang] in ended.out or name == "brief"


def test_links_lead_to_mentions_that_are_there(taizhang):
    known = {str(path): {tuple(said.span) for said in everything(path)} for path in YUNLAN}
    for row in rows(taizhang("link", *YUNLAN, "-f", "jsonl").out):
        for side in "ab":
            assert (row[f"{side}_start"], row[f"{side}_end"]) in known[row[f"{side}_doc"]]


def everything(path: Path):
    reading = read(path)
    return [*reading.facts, *reading.commitments, *reading.claims]


def test_findings_say_something_and_lead_to_what_is_there(taizhang, texts):
    found = rows(taizhang("check", *YUNLAN, "-f", "jsonl").out)
    order = [("high", "medium", "low").index(row["severity"]) for row in found]
    assert order == sorted(order)
    for row in found:
        assert row["message"]
        assert "{" not in row["message"]
        assert {"formula", "tolerance"} <= row["fields"].keys()
        assert row["facts"]
        assert all(0 <= at["start"] < at["end"] <= len(texts[at["doc"]]) for at in row["facts"])


def test_the_places_of_a_finding_stand_in_one_cell(taizhang):
    ended = taizhang("check", *YUNLAN, "--only", "text_table_conflict", "-f", "csv")
    (row,) = csv.DictReader(io.StringIO(ended.out.removeprefix("\ufeff")))
    first, second = row["facts"].split(" ")
    text = YUNLAN[1].read_text(encoding="utf-8")
    quoted = [text[slice(*map(int, each.rpartition(":")[2].split("-")))] for each in (first, second)]
    assert quoted == ["7.4%", "7.9"]


def test_the_message_is_in_the_language_asked_for(taizhang):
    chinese, english = (
        rows(taizhang("check", *YUNLAN, "--only", "text_table_conflict", "-f", "jsonl", "--lang", lang).out)
        for lang in ("zh", "en")
    )
    assert [row["facts"] for row in chinese] == [row["facts"] for row in english]
    assert "附表" in chinese[0]["message"]
    assert "table" in english[0]["message"]


def test_only_skip_limit_and_preset_choose_what_is_shown(taizhang):
    every = rows(taizhang("check", *YUNLAN, "-f", "jsonl").out)
    lowered = rows(taizhang("check", *YUNLAN, "-f", "jsonl", "--only", "target_lowered").out)
    others = rows(taizhang("check", *YUNLAN, "-f", "jsonl", "--skip", "target_lowered").out)
    assert lowered == [row for row in every if row["check"] == "target_lowered"]
    assert others == [row for row in every if row["check"] != "target_lowered"]
    assert rows(taizhang("check", *YUNLAN, "-f", "jsonl", "-n", "2").out) == every[:2]


@pytest.mark.parametrize("preset", standard_rules().presets)
def test_a_preset_shows_its_checks_and_no_more_than_it_allows(preset, taizhang):
    rule = standard_rules().presets[preset]
    found = rows(taizhang("check", *YUNLAN, "-f", "jsonl", "--preset", preset).out)
    assert found
    assert {row["check"] for row in found} <= set(rule.checks)
    assert len(found) <= (rule.most or len(found))
    for grade in ("high", "medium", "low"):
        order = [rule.checks.index(row["check"]) for row in found if row["severity"] == grade]
        assert order == sorted(order)


def test_three_reports_show_ten_differences_at_most():
    assert standard_rules().presets["three_reports"].most == 10


@pytest.mark.parametrize("option", ["--only", "--skip", "--explain", "--preset"])
def test_a_name_that_is_none_is_refused_with_those_that_are(option, taizhang):
    ended = taizhang("check", PLANS[0], option, "nonsense")
    assert ended.code == 2
    assert ("three_reports" if option == "--preset" else "text_table_conflict") in ended.err


def test_check_wants_a_file_unless_it_explains(taizhang):
    ended = taizhang("check", "--limit", "3")
    assert ended.code == 2
    assert "FILE" in ended.err
    assert taizhang("check", "--explain", "target_lowered").code == 0


def test_rules_of_ones_own_replace_single_entries(tmp_path, taizhang):
    own = tmp_path / "own.toml"
    own.write_text(
        '[text_table_conflict]\nseverity = "low"\n[text_table_conflict.zh]\nmessage = "另一种说法"\n', "utf-8"
    )
    (row,) = rows(taizhang("check", *YUNLAN, "--only", "text_table_conflict", "--rules", own, "-f", "jsonl").out)
    assert row["message"] == "另一种说法"


@pytest.mark.parametrize("text", ["[no_such_check]\non = true\n", "not toml at all ["])
def test_rules_that_are_malformed_are_refused_by_their_file(text, tmp_path, taizhang):
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    ended = taizhang("check", PLANS[0], "--rules", own)
    assert ended.code == 2
    assert str(own) in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("name", KEYS)
def test_a_file_that_cannot_be_read_is_told_and_passed_over(name, tmp_path, taizhang):
    half = (EXAMPLES / "yunlan-2024-halfyear.txt", tmp_path / "none.txt")
    files = (*PLANS, half[1]) if name == "brief" else (*PLANS, *half)
    ended = taizhang(name, *files, "-f", "jsonl")
    assert ended.code == 1
    assert "none.txt" in ended.err
    assert rows(ended.out)


@pytest.mark.parametrize("name", ["link", "check", "follow", "timeline"])
def test_where_nothing_could_be_read_nothing_is_said_to_be_found(name, taizhang, tmp_path):
    ended = taizhang(name, tmp_path / "mistyped.txt")
    assert ended.code == 1
    assert "mistyped.txt" in ended.err
    assert ended.out == ""


def test_a_short_list_of_findings_says_how_many_there_are(taizhang):
    shown = taizhang("check", *PLANS, "--limit", "2", "--lang", "zh").out.splitlines()[-1]
    every = taizhang("check", *PLANS, "--lang", "zh").out.splitlines()[-1]
    assert re.fullmatch(r"共 \d+ 条，列出 2 条：.*", shown)
    assert shown.split()[1] == every.split()[1]


@pytest.mark.parametrize("form", ["table", "html"])
def test_what_a_person_should_know_stands_at_the_head_and_never_among_the_data(form, taizhang):
    """The same file twice is one of the things told: in a table at its head alone."""
    mixed = [PLANS[0], PLANS[0], EXAMPLES / "shipi-2025-report.txt"]
    data = taizhang("link", *mixed, "-f", "jsonl")
    assert data.err
    shown = taizhang("link", *mixed, "-f", form)
    assert data.err.splitlines()[0].replace(" ", "") in "".join(shown.out.split())
    assert shown.err == ("" if form == "table" else data.err)
    assert all(line.startswith("{") for line in data.out.splitlines())


EMPTY = "云澜市某某局便函\n请于下周参加座谈。\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", KEYS)
def test_nothing_found_is_said(name, lang, tmp_path, taizhang):
    for file in ("a.txt", "b.txt"):
        (tmp_path / file).write_text(EMPTY, encoding="utf-8")
    files = tmp_path / "a.txt", tmp_path / "b.txt"
    for form in ("table", "html"):
        ended = taizhang(name, *files, "-f", form, "--lang", lang)
        assert ended.code == 0
        said = vocabulary()[f"none.{name}"][lang]
        assert "".join(said.split()) in "".join(ended.out.split())
    assert taizhang(name, *files, "-f", "jsonl").out == ""


def test_the_result_stands_beside_every_target(taizhang):
    found = rows(taizhang("follow", *YUNLAN[1:], "-f", "jsonl").out)
    total = next(row for row in found if row["indicator"] == "gdp")
    assert (total["target"]["value"], total["actual"]["value"]) == ("6", "5.3")
    assert total["light"] in vocabulary_of("light")
    assert total["needed"].keys() == {"low", "high", "unit"}
    silent = [row for row in found if row["actual"] is None]
    assert silent
    assert {row["light"] for row in silent} <= {"grey", "blue", "red"}


def vocabulary_of(prefix: str) -> set[str]:
    return {word.partition(".")[2] for word in vocabulary() if word.startswith(f"{prefix}.")}


@pytest.mark.parametrize("lights", light_presets())
def test_lights_can_be_given_by_every_set_of_rules(lights, taizhang):
    found = rows(taizhang("follow", *YUNLAN[1:], "--lights", lights, "-f", "jsonl").out)
    assert {row["light"] for row in found} <= vocabulary_of("light")


def test_a_set_of_rules_that_is_none_is_refused(taizhang):
    ended = taizhang("follow", *YUNLAN, "--lights", "nowhere")
    assert ended.code == 2
    assert "yinchuan_2025" in ended.err


def test_a_folder_is_a_timeline(tmp_path, taizhang):
    for path in PLANS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    found = rows(taizhang("timeline", tmp_path, "-f", "jsonl").out)
    growth = next(
        row for row in found if row["indicator"] == "gdp" and row["year"] == "2024" and row["target"]["unit"] == "%"
    )
    assert (growth["target"]["value"], growth["actual"]["value"], growth["verdict"]) == ("6", "5.6", "missed")


def test_every_coded_value_has_a_name_in_both_languages(taizhang):
    words = vocabulary()
    for row in rows(taizhang("link", *sorted(EXAMPLES.glob("*.txt")), "-f", "jsonl").out):
        assert f"kind.{row['kind']}" in words
        assert [each for each in row["reason"].split(";") if f"tie.{each}" not in words] == []
    assert {
        f"verdict.{row['verdict']}" for row in rows(taizhang("timeline", *YUNLAN, "-f", "jsonl").out)
    } <= words.keys()
