"""The reference of the server leaves nothing out, and what it shows for verifying the log by hand is true."""

import importlib.util
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from taizhang.server.accounts.permissions import permissions
from taizhang.server.config import SETTINGS
from taizhang.server.dumping import write_dump
from taizhang.server.dumping.parts import parts
from taizhang.server.lib import rows
from taizhang.server.log.models import Entry
from taizhang.server.log.verifying import verify_chain
from taizhang.server.operations.demonstration.cast import UNITS, Cast
from taizhang.server.operations.demonstration.loading import TRIAL_DAY

ROOT = Path(__file__).parent.parent.parent
REFERENCE = ROOT / "docs" / "reference"
SOURCE = ROOT / "src" / "taizhang" / "server"
OWN = {"task.age", "task.remind", "return.age", "notice.mail"}  # what the server does by itself


def page(name):
    return (REFERENCE / name).read_text(encoding="utf-8")


def pages_of_the_server():
    spec = importlib.util.spec_from_file_location("docs_server", ROOT / "docs" / "server.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("action", permissions())
def test_every_action_has_a_route_or_is_of_the_server_alone(action):
    with_route, _, without = page("api.md").partition("## 没有地址的操作")
    named = without if action in OWN else with_route
    assert f"`{action}`" in named
    assert f"`{action}`" not in (with_route if action in OWN else without)


def test_every_route_that_changes_something_names_its_action():
    told = re.findall(r"^\| `(?:POST|PUT|PATCH|DELETE)` \| `(\S+)` \| *(.*?) *\|", page("api.md"), re.MULTILINE)
    assert len(told) > 100
    assert [path for path, actions in told if not actions] == []


def test_every_route_says_what_it_does_in_both_languages():
    told = re.findall(r"^\| `[A-Z]+` \| `(\S+)` .*\| ([^|]+) \|$", page("api.md"), re.MULTILINE)
    assert [path for path, about in told if not re.search(r"[\u4e00-\u9fff].*[A-Za-z]{2}", about)] == []


def test_every_machine_is_in_the_reference_with_its_states():
    text = page("states.md")
    machines = pages_of_the_server().machines()
    defined = sum(len(re.findall(r"= Machine\(", path.read_text("utf-8"))) for path in SOURCE.rglob("*.py"))
    assert len(machines) == defined
    for machine in machines:
        section = text.partition(f"## {machine.name.zh} · {machine.name.en}\n")[2].partition("\n## ")[0]
        assert [state for state in machine.states if f"| `{state}` |" not in section] == []
        assert section.count("\n| ") == len(machine.states) + len(machine.steps) + 4


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.variable)
def test_every_setting_is_in_the_reference_and_in_no_other_words(setting):
    line = next(line for line in page("settings.md").splitlines() if line.startswith(f"| `{setting.variable}` |"))
    assert setting.about.zh in line
    assert setting.about.en in line


def test_every_part_of_a_dump_is_told():
    text = page("dump.md")
    beside = [model._meta.label_lower for model in parts() if not issubclass(model, rows.Recorded)]
    assert beside
    assert [name for name in beside if f"`{name}`" not in text] == []


def test_every_field_of_an_entry_is_told():
    text = page("log.md")
    assert [field.attname for field in Entry._meta.concrete_fields if f"`{field.attname}`" not in text] == []


def checked_by_hand(dump, tmp_path):
    """What the program on the page of the log prints of a dump."""
    program = tmp_path / "check.py"
    program.write_text(re.search(r"```python\n(.*?)```", page("log.md"), re.DOTALL)[1], encoding="utf-8")
    run = subprocess.run([sys.executable, program, dump], capture_output=True, text=True, check=False)
    return run.stdout.strip() or run.stderr.splitlines()[-1]


def test_the_program_on_the_page_recomputes_the_chain(city, person, tmp_path):
    person("reporter", city.east)
    write_dump(tmp_path / "dump.zip")
    found = verify_chain()
    assert found.entries > 5
    assert checked_by_hand(tmp_path / "dump.zip", tmp_path) == f"{found.entries} {found.head}"


def test_the_program_on_the_page_sees_a_value_that_was_altered(city, tmp_path):
    write_dump(tmp_path / "dump.zip")
    with zipfile.ZipFile(tmp_path / "dump.zip") as whole, zipfile.ZipFile(tmp_path / "altered.zip", "w") as altered:
        for name in whole.namelist():
            altered.writestr(name, whole.read(name).replace("石陂县".encode(), "石坡县".encode()))
    assert checked_by_hand(tmp_path / "altered.zip", tmp_path).startswith("broken at entry ")


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_accounts_shown_are_those_of_the_demonstration(name):
    units = {code: SimpleNamespace(name=called) for code, called, *_ in UNITS}
    told = Cast(units | {"YL": SimpleNamespace(name="云澜市人民政府")}).accounts()
    block = re.search(r"```text\n(演示账户.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)[1]
    shown = [line for line in block.splitlines() if line.startswith(("演示账户", "  ")) and "…" not in line]
    assert len(shown) == 4
    assert set(shown) <= set(told)
    assert f"today is {TRIAL_DAY}" in block
