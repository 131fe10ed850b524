"""The command line: each command, form, language and error."""

import csv
import errno
import io
import json
import os
import re
import subprocess
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from taizhang.cli import batch, sources
from taizhang.cli import commands as built
from taizhang.cli.catalogue import KINDS, entry_keys
from taizhang.cli.commands import commands
from taizhang.errors import TaizhangError
from taizhang.model.rows import FACT_KEYS
from taizhang.writing.forms import FORMS
from taizhang.writing.listings import LISTINGS
from taizhang.writing.words import vocabulary

PLAN = """云岚市2024年国民经济和社会发展计划执行情况与2025年计划（草案）的报告

一、2024年计划执行情况
2024年，全市地区生产总值完成524.1亿元，同比增长5.5%。云岚大桥项目已开工。
二、2025年主要目标
地区生产总值增长6%以上。
三、2025年主要任务
（一）推动产业升级。新建标准厂房20万平方米以上。
"""
LISTED = sorted(LISTINGS)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def rows(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("name", LISTED)
def test_every_listing_prints_exactly_its_keys_as_jsonl(name, plan, taizhang):
    ended = taizhang(name, plan, "--format", "jsonl")
    assert (ended.code, ended.err) == (0, "")
    for row in rows(ended.out):
        expected = LISTINGS[name].keys
        assert tuple(row) == tuple(key for key in expected if key in row)
        assert row["doc"] == str(plan)
        assert name == "tables" or tuple(row) == expected


@pytest.mark.parametrize("name", LISTED)
def test_every_listing_opens_in_a_spreadsheet_as_csv(name, plan, taizhang):
    ended = taizhang(name, plan, "--format", "csv")
    assert ended.code == 0
    assert ended.out.startswith("\ufeff")
    table = list(csv.reader(io.StringIO(ended.out.removeprefix("\ufeff"))))
    assert tuple(table[0]) == LISTINGS[name].keys
    assert {len(row) for row in table} == {len(table[0])}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LISTED)
def test_every_listing_prints_a_table_for_people(name, lang, plan, taizhang):
    ended = taizhang(name, plan, "--lang", lang)
    assert (ended.code, ended.err) == (0, "")


def test_read_gives_value_unit_period_and_status_with_offsets(plan, taizhang):
    facts = rows(taizhang("read", plan, "--format", "jsonl").out)
    total = next(fact for fact in facts if fact["text"].startswith("524.1"))
    assert PLAN[total["start"] : total["end"]] == total["text"]
    assert (total["value"], total["unit"], total["period"], total["status"]) == ("524.1", "亿元", "2024", "actual")
    assert (Decimal(total["base_value"]), total["base_unit"]) == (52_410_000_000, "元")
    assert total["subject"] == "地区生产总值"


def test_every_number_of_the_text_is_accounted_for(plan, taizhang):
    texts = [fact["text"] for fact in rows(taizhang("read", plan, "-f", "jsonl").out)]
    assert len(texts) >= 9
    assert sum(text.startswith("2024") for text in texts) == PLAN.count("2024")


def test_absent_values_are_null_and_not_left_out(plan, taizhang):
    year = rows(taizhang("read", plan, "-f", "jsonl").out)[0]
    assert year["label"] == "date"
    assert year["value"] is None
    assert set(FACT_KEYS) == set(year)


def test_outline_tells_results_from_targets(plan, taizhang):
    sections = rows(taizhang("outline", plan, "-f", "jsonl").out)
    assert [(s["mark"], s["status"]) for s in sections if s["level"] == 1] == [
        ("一、", "actual"),
        ("二、", "target"),
        ("三、", "target"),
    ]


def test_metadata_names_kind_and_periods(plan, taizhang):
    (said,) = rows(taizhang("metadata", plan, "-f", "jsonl").out)
    assert said["kind"] == "execution_and_draft_plan"
    assert (said["reviewed_period"], said["planned_period"]) == ("2024", "2025")


def test_commitments_refer_to_facts_by_their_start(plan, taizhang):
    starts = {fact["start"] for fact in rows(taizhang("read", plan, "-f", "jsonl").out)}
    promised = rows(taizhang("commitments", plan, "-f", "jsonl").out)
    assert any("厂房" in promise["text"] for promise in promised)
    assert starts.issuperset(start for promise in promised for start in promise["quantities"])


def test_claims_hold_what_was_said_without_a_number(plan, taizhang):
    assert any("开工" in claim["text"] for claim in rows(taizhang("claims", plan, "-f", "jsonl").out))


