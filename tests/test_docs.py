"""The docs are tested: what they show is true, what there is they name, and what is generated is fresh."""

import doctest
import importlib.util
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import taizhang
from taizhang.catalogue.checks import standard_rules
from taizhang.catalogue.table import read_table
from taizhang.cli.commands import commands
from taizhang.cli.exits import Exit
from taizhang.writing.listings import LISTINGS
from taizhang.writing.words import LANGUAGES, vocabulary

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def script(name: str):
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate = script("generate")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", generate.pages(), ids=str)
def test_the_reference_is_what_the_code_says_now(page):
    assert text_of(f"docs/reference/{page}") == generate.pages()[page], "run: make reference"


@pytest.mark.parametrize("page", generate.SHOWN, ids=lambda page: page.name)
def test_commands_shown_print_what_is_shown(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    assert text == generate.refreshed(text), "run: make reference"


@pytest.mark.parametrize("page", generate.SHOWN, ids=lambda page: page.name)
def test_python_shown_gives_what_is_shown(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert doctest.testfile(str(page), module_relative=False, encoding="utf-8").failed == 0


@pytest.mark.parametrize("name", commands("zh").commands)
def test_every_command_is_in_both_readmes_and_in_the_reference(name):
    for page in ("README.md", "README.en.md", "docs/reference/commands.md"):
        assert f"taizhang {name}" in text_of(page)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", commands("zh").commands)
def test_every_option_is_in_the_reference(name, lang):
    section = text_of("docs/reference/commands.md").partition(f"## taizhang {name}\n")[2].partition("\n## ")[0]
    options = [option for param in commands(lang).commands[name].params for option in param.opts]
    assert [option for option in options if option.startswith("--") and option not in section] == []


def test_every_key_is_in_the_reference():
    text = text_of("docs/reference/keys.md")
    every = {name: listing.keys for name, listing in LISTINGS.items()} | generate.ACROSS
    for name, keys in every.items():
        section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert re.findall(r"^\| `(\w+)`", section, re.MULTILINE) == list(keys)


@pytest.mark.parametrize("name", standard_rules().checks)
def test_every_check_is_in_the_reference_and_explains_itself_in_both_languages(name, taizhang):
    rule = standard_rules().checks[name]
    section = text_of("docs/reference/checks.md").partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    for lang in LANGUAGES:
        told = taizhang("check", "--explain", name, "--lang", lang)
        assert (told.code, told.err) == (0, "")
        assert told.out.rstrip() in section
        for words in (rule.title, rule.message, rule.about):
            assert getattr(words, lang).strip() in section


def test_presets_are_in_the_reference():
    text = text_of("docs/reference/checks.md").partition("\n## ")[0]
    assert [name for name in standard_rules().presets if f"`{name}`" not in text] == []


def test_every_exit_code_is_in_the_help():
    help_text = text_of("docs/reference/commands.md").partition("## taizhang read")[0]
    assert [code for code in Exit if f"{code.value} " not in help_text] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_rule_and_reason_that_reads_something_has_a_name_in_both_languages(path):
    facts = taizhang.read(path).facts
    said = {f"rule.{fact.rule}" for fact in facts} | {f"reason.{fact.reason}" for fact in facts if fact.reason}
    assert sorted(said - vocabulary().keys()) == [], "name it in src/taizhang/writing/data/words.tsv"


def test_every_kind_of_programme_name_has_a_name_in_both_languages():
    kinds = {row["kind"] for row in read_table("programmes.tsv")} - {"kind"}
    assert sorted({f"reason.{kind}" for kind in kinds} - vocabulary().keys()) == []


def test_every_coded_value_that_is_read_is_in_the_reference():
    documented = {(row["key"], row["value"]) for row in generate.rows_of("values.tsv")}
    keys = ("label", "role", "comparator", "status", "firmness", "nature", "certainty")
    read = Counter((key, getattr(fact, key)) for path in EXAMPLES for fact in taizhang.read(path).facts for key in keys)
    assert sorted(set(read) - documented - {(key, None) for key in keys}) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_decision_is_in_the_list_of_decisions():
    listed = text_of("docs/decisions/README.md")
    assert [path.name for path in DOCS.glob("decisions/0*.md") if path.name not in listed] == []


def test_recipes_name_files_that_exist():
    recipes = text_of("CONTRIBUTING.md").partition("## Recipes")[2].partition("\n## ")[0]
    named = re.findall(r"`((?:src|tests|docs)/[\w./]+)`", recipes)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_no_recipe_wants_more_than_three_places():
    recipes = re.findall(r"^\| an? \*\*.+?\| (.+) \|$", text_of("CONTRIBUTING.md"), re.MULTILINE)
    assert len(recipes) >= 9
    assert [recipe for recipe in recipes if len(recipe.split(";")) > 3] == []


def test_pictures_are_small_enough_to_load():
    sizes = {path.name: path.stat().st_size for path in (DOCS / "pictures").glob("*.png")}
    assert sizes
    assert max(sizes.values()) <= 300_000


def test_each_page_for_users_is_in_both_languages():
    chinese = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert {name for name in chinese if not name.endswith(".en.md")} == {
        name.replace(".en.md", ".md") for name in chinese if name.endswith(".en.md")
    }


def test_the_makefile_lists_its_commands():
    run = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in ("make run", "make test", "make reference"):
        assert name in run.stdout


def test_python_dash_m_is_the_command_line():
    run = subprocess.run([sys.executable, "-m", "taizhang", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout == f"taizhang {taizhang.__version__}\n"
