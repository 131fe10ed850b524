"""The benchmarks run, and their figures are judged as they say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from gauges import scoring, speed  # noqa: E402
from gauges.corpus import SHARED, spread  # noqa: E402
from gauges.coverage import Coverage, _add_facts, _add_tokens  # noqa: E402
from gauges.figures import Figure  # noqa: E402
from gauges.stages import STAGES, stage_seconds  # noqa: E402

from taizhang import read_text  # noqa: E402


def run(*arguments):
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder `shared` is not beside the repository")
def test_the_short_form_measures_every_part():
    outcome = run("bench/read", "--short")
    assert outcome.returncode == 0, outcome.stderr
    for title in ("Coverage", "Score of facts", "Structure", "Speed", "Memory"):
        assert f"\n{title}" in outcome.stdout
    figures = dict(re.findall(r"^  (\S.*?)  +(-?[\d.]+) ", outcome.stdout, re.MULTILINE))
    assert float(figures["tokens that have a fact"]) == 1
    assert float(figures["facts true to the text"]) == 1
    assert float(figures["library and catalogue"]) <= 80
    assert float(figures["peak for a byte of text"]) <= 30


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder `shared` is not beside the repository")
def test_what_disagrees_is_listed_where_it_is_asked_for():
    outcome = run("bench/read", "--only", "score", "--misses", "subject")
    assert outcome.returncode == 0, outcome.stderr
    assert re.search(r"^  \S+#\d+ .*: want .*, got ", outcome.stdout, re.MULTILINE)


def test_a_figure_out_of_its_bounds_is_short():
    assert Figure("f1", 0.99, least=0.99).holds
    assert not Figure("f1", 0.989, least=0.99).holds
    assert Figure("memory", 80, most=80).holds
    assert not Figure("memory", 81, most=80).holds
    assert not Figure("f1", float("nan"), least=0.5).holds
    assert "SHORT" in Figure("f1", 0.5, least=0.9).line()


def test_a_number_without_a_fact_is_a_fault():
    total = Coverage()
    _add_tokens(total, Path("a.txt"), "完成5亿元，增长6%", [(2, 3), (8, 10)], read_text("完成5亿元").facts)
    assert (total.tokens, total.covered) == (2, 1)
    assert total.faults[0].startswith("a.txt:8")


def test_a_fact_whose_words_are_not_the_text_is_a_fault():
    total = Coverage()
    _add_facts(total, Path("a.txt"), "另一份文本而已啊", read_text("完成5亿元").facts)
    assert (total.facts, total.true_to_text, len(total.faults)) == (1, 0, 1)


def test_the_worst_document_is_named_where_it_is_too_far_below(monkeypatch):
    monkeypatch.setattr(scoring, "gold_documents", lambda: {"000": None, "001": None})
    good = "  ".join(f"{name} 1.000" for name in scoring.LEAST)
    bad = good.replace("subject 1.000", "subject 0.500")
    figures = scoring.score_figures([f"000 {good}", f"001 {bad}", f"ALL {good}  beyond 2"])
    assert [figure.name for figure in figures if not figure.holds] == ["subject of 001"]


def test_the_tools_take_turns_and_each_stage_takes_time(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("一、主要目标\n全年地区生产总值增长5.5%以上。\n" * 50, "utf-8")
    seconds = speed.medians(("taizhang", "scan"), [path], rounds=3)
    assert seconds["taizhang"] > seconds["scan"] > 0
    assert {stage for stage, _, _ in STAGES} == set(stage_seconds([path], rounds=1))


def test_a_spread_takes_documents_from_all_over():
    assert spread(list(range(10)), 3) == [0, 4, 8]
