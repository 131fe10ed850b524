"""The planter of errors: its documents are sound, its errors are real, few words long and always the same."""

import importlib.machinery
import importlib.util
import json
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from gauges.planted import Found, naming  # noqa: E402
from planting.kinds import KINDS, nudged, point_moved, swapped  # noqa: E402
from planting.planter import COUNT, DOCUMENTS, ERRORS, FAMILY, base, broken, listing, planted  # noqa: E402
from planting.relations import RULES, SURE, off  # noqa: E402
from planting.slots import Edit, Figure, expression, figure, slots  # noqa: E402

SOUND = base()
PLANTED = [planted(SOUND, kind, seed) for kind, seed in ERRORS]
CHECKS = {
    *("text_table_conflict", "restatement_conflict", "growth_arithmetic", "share_arithmetic", "sum_of_parts"),
    *("part_exceeds_whole", "rate_over_100", "target_lowered", "target_weaker_than_upper", "level_growth_mismatch"),
    *("unreported_target", "dropped_commitment", "implausible", "date_inconsistent"),
}


def test_every_relation_of_the_sound_documents_holds():
    wrong = [
        (
            relation.kind,
            sorted(relation.documents),
            [SOUND.texts[s.document][slice(*s.span)] for s in relation.slots.values()],
        )
        for relation in SOUND.relations
        if relation.kind != "answered" and off(relation, SOUND.texts) > 1
    ]
    assert not wrong
    kinds = Counter(relation.kind for relation in SOUND.relations)
    assert set(RULES) | {"answered"} == set(kinds)
    assert kinds["growth"] > 80
    assert kinds["sum"] > 60


def test_there_are_eight_documents_and_each_has_its_relations():
    assert len(SOUND.texts) == 8
    assert set(FAMILY) < set(SOUND.texts)
    held = Counter(name for relation in SOUND.relations for name in relation.documents)
    assert min(held[name] for name in SOUND.texts) >= 20


def test_there_are_two_hundred_different_errors_of_twelve_kinds():
    counts = Counter(error.kind for error in PLANTED)
    assert len(PLANTED) == COUNT == 200
    assert set(counts) == set(KINDS)
    assert set(counts.values()) == {16, 17}
    assert len({(error.document, error.edit) for error in PLANTED}) == COUNT


@pytest.mark.parametrize("kind", KINDS)
def test_the_errors_of_a_kind_stand_in_many_places_and_constructions(kind):
    errors = [error for error in PLANTED if error.kind == kind]
    assert len({(error.document, error.edit.start) for error in errors}) >= 14
    assert len({error.construction for error in errors}) >= 4
    assert len({error.document for error in errors}) >= 2


def test_one_stretch_is_edited_and_nothing_else():
    for error in PLANTED:
        text, at = SOUND.texts[error.document], error.edit.start
        assert error.text != text
        assert error.original != error.replacement
        assert text[at : at + len(error.original)] == error.original
        assert error.text == text[:at] + error.replacement + text[at + len(error.original) :]
        assert "\n" not in error.original + error.replacement


def test_no_rounding_explains_an_error():
    for error in PLANTED:
        if error.kind == "commitment_removed":
            continue
        assert any(off(relation, SOUND.texts, error.edit) > SURE for relation in broken(SOUND, error.edit))


def test_what_an_error_breaks_in_the_edited_text_is_what_was_computed_from_the_edit():
    """The arithmetic over the edited text itself, its figures found anew by their words."""
    seen = 0
    for error in PLANTED:
        if error.kind in {"commitment_removed", "sign_lost", "year_wrong", "target_weakened"}:
            continue
        texts = {**SOUND.texts, error.document: error.text}
        for relation in broken(SOUND, error.edit):
            again = replace(relation, slots={role: moved(slot, error.edit) for role, slot in relation.slots.items()})
            assert off(again, texts) == off(relation, SOUND.texts, error.edit) > SURE
            seen += 1
    assert seen > 150


def moved(slot, edit):
    if slot.document != edit.document:
        return slot
    delta = len(edit.words) - (edit.end - edit.start)
    shift = lambda at: at + delta if at >= edit.end else at
    parts = (slot.digits, slot.sign, slot.unit, slot.comparator)
    return type(slot)(slot.document, *((shift(start), shift(end)) for start, end in parts))


def test_an_error_has_right_names_and_a_place():
    for error in PLANTED:
        assert error.right
        assert error.right <= CHECKS
        document, start, end = error.where
        text = error.text if document == error.document else SOUND.texts[document]
        assert 0 <= start < end <= len(text)
        if error.replacement and error.kind != "unit_slipped":
            assert error.replacement in text[start:end]


def test_a_promise_whose_answer_was_removed_is_in_last_years_document():
    for error in (error for error in PLANTED if error.kind == "commitment_removed"):
        assert error.where[0].split("-")[:2] == [error.document.split("-")[0], "2024"]
        assert "2025" in error.document
        assert error.replacement == ""


def test_a_district_stands_above_its_city():
    for error in (error for error in PLANTED if error.kind == "district_above_city"):
        assert "part_exceeds_whole" in error.right
        assert Decimal(error.replacement) > Decimal(error.original)


def test_the_same_seed_gives_the_same_error_for_good():
    kept = (DOCUMENTS / "errors.tsv").read_text("utf-8")
    assert listing(base(), PLANTED) == kept


