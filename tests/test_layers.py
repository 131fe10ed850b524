"""The shape of the code: sizes, and nothing that reaches the network. `make lint` holds the layers."""

import ast
import re
from functools import cache
from pathlib import Path

from taizhang.writing.listings import LISTINGS

SOURCE = Path(__file__).parent.parent / "src" / "taizhang"
MODULES = sorted(module for module in SOURCE.rglob("*.py") if module.parent.name != "migrations")
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


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def imports(module: Path) -> set[str]:
    """The names of the modules that a module imports, lazily or not."""
    found = set()
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            found.add(node.module)
    return found


def named(module: Path) -> str:
    return module.relative_to(SOURCE).as_posix()


def is_of_network(name: str) -> bool:
    return name in NETWORK or name.split(".", maxsplit=1)[0] in NETWORK


def functions() -> list[tuple[str, int]]:
    """Every function with its number of lines, decorators left out."""
    return [
        (f"{named(module)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
        for module in MODULES
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.FunctionDef)
    ]


def test_every_module_is_short_enough_to_read():
    lines = {named(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_hardly_any_function_is_long():
    sizes = functions()
    long = [name for name, lines in sizes if lines > LONG_FUNCTION]
    assert len(long) <= LONG_SHARE * len(sizes), long


def test_the_median_function_is_short():
    sizes = sorted(lines for _, lines in functions())
    assert sizes[len(sizes) // 2] <= 10


def test_nothing_reaches_the_network_but_what_is_named():
    reaching = {named(module) for module in MODULES if any(map(is_of_network, imports(module)))}
    assert reaching == SPEAKING


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
