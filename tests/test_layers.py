"""The shape of the code: layers, sizes, and nothing that reaches the network."""

import ast
import re
from pathlib import Path

import pytest

from taizhang.writing.listings import LISTINGS

SOURCE = Path(__file__).parent.parent / "src" / "taizhang"
MODULES = sorted(module for module in SOURCE.rglob("*.py") if module.parent.name != "migrations")
# The root re-exports extracting.read, and `python -m taizhang` starts the command line.
LAYERED = [module for module in MODULES if module.name not in ("__init__.py", "__main__.py") or module.parent != SOURCE]
LAYERS = (
    "errors",
    "model",
    "catalogue",
    "grammar",
    "reading",
    "extracting",
    "linking",
    "following",
    "checking",
    "writing",
    "server",
    "cli",
)
LONGEST_FILE, LONG_FUNCTION, LONG_SHARE = 500, 50, 0.04
NETWORK = {"socket", "ssl", "http.client", "urllib.request", "ftplib", "smtplib", "requests", "httpx", "aiohttp"}
# Only the server speaks to others, and only here: its own port, webhooks, mail and single sign-on that an office sets.
SPEAKING = {
    "server/accounts/single_sign_on.py",
    "server/hooks/reaching.py",
    "server/hooks/sending.py",
    "server/jobs/worker.py",
    "server/operations/serving.py",
    "server/returns/notices/mailing.py",
}


def imports(module: Path) -> set[str]:
    """The names of the modules that a module imports, lazily or not."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            found.add(node.module)
    return found


def layer(name: str) -> int:
    return LAYERS.index(name.split(".")[1])


def functions() -> list[tuple[str, int]]:
    """Every function with its number of lines, decorators left out."""
    return [
        (f"{module.relative_to(SOURCE)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


@pytest.mark.parametrize("module", LAYERED, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_module_imports_only_from_its_own_package_and_from_those_below(module):
    own = layer(".".join(module.relative_to(SOURCE.parent).with_suffix("").parts))
    for name in imports(module):
        if name.split(".")[0] == "taizhang":
            assert name != "taizhang", "no module imports the package root"
            assert layer(name) <= own, name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_module_is_short_enough_to_read(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def test_hardly_any_function_is_long():
    sizes = functions()
    long = [name for name, lines in sizes if lines > LONG_FUNCTION]
    assert len(long) <= LONG_SHARE * len(sizes), long


def test_the_median_function_is_short():
    sizes = sorted(lines for _, lines in functions())
    assert sizes[len(sizes) // 2] <= 10


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_nothing_reaches_the_network_but_what_is_named(module):
    names = imports(module)
    reaches = any(name in NETWORK or name.split(".")[0] in NETWORK for name in names)
    assert reaches == (module.relative_to(SOURCE).as_posix() in SPEAKING)


def test_reading_numbers_needs_neither_pandas_nor_polars():
    eager = {name.split(".")[0] for module in MODULES for name in imports(module)}
    assert not eager & {"pandas", "polars"}


def test_every_listing_shows_only_keys_that_it_has():
    for listing in LISTINGS.values():
        assert set(listing.shown) <= set(listing.keys)


def test_data_files_are_utf8_with_the_same_number_of_cells_in_every_line():
    for path in SOURCE.rglob("*.tsv"):
        lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
        assert {line.count("\t") for line in lines} == {lines[0].count("\t")}, path
        assert not re.search(r"[\r\ufeff]", "".join(lines)), path