def test_read_as_html_writes_one_page(plan, tmp_path, taizhang):
    target = tmp_path / "page.html"
    assert taizhang("read", plan, "--format", "html", "--output", target).code == 0
    assert "524.1" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(("lang", "measure"), [("zh", "计量"), ("en", "measure")])
def test_a_summary_shows_results_beside_targets(lang, measure, plan, taizhang):
    ended = taizhang("summary", plan, "--lang", lang)
    assert (ended.code, ended.err) == (0, "")
    assert "524.1亿元" in ended.out
    assert measure in ended.out


def test_a_summary_passes_over_what_cannot_be_read(plan, tmp_path, taizhang):
    ended = taizhang("summary", tmp_path / "none.txt", plan, "-o", tmp_path / "summary.txt")
    assert ended.code == 1
    assert "524.1亿元" in (tmp_path / "summary.txt").read_text(encoding="utf-8")


def test_several_pages_go_into_a_folder_by_their_names(plan, tmp_path, taizhang):
    other = tmp_path / "other" / "plan.txt"
    other.parent.mkdir()
    other.write_text(PLAN, encoding="utf-8")
    assert taizhang("read", plan, other, "-f", "html", "-o", tmp_path / "pages").code == 0
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["plan-2.html", "plan.html"]


def test_several_pages_want_a_folder(plan, taizhang):
    ended = taizhang("read", plan, plan, "-f", "html")
    assert ended.code == 2
    assert "--output" in ended.err


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(set(LISTED) - {"read", "tables"}))
def test_every_other_listing_makes_a_page_of_tables(name, lang, plan, taizhang):
    ended = taizhang(name, plan, plan, "-f", "html", "--lang", lang)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("<table>") == 2
    assert ended.out.endswith("</html>\n")


def test_a_form_that_is_not_offered_is_named_with_those_that_are(plan, taizhang):
    ended = taizhang("outline", plan, "-f", "pdf")
    assert ended.code == 2
    assert "table、jsonl、csv、html" in ended.err


