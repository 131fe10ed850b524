"""`read --format html`: one highlight page for each document."""

from pathlib import Path

from taizhang.cli.failures import Failures
from taizhang.cli.output import barred, busy, opened, tracked
from taizhang.cli.sources import STANDARD_INPUT, document_at, paths_in
from taizhang.errors import FolderWanted
from taizhang.extracting import extract
from taizhang.writing import highlight
from taizhang.writing.words import Lang


def write_pages(files: tuple[str, ...], output: str | None, lang: Lang) -> int:
    """Write the page of one document to `output`, or those of many into the folder `output`; return the exit code."""
    failures = Failures(lang)
    paths = paths_in(files, failures)
    if len(paths) > 1 and (output is None or Path(output).is_file()):
        raise FolderWanted(count=len(paths))
    targets = page_paths(paths, output)
    bar = barred(paths, output)
    for path in tracked(paths, output, lang):
        with failures.noted(path):
            with busy(path, barred=bar, lang=lang):
                page = highlight.page(extract(document_at(path)), lang)
            write_page(page, targets[path])
    return failures.worst


def write_page(page: str, target: str | None) -> None:
    """Write one page."""
    with opened(target) as stream:
        stream.write(page)


def page_paths(paths: list[str], output: str | None) -> dict[str, str | None]:
    """Where the page of each document goes: one page where it was asked for, many into a folder by their names.

    >>> page_paths(["a/plan.txt"], "plan.html")
    {'a/plan.txt': 'plan.html'}
    >>> page_paths(["a/plan.txt", "b/plan.txt", "-"], "pages")
    {'a/plan.txt': 'pages/plan.html', 'b/plan.txt': 'pages/plan-2.html', '-': 'pages/stdin.html'}
    """
    if output is None or (len(paths) == 1 and not Path(output).is_dir()):
        return dict.fromkeys(paths, output)
    targets: dict[str, str | None] = {}
    for path in paths:
        stem = "stdin" if path == STANDARD_INPUT else Path(path).stem
        same = sum(1 for other in targets if Path(other).stem == stem)
        targets[path] = str(Path(output) / f"{stem}{f'-{same + 1}' if same else ''}.html")
    return targets