def test_the_planter_knows_nothing_of_the_package():
    words = "import sys; from planting.planter import base, planted; planted(base(), 'sum_off', 3); print(*sys.modules)"
    outcome = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT / "bench", capture_output=True, text=True, check=True, timeout=60
    )
    assert not [name for name in outcome.stdout.split() if name.split(".")[0] == "taizhang"]


def test_the_documents_are_written_with_their_listing(tmp_path):
    command = [sys.executable, "bench/plant", "--short", "--write", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert len(list(tmp_path.glob("*.txt"))) == len(KINDS)
    assert (tmp_path / "errors.tsv").read_text("utf-8").count("\n") == len(KINDS) + 1


def test_digits_change_and_the_number_stays_one():
    assert "1481.6" in set(swapped("1418.6"))
    assert "041.2" not in set(swapped("141.2"))
    assert {len(word) for word in nudged("7.8")} == {3}
    assert list(point_moved("62")) == []


def test_a_pattern_must_stand_once():
    assert figure("增长6%", slots("a", "增长6%", "{g}%")["g"]).value == 6
    assert figure("下降0.5%", slots("a", "下降0.5%", "{g}%")["g"]) == Figure(Decimal("-0.5"), Decimal("0.05"), "")
    assert expression("完成{v}元").search("完成12.5亿元")["v_u"] == "亿"
    with pytest.raises(ValueError, match="2 places"):
        slots("a", "增长6%，增长7%", "{g}%")


@pytest.mark.parametrize(
    ("kind", "values", "holds"),
    [
        ("growth", {"b": "98.6", "v": "104.5", "g": "6.0"}, True),
        ("growth", {"b": "98.6", "v": "104.5", "g": "6.2"}, False),
        ("sum", {"t": "10.0", "p1": "3.4", "p2": "6.7"}, True),
        ("sum", {"t": "10.0", "p1": "3.4", "p2": "6.8"}, False),
        ("share", {"p": "21.1", "w": "26.8", "s": "78.7"}, True),
        ("share", {"p": "21.1", "w": "26.8", "s": "77.7"}, False),
        ("change", {"b": "701", "v": "742", "d": "41"}, True),
        ("change", {"b": "701", "v": "742", "d": "42"}, False),
        ("below", {"p": "5", "w": "4"}, False),
    ],
)
def test_the_arithmetic_carries_the_rounding(kind, values, holds):
    here = {role: printed(number) for role, number in values.items()}
    assert (RULES[kind](here) <= 1) is holds


def printed(number):
    value = Decimal(number)
    return Figure(value, Decimal(5).scaleb(value.as_tuple().exponent - 1), "")


def test_a_finding_counts_where_it_is_right_new_and_in_place():
    error = next(error for error in PLANTED if error.kind == "sum_off")
    there = Found("sum_of_parts", (error.where,), "")
    assert naming(error, [there], []) == [there]
    assert not naming(error, [replace(there, check="target_met")], [])
    assert not naming(error, [replace(there, places=((error.document, 0, 1),))], [])
    document, start, end = error.where
    shorter = len(error.replacement) - len(error.original)
    before = replace(there, places=((document, start, end - shorter),))
    assert not naming(error, [there], [before])


@pytest.fixture
def plant():
    """The command as a module; its name has no ending."""
    loader = importlib.machinery.SourceFileLoader("plant", str(ROOT / "bench" / "plant"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("plant", loader))
    loader.exec_module(module)
    return module


def told_by_heart(arguments):
    """A command line that knows the sums that were made wrong, blames one clean document, and knows nothing else."""
    paths, rows = [Path(word) for word in arguments if word.endswith(".txt")], Path(arguments[-1])
    texts = {path.stem: path.read_text("utf-8") for path in paths}
    places = [("sum_of_parts", e.where) for e in PLANTED if e.kind == "sum_off" and texts.get(e.document) == e.text]
    places += [("share_arithmetic", ("lingpu-2024-budget", 5, 6))] if "lingpu-2024-budget" in texts else []
    places += [("target_met", ("moting-2024-report", 5, 6))] if "moting-2024-report" in texts else []
    findings = [
        {"check": check, "severity": "high", "message": "", "facts": [{"doc": f"a/{d}.txt", "start": s, "end": e}]}
        for check, (d, s, e) in places
    ]
    rows.write_text("".join(json.dumps(finding) + "\n" for finding in findings), "utf-8")
    return 1


def test_the_command_counts_by_kind_and_lists_what_was_missed(plant, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "taizhang.cli", SimpleNamespace(main=told_by_heart))
    monkeypatch.setattr(sys, "argv", ["plant", "--kinds", "sum_off", "year_wrong", "--misses", "--false"])
    assert plant.main() == 0
    lines = capsys.readouterr().out.splitlines()
    counts = {tuple(line.split()) for line in lines}
    assert {("sum_off", "17", "17"), ("year_wrong", "16", "0"), ("all", "33", "17")} <= counts
    assert ("false", "share_arithmetic", "1") in counts
    assert ("informs", "target_met", "1") in counts
    assert sum("want date_inconsistent; there: nothing" in line for line in lines) == 16


def test_edits_say_what_they_touch():
    edit = Edit("a", 3, 3, "-")
    assert edit.touches((3, 5))
    assert not edit.touches((1, 3))
    assert edit.on("增长 5") == "增长 -5"


def test_no_place_is_the_only_one_of_its_construction_in_a_document_of_its_own():
    """Each document has errors of several kinds, that none is there for show."""
    kinds = defaultdict(set)
    for error in PLANTED:
        kinds[error.document].add(error.kind)
    assert set(kinds) == set(SOUND.texts)
    assert min(map(len, kinds.values())) >= 5