def test_folders_are_read_in_the_order_of_names_and_hidden_files_left_alone(tmp_path, taizhang):
    for name in ("b.txt", "a.txt", ".hidden.txt", "sub/c.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("增长5%。", encoding="utf-8")
    docs = [row["doc"] for row in rows(taizhang("metadata", tmp_path, "-f", "jsonl").out)]
    assert docs == [str(tmp_path / name) for name in ("a.txt", "b.txt", "sub/c.md")]


def test_standard_input_is_a_hyphen(taizhang):
    facts = rows(taizhang("read", "-", "-f", "jsonl", stdin="增长5.5%。".encode("gb18030")).out)
    assert [(fact["doc"], fact["value"]) for fact in facts] == [("-", "5.5")]


def test_standard_input_has_the_limit_of_files(monkeypatch, taizhang):
    monkeypatch.setattr(sources, "LIMIT", 1)
    ended = taizhang("read", "-", stdin=b"5%" * 500_001)
    assert ended.code == 1
    assert "1 MB" in ended.err


def test_output_is_written_to_a_file_as_utf8(plan, tmp_path, taizhang):
    target = tmp_path / "out" / "facts.jsonl"
    ended = taizhang("read", plan, "-f", "jsonl", "-o", target)
    assert (ended.code, ended.out) == (0, "")
    assert rows(target.read_text(encoding="utf-8"))
    assert [path.name for path in target.parent.iterdir()] == ["facts.jsonl"]


def test_a_bad_file_among_many_is_told_and_passed_over(plan, tmp_path, taizhang):
    noise = tmp_path / "noise.bin"
    noise.write_bytes(bytes(range(256)) * 20)
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    ended = taizhang("read", tmp_path / "none.txt", noise, empty, plan, "-f", "jsonl")
    assert ended.code == 1
    assert {row["doc"] for row in rows(ended.out)} == {str(plan)}
    assert [line.partition("：")[0] for line in ended.err.splitlines()] == [
        str(tmp_path / "none.txt"),
        str(noise),
        str(empty),
    ]


def closed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder below `tree` that may not be looked into; the superuser, who may, is refused too."""
    folder = tree / "closed"
    folder.mkdir()
    folder.chmod(0)
    scandir = os.scandir

    def refused(path: object) -> object:
        if str(path) == str(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    return folder


def test_a_folder_that_may_not_be_looked_into_is_told_and_the_rest_read(plan, tmp_path, taizhang, monkeypatch):
    folder = closed(tmp_path, monkeypatch)
    ended = taizhang("metadata", tmp_path, "-f", "jsonl")
    assert ended.code == 1
    assert ended.err.startswith(f"{folder}：没有读取权限；请更改文件权限，或换一个账户再读\n")
    assert [row["doc"] for row in rows(ended.out)] == [str(plan)]
    assert "没有读取权限" in taizhang("metadata", folder).err


def test_a_link_to_nowhere_and_a_pipe_are_no_documents(plan, tmp_path, taizhang):
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    ended = taizhang("metadata", tmp_path, "-f", "jsonl")
    assert ended.code == 0
    assert "读了 1 份，0 份没有读成" in ended.err
    assert [row["doc"] for row in rows(ended.out)] == [str(plan)]


def test_what_the_system_refuses_is_said_in_the_language_chosen(plan, taizhang):
    target = plan / "facts.csv"
    assert "（已有同名的文件）" in taizhang("read", plan, "-o", target).err
    assert "(File exists)" in taizhang("read", plan, "-o", target, "--lang", "en").err


def test_an_empty_folder_is_an_error(tmp_path, taizhang):
    ended = taizhang("read", tmp_path)
    assert ended.code == 1
    assert str(tmp_path) in ended.err


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["red"], "没有命令 red；是不是 read？", "no command red; did you mean read?"),
        (
            ["read", "--formt", "csv"],
            "没有选项 --formt；是不是 --format？",
            "no option --formt; did you mean --format?",
        ),
        (["read", "-f", "xml", "x"], "“xml”不在可选之列", "xml is none of"),
        (["read", "x", "--output"], "--output 后面要跟一个值", "--output wants a value"),
        (["read", "-f", "csv"], "缺少 FILE...", "FILE... is missing"),
        (["catalogue", "units", "-n", "0"], "“0”不是 1 以上的整数", "0 is no whole number from 1 on"),
        (["catalogue", "planets", "x"], "“planets”不在可选之列", "planets is none of"),
    ],
)
def test_what_is_wrong_with_the_command_line_is_said_in_both_languages(arguments, zh, en, taizhang):
    chinese, english = taizhang(*arguments), taizhang("--lang", "en", *arguments)
    assert (chinese.code, english.code) == (2, 2)
    assert zh in chinese.err
    assert en in english.err


def test_errors_are_said_in_both_languages(tmp_path, taizhang):
    missing = tmp_path / "none.txt"
    assert taizhang("read", missing).err == f"{missing}：没有这个文件；请检查路径\n"
    assert taizhang("read", missing, "--lang", "en").err == f"{missing}: no such file; check the path\n"


def test_the_language_may_stand_in_the_environment(monkeypatch, tmp_path, taizhang):
    monkeypatch.setenv("TAIZHANG_LANG", "en_GB.UTF-8")
    assert "no such file" in taizhang("read", tmp_path / "none.txt").err


def test_output_that_cannot_be_written_names_the_path(plan, taizhang):
    target = plan / "facts.csv"
    ended = taizhang("read", plan, "-f", "csv", "-o", target)
    assert ended.code == 3
    assert str(target) in ended.err


def test_a_defect_is_a_sentence_and_costs_no_other_file(monkeypatch, plan, tmp_path, taizhang):
    def fails_once(path: str, content: bytes):
        if path.endswith("plan.txt"):
            raise ZeroDivisionError("by zero")
        return original(path, content)

    original = batch.document_of_content
    other = tmp_path / "other.txt"
    other.write_text("增长5.5%。", encoding="utf-8")
    monkeypatch.setattr(batch, "document_of_content", fails_once)
    ended = taizhang("read", plan, other, "-f", "jsonl")
    assert ended.code == 4
    assert "Traceback" not in ended.err
    assert [row["doc"] for row in rows(ended.out)] == [str(other)]
    monkeypatch.setenv("TAIZHANG_DEBUG", "1")
    assert "Traceback" in taizhang("read", plan).err


def test_a_defect_outside_any_file_is_a_sentence_too(monkeypatch, plan, taizhang):
    def fails(*_: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(built, "write_listing", fails)
    ended = taizhang("read", plan)
    assert ended.code == 4
    assert ended.err.startswith("台账程序出错（ZeroDivisionError: by zero）")


def test_an_interrupted_run_says_so(monkeypatch, plan, taizhang):
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(built, "write_listing", stop)
    assert taizhang("read", plan).code == 130


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["", *commands("zh").commands])
def test_help_is_in_the_language_chosen(name, lang, taizhang):
    ended = taizhang(*name.split(), "--help", "--lang", lang) if name else taizhang("--lang", lang, "--help")
    chinese = any("\u4e00" <= sign <= "\u9fff" for sign in ended.out)
    assert ended.code == 0
    assert chinese == (lang == "zh")
    assert max(map(len, ended.out.splitlines())) <= 100


def test_the_catalogue_is_searched_by_name(taizhang):
    (mu,) = rows(taizhang("catalogue", "units", "亩", "-n", "1", "-f", "jsonl").out)
    assert (mu["id"], mu["base_unit"], mu["factor"]) == ("亩", "平方米", "2000/3")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_entry_is_listed_in_every_form(kind, form, taizhang):
    ended = taizhang("catalogue", kind, "-n", "3", "-f", form)
    assert ended.code == 0
    assert ended.out.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_what_an_entry_shows_has_a_name_in_both_languages(kind):
    assert [key for key in entry_keys(kind) if key not in vocabulary()] == []


def test_below_a_table_of_one_indicator_stands_what_it_means(taizhang):
    told = taizhang("catalogue", "indicators", "GDP", "-n", "1").out
    assert re.search("^含义：一个地区所有常住单位", told, re.MULTILINE)
    assert re.search("^口径：时期数", told, re.MULTILINE)
    english = taizhang("catalogue", "indicators", "芝麻产量", "--lang", "en").out
    assert "How it is measured: A flow" in english
    assert "Definition:" not in english
    assert "含义：" not in taizhang("catalogue", "indicators", "GDP").out


def test_a_table_that_leaves_entries_out_says_how_many_there_are(taizhang):
    short, whole = taizhang("catalogue", "indicators"), taizhang("catalogue", "units", "亩次")
    assert re.search(r"列出 20 条，共 \d{3,} 条；用 --limit 列出更多\n$", short.out)
    english = taizhang("catalogue", "units", "--lang", "en")
    assert re.search(r"20 of \d{3,} entries; list more by --limit\n$", english.out)
    assert "--limit" not in whole.out
    assert "--limit" not in taizhang("catalogue", "indicators", "-f", "jsonl").out


def test_a_search_without_result_says_so(taizhang):
    ended = taizhang("catalogue", "units", "没有这样的单位")
    assert (ended.code, ended.err) == (0, "")
    assert "没有这样的单位" in ended.out


def command_line(*arguments: object, **environment: str) -> subprocess.Popen[bytes]:
    code = "import sys; from taizhang.cli import main; sys.exit(main())"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )


def test_output_is_utf8_even_where_the_locale_is_c(plan):
    run = command_line("read", plan, "-f", "jsonl", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    out, err = run.communicate()
    assert (run.returncode, err) == (0, b"")
    assert "地区生产总值" in out.decode("utf-8")


@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
def test_a_reader_that_has_seen_enough_is_no_error(form, tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("全市地区生产总值完成524.1亿元，同比增长5.5%。\n" * 3000, encoding="utf-8")
    with command_line("read", long, "-f", form) as run:
        run.stdout.readline()
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == (b"", 0)


def test_every_error_has_both_languages_and_shares_no_template():
    pending, templates = [TaizhangError], []
    while pending:
        kind = pending.pop()
        pending += kind.__subclasses__()
        own = vars(kind)
        assert ("zh" in own) == ("en" in own)
        templates += [own[lang] for lang in ("zh", "en") if lang in own]
    assert len(set(templates)) == len(templates)


def seen_on_a_terminal(*arguments: object) -> bytes:
    """What a person sees on standard error while standard output goes elsewhere."""
    ours, theirs = os.openpty()
    code = "import sys; from taizhang.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=theirs, check=True, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # a terminal whose other end is closed ends in an error
        while piece := os.read(ours, 65536):
            seen += piece
    os.close(ours)
    return seen


def test_long_work_shows_how_far_it_has_come(plan):
    assert "正在读".encode() in seen_on_a_terminal("read", plan, plan, "-f", "jsonl")


@pytest.mark.parametrize("form", ["jsonl", "html"])
def test_one_long_file_shows_that_work_goes_on(form, plan):
    plan.write_text("全市地区生产总值完成一批，各项工作有序推进。\n" * 10_000, encoding="utf-8")
    assert "MB）".encode() in seen_on_a_terminal("read", plan, "-f", form)


def test_short_work_shows_no_bar(plan):
    assert seen_on_a_terminal("read", plan, "-f", "jsonl") == b""


def test_every_shared_document_is_read_without_a_defect(shared, taizhang):
    ended = taizhang("claims", shared / "documents" / "sample", shared / "documents" / "zibo", "-f", "jsonl")
    assert "TAIZHANG_DEBUG" not in ended.err
    assert ended.code in (0, 1)
