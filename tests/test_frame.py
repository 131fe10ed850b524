"""The repository as a newcomer and CI find it: what is installed, what is committed, what must not be."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

from folders import ROOT

SETS = sorted((ROOT / "requirements").glob("*.txt"))
ADDRESS = re.compile(r"\b(?:pypi\.org|pythonhosted|registry\.npmjs|npmjs\.org|debian\.org)|(?<![\w.])/(?:work|farm)/")
THIS = "tests/test_frame.py"
# A run of this many characters, blanks left out, is no coincidence but for the formulas of titles and greetings.
COPIED = 48
FORMULA = re.compile("国民经济和社会发展计划|人民代表大会|列席人员")


@cache
def committed() -> tuple[str, ...]:
    """The names of the files that git knows."""
    run = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if run.returncode:
        pytest.skip("git does not know this folder: what is committed cannot be told")
    return tuple(name for name in run.stdout.splitlines() if (ROOT / name).is_file())


def text_of(name: str) -> str:
    return (ROOT / name).read_bytes().decode("utf-8", errors="ignore")


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_hashes_and_without_an_address(path):
    entries = re.split(r"\n(?=\S)", path.read_text(encoding="utf-8").strip())
    assert len(entries) >= 4
    assert [entry for entry in entries if not re.match(r"[\w.-]+==\S+", entry) or "--hash=sha256:" not in entry] == []
    assert "://" not in path.read_text(encoding="utf-8")


def test_every_dependency_is_pinned():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    formats = [*extras["docx"], *extras["doc"], *extras["pdf"], *extras["sheets"]]
    run = [*project["dependencies"], *formats]
    wanted = {"run": run, "ocr": [*run, *extras["ocr"]], "test": [*run, *extras["ocr"], *extras["test"]]}
    for name, dependencies in wanted.items():
        pinned = set(re.findall(r"^([\w.-]+)==", text_of(f"requirements/{name}.txt"), re.MULTILINE))
        named = {re.split(r"[<>=\[]", dependency)[0] for dependency in dependencies}
        assert named - {"taizhang"} <= pinned


def test_ci_runs_what_people_run():
    assert re.search(r"^make test$", text_of(".ci/run"), re.MULTILINE)


@pytest.mark.parametrize("goal", ["run", "test"])
def test_the_makefile_knows_what_to_do(goal):
    tried = subprocess.run(["make", "--dry-run", goal, "SERVE=0"], cwd=ROOT, check=False, capture_output=True)
    assert tried.returncode == 0, tried.stderr


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    assert [name for name in committed() if name != THIS and ADDRESS.search(text_of(name))] == []


def test_no_file_is_large():
    assert [name for name in committed() if (ROOT / name).stat().st_size > 2_000_000] == []


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def runs_of(text: str) -> set[str]:
    return {text[at : at + COPIED] for at in range(len(text) - COPIED + 1)}


def test_no_text_of_the_shared_documents_is_copied(shared: Path):
    names = [name for name in committed() if name.startswith(("examples/", "tests/", "docs/", "README"))]
    own = {name: runs_of(squeezed(text_of(name))) for name in names}
    every = set().union(*own.values())
    seen = set()
    for path in sorted(shared.glob("documents/*/*.txt")):
        text = squeezed(path.read_bytes().decode("utf-8", errors="ignore"))
        seen |= {text[at : at + COPIED] for at in range(len(text) - COPIED + 1) if text[at : at + COPIED] in every}
    copied = {run for run in seen if not FORMULA.search(run)}
    assert {name: sorted(runs & copied)[:3] for name, runs in own.items() if runs & copied} == {}
